"""Destinations: one target, one folder. The folder's name is the target's name, its docstring the target's page."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from nummerplan.model.plan.phone_catalogue import GENERIC, PhoneCatalogue, PhoneModel, PhoneVendor

if TYPE_CHECKING:
    from nummerplan.model.artefact import Target
    from nummerplan.model.deployment.platform import Provisioning
    from nummerplan.model.laboratory import OpenLaboratory


@cache
def all_targets() -> "tuple[Target, ...]":
    """Every target in this folder, by name."""
    from nummerplan.model.artefact import Target

    targets = []
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        targets.append(
            Target(
                name=found.name.replace("_", "-"),
                page=module.__doc__ or "",
                render=module.render,
                settings=getattr(module, "SETTINGS", None),
                fields=getattr(module, "fields", dict),
                losses=getattr(module, "LOSSES", ()),
                routes_calls=getattr(module, "ROUTES_CALLS", False),
            )
        )
    return tuple(sorted(targets, key=lambda target: target.name))


@cache
def platforms() -> "dict[str, Provisioning]":
    """What can be deployed to, by kind of platform (`kind` in `[platforms.NAME]`): targets that have `PROVISIONING`."""
    modules = {found.name: import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)}
    return {
        name.replace("_", "-"): module.PROVISIONING
        for name, module in sorted(modules.items())
        if hasattr(module, "PROVISIONING")
    }


def laboratories() -> tuple[str, ...]:
    """Targets for which this machine can be a laboratory of real calls: those that have a folder `lab`."""
    folder = Path(__file__).parent
    return tuple(sorted(file.parent.parent.name.replace("_", "-") for file in folder.glob("*/lab/plan_laboratory.py")))


def laboratory(name: str) -> "OpenLaboratory":
    """What opens the laboratory of one of these targets."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}.lab.plan_laboratory")
    opens: OpenLaboratory = module.open_laboratory
    return opens


@cache
def phone_catalogue() -> PhoneCatalogue:
    """The telephones of all files `TARGET/VENDOR/vendor.toml`.

    They are read as data, since every `check` needs the models and none the code that writes their configuration.
    Raises `ValueError` or `KeyError` for a file that is not of the form that each of them begins with.
    """
    models = {GENERIC.key: GENERIC}
    vendors: dict[str, PhoneVendor] = {}
    for file in sorted(Path(__file__).parent.glob("*/*/vendor.toml")):
        table = tomllib.loads(file.read_text("utf-8"))
        name = str(table["name"])
        own, others = (_prefixes(table.get(key, "")) for key in ("prefixes", "prefixes_of_others"))
        vendors[name] = PhoneVendor(name, own, others, bool(table.get("has_other_prefixes")))
        models |= {model.key: model for row in table["models"].split("\n") if row for model in _models(name, row)}
    return PhoneCatalogue(models, vendors)


def _prefixes(text: str) -> frozenset[str]:
    return frozenset(text.replace(":", "").lower().split())


def _models(vendor: str, row: str) -> Iterator[PhoneModel]:
    """Lines, keys, modules x keys of a module (or `dect`), and the models they hold for: `12 21 3x60 T53 T53W`."""
    lines, keys, modules, *names = row.split()
    dect = modules == "dect"
    count, _, each = ("0" if dect else modules).partition("x")
    for name in names:
        yield PhoneModel(
            key=f"{vendor}-{name}".lower().replace("_", "-"),
            vendor=vendor,
            name=name.replace("_", " "),
            lines=_figure(lines),
            keys=_figure(keys),
            modules=_figure(count),
            module_keys=_figure(each or count),
            dect=dect,
        )


def _figure(text: str) -> int | None:
    return None if text == "?" else int(text)
