"""Telephones whose names no plan gives: they keep the names and the lines that they have on the platform.

Such names are made of a user's key, and nothing on the platform can be given another one. Who is renamed, or shares a
telephone with somebody who leaves, would lose his telephone and its account for nothing but a name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nummerplan.model.deployment.platform import Fitted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import say
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import FIRST, FIRST_LINE, FURTHER, Line, all_lines
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart


def with_kept_telephones(wanted: Tenant, platform: Tenant) -> Fitted:
    """What is wanted, with telephones and lines under the names that they have, and a note about each."""
    kept = dict(_kept_names(wanted, platform))
    taken = {line.line_port for found in wanted.of_kind("user") for line in all_lines(found)}
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
            fitted, accounts = _with_lines(found, here, kept, taken)
            notes += [
                say(
                    "the account of {user} stays {held} on the platform; write sip_username: {held} in the device",
                    user=found.key,
                    held=account,
                )
                for account in accounts
            ]
        objects[fitted.identity] = fitted
    return Fitted(replace(wanted, objects=objects), tuple(notes))


def _kept_names(wanted: Tenant, platform: Tenant) -> Iterator[tuple[str, str]]:
    """Telephones by the name that is wanted, each with the name that it has."""
    done: set[str] = set()
    for found in wanted.of_kind("user"):
        here = counterpart(found, wanted, platform)
        for line in all_lines(found) if here is not None else ():
            if "name" in _route(found, line) or line.device in done:
                continue
            for held in all_lines(here) if here is not None else ():
                if held.device not in done and _is_renamed(line.device, held.device, wanted, platform):
                    done |= {line.device, held.device}
                    yield line.device, held.device
                    break


def _route(found: TenantObject, line: Line) -> Route:
    """Where the plan has a telephone of a user; what it writes of the name or the account ends the route."""
    is_first = found.settings.get(FIRST) == line.device
    return found.where(FIRST) if is_first else found.where(f"{FURTHER}.{line.device}")


def _is_renamed(new: str, held: str, wanted: Tenant, platform: Tenant) -> bool:
    """Whether a telephone that is wanted may be one that is there, under a name that was made of another key."""
    telephone, standing = (
        wanted.objects.get(Identity("device", new)),
        platform.objects.get(Identity("device", held)),
    )
    free = Identity("device", new) not in platform.objects and Identity("device", held) not in wanted.objects
    alike = telephone and standing and telephone.settings["model"] == standing.settings["model"]
    return bool(free and alike) and _differ_by_key(new, held)


def _telephone(found: TenantObject, name: str) -> TenantObject:
    settings = dict(found.settings)
    if "username" in settings and "username" not in found.routes:
        settings["username"] = name
    return replace(found, identity=Identity("device", name), settings=settings)


def _with_lines(
    found: TenantObject, here: TenantObject, kept: Mapping[str, str], taken: set[str]
) -> tuple[TenantObject, list[str]]:
    """A user with telephones and lines as they are called there, and accounts that are called otherwise than those."""
    there = {line.device: line for line in all_lines(here)}
    lines = [_line(found, line, there, kept, taken) for line in all_lines(found)]
    accounts = [line.line_port.partition("@")[0] for line in lines]
    odd = [
        account
        for account, line, was in zip(accounts, lines, all_lines(found), strict=True)
        if line.line_port != was.line_port and account != line.device
    ]
    if lines == list(all_lines(found)):
        return found, odd
    settings = dict(found.settings)
    if found.settings.get(FIRST) is not None:
        settings |= {FIRST: lines[0].device, FIRST_LINE: lines[0].line_port}
        lines = lines[1:]
    settings[FURTHER] = tuple(sorted(line.held() for line in lines))
    return replace(found, settings=settings), odd


def _line(found: TenantObject, line: Line, there: Mapping[str, Line], kept: Mapping[str, str], taken: set[str]) -> Line:
    """A line of a user, where it is called otherwise than the plan would call it."""
    name = kept.get(line.device, line.device)
    held = there.get(name)
    route = found.where(FIRST_LINE) if found.settings.get(FIRST) == line.device else _route(found, line)
    unwritten = not {"sip_username", "name"} & {*route}
    stays = held is not None and held.line_port not in taken and _differ_by_key(line.line_port, held.line_port)
    return Line(name, held.line_port if held is not None and unwritten and stays else line.line_port, line.odd)


def _differ_by_key(name: str, other: str) -> bool:
    """Whether two names may be those of one thing of two keys: they end alike, from a hyphen on."""
    return bool(_endings(name) & _endings(other))


def _endings(name: str) -> set[str]:
    return {name[place:] for place, letter in enumerate(name) if letter == "-"}
