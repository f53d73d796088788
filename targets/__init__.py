"""Destinations: one target, one folder. The folder's name is the target's name, its docstring the target's page."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.model.artefact import Target
from nummerplan.model.deployment.platform import Provisioning


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
                fields=getattr(module, "fields", dict),
            )
        )
    return tuple(sorted(targets, key=lambda target: target.name))


@cache
def platforms() -> dict[str, Provisioning]:
    """What can be deployed to, by kind of platform (`kind` in `[platforms.NAME]`): targets that have `PROVISIONING`."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)}
    return {
        name.replace("_", "-"): module.PROVISIONING
        for name, module in sorted(modules.items())
        if hasattr(module, "PROVISIONING")
    }
