"""Kinds of objects on the platform: one file (or folder) each, found without a list; each exports `KIND`.

A kind knows four things of its objects: what a plan wants, which commands change one into another, how they are read
back, and how a person would write them in a plan.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.targets.broadworks.object_kind import Kind


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind in this folder by name, in the order in which objects can be made."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    kinds: list[Kind] = sorted((module.KIND for module in modules), key=lambda kind: kind.rank)
    return {kind.name: kind for kind in kinds}
