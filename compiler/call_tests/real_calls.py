"""Call tests on a real exchange: each call that a test follows is made there too, and both are compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from nummerplan.compiler.call_tests.real_call_agreement import Disagreement, at_mobile, disagreements
from nummerplan.compiler.call_tests.resolve_call_test import MisfitError, resolve_call_test
from nummerplan.compiler.calls.outgoing_calls import Outgoing
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import OUTSIDE, REFUSED, Node
from nummerplan.model.calls.call_results import CallResult, Unmet
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.model.laboratory import CallLaboratory
from nummerplan.model.message import Message, say


class RealResults(NamedTuple):
    """Results with what the exchange did otherwise; how many calls were made, could not be made, are promises."""

    results: list[CallResult]
    made: int
    unplaceable: int
    promises: int


class _Followed(NamedTuple):
    """A call of a test: whose it is, its course, and what the other side is to see of one that goes outside."""

    place: int
    trace: Trace
    outgoing: Outgoing | None = None


def on_real_exchange(results: Sequence[CallResult], bench: Workbench, laboratory: CallLaboratory) -> RealResults:
    """Make the calls of all tests that could be run. A promise is about more calls than anybody makes."""
    linked = bench.linked
    followed = [one for place, result in enumerate(results) for one in _calls(place, result, linked)]
    seen = laboratory.make(bench, [one.trace.call for one in followed]) if followed else ()
    found = list(results)
    for one, came in zip(followed, seen, strict=True):
        result = found[one.place]
        if isinstance(came, ObservedCall):
            unmet = tuple(Unmet(result.route, *other) for other in _differences(one, came, linked))
            shown = result.shown or (one.trace if unmet and one.outgoing is None else None)
            found[one.place] = replace(result, unmet=(*result.unmet, *unmet), shown=shown)
        elif came not in result.notes:
            found[one.place] = replace(result, notes=(*result.notes, say("not really called: {why}", why=came)))
    made = sum(isinstance(came, ObservedCall) for came in seen)
    tests = [test for test in linked.plan.calls if test.never is not None or test.always is not None]
    return RealResults(found, made, len(seen) - made, len(tests))


def _calls(place: int, result: CallResult, linked: LinkedPlan) -> Iterator[_Followed]:
    """The calls of one test that were followed; a call to a number outside has no steps."""
    if result.problem is not None:
        return
    if result.traces:
        seen_there = (at_mobile(trace, linked) for trace in result.traces)
        yield from (_Followed(place, trace) for trace in seen_there if trace is not None)
        return
    number = result.route[1]
    test = linked.plan.calls[number] if isinstance(number, int) and number < len(linked.plan.calls) else None
    if test is None or test.never is not None or test.always is not None:
        return
    try:
        terms = resolve_call_test(test, result.route, linked)
    except MisfitError:
        return
    if terms.outgoing is not None:
        _, dialled, outgoing = terms.outgoing
        moment = terms.times.moment or next(iter(terms.times.of(()))).sample
        call = Call(Node("outside", dialled), moment, terms.caller)
        yield _Followed(place, Trace(call, (), OUTSIDE if outgoing.allowed else REFUSED, 0), outgoing)


def _differences(one: _Followed, seen: ObservedCall, linked: LinkedPlan) -> Iterator[tuple[Message, Message]]:
    yield from disagreements(one.trace, seen, linked)
    shown = one.outgoing.shows_number if one.outgoing and one.outgoing.allowed else None
    if one.outgoing and one.outgoing.allowed and seen.end == OUTSIDE.key:
        if shown is None and "anonymous" not in seen.shown_number.casefold():
            yield Disagreement(say("the other side sees no number"), say("it sees {shown}", shown=seen.shown_number))
        elif shown is not None and shown.lstrip("+") not in seen.shown_number:
            yield Disagreement(
                say("the other side sees {shown}", shown=shown), say("it sees {shown}", shown=seen.shown_number)
            )
