"""Settings of users and groups: read with their defaults, changed by a modify request."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from nummerplan.targets.broadworks.simulator.refusal import not_assigned, own
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, merged, packed, unpacked

StoredSettings = dict[str, Any]


def user_settings(store: SimulatorStore, subscriber: int, area: str, defaults: Mapping[str, Any]) -> StoredSettings:
    """What a user has set in an area, over the defaults."""
    row = store.one("SELECT settings FROM user_setting WHERE subscriber = ? AND area = ?", subscriber, area)
    return unpacked(row["settings"]) if row else deepcopy(dict(defaults))


def keep_user_settings(store: SimulatorStore, subscriber: int, area: str, settings: StoredSettings) -> None:
    """Keep them."""
    store.run("REPLACE INTO user_setting VALUES (?, ?, ?)", subscriber, area, packed(settings))


def group_settings(store: SimulatorStore, tenant: int, area: str, defaults: Mapping[str, Any]) -> StoredSettings:
    """What a group has set in an area, over the defaults."""
    row = store.one("SELECT settings FROM group_setting WHERE tenant = ? AND area = ?", tenant, area)
    return unpacked(row["settings"]) if row else deepcopy(dict(defaults))


def change_group_settings(
    store: SimulatorStore, tenant: int, area: str, defaults: Mapping[str, Any], fields: Mapping[str, Any]
) -> StoredSettings:
    """Change what the fields say, and give the whole."""
    changed = merged(group_settings(store, tenant, area, defaults), without(fields, "serviceProviderId", "groupId"))
    store.run("REPLACE INTO group_setting VALUES (?, ?, ?)", tenant, area, packed(changed))
    return changed


def without(fields: Mapping[str, Any], *names: str) -> StoredSettings:
    """All fields but these."""
    return {name: value for name, value in fields.items() if name not in names}


def needs_service(store: SimulatorStore, subscriber: int, service: str) -> None:
    """Refuse what asks for a service that the user does not have."""
    if not store.one("SELECT 1 FROM user_service WHERE subscriber = ? AND name = ?", subscriber, service):
        raise not_assigned(service)


def needs_group_service(store: SimulatorStore, tenant: int, *services: str) -> None:
    """Refuse what asks for services of which the group has none."""
    marks = ", ".join("?" * len(services))
    if not store.one(
        f"SELECT 1 FROM group_service WHERE tenant = ? AND kind = 'group' AND assigned AND name IN ({marks})",  # noqa: S608 - question marks only
        tenant,
        *services,
    ):
        raise own(9410, f"Service is not assigned to this group: {' or '.join(services)}")
