"""Settings with named criteria: simultaneous and sequential ring, selective call rejection and acceptance."""

from typing import Any

from nummerplan.targets.broadworks.simulator.documents.reply import Rows
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.schedule_references import check_schedules
from nummerplan.targets.broadworks.simulator.settings import (
    StoredSettings,
    keep_user_settings,
    needs_service,
    user_settings,
    without,
)
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged

REJECTION, ACCEPTANCE = "Selective Call Rejection", "Selective Call Acceptance"
RING, SEQUENCE = "Simultaneous Ring Personal", "Sequential Ring"
_AREAS = {
    "UserSelectiveCallRejection": REJECTION,
    "UserSelectiveCallAcceptance": ACCEPTANCE,
    "UserSimultaneousRingPersonal": RING,
    "UserSequentialRing": SEQUENCE,
}
_LOCATION = {"numberOfRings": 5, "answerConfirmationRequired": False}
_DEFAULTS: dict[str, StoredSettings] = {
    REJECTION: {"criteria": {}},
    ACCEPTANCE: {"criteria": {}},
    SEQUENCE: {"criteria": {}, "ringBaseLocationFirst": True, "baseLocationNumberOfRings": 2,
               "continueIfBaseLocationIsBusy": True, "callerMayStopSearch": True,
               **{f"Location0{place}": _LOCATION for place in range(1, 6)}},
    RING: {"criteria": {}, "isActive": False, "doNotRingIfOnCall": False},
}  # fmt: skip
MOST_CRITERIA = 250


def _open(call: Invocation) -> tuple[StoredRow, str, StoredSettings]:
    user = call.subscriber()
    area = next(area for prefix, area in _AREAS.items() if call.request.startswith(prefix))
    needs_service(call.store, user["id"], area)
    return user, area, user_settings(call.store, user["id"], area, _DEFAULTS[area])


def _criterion(call: Invocation, settings: StoredSettings) -> dict[str, Any]:
    found: dict[str, Any] | None = settings["criteria"].get(call.fields["criteriaName"])
    if found is None:
        raise own(9170, f"Criteria not found: {call.fields['criteriaName']}")
    return found


@answers(
    "UserSelectiveCallAcceptanceAddCriteriaRequest16",
    "UserSelectiveCallRejectionAddCriteriaRequest16",
    "UserSequentialRingAddCriteriaRequest16",
    "UserSimultaneousRingPersonalAddCriteriaRequest",
)
def add(call: Invocation) -> AnswerFields:
    """Add a criterion; it is active at once."""
    user, area, settings = _open(call)
    name = call.text("criteriaName")
    if name in settings["criteria"]:
        raise own(9171, f"Criteria already exists: {name}")
    if len(settings["criteria"]) >= MOST_CRITERIA:
        raise own(9172, f"A service has at most {MOST_CRITERIA} criteria.")
    check_schedules(call, user["tenant"], user["id"], call.fields)
    settings["criteria"][name] = without(call.fields, "userId", "criteriaName") | {"isActive": True}
    keep_user_settings(call.store, user["id"], area, settings)
    return None


@answers("UserSelectiveCallRejectionModifyCriteriaRequest16", "UserSimultaneousRingPersonalModifyCriteriaRequest")
def change(call: Invocation) -> AnswerFields:
    """Change a criterion, or its name."""
    user, area, settings = _open(call)
    check_schedules(call, user["tenant"], user["id"], call.fields)
    old = _criterion(call, settings)
    fields = without(call.fields, "userId", "criteriaName", "newCriteriaName")
    _replace_list(fields, "callToNumberList", "callToNumber", "callToNumber")
    if "fromDnCriteria" in fields:
        _replace_list(fields["fromDnCriteria"], "phoneNumberList", "phoneNumber", "phoneNumber")
    name, new = call.text("criteriaName"), call.fields.get("newCriteriaName", call.text("criteriaName"))
    if new != name and new in settings["criteria"]:
        raise own(9171, f"Criteria already exists: {new}")
    settings["criteria"] = {
        new if key == name else key: merged(old, fields) if key == name else value
        for key, value in settings["criteria"].items()
    }
    keep_user_settings(call.store, user["id"], area, settings)
    return None


