"""Which calls are allowed: into the group, and out by type of call and by patterns of digits."""

from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.settings import (
    StoredSettings,
    change_group_settings,
    group_settings,
    keep_user_settings,
    needs_group_service,
    user_settings,
    without,
)
from nummerplan.targets.broadworks.simulator.store import merged

_TYPES = (
    "group",
    "local",
    "tollFree",
    "toll",
    "international",
    "operatorAssisted",
    "chargeableDirectoryAssisted",
    "specialServicesI",
    "specialServicesII",
    "premiumServicesI",
    "premiumServicesII",
    "casual",
    "urlDialing",
    "unknown",
)
_FIRST: dict[str, StoredSettings] = {
    "Originating": {"groupPermissions": dict.fromkeys(_TYPES, "Allow")},
    "Redirecting": {"groupPermissions": dict.fromkeys(_TYPES, True)},
}
_PATTERNS = "digit patterns"


def _area(call: Invocation) -> str:
    kind = "Originating" if "Originating" in call.request else "Redirecting"
    return f"DigitPlan{kind}" if "DigitPlan" in call.request else kind


def _group(call: Invocation, *services: str) -> int:
    tenant: int = call.tenant()["id"]
    needs_group_service(call.store, tenant, *services)
    if "departmentPermissions" in call.fields:
        raise own(9005, "departments are not known here")
    return tenant


@answers("GroupOutgoingCallingPlanOriginatingGetListRequest", "GroupOutgoingCallingPlanRedirectingGetListRequest")
def of_group(call: Invocation) -> AnswerFields:
    """What everybody in the group may call, or forward to."""
    return group_settings(call.store, _group(call, "Outgoing Calling Plan"), _area(call), _FIRST[_area(call)])


@answers("GroupOutgoingCallingPlanOriginatingModifyListRequest", "GroupOutgoingCallingPlanRedirectingModifyListRequest")
def change_group(call: Invocation) -> AnswerFields:
    """Change it."""
    tenant = _group(call, "Outgoing Calling Plan")
    change_group_settings(call.store, tenant, _area(call), _FIRST[_area(call)], call.fields)
    return None


_INCOMING: StoredSettings = {
    "groupPermissions": {"allowFromWithinGroup": True, "allowFromOutsideGroup": "Allow", "allowCollectCalls": True}
}


@answers("GroupIncomingCallingPlanGetListRequest")
def into_group(call: Invocation) -> AnswerFields:
    """Who may call into the group."""
    return group_settings(call.store, _group(call, "Incoming Calling Plan"), "Incoming", _INCOMING)


@answers("GroupIncomingCallingPlanModifyListRequest")
def change_into_group(call: Invocation) -> AnswerFields:
    """Change it."""
    change_group_settings(call.store, _group(call, "Incoming Calling Plan"), "Incoming", _INCOMING, call.fields)
    return None


@answers("UserOutgoingCallingPlanOriginatingGetRequest", "UserOutgoingCallingPlanRedirectingGetRequest")
def of_user(call: Invocation) -> AnswerFields:
    """What one user may call or forward to, where it is not as the group's."""
    user = call.subscriber()
    needs_group_service(call.store, user["tenant"], "Outgoing Calling Plan")
    return user_settings(call.store, user["id"], f"calling out: {_area(call)}", _user_first(_area(call)))


@answers("UserOutgoingCallingPlanOriginatingModifyRequest", "UserOutgoingCallingPlanRedirectingModifyRequest")
def change_user(call: Invocation) -> AnswerFields:
    """Change it."""
    user = call.subscriber()
    needs_group_service(call.store, user["tenant"], "Outgoing Calling Plan")
    area = f"calling out: {_area(call)}"
    settings = user_settings(call.store, user["id"], area, _user_first(_area(call)))
    keep_user_settings(call.store, user["id"], area, merged(settings, without(call.fields, "userId")))
    return None


def _user_first(area: str) -> StoredSettings:
    return {"useCustomSettings": False, "userPermissions": _FIRST[area]["groupPermissions"]}


def _patterns(call: Invocation, tenant: int) -> dict[str, str]:
    found: dict[str, str] = group_settings(call.store, tenant, _PATTERNS, {"patterns": {}})["patterns"]
    return found


@answers(
    "GroupCallingPlanAddDigitPatternRequest",
    "GroupCallingPlanModifyDigitPatternRequest",
    "GroupCallingPlanDeleteDigitPatternListRequest",
)
def change_patterns(call: Invocation) -> AnswerFields:
    """Add, change or delete patterns of digits."""
    tenant = _group(call, "Enhanced Outgoing Calling Plan", "Incoming Calling Plan")
    patterns = _patterns(call, tenant)
    named = call.fields["name"]
    adding = "Add" in call.request
    for name in named if isinstance(named, list) else [named]:
        if adding == (name in patterns):
            raise own(9200, f"Digit pattern {'already exists' if adding else 'not found'}: {name}")
        if "Delete" in call.request:
            del patterns[name]
        else:
            patterns[name] = call.fields.get("digitPattern") or patterns[name]
    change_group_settings(call.store, tenant, _PATTERNS, {"patterns": {}}, {"patterns": None})
    change_group_settings(call.store, tenant, _PATTERNS, {"patterns": {}}, {"patterns": patterns})
    return None


@answers("GroupCallingPlanGetDigitPatternListRequest")
def list_patterns(call: Invocation) -> AnswerFields:
    """All patterns of digits."""
    patterns = _patterns(call, _group(call, "Enhanced Outgoing Calling Plan", "Incoming Calling Plan"))
    rows = [{"Name": name, "Digit Pattern": pattern} for name, pattern in sorted(patterns.items())]
    return {"digitPatternTable": Rows(rows)}


@answers(
    "GroupOutgoingCallingPlanDigitPlanOriginatingGetListRequest",
    "GroupOutgoingCallingPlanDigitPlanRedirectingGetListRequest",
)
def of_group_by_pattern(call: Invocation) -> AnswerFields:
    """What everybody may call or forward to, by pattern."""
    tenant = _group(call, "Enhanced Outgoing Calling Plan")
    chosen = group_settings(call.store, tenant, _area(call), {})
    rows = [_permission(call, name, chosen) for name in sorted(_patterns(call, tenant))]
    return {"groupPermissions": {"digitPatternPermissions": rows}} if rows else {}


def _permission(call: Invocation, name: str, chosen: StoredSettings) -> dict[str, Any]:
    first = "Allow" if "Originating" in call.request else True
    return {"digitPatternName": name, "permission": chosen.get(name, first)}


@answers(
    "GroupOutgoingCallingPlanDigitPlanOriginatingModifyListRequest",
    "GroupOutgoingCallingPlanDigitPlanRedirectingModifyListRequest",
)
def change_group_by_pattern(call: Invocation) -> AnswerFields:
    """Change it."""
    tenant = _group(call, "Enhanced Outgoing Calling Plan")
    patterns = _patterns(call, tenant)
    for one in call.fields.get("groupPermissions", {}).get("digitPatternPermissions", ()):
        if one["digitPatternName"] not in patterns:
            raise own(9200, f"Digit pattern not found: {one['digitPatternName']}")
        change_group_settings(call.store, tenant, _area(call), {}, {one["digitPatternName"]: one["permission"]})
    return None
