"""What a call test says of its call, resolved: who calls whom, when, and how people are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import NamedTuple, TypeVar

from nummerplan.compiler.calls.clocks import closures, is_open
from nummerplan.compiler.calls.describe_call import (
    CallError,
    SkippedMomentError,
    caller_of,
    dialled_outside,
    entry_of,
    keys_of,
    moment_of,
    person_of,
)
from nummerplan.compiler.calls.outgoing_calls import Outgoing
from nummerplan.compiler.calls.situations import HORIZON_MONTHS
from nummerplan.compiler.linking import closed_days
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.schedules import During
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

T = TypeVar("T")

PEOPLE: tuple[State, ...] = ("busy", "on_call", "absent", "unreachable")
"""Settings of a test that say how people are."""


class MisfitError(Exception):
    """A test that says what cannot be: where, and why."""

    def __init__(self, route: Route, message: Message) -> None:
        super().__init__(route, message)


class Times(NamedTuple):
    """The situations that a test is about: all, that of one moment, or those in which a clock is open."""

    linked: LinkedPlan
    moment: datetime | None = None
    during: Clock | None = None

    def of(self, clocks: tuple[Clock, ...]) -> Iterator[Situation]:
        """The situations of these clocks."""
        if self.moment is not None:
            row = tuple(is_open(clock, self.moment, self.linked) for clock in clocks)
            yield Situation(row, self.moment, lambda: say("then"))
        elif self.during is None:
            yield from self.linked.calls.situations(clocks)
        else:
            for found in self.linked.calls.situations((*clocks, self.during)):
                if found.open[-1]:
                    yield replace(found, open=found.open[:-1])


@dataclass(frozen=True, slots=True)
class Terms:
    """A test's call. `entry` is None where the test names none, or one outside that a colleague dials (`outgoing`)."""

    caller: Caller
    entry: Node | None
    outgoing: tuple[User, str, Outgoing] | None
    times: Times
    keys: tuple[str, ...]
    states: dict[str, State]


def resolve_call_test(test: CallTest, route: Route, linked: LinkedPlan) -> Terms:
    """Everything that a test says of its call; raises `MisfitError`."""
    dial, who = test.dial, test.from_ or "external"
    caller = resolve_at((*route, "from"), caller_of, who, linked)
    outgoing = None if dial is None else dialled_outside(dial, who, linked)
    return Terms(
        caller=caller,
        entry=None if dial is None or outgoing else resolve_at((*route, "dial"), entry_of, dial, linked),
        outgoing=outgoing,
        times=resolve_at((*route, "at"), _times, test.at, linked),
        keys=resolve_at((*route, "press"), lambda: tuple(keys_of(test.press))),
        states=_states(test, route, linked),
    )


def resolve_at(route: Route, resolve: Callable[..., T], *given: object) -> T:
    """What the text of a setting means; raises `MisfitError` with its place."""
    try:
        return resolve(*given)
    except CallError as error:
        raise MisfitError(route, error.message) from None


def _states(test: CallTest, route: Route, linked: LinkedPlan) -> dict[str, State]:
    """How the people are whom the test names."""
    found: dict[str, State] = {}
    for state in PEOPLE:
        for name in getattr(test, state):
            person = resolve_at((*route, state), person_of, name, linked)
            if (one := found.setdefault(person, state)) != state:
                both = say("{person} cannot be {one} and {other} in one call", person=person, one=one, other=state)
                raise MisfitError((*route, state), both)
    return found


def _times(at: str | During | None, linked: LinkedPlan) -> Times:
    """All times, those of a schedule, or one moment, with the calendars written out around it, however far away.

    A schedule that is named alone knows no holidays.
    """
    if at is None:
        return Times(linked)
    if isinstance(at, During):
        return Times(linked, during=_clock(at, linked))
    if at in linked.plan.schedules:
        return Times(linked, during=Clock(at, None))
    moment = _moment(at, linked)
    day = moment.date()
    if abs(day - linked.today) >= timedelta(days=365):
        calendars = {key: closed_days(holidays, day) for key, holidays in linked.plan.holidays.items()}
        linked = replace(linked, today=day, calendars=calendars)
    return Times(linked, moment)


def _clock(during: During, linked: LinkedPlan) -> Clock:
    """A schedule with holidays; `CallError` for a name that the plan does not have."""
    schedule, holidays = during.schedule, during.holidays
    if schedule is not None and schedule not in linked.plan.schedules:
        raise CallError(say("{name} is no schedule of this plan", name=schedule))
    if holidays is not None and holidays not in linked.plan.holidays:
        raise CallError(say("{name} is no holiday calendar of this plan", name=holidays))
    return Clock(schedule, holidays)


def _moment(text: str, linked: LinkedPlan) -> datetime:
    """A date and time, or a weekday's: the first from today on that no calendar of the plan closes any part of."""
    if text == "now":
        raise CallError(
            say("a call test gives the same result at any hour: write a date and time, Mon 10:00, or leave at out")
        )
    try:
        first = moment_of(text, linked, datetime.combine(linked.today, time()))
    except SkippedMomentError:
        raise
    except CallError:
        raise CallError(
            say('{text} is no moment; write "2026-12-25 10:00", "Mon 10:00" or the key of a schedule', text=text)
        ) from None
    if text[:1].isdigit():
        return first
    weeks = (first + timedelta(weeks=week) for week in range(HORIZON_MONTHS * 4))
    return next((day for day in weeks if not any(closures(key, day.date(), linked) for key in linked.calendars)), first)
