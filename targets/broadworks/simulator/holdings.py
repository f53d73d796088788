"""All settings of a group in which a name stands, and how to put them back."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, keep_user_settings
from nummerplan.targets.broadworks.simulator.store import packed, unpacked


class Holding(NamedTuple):
    """Settings of a service or of an object itself; `subscriber` 0 is the group, `area` is empty for the object."""

    service: str
    instance: str
    subscriber: int
    area: str
    settings: StoredSettings


_QUERIES = (
    "SELECT area AS service, '' AS user_id, 0 AS id, area, settings FROM group_setting"
    " WHERE tenant = ?1 AND instr(settings, ?2)",
    "SELECT area AS service, user_id, id, area, user_setting.settings FROM user_setting"
    " JOIN subscriber ON id = subscriber WHERE tenant = ?1 AND instr(user_setting.settings, ?2)",
    "SELECT kind AS service, user_id, id, '' AS area, settings FROM subscriber"
    " WHERE tenant = ?1 AND instr(settings, ?2)",
)
_KINDS = {"user": "User", "hunt_group": "Hunt Group", "auto_attendant": "Auto Attendant"}


def settings_naming(call: Invocation, tenant: int, name: str) -> Iterator[Holding]:
    """The settings of a group in which a text stands."""
    for query in _QUERIES:
        for row in call.store.all(query, tenant, packed(name)[1:-1]):
            service = _KINDS.get(row["service"], row["service"])
            yield Holding(service, row["user_id"], row["id"], row["area"], unpacked(row["settings"]))


def put_back(call: Invocation, tenant: int, holding: Holding) -> None:
    """Keep settings that were changed in place."""
    if not holding.area:
        query = "UPDATE subscriber SET settings = ? WHERE id = ?"
        call.store.run(query, packed(holding.settings), holding.subscriber)
    elif holding.subscriber:
        keep_user_settings(call.store, holding.subscriber, holding.area, holding.settings)
    else:
        call.store.run("REPLACE INTO group_setting VALUES (?, ?, ?)", tenant, holding.area, packed(holding.settings))


def in_all(values: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping that stands somewhere in nested values, with the name under which it stands."""
    if isinstance(values, dict):
        for name, value in values.items():
            if isinstance(value, dict):
                yield name, value
            yield from in_all(value)
    elif isinstance(values, list):
        for value in values:
            yield from in_all(value)
