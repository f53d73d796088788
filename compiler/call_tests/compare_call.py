"""A followed call held against what its test expects."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from nummerplan.compiler.call_tests.call_ends import called_outside, end_text, ending_of, wanted_end
from nummerplan.compiler.call_tests.resolve_call_test import PEOPLE, MisfitError
from nummerplan.compiler.calls.describe_call import CallError, person_of
from nummerplan.compiler.calls.outgoing_calls import Outgoing, outgoing_text
from nummerplan.compiler.text.call_text import call_outcome
from nummerplan.compiler.text.vocabulary.people import has_call
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_results import Unmet
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

INCOMING = ("rings_first", "rings", "answered_by")
OUTGOING = ("allowed", "shows_number", "shows_name")
HIDDEN = "anonymous"
"""What a test writes for a number or name that the other side does not see."""


def compare(test: CallTest, route: Route, trace: Trace, linked: LinkedPlan) -> tuple[Unmet, ...]:
    """Every expectation that the call did not meet; raises `MisfitError` when one can be held against no such call."""
    _refuse(test, route, OUTGOING, say("this is for calls to a number outside that a colleague dials: from: EXTENSION"))
    return tuple(_unmet(test, route, trace, linked))


def compare_outgoing(
    test: CallTest, route: Route, dialled: tuple[User, str, Outgoing], linked: LinkedPlan
) -> tuple[Unmet, ...]:
    """The same for a call that a colleague makes to a number outside."""
    nobody_rings = say("this call goes to a number outside, where nobody of this plan rings")
    _refuse(test, route, INCOMING, nobody_rings)
    for setting in ("press", *PEOPLE):
        if getattr(test, setting):
            raise MisfitError((*route, setting), nobody_rings)
    user, number, call = dialled
    came = outgoing_text(user, number, call, linked)
    found: list[Unmet] = []
    if test.allowed is not None and test.allowed != call.allowed:
        wanted = say("the call may be made") if test.allowed else say("the call may not be made")
        found.append(Unmet((*route, "allowed"), wanted, came))
    if test.shows_number is not None:
        shown = HIDDEN if test.shows_number == HIDDEN else linked.numbering.e164(test.shows_number)
        if shown is None:
            raise MisfitError((*route, "shows_number"), say("{text} is no phone number", text=test.shows_number))
        if not call.allowed or shown != (call.shows_number or HIDDEN):
            text = test.shows_number if shown == HIDDEN else linked.numbering.shown(shown)
            found.append(Unmet((*route, "shows_number"), say("the other side sees {shown}", shown=text), came))
    if test.shows_name is not None and (not call.allowed or test.shows_name != (call.shows_name or HIDDEN)):
        wanted = say("the other side sees {shown}", shown=test.shows_name)
        found.append(Unmet((*route, "shows_name"), wanted, came))
    if test.ends is not None and not (call.allowed and called_outside(test.ends, number, linked)):
        found.append(Unmet((*route, "ends"), end_text(test.ends, linked), came))
    return tuple(found)


def _refuse(test: CallTest, route: Route, settings: Iterable[str], why: Message) -> None:
    for setting in settings:
        if getattr(test, setting) is not None:
            raise MisfitError((*route, setting), why)


def _unmet(test: CallTest, route: Route, trace: Trace, linked: LinkedPlan) -> Iterator[Unmet]:
    moments = _ringing(trace)
    if test.rings_first is not None:
        wanted = _people(test.rings_first, (*route, "rings_first"), linked)
        came = moments[0] if moments else []
        if sorted(wanted) != sorted(came):
            yield Unmet((*route, "rings_first"), _first(wanted), _first(came))
    if test.rings is not None:
        wanted = _people(test.rings, (*route, "rings"), linked)
        if not _in_order(wanted, moments):
            came = [person for together in moments for person in together]
            yield Unmet((*route, "rings"), _all(wanted), _all(came))
    if test.answered_by is not None:
        (person,) = _people([test.answered_by], (*route, "answered_by"), linked)
        if trace.answered_by != person:
            yield Unmet((*route, "answered_by"), has_call(person), call_outcome(trace, linked))
    if test.ends is not None:
        try:
            met = wanted_end(test.ends, linked).matches(ending_of(trace))
        except CallError as error:
            raise MisfitError((*route, "ends"), error.message) from None
        if not met:
            yield Unmet((*route, "ends"), end_text(test.ends, linked), call_outcome(trace, linked))


def _ringing(trace: Trace) -> list[list[str]]:
    """Who rings for the first time at each moment, in order of time."""
    rung: list[tuple[int, str]] = []
    came = 0
    for hop in trace.hops:
        rung.extend((came + ring.start, ring.person) for ring in hop.rings)
        came = hop.at
    seen: set[str] = set()
    rows: list[list[str]] = []
    for _, together in groupby(rung, key=lambda ring: ring[0]):
        new = [person for person in dict.fromkeys(person for _, person in together) if person not in seen]
        if new:
            rows.append(new)
            seen.update(new)
    return rows


def _in_order(wanted: Sequence[str], moments: Iterable[Sequence[str]]) -> bool:
    """Whether people ring in this order; those who start together may stand in any."""
    place = 0
    for together in moments:
        if sorted(wanted[place : place + len(together)]) != sorted(together):
            return False
        place += len(together)
    return place == len(wanted)


def _people(names: Sequence[str], route: Route, linked: LinkedPlan) -> list[str]:
    try:
        people = [person_of(name, linked) for name in names]
    except CallError as error:
        raise MisfitError(route, error.message) from None
    twice = next((person for person in people if people.count(person) > 1), None)
    if twice is not None:
        raise MisfitError(
            route, say("{person} stands here twice; name everyone once, in the order of ringing", person=twice)
        )
    return people


def _first(people: Sequence[str]) -> Message:
    return say("first to ring: {people}", people=", ".join(people)) if people else say("nobody rings")


def _all(people: Sequence[str]) -> Message:
    return say("who rings: {people}", people=", ".join(people)) if people else say("nobody rings")
