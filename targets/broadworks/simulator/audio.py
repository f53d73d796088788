"""Recordings that settings name: they have to be there, and those that are named cannot go."""

from collections.abc import Iterator
from typing import Any

from nummerplan.targets.broadworks.simulator.holdings import Holding, in_all, settings_naming
from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.store import StoredRow


def check_files(call: Invocation, tenant: int, subscriber: int, values: Any) -> None:
    """Refuse settings that name a recording which is not there."""
    for key in _keys_in(values):
        level = key.get("level", "Group")
        owner = subscriber if level == "User" else 0
        if find_file(call, tenant, owner, key["name"], key["mediaFileType"]) is None:
            raise own(9140, f"Announcement not found: {key['name']} ({key['mediaFileType']}, {level})")


def find_file(call: Invocation, tenant: int, owner: int, name: str, kind: str) -> StoredRow | None:
    """A recording of the group, or of a user."""
    query = "SELECT * FROM announcement WHERE tenant = ? AND ifnull(subscriber, 0) = ? AND name = ? AND type = ?"
    return call.store.one(query, tenant, owner, name, kind)


def uses_of_file(call: Invocation, file: StoredRow) -> list[Holding]:
    """The settings that name a recording."""
    owner = file["subscriber"]
    return [
        holding
        for holding in settings_naming(call, file["tenant"], file["name"])
        if (not owner or holding.subscriber == owner) and any(_is(key, file) for key in _keys_in(holding.settings))
    ]


def rename_file(holding: Holding, file: StoredRow, new: str) -> None:
    """Let settings name a recording by its new name."""
    for key in _keys_in(holding.settings):
        if _is(key, file):
            key["name"] = new


def _is(key: dict[str, Any], file: StoredRow) -> bool:
    level = "User" if file["subscriber"] else "Group"
    return (key["name"], key["mediaFileType"], key.get("level", "Group")) == (file["name"], file["type"], level)


def _keys_in(values: Any) -> Iterator[dict[str, Any]]:
    return (value for _, value in in_all(values) if "mediaFileType" in value and "name" in value)
