"""How all users of a group forward, or wait, and who has a calling plan of their own, in one table."""

from collections.abc import Mapping
from typing import Any

from nummerplan.targets.broadworks.simulator.areas.users import row_of, users_of
from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.search import paged, searched
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, needs_group_service
from nummerplan.targets.broadworks.simulator.store import StoredRow, unpacked


def _users_with(call: Invocation, tenant: StoredRow, service: str) -> list[tuple[StoredRow, StoredSettings]]:
    rows = call.store.all(
        "SELECT subscriber.*, number.active AS number_active, user_setting.settings AS chosen FROM user_service"
        " JOIN subscriber ON subscriber.id = user_service.subscriber"
        " LEFT JOIN number ON number.number = subscriber.number"
        " LEFT JOIN user_setting ON user_setting.subscriber = subscriber.id AND area = user_service.name"
        " WHERE subscriber.tenant = ? AND kind = 'user' AND user_service.name = ?",
        tenant["id"],
        service,
    )
    return [(row, unpacked(row["chosen"])) for row in rows]


def _listed(call: Invocation, service: str, column: Mapping[str, str], active: bool) -> Rows:
    tenant = call.tenant()
    country = unpacked(tenant["settings"])["countryCode"]
    rows: list[dict[str, Any]] = [
        row_of(user, country)
        | {"Is Active": settings.get("isActive", active)}
        | {heading: settings.get(name) for heading, name in column.items()}
        for user, settings in _users_with(call, tenant, service)
    ]
    return paged(call, searched(call, rows))


@answers("GroupUserCallForwardingSettingsGetListRequest")
def forwarding(call: Invocation) -> AnswerFields:
    """Where the users who have one of the call forwarding services forward to."""
    service = call.text("callForwardingService")
    return {"userCallForwardingTable": _listed(call, service, {"Forwarding Address": "forwardToPhoneNumber"}, False)}


@answers("GroupUserCallWaitingSettingsGetListRequest")
def waiting(call: Invocation) -> AnswerFields:
    """Which of the users who have call waiting let calls wait."""
    return {"userCallWaitingTable": _listed(call, "Call Waiting", {}, True)}


_OWN_PLANS = {"Incoming Calling Plan": "Incoming Calling Plan", "Outgoing Calling Plan": "calling out: %"}
"""The areas of settings that each of the two services has."""


@answers("GroupUserCallingPlanSettingsGetListRequest")
def calling_plans(call: Invocation) -> AnswerFields:
    """Which users have a calling plan of their own, in any part of it."""
    tenant, service = call.tenant(), call.text("callingPlanService")
    needs_group_service(call.store, tenant["id"], service)
    country = unpacked(tenant["settings"])["countryCode"]
    query = (
        "SELECT subscriber, user_setting.settings FROM user_setting JOIN subscriber ON id = subscriber"
        " WHERE tenant = ? AND area LIKE ?"
    )
    chosen = call.store.all(query, tenant["id"], _OWN_PLANS[service])
    own_plan = {row["subscriber"] for row in chosen if unpacked(row["settings"]).get("useCustomSettings")}
    rows: list[dict[str, Any]] = [
        row_of(user, country) | {"Use Custom Settings": user["id"] in own_plan} for user in users_of(call, tenant)
    ]
    return {"userCallingPlanTable": paged(call, searched(call, rows))}
