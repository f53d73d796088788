"""Telephones whose names no plan gives: they keep the names and the lines that they have on the platform.

Such names are made of a user's key, and nothing on the platform can be given another one. Who is renamed, or shares a
telephone with somebody who leaves, would lose his telephone and its account for nothing but a name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nummerplan.model.deployment.platform import Fitted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import say
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart


def with_kept_telephones(wanted: Tenant, platform: Tenant) -> Fitted:
    """What is wanted, with telephones and lines under the names that they have, and a note about each."""
    kept = dict(_kept_names(wanted, platform))
    lines = {found.settings.get("sip_username") for found in wanted.of_kind("user")}
    notes = [
        say(
            "a telephone stays {held} on the platform; write name: {held} in its device, for its configuration", held=to
        )
        for to in kept.values()
    ]
    objects: dict[Identity, TenantObject] = {}
    for identity, found in wanted.objects.items():
        fitted = found
        if identity.kind == "device" and identity.name in kept:
            fitted = _telephone(found, kept[identity.name])
        elif identity.kind == "user" and (here := counterpart(found, wanted, platform)) is not None:
            own = _line(found, here, kept, lines)
            fitted = replace(found, settings={**found.settings, **own})
            account = str(own.get("sip_username", "")).partition("@")[0]
            if account and account != own.get("device"):
                notes.append(
                    say(
                        "the account of {user} stays {held} on the platform; write sip_username: {held} in the device",
                        user=found.key,
                        held=account,
                    )
                )
        objects[fitted.identity] = fitted
    return Fitted(replace(wanted, objects=objects), tuple(notes))


def _kept_names(wanted: Tenant, platform: Tenant) -> Iterator[tuple[str, str]]:
    """Telephones by the name that is wanted, each with the name that it has."""
    done: set[str] = set()
    for found in wanted.of_kind("user"):
        here = counterpart(found, wanted, platform)
        new, held = found.settings.get("device"), here.settings.get("device") if here is not None else None
        if (
            not isinstance(new, str)
            or not isinstance(held, str)
            or "name" in found.where("device")
            or done & {new, held}
        ):
            continue
        telephone, standing = (
            wanted.objects.get(Identity("device", new)),
            platform.objects.get(Identity("device", held)),
        )
        free = Identity("device", new) not in platform.objects and Identity("device", held) not in wanted.objects
        alike = telephone and standing and telephone.settings["model"] == standing.settings["model"]
        if free and alike and _differ_by_key(new, held):
            done |= {new, held}
            yield new, held


def _telephone(found: TenantObject, name: str) -> TenantObject:
    settings = dict(found.settings)
    if "username" in settings and "username" not in found.routes:
        settings["username"] = name
    return replace(found, identity=Identity("device", name), settings=settings)


def _line(found: TenantObject, here: TenantObject, kept: Mapping[str, str], lines: set[Value]) -> Mapping[str, Value]:
    """The telephone of a user and his line on it, where they are other than the plan would call them."""
    device, line = found.settings.get("device"), found.settings.get("sip_username")
    name, held = kept.get(str(device), device), here.settings.get("sip_username")
    settings: dict[str, Value] = {"device": name} if name != device else {}
    unwritten = isinstance(device, str) and not {"sip_username", "name"} & {*found.where("sip_username")}
    if unwritten and here.settings.get("device") == name and held not in lines and _differ_by_key(str(line), str(held)):
        settings["sip_username"] = held
    return settings


def _differ_by_key(name: str, other: str) -> bool:
    """Whether two names may be those of one thing of two keys: they end alike, from a hyphen on."""
    return bool(_endings(name) & _endings(other))


def _endings(name: str) -> set[str]:
    return {name[place:] for place, letter in enumerate(name) if letter == "-"}
