"""Users and own mobiles, as the plan writes them."""

from oracle.caller_patterns import read_pattern
from oracle.clocks import Clock
from oracle.company import Company
from oracle.destinations import destination, from_mobile_network
from oracle.numbering import classes, e164
from oracle.plan import BlockedCallers, BlockingRule, Mailbox, Mobile, Night, RingAlong, Target, Timed, User
from oracle.reading.yaml_text import Mapping, mapping, switch, texts

RING = 5  # seconds of one ring, the Dutch tone


def read_user(company: Company, key: str, raw: Mapping) -> User:
    """One user."""
    forwarding = mapping(raw.get("forwarding"))
    missed = forwarding.get("missed")
    no_answer = forwarding.get("no_answer", missed)
    no_answer_to = destination(company, no_answer)
    blocked = raw.get("block_outgoing")
    return User(
        key=key,
        first_name=raw.get("first_name") or "",
        infix=raw.get("infix") or "",
        last_name=raw.get("last_name") or "",
        number=e164(raw.get("number") or "", company.country),
        has_telephone=bool(raw.get("devices")),
        call_waiting=switch(raw.get("call_waiting"), True),
        hide_caller_id=switch(raw.get("hide_caller_id"), False),
        caller_id=_caller_id(company, raw.get("caller_id")),
        block_outgoing=None if blocked is None else frozenset(texts(blocked)),
        ring_along=_ring_along(company, raw.get("simultaneous_ring")),
        always=destination(company, forwarding.get("always")),
        busy=destination(company, forwarding.get("busy", missed)),
        no_answer=Timed(no_answer_to, _ringing(no_answer)) if no_answer_to else None,
        not_reachable=destination(company, forwarding.get("not_reachable", missed)),
        voicemail=_voicemail(company, raw.get("voicemail")) if "voicemail" in raw else None,
        blocked=_blocked(company, mapping(raw.get("blocked_callers"))),
        night=read_night(company, raw.get("night_forwarding")),
    )


def _ringing(value: object) -> int:
    """The seconds that a forward or a voicemail lets it ring first."""
    rings = mapping(value).get("rings")
    return RING * (5 if rings is None else int(rings))


def _caller_id(company: Company, value: object) -> str | None:
    """company, own, or a number of the company in E.164."""
    return value if value in (None, "company", "own", "user") else e164(str(value), company.country)


def _voicemail(company: Company, value: object) -> Mailbox:
    """The voicemail of a user."""
    raw = mapping(value)
    when = texts(raw.get("when")) if "when" in raw else ["no_answer"]
    return Mailbox(switch(raw.get("record"), True), False, after_greeting(company, raw), frozenset(when), _ringing(raw))


def after_greeting(company: Company, raw: Mapping) -> Target | None:
    """Where a caller is transferred after a greeting without a message; nothing when the call is ended."""
    then = raw.get("then")
    return destination(company, then.get("transfer")) if isinstance(then, dict) else None


def read_clock(value: object) -> Clock | None:
    """The clock of `during`: a schedule alone knows no holidays."""
    if isinstance(value, dict):
        return Clock(value.get("schedule"), value.get("holidays"))
    return Clock(str(value), None) if value else None


def _ring_along(company: Company, value: object) -> RingAlong | None:
    """Simultaneous ring; numbers that nobody can be reached at are left out."""
    raw = mapping(value)
    found = (destination(company, text) for text in texts(raw.get("numbers")))
    numbers = tuple(target for target in found if target is not None and target.kind != "nobody")
    if not numbers:
        return None
    return RingAlong(
        numbers,
        switch(raw.get("answer_confirmation"), False),
        switch(raw.get("while_on_a_call"), True),
        read_clock(raw.get("during")),
    )


def _blocked(company: Company, raw: Mapping) -> BlockedCallers:
    """Which callers are refused."""
    rules = []
    for rule in raw.get("rules") or []:
        patterns = (read_pattern(text, company.country) for text in texts(mapping(rule).get("numbers")))
        rules.append(
            BlockingRule(tuple(one for one in patterns if one is not None), read_clock(mapping(rule).get("during")))
        )
    return BlockedCallers(switch(raw.get("all"), False), switch(raw.get("anonymous"), False), tuple(rules))


def read_night(company: Company, value: object) -> Night:
    """The night forwarding of one object."""
    if isinstance(value, dict):
        return Night(read_night(company, value.get("mode")).mode, destination(company, value.get("to")))
    return Night({"true": "on", "false": "off", "None": "follow"}.get(str(value), str(value)))


def read_mobile(company: Company, key: str, raw: Mapping, with_destinations: bool) -> Mobile:
    """One own mobile; what bars it is read too, where it decides calls."""
    barred = texts(raw.get("barred"))
    mobile = Mobile(
        key=key,
        number=e164(raw.get("number") or "", company.country) or key,
        sim_blocked=switch(raw.get("sim_blocked"), False),
        call_waiting="call_waiting" not in barred,
        business_voicemail=switch(raw.get("business_voicemail"), False),
        ends=raw.get("ends"),
    )
    if with_destinations and "automatic_forwarding" not in barred:
        forwarding = mapping(raw.get("forwarding"))
        mobile.always = _unless_barred(company, forwarding.get("always"), barred)
        mobile.busy = _unless_barred(company, forwarding.get("busy"), barred)
        mobile.no_answer = _unless_barred(company, forwarding.get("no_answer"), barred)
        mobile.not_reachable = _unless_barred(company, forwarding.get("not_reachable"), barred)
    return mobile


BARS = {
    "calls_to_abroad": {"international"},
    "outgoing_except_nl": {"international"},
    "0900": {"0900"},
    "0909_0906": {"0906", "0909"},
}


def _unless_barred(company: Company, value: object, barred: list[str]) -> Target | None:
    """Where the mobile network forwards to; what the subscription may not call is nobody's."""
    target = from_mobile_network(company, value)
    if target is None:
        return None
    number = company.mobiles[target.name].number if target.kind == "mobile" else target.name
    kinds = classes(number, company.country) if target.kind in ("mobile", "outside") else frozenset()
    if "outgoing" in barred or any(kinds & BARS.get(bar, set()) for bar in barred):
        return Target("nobody", target.name)
    return target
