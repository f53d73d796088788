"""From what people write of a call (`--dial 088-7654000 --at "Mon 10:00" --absent vera`) to the call itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from nummerplan.compiler.calls.outgoing_calls import Outgoing, outgoing
from nummerplan.compiler.calls.situations import exists, zone_of
from nummerplan.model.calls.call import WAIT, Call, Caller
from nummerplan.model.calls.call_graph import NOT_IN_USE, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import MENU_KEYS
from nummerplan.model.plan.fields.field_types import DAYS, FIRST_DAY, LAST_DAY
from nummerplan.model.plan.users import User

_DAY_NAMES = {name: index for index, name in enumerate(DAYS)} | {
    name: index for index, name in enumerate(("ma", "di", "wo", "do", "vr", "za", "zo"))
}
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}):(\d\d))?")
_WEEKDAY = re.compile(r"([A-Za-z]{2,9})\s+(\d{1,2}):(\d\d)")


class CallError(NummerplanError):
    """A call cannot be followed as it was described."""


class SkippedMomentError(CallError):
    """There is no such moment: clocks skip it when summer time begins."""


@dataclass(frozen=True, slots=True)
class Description:
    """A call in the words of people. `states` maps a state to the names of who is in it."""

    dial: str
    caller: str = "external"
    at: str | datetime = "now"
    press: tuple[str, ...] = ()
    states: Mapping[State, tuple[str, ...]] | None = None


def describe(text: Description, linked: LinkedPlan, now: datetime | None = None) -> Call:
    """The call that a description means; raises `CallError` with what is wrong in it."""
    caller = caller_of(text.caller, linked)
    return Call(
        entry=entry_of(text.dial, linked),
        moment=moment_of(text.at, linked, now),
        caller=caller,
        keys=tuple(keys_of(text.press)),
        states={person_of(name, linked): state for state, names in (text.states or {}).items() for name in names},
    )


def by_state(people: Mapping[str, State]) -> dict[State, tuple[str, ...]]:
    """How people are, the other way round; raises `CallError` for a word that is no state."""
    for state in people.values():
        if state not in get_args(State):
            known = ", ".join(get_args(State))
            raise CallError(say("{value} is not possible; possible are {options}", value=state, options=known))
    return {state: tuple(name for name, one in people.items() if one == state) for state in get_args(State)}


def entry_of(dial: str, linked: LinkedPlan) -> Node:
    """The place at which a call arrives: an own number, an own extension, or a key of the plan."""
    if dial in linked.extensions:
        return Node("extension", dial)
    number = linked.numbering.e164(dial)
    if number is not None and Node("number", number) in linked.graph.edges:
        return Node("number", number)
    if dial in linked.names:
        return node_of(linked.names[dial][0])
    if number is not None and linked.is_assigned(number):
        return NOT_IN_USE
    raise CallError(say("{dial} is no number, extension or key of this plan", dial=dial))


def dialled_outside(dial: str, caller: str, linked: LinkedPlan) -> tuple[User, str, Outgoing] | None:
    """A colleague who dials a number outside: who, which number, and what comes of it."""
    who = caller_of(caller, linked)
    user = linked.plan.users.get(who.user or "")
    number = linked.numbering.e164(dial)
    own = dial in linked.extensions or dial in linked.names or number is None or number in linked.numbers
    if user is None or own or number is None or linked.is_assigned(number):
        return None
    return user, number, outgoing(user, number, linked)


def caller_of(text: str, linked: LinkedPlan) -> Caller:
    """`external`, `anonymous`, a phone number, or an own extension or key for a colleague."""
    if text in ("external", "anonymous"):
        return Caller("anonymous" if text == "anonymous" else "external")
    if text == "internal":
        return Caller("internal")
    if text in linked.names:
        mobile = linked.plan.mobile.subscriptions.get(text)
        if mobile is None:
            return Caller("internal", user=text)
        # An own mobile calls from outside, with its number.
        return Caller("external", linked.numbering.e164(mobile.number) if mobile.number else None)
    if text in linked.extensions:
        return Caller("internal", user=linked.extensions[text][0].entity.key)
    number = linked.numbering.e164(text)
    if number is None:
        raise CallError(say("{text} is no caller: external, anonymous, a number, an extension or a key", text=text))
    return Caller("external", number)


def person_of(name: str, linked: LinkedPlan) -> str:
    """The key of a user or own mobile, given by key, extension or number."""
    if name in linked.plan.users or name in linked.plan.mobile.subscriptions:
        return name
    holders = linked.extensions.get(name) or linked.numbers.get(linked.numbering.e164(name) or "") or ()
    for holder in holders:
        if holder.entity.section in ("users", "mobile"):
            return holder.entity.key
    raise CallError(say("{name} is no user and no mobile of this plan", name=name))


def keys_of(pressed: Iterable[str]) -> Iterable[str]:
    """Single keys: `12*` is 1, 2 and star; `wait` is pressing nothing at a menu."""
    for text in pressed:
        if text in MENU_KEYS or text == WAIT:
            yield text
            continue
        for key in text.replace(",", "").replace(" ", ""):
            if not (key.isdigit() or key in "*#"):
                raise CallError(say("{key} is no key of a telephone; press 0 to 9, star or hash", key=text))
            yield {"*": "star", "#": "hash"}.get(key, key)


def moment_of(text: str | datetime, linked: LinkedPlan, now: datetime | None = None) -> datetime:
    """`now`, `2026-12-25 10:00`, or `Mon 10:00` (the next one that there is), as wall time in the company's zone.

    Raises `CallError` for what is no moment, and for one that clocks skip in spring. Of an hour that comes twice in
    autumn the first is meant.
    """
    moment = _read_moment(text, linked, now)
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise CallError(say("days of calls are from {first} to {last}", first=str(FIRST_DAY), last=str(LAST_DAY)))
    if not exists(moment, zone_of(linked)):
        raise SkippedMomentError(
            say(
                "{moment} does not exist in {zone}: clocks skip it; write another time",
                moment=f"{moment:%Y-%m-%d %H:%M}",
                zone=linked.plan.company.time_zone,
            )
        )
    return moment


def _read_moment(text: str | datetime, linked: LinkedPlan, now: datetime | None) -> datetime:
    if isinstance(text, datetime):
        return _by_the_clock(text, linked)
    try:
        if dated := _DATED.fullmatch(text.strip()):
            return datetime.combine(date.fromisoformat(dated[1]), time(int(dated[2] or 0), int(dated[3] or 0)))
        now = now or _now(linked)
        if text == "now":
            return now
        weekday = _WEEKDAY.fullmatch(text.strip())
        if weekday and (day := _day_index(weekday[1])) is not None:
            ahead = now + timedelta(days=(day - now.weekday()) % 7)
            found = datetime.combine(ahead.date(), time(int(weekday[2]), int(weekday[3])))
            return found if exists(found, zone_of(linked)) else found + timedelta(weeks=1)
    except ValueError:
        pass
    raise CallError(say('{text} is no moment; write now, "2026-12-25 10:00" or "Mon 10:00"', text=text))


def _by_the_clock(moment: datetime, linked: LinkedPlan) -> datetime:
    # What has a zone is moved by hours: the very first and last of moments cannot be.
    in_range = FIRST_DAY <= moment.date() <= LAST_DAY
    return moment.astimezone(_zone(linked)).replace(tzinfo=None) if moment.tzinfo and in_range else moment


def _now(linked: LinkedPlan) -> datetime:
    return datetime.now(_zone(linked)).replace(tzinfo=None)


def _zone(linked: LinkedPlan) -> ZoneInfo:
    zone = linked.plan.company.time_zone
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise CallError(say("{zone} is no time zone", zone=zone)) from None


def _day_index(name: str) -> int | None:
    """A day by its first letters, English or Dutch."""
    lowered = name.lower()
    return _DAY_NAMES.get(lowered[:3], _DAY_NAMES.get(lowered) if len(lowered) == 2 else None)
