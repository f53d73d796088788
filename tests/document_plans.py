"""A plan from the documents that fill an empty company: read with lxml, and sharing nothing with the target's code.

It knows of the protocol what a person knows who has read its field names, and of the plan language the words.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from nummerplan.model.plan.plan import Plan

TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
DAYS = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"}
DAYS |= {"sat": "saturday", "sun": "sunday"}
CLASSES = {
    "international": ["international"],
    "specialServicesI": ["mobile"],
    "premiumServicesI": ["0900"],
    "premiumServicesII": ["0906", "0909"],
}
KEYS = {"*": "star", "#": "hash"}
SHOWN = {"Use DN": "own", "Use Group CLID": "company"}
CASES = {"Always": "always", "Busy": "busy", "NoAnswer": "no_answer", "NotReachable": "not_reachable"}
REDIRECTS = {"always": "always", "busy": "busy", "no_answer": "noAnswer"}
Fields = dict[str, Any]


def plan_of_documents(documents: Iterable[bytes]) -> Plan:
    """The plan that a company carries out to which these documents were sent, in their order."""
    reader = _Reader()
    for text in documents:
        for command in etree.fromstring(text).findall("command"):
            reader.take(str(command.get(TYPE)), _fields(command))
    return Plan.model_validate(reader.plan())


def _fields(element: Any) -> Fields:
    found: Fields = {}
    for child in element:
        value = None if child.get(NIL) else _fields(child) if len(child) else child.text or ""
        found.setdefault(child.tag, []).append(value)
    return found


def one(fields: Fields, *path: str) -> Any:
    """The first value at a path; None where there is none."""
    value: Any = fields
    for step in path:
        value = next(iter(value.get(step, ())), None) if isinstance(value, dict) else None
    return value


def _clock(text: Fields | None) -> str:
    return f"{int(one(text or {}, 'hour') or 0):02}:{int(one(text or {}, 'minute') or 0):02}"


def _hours(event: Fields) -> str:
    if one(event, "allDayEvent") == "true":
        return "all day"
    begin, end = _clock(one(event, "startTime")), _clock(one(event, "endTime"))
    return f"{begin}-{'24:00' if end == '00:00' else end}"


def _blocked(permissions: Fields | None) -> list[str]:
    closed = ("Disallow", "false")
    return [name for field, names in CLASSES.items() if one(permissions or {}, field) in closed for name in names]


class _Reader:
    def __init__(self) -> None:
        self.commands: list[tuple[str, Fields]] = []

    def take(self, name: str, fields: Fields) -> None:
        self.commands.append((name, fields))

    def all(self, beginning: str, whose: str | None = None) -> list[Fields]:
        """The fields of commands whose name begins so, of one user or of all."""
        ids = ("userId", "serviceUserId")
        return [
            fields
            for name, fields in self.commands
            if name.startswith(beginning) and (whose is None or whose in [one(fields, field) for field in ids])
        ]

    def last(self, beginning: str, whose: str | None = None) -> Fields:
        return (self.all(beginning, whose) or [{}])[-1]

    def plan(self) -> Fields:
        self.schedules = {one(s, "scheduleName"): one(s, "scheduleType") for s in self.all("GroupScheduleAddRequest")}
        added = self.all("UserAddRequest")
        boxes = [f for f in added if one(f, "firstName") in ("Mailbox", "Faxbox")]
        people = [fields for fields in added if fields not in boxes]
        groups, menus = self.all("GroupHuntGroupAddInstance"), self.all("GroupAutoAttendantAddInstance")
        self.called: dict[str, Any] = {}
        for fields in (*people, *boxes, *groups, *menus):
            self._call(fields, fields in people)
        return {
            "nummerplan": "1",
            "company": self._company(),
            "schedules": {_key(name): self._week(name) for name, kind in self.schedules.items() if kind == "Time"},
            "holidays": {_key(name): self._days(name) for name, kind in self.schedules.items() if kind == "Holiday"},
            "users": {self._own(f): self._user(f) for f in people},
            "mailboxes": {self._own(f): self._box(f) for f in boxes},
            "hunt_groups": {self._own(f): self._group(f) for f in groups},
            "auto_attendants": {self._own(f): self._menu(f) for f in menus},
        }

    @staticmethod
    def _id(fields: Fields) -> str:
        return str(one(fields, "userId") or one(fields, "serviceUserId"))

    def _own(self, fields: Fields) -> str:
        return self._id(fields).partition("@")[0]

    def _numbers(self, fields: Fields) -> Fields:
        """Number and extension, also those that moved here afterwards."""
        found = one(fields, "serviceInstanceProfile") or fields
        numbers = {"number": one(found, "phoneNumber"), "extension": one(found, "extension")}
        more = (*self.all("UserModifyRequest", self._id(fields)), *self.all("UserFaxMessagingModify", self._id(fields)))
        for later in more:
            numbers |= {"number": one(later, "phoneNumber")} if "phoneNumber" in later else {}
            numbers |= {"extension": one(later, "extension")} if "extension" in later else {}
        extra = []
        for place in range(1, 11):
            entry = one(self.last("UserAlternateNumbersModify", self._id(fields)), f"alternateEntry{place:02}") or {}
            extra += [text for text in (one(entry, "phoneNumber"), one(entry, "extension")) if text]
        written = {name: text for name, text in numbers.items() if text}
        return written | ({"extra_numbers": extra} if extra else {})

    def _call(self, fields: Fields, person: bool) -> None:
        numbers, key = self._numbers(fields), self._own(fields)
        for digits in (numbers.get("extension"), numbers.get("number"), *numbers.get("extra_numbers", ())):
            if digits:
                self.called.setdefault(digits, key)
        if person and numbers.get("extension"):
            self.called[f"*55{numbers['extension']}"] = {"voicemail": key}

    def _to(self, digits: str | None) -> Any:
        return self.called.get(digits or "", digits)

    def _week(self, name: str) -> Fields:
        found: Fields = {}
        for event in self._events(name):
            week = one(event, "recurrence", "recurWeekly")
            days = [day for day, field in DAYS.items() if one(week or {}, field) == "true"]
            for day in days:
                found.setdefault(day, []).append(_hours(event))
        return {**found, "name": name}

    def _days(self, name: str) -> Fields:
        dates: Fields = {}
        for event in self._events(name):
            first, last, hours = one(event, "startDate"), one(event, "endDate"), _hours(event)
            days = first if first == last or hours != "all day" else f"{first}..{last}"
            dates.setdefault(days, {"name": "x"})
            if hours != "all day":
                dates[days].setdefault("closed", []).append(hours)
        return {"name": name, "dates": dates}

    def _events(self, name: str) -> list[Fields]:
        return [e for e in self.all("GroupScheduleAddEvent") if one(e, "scheduleKey", "scheduleName") == name]

    def _company(self) -> Fields:
        group, policy = self.last("GroupModifyRequest"), self.last("GroupCallProcessingModifyPolicy")
        dialled = _blocked(one(self.last("GroupOutgoingCallingPlanOriginating"), "groupPermissions"))
        forwarded = _blocked(one(self.last("GroupOutgoingCallingPlanRedirecting"), "groupPermissions"))
        own = {one(f, "userId") for f in self.all("UserOutgoingCallingPlanOriginating")}
        apart = own - {one(f, "userId") for f in self.all("UserOutgoingCallingPlanRedirecting")}
        words = {"Use DN": "user", "Use Group CLID": "company"}
        shown, emergency = words[one(policy, "clidPolicy")], words[one(policy, "emergencyClidPolicy")]
        said = shown != emergency or any(
            one(f, "clidPolicy") != one(f, "emergencyClidPolicy") for f in self.all("UserCallProcessingModifyPolicy")
        )
        return {
            "name": one(group, "callingLineIdName"),
            "main_number": one(group, "callingLineIdPhoneNumber"),
            "show_company_name": one(policy, "useGroupName") == "true",
            "caller_id": shown,
            **({"emergency_caller_id": emergency} if said else {}),
            "block_outgoing": dialled,
            **({"block_forwarding": forwarded} if forwarded != dialled or apart else {}),
            **self._night(),
        }

    def _night(self) -> Fields:
        night = self.last("GroupGroupNightForwardingModify")
        mode, to = one(night, "nightForwarding"), self._to(one(night, "forwardToPhoneNumber"))
        if not mode or (mode == "Off" and to is None):
            return {}
        found = {"mode": {"Auto On": "schedule", "On": "on", "Off": "off"}[mode], **({"to": to} if to else {})}
        for key, field in (("business_hours", "businessHours"), ("holidays", "holidaySchedule")):
            if name := one(night, field, "name"):
                found[key] = _key(name)
        return {"night_forwarding": found}

    def _followed(self, whose: str) -> Fields:
        mode = one(self.last("UserGroupNightForwardingModify", whose), "nightForwarding")
        return {"night_forwarding": {"Use Group": "follow", "On": "on"}.get(str(mode), "off")}

    def _user(self, fields: Fields) -> Fields:
        whose, key = self._id(fields), self._own(fields)
        first, last = one(fields, "firstName"), one(fields, "lastName")
        surname = one(fields, "nameDialingName", "nameDialingLastName") or last
        found = {**self._numbers(fields), **self._followed(whose)}
        found |= {"first_name": first} if first != "-" else {}
        found |= {"last_name": surname} if surname != key else {}
        found |= {"infix": last.removesuffix(surname).strip()} if last != surname else {}
        telephones = [one(fields, "accessDeviceEndpoint"), *self._rings_along(whose)]
        found["devices"] = [{"model": "generic-sip"} for telephone in telephones if telephone]
        found["call_waiting"] = self._is_on("UserCallWaiting", whose)
        found["hide_caller_id"] = self._is_on("UserCallingLineIDDeliveryBlocking", whose)
        found |= self._shows(whose) | self._forwarding(whose) | self._voicemail(whose)
        found |= self._refuses(whose) | self._along(whose)
        if one(self.last("UserOutgoingCallingPlanOriginating", whose), "useCustomSettings") == "true":
            plan = self.last("UserOutgoingCallingPlanOriginating", whose)
            found["block_outgoing"] = _blocked(one(plan, "userPermissions"))
        return found

    def _rings_along(self, whose: str) -> list[Fields]:
        """Telephones beside the first that are called and may call, where there is a service for so many."""
        named = [name for f in self.all("UserServiceAssign", whose) for name in f["serviceName"]]
        sizes = [name.split()[3:] for name in named if name.startswith("Shared Call Appearance")]
        places = max((int(size[0]) if size else 1 for size in sizes), default=0)
        switches = ("isActive", "allowOrigination", "allowTermination")
        added = self.all("UserSharedCallAppearanceAddEndpoint", whose)
        there = [one(f, "accessDeviceEndpoint") for f in added if {one(f, s) for s in switches} == {"true"}]
        made = [one(f, "deviceName") for f in self.all("GroupAccessDeviceAdd")]
        return [f for f in there if one(f, "accessDevice", "deviceName") in made][:places]

    def _is_on(self, service: str, whose: str) -> bool:
        return one(self.last(f"{service}ModifyRequest", whose), "isActive") == "true"

    def _shows(self, whose: str) -> Fields:
        policy = self.last("UserCallProcessingModifyPolicy", whose)
        if one(policy, "useUserCLIDSetting") != "true":
            return {}
        numbers = [one(f, "callingLineIdPhoneNumber") for f in self.all("UserModifyRequest", whose)]
        shown = SHOWN.get(one(policy, "clidPolicy")) or next(filter(None, reversed(numbers)), "own")
        return {"caller_id": shown}

    def _forwarding(self, whose: str) -> Fields:
        found: Fields = {}
        for word, case in CASES.items():
            forward = self.last(f"UserCallForwarding{word}Modify", whose)
            if one(forward, "isActive") == "true":
                found[case] = {"to": self._to(one(forward, "forwardToPhoneNumber"))}
                found[case] |= {"rings": one(forward, "numberOfRings")} if case == "no_answer" else {}
        return {"forwarding": found}

    def _voicemail(self, whose: str) -> Fields:
        kept = self.last("UserVoiceMessagingUserModifyVoiceManagement", whose)
        if one(kept, "isActive") != "true":
            return {}
        said = self.last("UserVoiceMessagingUserModifyGreeting", whose)
        found: Fields = {
            "when": [c for c, word in REDIRECTS.items() if one(kept, f"{word}RedirectToVoiceMail") == "true"]
        }
        found |= {"rings": one(said, "noAnswerNumberOfRings"), **self._after(said)}
        files = {"busy": one(said, "busyPersonalAudioFile", "name")}
        files["no_answer"] = one(said, "noAnswerPersonalAudioFile", "name")
        return {"voicemail": found | {"greetings": {name: file for name, file in files.items() if file}}}

    def _after(self, said: Fields) -> Fields:
        """What follows a greeting that takes no message."""
        if one(said, "disableMessageDeposit") != "true":
            return {}
        to = self._to(one(said, "greetingOnlyForwardDestination"))
        return {"record": False, **({"then": {"transfer": to}} if to else {})}

    def _refuses(self, whose: str) -> Fields:
        outside = one(self.last("UserIncomingCallingPlan", whose), "userPermissions", "allowFromOutsideGroup")
        named = self.all("UserSelectiveCallRejectionModifyActive", whose)
        active = [
            one(a, "criteriaName") for f in named for a in f["criteriaActivation"] if one(a, "isActive") == "true"
        ]
        rules = []
        for rule in self.all("UserSelectiveCallRejectionAddCriteria", whose):
            during = one(rule, "timeSchedule", "name")
            if one(rule, "criteriaName") in active and one(rule, "blacklisted") == "true":
                numbers = one(rule, "fromDnCriteria").get("phoneNumber", [])
                rules.append({"numbers": numbers, **({"during": _key(during)} if during else {})})
        anonymous = self._is_on("UserAnonymousCallRejection", whose)
        return {"blocked_callers": {"all": outside == "Disallow", "anonymous": anonymous, "rules": rules}}

    def _along(self, whose: str) -> Fields:
        ring = self.last("UserSimultaneousRingPersonalModify", whose)
        if one(ring, "isActive") != "true":
            return {}
        numbers = one(ring, "simultaneousRingNumberList")["simultaneousRingNumber"]
        found = {"numbers": [self._to(one(n, "phoneNumber")) for n in numbers]}
        found["answer_confirmation"] = all(one(n, "answerConfirmationRequired") == "true" for n in numbers)
        found["while_on_a_call"] = one(ring, "doNotRingIfOnCall") != "true"
        on = [one(a, "criteriaName") for a in ring.get("criteriaActivation", ()) if one(a, "isActive") == "true"]
        for rule in self.all("UserSimultaneousRingPersonalAddCriteria", whose):
            if one(rule, "criteriaName") in on and one(rule, "blacklisted") == "false":
                found["during"] = _key(one(rule, "timeSchedule", "name"))
        return {"simultaneous_ring": found}

    def _box(self, fields: Fields) -> Fields:
        found = self._numbers(fields)
        if one(fields, "firstName") == "Faxbox":
            return found | {"kind": "fax"}
        said = self.last("UserVoiceMessagingUserModifyGreeting", self._id(fields))
        file = one(said, "noAnswerPersonalAudioFile", "name")
        record = {"record": "false"} if one(said, "disableMessageDeposit") == "true" else {}
        return found | self._after(said) | record | ({"greeting": file} if file else {})

    def _group(self, fields: Fields) -> Fields:
        whose = self._id(fields)
        found = {**self._numbers(fields), **self._followed(whose), "policy": str(one(fields, "policy")).lower()}
        found["members"] = [member.partition("@")[0] for member in fields.get("agentUserId", ())]
        found["ring_busy_members"] = one(fields, "allowCallWaitingForAgents") == "true"
        if one(fields, "huntAfterNoAnswer") == "true":
            found["next_member_after"] = {"rings": one(fields, "noAnswerNumberOfRings")}
        if one(fields, "forwardAfterTimeout") == "true":
            to = self._to(one(fields, "forwardToPhoneNumber"))
            found["overflow"] = {"after": f"{one(fields, 'forwardTimeoutSeconds')}s", "to": to}
        busy = self.last("UserCallForwardingBusyModify", whose)
        on = one(busy, "isActive") == "true"
        found["when_busy"] = self._to(one(busy, "forwardToPhoneNumber")) if on else "busy_tone"
        if one(fields, "enableNotReachableForwarding") == "true":
            found["not_reachable"] = self._to(one(fields, "notReachableForwardToPhoneNumber"))
        elif one(fields, "makeBusyWhenNotReachable") == "true" and not on:
            found["not_reachable"] = "busy_tone"
        return found

    def _menu(self, fields: Fields) -> Fields:
        found = {**self._numbers(fields), **self._followed(self._id(fields))}
        found["first_digit_timeout"] = f"{one(fields, 'firstDigitTimeoutSeconds')}s"
        either = "LastName + FirstName or FirstName + LastName"
        found["dial_by_name_order"] = "either" if one(fields, "nameDialingEntries") == either else "last_first"
        found["business_hours_menu"] = self._keys(one(fields, "businessHoursMenu") or {})
        clock = {
            "business_hours": one(fields, "businessHours", "name"),
            "holidays": one(fields, "holidaySchedule", "name"),
        }
        found |= {name: _key(text) for name, text in clock.items() if text}
        if any(clock.values()):
            found["after_hours_menu"] = self._keys(one(fields, "afterHoursMenu") or {})
        return found

    def _keys(self, menu: Fields) -> Fields:
        keys: dict[str, Fields | str] = {}
        words: Mapping[str, str] = {
            "Name Dialing": "dial_by_name",
            "Extension Dialing": "dial_by_extension",
            "Repeat Menu": "repeat_menu",
            "Exit": "hang_up",
        }
        for row in menu.get("keyConfiguration", ()):
            action, to = one(row, "entry", "action"), self._to(one(row, "entry", "phoneNumber"))
            done: Fields | str = words.get(action, "")
            if action == "Transfer To Operator":
                done = {"operator": to}
            elif str(action).startswith("Transfer"):
                done = {"transfer": to, "announce": action == "Transfer With Prompt"}
            elif action == "Play Announcement":
                done = {"play": one(row, "entry", "audioFile", "name")}
            keys[KEYS.get(one(row, "key"), one(row, "key"))] = done
        file = one(menu, "audioFile", "name")
        dialled = one(menu, "enableFirstMenuLevelExtensionDialing") == "true"
        return {"keys": keys, "dial_by_extension": dialled, **({"greeting": file} if file else {})}


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")
