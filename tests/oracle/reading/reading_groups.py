"""Hunt groups, auto attendants and mailboxes, as the plan writes them."""

from oracle.clocks import Clock
from oracle.company import Company
from oracle.destinations import destination
from oracle.plan import AutoAttendant, Group, KeyAction, Mailbox, Menu, Target, Timed
from oracle.reading.reading_people import RING, after_greeting, read_night
from oracle.reading.yaml_text import Mapping, mapping, seconds, switch, texts

BARE_ACTIONS = ("dial_by_name", "dial_by_extension", "repeat_menu", "hang_up")


def read_group(company: Company, key: str, raw: Mapping) -> Group:
    """One hunt group; members that are no users are left out."""
    following = raw.get("next_member_after")
    overflow = mapping(raw.get("overflow"))
    overflow_to = destination(company, overflow.get("to"))
    return Group(
        key=key,
        policy=raw.get("policy") or "regular",
        members=tuple(name for name in texts(raw.get("members")) if name in company.users),
        next_after=None if following is None else RING * int(mapping(following).get("rings") or 5),
        overflow=Timed(overflow_to, seconds(overflow.get("after"), 0)) if overflow_to else None,
        not_reachable=_destination_or_word(company, raw.get("not_reachable"), ("busy_tone",)),
        when_busy=_destination_or_word(company, raw.get("when_busy"), ("busy_tone", "wait")),
        ring_busy_members=switch(raw.get("ring_busy_members"), False),
        night=read_night(company, raw.get("night_forwarding")),
    )


def _destination_or_word(company: Company, value: object, words: tuple[str, ...]) -> Target | str | None:
    """A destination, or one of the words that may stand in its place."""
    written = value.get("to") if isinstance(value, dict) and "to" in value else value
    return str(written) if isinstance(written, str) and written in words else destination(company, written)


def read_attendant(company: Company, key: str, raw: Mapping, company_clock: Clock) -> AutoAttendant:
    """One auto attendant; its clock is the company's where it names none."""
    after_hours = raw.get("after_hours_menu")
    return AutoAttendant(
        key=key,
        business=_menu(company, mapping(raw.get("business_hours_menu"))),
        after_hours=None if after_hours is None else _menu(company, mapping(after_hours)),
        clock=Clock(raw.get("business_hours") or company_clock.schedule, raw.get("holidays") or company_clock.holidays),
        either_order=raw.get("dial_by_name_order") == "either",
        timeout=seconds(raw.get("first_digit_timeout"), 10),
        night=read_night(company, raw.get("night_forwarding")),
    )


def _menu(company: Company, raw: Mapping) -> Menu:
    """One menu of an auto attendant."""
    keys = {}
    for key, value in mapping(raw.get("keys")).items():
        keys[{"*": "star", "#": "hash"}.get(key, key)] = _action(company, value)
    return Menu(keys, switch(raw.get("dial_by_extension"), False))


def _action(company: Company, value: object) -> KeyAction:
    """What a key does; a destination alone is a transfer."""
    if isinstance(value, str) and value in BARE_ACTIONS:
        return KeyAction(value)
    raw = mapping(value)
    for kind in BARE_ACTIONS:
        if switch(raw.get(kind), False):
            return KeyAction(kind)
    if "play" in raw:
        return KeyAction("play")
    for kind in ("operator", "transfer"):
        if kind in raw:
            return KeyAction(kind, destination(company, raw[kind]))
    return KeyAction("transfer", destination(company, value) if value else None)


def read_mailbox(company: Company, raw: Mapping) -> Mailbox:
    """One mailbox or fax box of the company."""
    return Mailbox(switch(raw.get("record"), True), raw.get("kind") == "fax", after_greeting(company, raw))
