"""What a company holds by the answers that a stranger's client gets; it shares nothing with the target's code.

The client is `BroadworksAPI` of broadworks-ocip: its request and response classes, its reading of the answers.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from broadworks_ocip.base import OCIType
from broadworks_ocip.exceptions import OCIErrorResponse
from null_object import Null

from nummerplan.model.plan.plan import Plan
from plan_of_fields import Fields, one, plan_of
from plan_of_fields.fields import Kind, Service

Ask = Callable[..., OCIType]
"""Sends a request, by its name and its fields, and gives the answer: `BroadworksAPI.command`."""

NOT_OF_THE_RELEASE = "[Error 6004]"
OLDER: dict[str, tuple[str, ...]] = {
    "UserGetRequest23V2": ("UserGetRequest22", "UserGetRequest21"),
    "UserCallProcessingGetPolicyRequest23": (
        "UserCallProcessingGetPolicyRequest22",
        "UserCallProcessingGetPolicyRequest19sp1",
    ),
    "UserVoiceMessagingUserGetVoiceManagementRequest23": ("UserVoiceMessagingUserGetVoiceManagementRequest17",),
    "GroupAutoAttendantGetInstanceRequest24": ("GroupAutoAttendantGetInstanceRequest20",),
    "GroupGetRequest22V5": ("GroupGetRequest14sp7",),
    "GroupCallProcessingGetPolicyRequest22V3": ("GroupCallProcessingGetPolicyRequest19sp1",),
}
"""The same question in older releases."""


class Question(NamedTuple):
    """How a service is asked for; at users only who has it assigned."""

    request: str
    assigned: str = ""


QUESTIONS: dict[Service, Question] = {
    "company": Question("GroupGetRequest22V5"),
    "policy": Question("GroupCallProcessingGetPolicyRequest22V3"),
    "dialling": Question("GroupOutgoingCallingPlanOriginatingGetListRequest"),
    "forwarding": Question("GroupOutgoingCallingPlanRedirectingGetListRequest"),
    "night": Question("GroupGroupNightForwardingGetRequest"),
    "user policy": Question("UserCallProcessingGetPolicyRequest23"),
    "user dialling": Question("UserOutgoingCallingPlanOriginatingGetRequest"),
    "user forwarding": Question("UserOutgoingCallingPlanRedirectingGetRequest"),
    "user night": Question("UserGroupNightForwardingGetRequest", "Group Night Forwarding"),
    "Always": Question("UserCallForwardingAlwaysGetRequest", "Call Forwarding Always"),
    "Busy": Question("UserCallForwardingBusyGetRequest", "Call Forwarding Busy"),
    "NoAnswer": Question("UserCallForwardingNoAnswerGetRequest13mp16", "Call Forwarding No Answer"),
    "NotReachable": Question("UserCallForwardingNotReachableGetRequest", "Call Forwarding Not Reachable"),
    "call waiting": Question("UserCallWaitingGetRequest17sp4", "Call Waiting"),
    "hidden number": Question("UserCallingLineIDDeliveryBlockingGetRequest", "Calling Line ID Delivery Blocking"),
    "anonymous callers": Question("UserAnonymousCallRejectionGetRequest", "Anonymous Call Rejection"),
    "incoming": Question("UserIncomingCallingPlanGetRequest"),
    "rejection": Question("UserSelectiveCallRejectionGetCriteriaListRequest", "Selective Call Rejection"),
    "ringing along": Question("UserSimultaneousRingPersonalGetRequest17", "Simultaneous Ring Personal"),
    "voicemail": Question("UserVoiceMessagingUserGetVoiceManagementRequest23", "Voice Messaging User"),
    "greeting": Question("UserVoiceMessagingUserGetGreetingRequest20", "Voice Messaging User"),
    "further numbers": Question("UserAlternateNumbersGetRequest21", "Alternate Numbers"),
    "fax": Question("UserFaxMessagingGetRequest17sp1", "Fax Messaging"),
}
RULES = {
    "rejection": "UserSelectiveCallRejectionGetCriteriaRequest21",
    "ringing along": "UserSimultaneousRingPersonalGetCriteriaRequest",
}


def plan_of_answers(ask: Ask, service_provider: str, group: str) -> Plan:
    """The plan that a group carries out, by what it answers."""
    return plan_of(Answers(ask, service_provider, group))


def _fields(elements: Iterable[Any], value_of: Callable[[str], Any]) -> Fields:
    """What the library has read, by the names of XML again; rows of tables have its own names."""
    found: Fields = {}
    for element in elements:
        value = value_of(element.name)
        values = value if isinstance(value, list) else [value]
        read = [one for one in values if one is not None and one is not Null]
        if element.is_table:
            found[element.xmlname] = [{name: [text] for name, text in row._asdict().items()} for row in read]
        elif read:
            found[element.xmlname] = [_value(element, one) for one in read]
    return found


def _value(element: Any, value: Any) -> Any:
    if element.is_container:
        return _fields(element.type, value.get)
    if element.is_complex:
        return _fields(value._elements(), lambda name: getattr(value, name))
    if element.type is bool:
        return "true" if value else "false"
    # Numbers are answered with a dash behind the country.
    return str(value).replace("-", "", 1) if str(value).startswith("+") else str(value)


class Answers:
    """A group of the platform; every question is asked once."""

    def __init__(self, ask: Ask, service_provider: str, group: str) -> None:
        self._ask = ask
        self._group = {"service_provider_id": service_provider, "group_id": group}
        self._spoken: dict[str, str] = {}
        self.all, self.of, self._assigned = cache(self._all), cache(self._of), cache(self._services)

    def _answer(self, request: str, **fields: Any) -> Fields:
        answer = self._ask_in_release(request, fields)
        return _fields(answer._elements(), lambda name: getattr(answer, name))

    def _ask_in_release(self, request: str, fields: dict[str, Any]) -> OCIType:
        names = [self._spoken[request]] if request in self._spoken else [request, *OLDER.get(request, ())]
        for name in names:
            try:
                answer = self._ask(name, **fields)
            except OCIErrorResponse as refused:
                if name == names[-1] or NOT_OF_THE_RELEASE not in str(refused):
                    raise
            else:
                self._spoken[request] = name
                return answer
        raise LookupError(request)

    def _all(self, kind: Kind) -> list[Fields]:
        if kind == "schedule":
            keys = self._answer("GroupScheduleGetListRequest17sp1", **self._group).get("scheduleGlobalKey", [])
            return [self._schedule(one(key, "scheduleKey")) for key in keys]
        if kind == "user":
            rows = self._answer("UserGetListInGroupRequest", **self._group)["userTable"]
            ids = [str(one(row, "user_id")) for row in rows]
            return [{"userId": [name], **self._answer("UserGetRequest23V2", user_id=name)} for name in ids]
        if kind == "hunt group":
            rows = self._answer("GroupHuntGroupGetInstanceListRequest", **self._group)["huntGroupTable"]
            return [self._hunt_group(str(one(row, "service_user_id"))) for row in rows]
        rows = self._answer("GroupAutoAttendantGetInstanceListRequest", **self._group)["autoAttendantTable"]
        ids = [str(one(row, "service_user_id")) for row in rows]
        menu = "GroupAutoAttendantGetInstanceRequest24"
        return [{"serviceUserId": [name], **self._answer(menu, service_user_id=name)} for name in ids]

    def _hunt_group(self, name: str) -> Fields:
        found = self._answer("GroupHuntGroupGetInstanceRequest20", service_user_id=name)
        agents = [one(row, "user_id") for row in found["agentUserTable"]]
        return {"serviceUserId": [name], **found, "agentUserId": agents}

    def _schedule(self, key: Fields) -> Fields:
        from broadworks_ocip.types import ScheduleKey

        named = {
            name: one(key, xml) for name, xml in (("schedule_name", "scheduleName"), ("schedule_type", "scheduleType"))
        }
        where = {**self._group, "schedule_key": ScheduleKey(**named)}
        names = self._answer("GroupScheduleGetEventListRequest", **where).get("eventName", [])
        return {**key, "event": [self._answer("GroupScheduleGetEventRequest", **where, event_name=n) for n in names]}

    def _services(self, whose: str) -> set[str]:
        rows = self._answer("UserServiceGetAssignmentListRequest", user_id=whose)["userServicesAssignmentTable"]
        return {str(one(row, "service_name")) for row in rows if one(row, "assigned") == "true"}

    def _of(self, service: Service, whose: str = "") -> Fields:
        question = QUESTIONS[service]
        if question.assigned and question.assigned not in self._assigned(whose):
            return {}
        found = self._answer(question.request, **({"user_id": whose} if whose else self._group))
        if service in RULES:
            found["rule"] = [self._rule(service, whose, row) for row in found.get("criteriaTable", ())]
        return found

    def _rule(self, service: Service, whose: str, row: Fields) -> Fields:
        name = one(row, "criteria_name")
        return {**self._answer(RULES[service], user_id=whose, criteria_name=name), "isActive": row["is_active"]}
