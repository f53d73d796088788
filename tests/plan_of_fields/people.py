"""Users and mailboxes."""

from collections.abc import Iterable

from plan_of_fields.destinations import Destinations, id_of, own_key
from plan_of_fields.fields import Fields, Service, blocked, key_of, one

SHOWN = {"Use DN": "own", "Use Group CLID": "company"}
CASES: dict[str, Service] = {
    "always": "Always",
    "busy": "Busy",
    "no_answer": "NoAnswer",
    "not_reachable": "NotReachable",
}
REDIRECTS = {"always": "always", "busy": "busy", "no_answer": "noAnswer"}


def user(of: Destinations, fields: Fields) -> Fields:
    """A person with everything that is set for him."""
    whose, key = id_of(fields), own_key(fields)
    first, last = one(fields, "firstName"), one(fields, "lastName")
    surname = one(fields, "nameDialingName", "nameDialingLastName") or last
    found = {**of.numbers(fields), **of.night(fields)}
    found |= {"first_name": first} if first != "-" else {}
    found |= {"last_name": surname} if surname != key else {}
    found |= {"infix": last.removesuffix(surname).strip()} if last != surname else {}
    telephones = [one(fields, "accessDeviceEndpoint"), *_rings_along(of, whose)]
    found["devices"] = [{"model": "generic-sip"} for telephone in telephones if telephone]
    found["call_waiting"] = _is_on(of, "call waiting", whose)
    found["hide_caller_id"] = _is_on(of, "hidden number", whose)
    found |= (
        _shows(of, fields) | _forwarding(of, whose) | _voicemail(of, whose) | _refuses(of, whose) | _along(of, whose)
    )
    plan = of.held.of("user dialling", whose)
    if one(plan, "useCustomSettings") == "true":
        found["block_outgoing"] = blocked(one(plan, "userPermissions"))
    return found


def box(of: Destinations, fields: Fields) -> Fields:
    """A mailbox or a fax box."""
    found = of.numbers(fields)
    if one(fields, "firstName") == "Faxbox":
        return found | {"kind": "fax"}
    said = of.held.of("greeting", id_of(fields))
    file = _greeting(said, "noAnswer")
    record = {"record": "false"} if one(said, "disableMessageDeposit") == "true" else {}
    return found | _after(of, said) | record | ({"greeting": file} if file else {})


def _rings_along(of: Destinations, whose: str) -> list[Fields]:
    """Telephones beside the first that are called and may call, as far as there is a service for so many."""
    held = of.held.of("telephones", whose)
    switches = ("isActive", "allowOrigination", "allowTermination")
    there = [f for f in held.get("endpoint", ()) if {one(f, switch) for switch in switches} == {"true"}]
    return there[: places_of(held.get("service", ()))]


def places_of(services: Iterable[str]) -> int:
    """For how many telephones beside the first a user has a service, by its name."""
    sizes = [name.split()[3:] for name in services if name.startswith("Shared Call Appearance")]
    return max((int(size[0]) if size else 1 for size in sizes), default=0)


def _is_on(of: Destinations, service: Service, whose: str) -> bool:
    return one(of.held.of(service, whose), "isActive") == "true"


def _shows(of: Destinations, fields: Fields) -> Fields:
    policy = of.held.of("user policy", id_of(fields))
    if one(policy, "useUserCLIDSetting") != "true":
        return {}
    number = one(fields, "callingLineIdPhoneNumber") or "own"
    return {"caller_id": SHOWN.get(one(policy, "clidPolicy")) or number}


def _forwarding(of: Destinations, whose: str) -> Fields:
    found: Fields = {}
    for word, service in CASES.items():
        forward = of.held.of(service, whose)
        if one(forward, "isActive") == "true":
            found[word] = {"to": of.to(one(forward, "forwardToPhoneNumber"))}
            found[word] |= {"rings": one(forward, "numberOfRings")} if word == "no_answer" else {}
    return {"forwarding": found}


def _voicemail(of: Destinations, whose: str) -> Fields:
    kept = of.held.of("voicemail", whose)
    if one(kept, "isActive") != "true":
        return {}
    said = of.held.of("greeting", whose)
    when = [case for case, word in REDIRECTS.items() if one(kept, f"{word}RedirectToVoiceMail") == "true"]
    found: Fields = {"when": when, "rings": one(said, "noAnswerNumberOfRings"), **_after(of, said)}
    files = {"busy": _greeting(said, "busy"), "no_answer": _greeting(said, "noAnswer")}
    return {"voicemail": found | {"greetings": {name: file for name, file in files.items() if file}}}


def _greeting(said: Fields, case: str) -> str | None:
    plays = one(said, f"{case}AnnouncementSelection") == "Personal"
    return one(said, f"{case}PersonalAudioFile", "name") if plays else None


def _after(of: Destinations, said: Fields) -> Fields:
    """What follows a greeting that takes no message."""
    if one(said, "disableMessageDeposit") != "true":
        return {}
    on = one(said, "disableMessageDepositAction") == "Forward"
    to = of.to(one(said, "greetingOnlyForwardDestination")) if on else None
    return {"record": False, **({"then": {"transfer": to}} if to else {})}


def _refuses(of: Destinations, whose: str) -> Fields:
    outside = one(of.held.of("incoming", whose), "userPermissions", "allowFromOutsideGroup")
    rules = []
    for rule in of.held.of("rejection", whose).get("rule", ()):
        during = one(rule, "timeSchedule", "name")
        if one(rule, "isActive") == "true" and one(rule, "blacklisted") == "true":
            numbers = one(rule, "fromDnCriteria").get("phoneNumber", [])
            rules.append({"numbers": numbers, **({"during": key_of(during)} if during else {})})
    anonymous = _is_on(of, "anonymous callers", whose)
    return {"blocked_callers": {"all": outside == "Disallow", "anonymous": anonymous, "rules": rules}}


def _along(of: Destinations, whose: str) -> Fields:
    ring = of.held.of("ringing along", whose)
    if one(ring, "isActive") != "true":
        return {}
    numbers = ring.get("simultaneousRingNumber", [])
    found: Fields = {"numbers": [of.to(one(number, "phoneNumber")) for number in numbers]}
    found["answer_confirmation"] = all(one(number, "answerConfirmationRequired") == "true" for number in numbers)
    found["while_on_a_call"] = one(ring, "doNotRingIfOnCall") != "true"
    for rule in ring.get("rule", ()):
        if one(rule, "isActive") == "true" and one(rule, "blacklisted") == "false":
            found["during"] = key_of(one(rule, "timeSchedule", "name"))
    return {"simultaneous_ring": found}
