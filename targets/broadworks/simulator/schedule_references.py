"""Schedules that settings name: they have to be there, and those that are named cannot go."""

from collections.abc import Iterator
from typing import Any

from nummerplan.targets.broadworks.simulator.holdings import Holding, in_all, settings_naming
from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.store import StoredRow

_KINDS = {"businessHours": "Time", "timeSchedule": "Time", "holidaySchedule": "Holiday"}


def find_schedule(call: Invocation, tenant: int, owner: int, name: str, kind: str) -> StoredRow | None:
    """A schedule of the group, or of a user."""
    query = "SELECT * FROM schedule WHERE tenant = ? AND ifnull(subscriber, 0) = ? AND name = ? AND type = ?"
    return call.store.one(query, tenant, owner, name, kind)


def check_schedules(call: Invocation, tenant: int, subscriber: int, values: Any) -> None:
    """Refuse settings that name a schedule which is not there; `subscriber` 0 may name the group's only."""
    for kind, named in _named_in(values):
        level, name = named["type"], named["name"]
        owner = subscriber if level == "User" else 0
        if level == "Service Provider":
            found = _of_provider(call, tenant, name, kind)
        else:
            found = find_schedule(call, tenant, owner, name, kind) if level == "Group" or subscriber else None
        if found is None:
            raise own(9150, f"Schedule not found: {name} ({kind}, {level})")


def _of_provider(call: Invocation, tenant: int, name: str, kind: str) -> StoredRow | None:
    """A schedule of the whole service provider, which each of its groups can name."""
    query = (
        "SELECT provider_schedule.* FROM provider_schedule JOIN tenant USING (service_provider)"
        " WHERE tenant.id = ? AND name = ? AND type = ?"
    )
    return call.store.one(query, tenant, name, kind)


def uses_of_schedule(call: Invocation, schedule: StoredRow) -> list[Holding]:
    """The settings that name a schedule."""
    owner = schedule["subscriber"]
    return [
        holding
        for holding in settings_naming(call, schedule["tenant"], schedule["name"])
        if (not owner or holding.subscriber == owner)
        and any(_is(named, kind, schedule) for kind, named in _named_in(holding.settings))
    ]


def rename_schedule(holding: Holding, schedule: StoredRow, new: str) -> None:
    """Let settings name a schedule by its new name."""
    for kind, named in _named_in(holding.settings):
        if _is(named, kind, schedule):
            named["name"] = new


def _is(named: dict[str, Any], kind: str, schedule: StoredRow) -> bool:
    level = "User" if schedule["subscriber"] else "Group"
    return (kind, named["name"], named["type"]) == (schedule["type"], schedule["name"], level)


def _named_in(values: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((_KINDS[name], value) for name, value in in_all(values) if name in _KINDS)