def _replace_list(fields: StoredSettings, name: str, kept: str, inner: str) -> None:
    if name in fields:
        given = fields.pop(name)
        fields[kept] = None if given is None else given[inner]


@answers("UserSelectiveCallRejectionDeleteCriteriaRequest", "UserSimultaneousRingPersonalDeleteCriteriaRequest")
def delete(call: Invocation) -> AnswerFields:
    """Delete a criterion."""
    user, area, settings = _open(call)
    _criterion(call, settings)
    del settings["criteria"][call.fields["criteriaName"]]
    keep_user_settings(call.store, user["id"], area, settings)
    return None


@answers(
    "UserSelectiveCallRejectionGetCriteriaRequest16",
    "UserSelectiveCallRejectionGetCriteriaRequest21",
    "UserSimultaneousRingPersonalGetCriteriaRequest",
)
def read(call: Invocation) -> AnswerFields:
    """One criterion."""
    return _criterion(call, _open(call)[2])


@answers("UserSelectiveCallAcceptanceGetCriteriaListRequest", "UserSelectiveCallRejectionGetCriteriaListRequest")
def listed(call: Invocation) -> AnswerFields:
    """All criteria by which calls are let in or rejected."""
    return {"criteriaTable": _table(_open(call)[2])}


@answers("UserSelectiveCallRejectionModifyActiveCriteriaListRequest")
def activate(call: Invocation) -> AnswerFields:
    """Say which criteria are active."""
    user, area, settings = _open(call)
    _activate(settings, call.fields)
    keep_user_settings(call.store, user["id"], area, settings)
    return None


@answers("UserSequentialRingGetRequest14sp4", "UserSimultaneousRingPersonalGetRequest17")
def read_ring(call: Invocation) -> AnswerFields:
    """What rings too, or afterwards."""
    settings = _open(call)[2]
    return settings | {"criteriaTable": _table(settings)}


@answers("UserSimultaneousRingPersonalModifyRequest17")
def change_ring(call: Invocation) -> AnswerFields:
    """Change what rings too."""
    user, area, settings = _open(call)
    _activate(settings, call.fields)
    fields = without(call.fields, "userId", "criteriaActivation")
    _replace_list(fields, "simultaneousRingNumberList", "simultaneousRingNumber", "simultaneousRingNumber")
    settings = merged(settings, fields)
    if settings["isActive"] and not settings.get("simultaneousRingNumber"):
        raise own(9173, "Simultaneous ring cannot be active without a phone number.")
    keep_user_settings(call.store, user["id"], area, settings)
    return None


def _activate(settings: StoredSettings, fields: StoredSettings) -> None:
    for one in fields.get("criteriaActivation", ()):
        if one["criteriaName"] not in settings["criteria"]:
            raise own(9170, f"Criteria not found: {one['criteriaName']}")
        settings["criteria"][one["criteriaName"]]["isActive"] = one["isActive"]


def _table(settings: StoredSettings) -> Rows:
    return Rows([_row(name, criterion) for name, criterion in settings["criteria"].items()])


def _row(name: str, criterion: StoredSettings) -> dict[str, Any]:
    callers = criterion["fromDnCriteria"]
    numbers = ", ".join(callers.get("phoneNumber", ()))
    return {
        "Is Active": criterion["isActive"],
        "Criteria Name": name,
        "Time Schedule": (criterion.get("timeSchedule") or {}).get("name", "Every Day All Day"),
        "Holiday Schedule": (criterion.get("holidaySchedule") or {}).get("name"),
        "Calls From": numbers or callers["fromDnCriteriaSelection"],
        "Blacklisted": criterion["blacklisted"],
        "Calls To Type": ",".join(one["type"] for one in criterion.get("callToNumber", ())),
        "Calls To Number": ",".join(one.get("number", " ") for one in criterion.get("callToNumber", ())),
        "Calls To Extension": ",".join(one.get("extension", " ") for one in criterion.get("callToNumber", ())),
    }
