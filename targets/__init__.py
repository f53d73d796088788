"""Destinations: one target, one folder. The folder's name is the target's name, its docstring the target's page."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.model.artefact import Target


@cache
def all_targets() -> tuple[Target, ...]:
    """Every target in this folder, by name."""
    targets = []
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        targets.append(
            Target(
                name=found.name.replace("_", "-"),
                page=module.__doc__ or "",
                render=module.render,
                settings=getattr(module, "SETTINGS", ()),
            )
        )
    return tuple(sorted(targets, key=lambda target: target.name))
