"""What hunt groups and auto attendants have in common as instances of a service."""

from collections.abc import Callable
from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.numbers import shown
from nummerplan.targets.broadworks.simulator.settings import StoredSettings
from nummerplan.targets.broadworks.simulator.store import unpacked


def profile_of(fields: StoredSettings) -> StoredSettings:
    """The profile that a request changes, with its alias list as it is kept."""
    profile = dict(fields.get("serviceInstanceProfile", {}))
    if "sipAliasList" in profile:
        aliases = profile.pop("sipAliasList")
        profile["alias"] = None if aliases is None else aliases["sipAlias"]
    return profile


def activate_instances(call: Invocation, kind: str) -> None:
    """Let instances take calls, or not."""
    for one in call.fields.get("serviceActivation", ()):
        found = call.subscriber_named(one["serviceUserId"], kind)
        call.store.run("UPDATE subscriber SET active = ? WHERE id = ?", one["isActive"], found["id"])


def listed_instances(call: Invocation, kind: str, more: Callable[[StoredSettings], dict[str, Any]]) -> Rows:
    """All instances of a group, each with columns of its own kind."""
    tenant = call.tenant()
    country = unpacked(tenant["settings"])["countryCode"]
    query = "SELECT * FROM subscriber WHERE tenant = ? AND kind = ? ORDER BY user_id"
    rows = [(row, unpacked(row["settings"])) for row in call.store.all(query, tenant["id"], kind)]
    return Rows(
        [
            {
                "Service User Id": row["user_id"],
                "Name": settings["name"],
                "Phone Number": shown(row["number"], country),
                "Extension": row["extension"],
                "Is Active": bool(row["active"]),
                **more(settings),
            }
            for row, settings in rows
        ]
    )
