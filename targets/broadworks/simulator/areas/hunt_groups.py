"""Hunt groups."""

from typing import Any

from nummerplan.targets.broadworks.simulator import subscribers
from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.instances import activate_instances, listed_instances, profile_of
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.numbers import shown
from nummerplan.targets.broadworks.simulator.refusal import own, user_not_found
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, needs_group_service, without
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged, unpacked

KIND = "hunt_group"
_NOT_PROFILE = (
    "serviceProviderId",
    "groupId",
    "serviceUserId",
    "serviceInstanceProfile",
    "agentUserId",
    "agentUserIdList",
)


def _check(hunt: dict[str, Any]) -> None:
    if hunt["forwardAfterTimeout"] and not hunt.get("forwardToPhoneNumber"):
        raise own(9160, "A call forwarding cannot be active without a phone number to forward to.")
    if hunt["enableNotReachableForwarding"] and not hunt.get("notReachableForwardToPhoneNumber"):
        raise own(9160, "A call forwarding cannot be active without a phone number to forward to.")


@answers("GroupHuntGroupAddInstanceRequest20")
def add(call: Invocation) -> AnswerFields:
    """Add a hunt group."""
    tenant = call.tenant()
    needs_group_service(call.store, tenant["id"], "Hunt Group")
    hunt = without(call.fields, *_NOT_PROFILE)
    _check(hunt)
    fields = call.fields["serviceInstanceProfile"] | {"hunt": hunt}
    made = subscribers.add(call, tenant, KIND, call.text("serviceUserId"), fields)
    _set_members(call, tenant["id"], made, call.fields.get("agentUserId", ()))
    return None


@answers("GroupHuntGroupModifyInstanceRequest")
def change(call: Invocation) -> AnswerFields:
    """Change a hunt group; a list of members replaces the whole."""
    group = call.subscriber(KIND, "serviceUserId")
    hunt = merged(unpacked(group["settings"])["hunt"], without(call.fields, *_NOT_PROFILE))
    _check(hunt)
    subscribers.change(call, group, profile_of(call.fields), hunt=hunt)
    if "agentUserIdList" in call.fields:
        wanted = call.fields["agentUserIdList"]
        _set_members(call, group["tenant"], group["id"], wanted["userId"] if wanted else ())
    return None


def _set_members(call: Invocation, tenant: int, group: int, user_ids: Any) -> None:
    if len(set(user_ids)) < len(user_ids):
        raise own(9180, "A hunt group has each member once.")
    call.store.run("DELETE FROM member WHERE hunt_group = ?", group)
    for position, user_id in enumerate(user_ids):
        query = "SELECT id FROM subscriber WHERE user_id = ? AND tenant = ? AND kind = 'user'"
        user = call.store.one(query, user_id, tenant)
        if user is None:
            raise user_not_found(user_id)
        call.store.run("INSERT INTO member VALUES (?, ?, ?)", group, position, user["id"])


@answers("GroupHuntGroupDeleteInstanceRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete a hunt group."""
    call.store.run("DELETE FROM subscriber WHERE id = ?", call.subscriber(KIND, "serviceUserId")["id"])
    return None


@answers("GroupHuntGroupModifyActiveInstanceListRequest")
def activate(call: Invocation) -> AnswerFields:
    """Say which hunt groups take calls."""
    activate_instances(call, KIND)
    return None


@answers("GroupHuntGroupGetInstanceListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All hunt groups of a group."""
    return {"huntGroupTable": listed_instances(call, KIND, lambda settings: {"Policy": settings["hunt"]["policy"]})}


@answers("GroupHuntGroupGetInstanceRequest20")
def read(call: Invocation) -> AnswerFields:
    """One hunt group, with its members in order."""
    group = call.subscriber(KIND, "serviceUserId")
    country = call.group_settings(group["tenant"])["countryCode"]
    members = call.store.all(
        "SELECT subscriber.*, number.active AS number_active FROM member"
        " JOIN subscriber ON subscriber.id = member.subscriber"
        " LEFT JOIN number ON number.number = subscriber.number WHERE hunt_group = ? ORDER BY position",
        group["id"],
    )
    hunt: StoredSettings = unpacked(group["settings"])["hunt"]
    return hunt | {
        "serviceInstanceProfile": subscribers.read(call, group),
        "agentUserTable": Rows([_member(member, group["group_id"], country) for member in members]),
    }


def _member(member: StoredRow, group: str, country: str) -> dict[str, Any]:
    settings = unpacked(member["settings"])
    return {
        "User Id": member["user_id"],
        "Last Name": settings["lastName"],
        "First Name": settings["firstName"],
        "Weight": "",
        "Phone Number": shown(member["number"], country),
        "Extension": member["extension"],
        "Email Address": settings.get("emailAddress"),
        "Is Phone Number Activated": None if member["number"] is None else bool(member["number_active"]),
        "Country Code": country,
        "National Prefix": "0",
        "Group Id": group,
    }
