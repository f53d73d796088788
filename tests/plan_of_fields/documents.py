"""What a company holds to which documents were sent: read with lxml, and sharing nothing with the target's code."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from nummerplan.model.plan.plan import Plan
from plan_of_fields import Fields, id_of, one, plan_of
from plan_of_fields.fields import Kind, Service

TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
KINDS: dict[Kind, str] = {
    "user": "UserAddRequest",
    "hunt group": "GroupHuntGroupAddInstance",
    "auto attendant": "GroupAutoAttendantAddInstance",
    "schedule": "GroupScheduleAddRequest",
}
SERVICES: dict[Service, str] = {
    "company": "GroupModifyRequest",
    "policy": "GroupCallProcessingModifyPolicy",
    "dialling": "GroupOutgoingCallingPlanOriginating",
    "forwarding": "GroupOutgoingCallingPlanRedirecting",
    "night": "GroupGroupNightForwardingModify",
    "user policy": "UserCallProcessingModifyPolicy",
    "user dialling": "UserOutgoingCallingPlanOriginating",
    "user forwarding": "UserOutgoingCallingPlanRedirecting",
    "user night": "UserGroupNightForwardingModify",
    **{case: f"UserCallForwarding{case}Modify" for case in ("Always", "Busy", "NoAnswer", "NotReachable")},
    "call waiting": "UserCallWaitingModifyRequest",
    "hidden number": "UserCallingLineIDDeliveryBlockingModifyRequest",
    "anonymous callers": "UserAnonymousCallRejectionModifyRequest",
    "incoming": "UserIncomingCallingPlan",
    "rejection": "UserSelectiveCallRejectionModifyActive",
    "ringing along": "UserSimultaneousRingPersonalModify",
    "voicemail": "UserVoiceMessagingUserModifyVoiceManagement",
    "greeting": "UserVoiceMessagingUserModifyGreeting",
    "further numbers": "UserAlternateNumbersModify",
    "fax": "UserFaxMessagingModify",
}
RULES = {
    "rejection": "UserSelectiveCallRejectionAddCriteria",
    "ringing along": "UserSimultaneousRingPersonalAddCriteria",
}
LATER = ("phoneNumber", "extension", "callingLineIdPhoneNumber")
"""What moves to a user who is there already."""


def plan_of_documents(documents: Iterable[bytes]) -> Plan:
    """The plan that a company carries out to which these documents were sent, in their order."""
    found = Documents()
    for text in documents:
        for command in etree.fromstring(text).findall("command"):
            found.commands.append((str(command.get(TYPE)), _fields(command)))
    return plan_of(found)


def _fields(element: Any) -> Fields:
    found: Fields = {}
    for child in element:
        value = None if child.get(NIL) else _fields(child) if len(child) else child.text or ""
        found.setdefault(child.tag, []).append(value)
    return found


class Documents:
    """The commands that were sent; the last word about something holds."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, Fields]] = []

    def _named(self, beginning: str, whose: str | None = None) -> list[Fields]:
        """The fields of commands whose name begins so, of one user or of all."""
        named = [fields for name, fields in self.commands if name.startswith(beginning)]
        return [f for f in named if not whose or whose in (one(f, "userId"), one(f, "serviceUserId"))]

    def all(self, kind: Kind) -> list[Fields]:
        """Everything of a kind that was added, with what was changed of it afterwards."""
        added = self._named(KINDS[kind])
        if kind == "schedule":
            events = self._named("GroupScheduleAddEvent")
            return [
                schedule
                | {"event": [e for e in events if e["scheduleKey"][0]["scheduleName"] == schedule["scheduleName"]]}
                for schedule in added
            ]
        return [self._later(fields) for fields in added] if kind == "user" else added

    def _later(self, fields: Fields) -> Fields:
        for later in self._named("UserModifyRequest", id_of(fields)):
            fields = fields | {name: later[name] for name in LATER if name in later}
        return fields

    def of(self, service: Service, whose: str = "") -> Fields:
        """The last command about a service; each rule is as active as it was last said to be."""
        last = (self._named(SERVICES[service], whose) or [{}])[-1]
        if service not in RULES:
            return last
        activations = [a for f in self._named(SERVICES[service], whose) for a in f.get("criteriaActivation", ())]
        active = {one(a, "criteriaName"): a["isActive"] for a in activations}
        rules = self._named(RULES[service], whose)
        listed = (one(last, "simultaneousRingNumberList") or {}).get("simultaneousRingNumber", [])
        return {
            **last,
            "simultaneousRingNumber": listed,
            "rule": [rule | {"isActive": active.get(one(rule, "criteriaName"), ["false"])} for rule in rules],
        }
