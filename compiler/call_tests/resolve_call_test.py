"""What a call test says of its call, resolved: who calls whom, when, and how people are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeVar

from nummerplan.compiler.calls.clocks import closures
from nummerplan.compiler.calls.describe_call import (
    CallError,
    caller_of,
    dialled_outside,
    entry_of,
    keys_of,
    moment_of,
    person_of,
)
from nummerplan.compiler.calls.situations import HORIZON_MONTHS
from nummerplan.compiler.linking import closed_days
from nummerplan.model.calls.call import Caller, State
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.source import Route

Found = TypeVar("Found")

PEOPLE: tuple[State, ...] = ("busy", "on_call", "absent", "unreachable")
"""Settings of a test that say how people are."""


class MisfitError(Exception):
    """A test that says what cannot be: where, and why."""

    def __init__(self, route: Route, message: Message) -> None:
        super().__init__(str(message))
        self.route, self.message = route, message


@dataclass(frozen=True, slots=True)
class Terms:
    """A test's call. `entry` is None where the test names none or one outside, `moment` where it is about all times,
    or about those at which the clock `during` is open.
    """

    caller: Caller
    entry: Node | None
    moment: datetime | None
    during: Clock | None
    keys: tuple[str, ...]
    states: dict[str, State]


def resolve_call_test(test: CallTest, route: Route, linked: LinkedPlan) -> Terms:
    """Everything that a test says of its call; raises `MisfitError`."""

    def at(setting: str, find: Callable[[], Found]) -> Found:
        try:
            return find()
        except CallError as error:
            raise MisfitError((*route, setting), error.message) from None

    dial, when, who = test.dial, test.at, test.from_ or "external"
    caller = at("from", lambda: caller_of(who, linked))
    dialled = dial is not None and dialled_outside(dial, who, linked) is not None
    during = Clock(when, linked.plan.company.holidays) if when in linked.plan.schedules else None
    return Terms(
        caller=caller,
        entry=None if dial is None or dialled else at("dial", lambda: entry_of(dial, linked)),
        moment=None if when is None or during else at("at", lambda: _moment(when, linked)),
        during=during,
        keys=at("press", lambda: tuple(keys_of(test.press))),
        states=_states(test, route, linked),
    )


def _states(test: CallTest, route: Route, linked: LinkedPlan) -> dict[str, State]:
    """How the people are whom the test names."""
    found: dict[str, State] = {}
    for state in PEOPLE:
        for name in getattr(test, state):
            try:
                person = person_of(name, linked)
            except CallError as error:
                raise MisfitError((*route, state), error.message) from None
            if found.setdefault(person, state) != state:
                both = say(
                    "{person} cannot be {one} and {other} in one call", person=person, one=found[person], other=state
                )
                raise MisfitError((*route, state), both)
    return found


def _moment(text: str, linked: LinkedPlan) -> datetime:
    """A date and time, or a weekday's: the first from today on that no calendar of the plan closes any part of."""
    if text == "now":
        raise CallError(
            say("a call test gives the same result at any hour: write a date and time, Mon 10:00, or leave at out")
        )
    try:
        first = moment = moment_of(text, linked, datetime.combine(linked.today, time()))
    except CallError:
        raise CallError(
            say('{text} is no moment; write "2026-12-25 10:00", "Mon 10:00" or the key of a schedule', text=text)
        ) from None
    if text[:1].isdigit():
        return moment
    for _ in range(HORIZON_MONTHS * 4):
        if not any(closures(key, moment.date(), linked) for key in linked.calendars):
            return moment
        moment += timedelta(days=7)
    return first


def case_at(moment: datetime, linked: LinkedPlan) -> LinkedPlan:
    """The plan with its calendars written out around a moment, however long ago or far ahead."""
    day = moment.date()
    if abs(day - linked.today) < timedelta(days=365):
        return linked
    calendars = {key: closed_days(holidays, day) for key, holidays in linked.plan.holidays.items()}
    return replace(linked, today=day, calendars=calendars)
