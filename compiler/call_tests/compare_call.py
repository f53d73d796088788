"""A followed call held against what its test expects."""

from collections.abc import Iterable, Iterator, Sequence

from nummerplan.compiler.call_tests.call_ends import end_text, wanted_end
from nummerplan.compiler.call_tests.resolve_call_test import PEOPLE, MisfitError, resolve_at
from nummerplan.compiler.calls.describe_call import person_of
from nummerplan.compiler.calls.outgoing_calls import Outgoing, outgoing_text
from nummerplan.compiler.text.call_text import call_outcome
from nummerplan.compiler.text.vocabulary.people import has_call
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import OUTSIDE, Node
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

Expectation = tuple[str, bool, Message, Message]
"""A setting of a test, whether it came true, and in words what was expected and what came."""


def compare_call(test: CallTest, route: Route, trace: Trace, linked: LinkedPlan) -> tuple[Unmet, ...]:
    """Every expectation that the call did not meet; raises `MisfitError` when one can be held against no such call."""
    _refuse(test, route, OUTGOING, say("this is for calls to a number outside that a colleague dials: from: EXTENSION"))
    return _unmet(route, _of_incoming(test, route, trace, linked))


def compare_outgoing(
    test: CallTest, route: Route, dialled: tuple[User, str, Outgoing], linked: LinkedPlan
) -> tuple[Unmet, ...]:
    """The same for a call that a colleague makes to a number outside."""
    nobody_rings = say("this call goes to a number outside, where nobody of this plan rings")
    _refuse(test, route, (*INCOMING, "press", *PEOPLE), nobody_rings)
    return _unmet(route, _of_outgoing(test, route, dialled, linked))


def _refuse(test: CallTest, route: Route, settings: Iterable[str], why: Message) -> None:
    unwritten = CallTest.model_construct()
    for setting in settings:
        if getattr(test, setting) != getattr(unwritten, setting):
            raise MisfitError((*route, setting), why)


def _unmet(route: Route, expectations: Iterable[Expectation]) -> tuple[Unmet, ...]:
    return tuple(Unmet((*route, setting), expected, came) for setting, met, expected, came in expectations if not met)


def _of_outgoing(
    test: CallTest, route: Route, dialled: tuple[User, str, Outgoing], linked: LinkedPlan
) -> Iterator[Expectation]:
    user, number, call = dialled
    came = outgoing_text(user, number, call, linked)
    if test.allowed is not None:
        wanted = say("the call may be made") if test.allowed else say("the call may not be made")
        yield "allowed", test.allowed == call.allowed, wanted, came
    if (text := test.shows_number) is not None:
        shown = HIDDEN if text == HIDDEN else linked.numbering.e164(text)
        if shown is None:
            raise MisfitError((*route, "shows_number"), say("{text} is no phone number", text=text))
        wanted = say("the other side sees {shown}", shown=HIDDEN if shown == HIDDEN else linked.numbering.shown(shown))
        yield "shows_number", call.allowed and shown == (call.shows_number or HIDDEN), wanted, came
    if (text := test.shows_name) is not None:
        wanted = say("the other side sees {shown}", shown=text)
        yield "shows_name", call.allowed and text == (call.shows_name or HIDDEN), wanted, came
    if test.ends is not None:
        end = resolve_at((*route, "ends"), wanted_end, test.ends, linked)
        met = call.allowed and end.matches(OUTSIDE, (Node("outside", number),))
        yield "ends", met, end_text(test.ends, linked), came


def _of_incoming(test: CallTest, route: Route, trace: Trace, linked: LinkedPlan) -> Iterator[Expectation]:
    rung = _first_rings(trace)
    if test.rings_first is not None:
        wanted = _people(test.rings_first, (*route, "rings_first"), linked)
        came = [person for person, second in rung.items() if second == min(rung.values())]
        yield "rings_first", sorted(wanted) == sorted(came), _first(wanted), _first(came)
    if test.rings is not None:
        wanted = _people(test.rings, (*route, "rings"), linked)
        # Those who start together may stand in any order.
        in_order = [rung.get(person) for person in wanted] == [*rung.values()]
        yield "rings", in_order, _all(wanted), _all([*rung])
    outcome = call_outcome(trace, linked)
    if test.answered_by is not None:
        (person,) = _people([test.answered_by], (*route, "answered_by"), linked)
        yield "answered_by", trace.answered_by == person, has_call(person), outcome
    if test.ends is not None:
        end = resolve_at((*route, "ends"), wanted_end, test.ends, linked)
        last_step = trace.hops[-1].edge[:2] if trace.hops else ()
        yield "ends", end.matches(trace.end, last_step), end_text(test.ends, linked), outcome


def _first_rings(trace: Trace) -> dict[str, int]:
    """Who rings, in order, and after how many seconds for the first time."""
    rung: dict[str, int] = {}
    came = 0
    for hop in trace.hops:
        for ring in hop.rings:
            rung.setdefault(ring.person, came + ring.start)
        came = hop.at
    return rung


def _people(names: Sequence[str], route: Route, linked: LinkedPlan) -> list[str]:
    people = [resolve_at(route, person_of, name, linked) for name in names]
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
