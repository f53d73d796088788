"""The group itself: its name and number, its policies, its music on hold, its rules for passwords."""

from typing import Any

from nummerplan.targets.broadworks.simulator.audio import check_files
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.numbers import change_extension_length, e164, shown
from nummerplan.targets.broadworks.simulator.refusal import own, unauthorized
from nummerplan.targets.broadworks.simulator.search import limited, searched
from nummerplan.targets.broadworks.simulator.settings import (
    change_group_settings,
    group_settings,
    needs_group_service,
    without,
)
from nummerplan.targets.broadworks.simulator.store import merged, packed, unpacked
from nummerplan.targets.broadworks.simulator.subscribers import PASSWORD_LENGTH, check_time_zone

POLICY = {
    "maxSimultaneousCalls": 10,
    "maxSimultaneousVideoCalls": 5,
    "maxCallTimeForAnsweredCallsMinutes": 600,
    "maxCallTimeForUnansweredCallsMinutes": 2,
    "maxConcurrentRedirectedCalls": 3,
    "maxFindMeFollowMeDepth": 3,
    "maxRedirectionDepth": 10,
    "maxConcurrentFindMeFollowMeInvocations": 3,
    "maxConcurrentTerminatingAlertingRequests": 10,
    "enterpriseCallsCLIDPolicy": "Use Extension",
    "groupCallsCLIDPolicy": "Use Extension",
}
MUSIC = {"isActiveDuringCallHold": True, "isActiveDuringCallPark": True, "isActiveDuringBusyCampOn": True}
_NUMBERS = ("callingLineIdPhoneNumber", "defaultUserCallingLineIdPhoneNumber")
_EXTENSION_LENGTH = "extensionLengthSettings"


@answers("GroupGetRequest14sp7", "GroupGetRequest22V5")
def read(call: Invocation) -> AnswerFields:
    """The group's name, number and limits."""
    tenant = call.tenant()
    settings = unpacked(tenant["settings"])
    numbers = {name: shown(settings.get(name), settings["countryCode"]) for name in _NUMBERS}
    return {
        **settings,
        **numbers,
        "callingLineIdDisplayPhoneNumber": numbers[_NUMBERS[0]],
        "userCount": tenant["users"],
        "timeZoneDisplayName": settings["timeZone"],
        "serviceProviderId": tenant["service_provider"],
        "groupId": tenant["group_id"],
    }


@answers("GroupModifyRequest")
def change(call: Invocation) -> AnswerFields:
    """Change the group; its calling line number is one of its own."""
    tenant = call.tenant()
    fields = without(call.fields, "serviceProviderId", "groupId", _EXTENSION_LENGTH)
    if {"userLimit", _EXTENSION_LENGTH} & call.fields.keys() and not call.login.is_operator:
        raise own(9010, "limits are for the operator to set")
    for name in _NUMBERS:
        if fields.get(name) is not None:
            fields[name] = e164(fields[name])
            owned = "SELECT 1 FROM number WHERE number = ? AND tenant = ?"
            if not call.store.one(owned, fields[name], tenant["id"]):
                raise own(9112, f"Phone number is not assigned to the group: {fields[name]}")
    if "defaultDomain" in fields:
        query = "SELECT 1 FROM domain WHERE tenant = ? AND name = ?"
        if not call.store.one(query, tenant["id"], fields["defaultDomain"]):
            raise own(9121, f"Domain is not assigned to the group: {fields['defaultDomain']}")
    if "timeZone" in fields:
        check_time_zone(fields["timeZone"])
    if _EXTENSION_LENGTH in call.fields:
        change_extension_length(call.store, tenant["id"], call.fields[_EXTENSION_LENGTH])
    settings = merged(unpacked(tenant["settings"]), fields)
    call.store.run("UPDATE tenant SET settings = ? WHERE id = ?", packed(settings), tenant["id"])
    return None


@answers("GroupGetListInServiceProviderRequest", operator=True)
def listed(call: Invocation) -> AnswerFields:
    """The groups of a service provider."""
    if call.login.level == "Service Provider" and call.login.service_provider != call.fields["serviceProviderId"]:
        raise unauthorized()
    query = "SELECT * FROM tenant WHERE service_provider = ? ORDER BY group_id"
    rows = [
        (row["group_id"], unpacked(row["settings"])) for row in call.store.all(query, call.text("serviceProviderId"))
    ]
    found = [
        {"Group Id": group, "Group Name": settings.get("groupName"), "User Limit": settings["userLimit"]}
        for group, settings in rows
    ]
    return {"groupTable": limited(call, searched(call, found))}


@answers(
    "GroupCallProcessingGetPolicyRequest19sp1",
    "GroupCallProcessingGetPolicyRequest21sp2",
    "GroupCallProcessingGetPolicyRequest22V3",
)
def policy(call: Invocation) -> AnswerFields:
    """How the group shows itself to others, and its limits on calls."""
    return group_settings(call.store, call.tenant()["id"], "policy", POLICY)


@answers("GroupCallProcessingModifyPolicyRequest15sp2")
def change_policy(call: Invocation) -> AnswerFields:
    """Change the group's policies."""
    change_group_settings(call.store, call.tenant()["id"], "policy", POLICY, call.fields)
    return None


@answers(
    "GroupMusicOnHoldGetInstanceRequest21",
    "GroupMusicOnHoldGetInstanceRequest22V3",
    "GroupMusicOnHoldGetInstanceRequest23V2",
)
def music(call: Invocation) -> AnswerFields:
    """What waiting callers hear."""
    tenant = call.tenant()
    needs_group_service(call.store, tenant["id"], "Music On Hold")
    domain = unpacked(tenant["settings"])["defaultDomain"]
    settings = group_settings(call.store, tenant["id"], "Music On Hold", MUSIC)
    return {"serviceUserId": f"{tenant['group_id'].replace(' ', '_')}_MOH@{domain}"[:161], **settings}


@answers("GroupMusicOnHoldModifyInstanceRequest21", "GroupMusicOnHoldModifyInstanceRequest22")
def change_music(call: Invocation) -> AnswerFields:
    """Change what waiting callers hear."""
    tenant = call.tenant()["id"]
    needs_group_service(call.store, tenant, "Music On Hold")
    check_files(call, tenant, 0, call.fields)
    for name in ("source", "internalSource"):
        source = call.fields.get(name, {})
        if "labeledCustomSourceMediaFiles" in source or "externalSource" in source:
            raise own(9012, "music on hold comes from the group's announcements here")
    changed = change_group_settings(call.store, tenant, "Music On Hold", MUSIC, call.fields)
    source = changed.get("source", {})
    if source.get("messageSourceSelection") == "Custom" and "announcementCustomSourceMediaFiles" not in source:
        raise own(9192, "A personal announcement needs an audio file.")
    return None


@answers("GroupPasswordRulesGetRequest16", "GroupPasswordRulesGetRequest22")
def password_rules(call: Invocation) -> AnswerFields:
    """What passwords have to be like."""
    call.tenant()
    return {"minLength": PASSWORD_LENGTH, "maxFailedLoginAttempts": 5}


PASSCODE_RULES: dict[str, Any] = {"useRuleLevel": "System", "minCodeLength": 4, "maxCodeLength": 8}


@answers("GroupPortalPasscodeRulesGetRequest19")
def passcode_rules(call: Invocation) -> AnswerFields:
    """What codes for the telephone have to be like."""
    call.tenant()
    return dict(PASSCODE_RULES)
