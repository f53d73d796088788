"""Call tests on a real exchange: each call that a test follows is made there too, and both are compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from nummerplan.compiler.call_tests.real_call_agreement import Disagreement, at_mobile, disagreements
from nummerplan.compiler.call_tests.resolve_call_test import MisfitError, resolve_call_test
from nummerplan.compiler.calls.outgoing_calls import Outgoing
from nummerplan.compiler.linking import years_of
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import OUTSIDE, REFUSED, Node
from nummerplan.model.calls.call_results import CallResult, Unmet
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.model.laboratory import CallLaboratory
from nummerplan.model.message import Message, say


class RealResults(NamedTuple):
    """Results with what the exchange did otherwise, and how many calls were made.

    What is not called is counted too: calls of tests that were `left_out` (the results say why), promises, and tests
    that could not be run at all.
    """

    results: list[CallResult]
    made: int
    left_out: int
    promises: int
    not_run: int


class _Followed(NamedTuple):
    """A call of a test: whose it is, its course, and what the other side is to see of one that goes outside.

    `left_out` says why it is not made, `note` what of it is not compared.
    """

    place: int
    trace: Trace
    outgoing: Outgoing | None = None
    left_out: Message | None = None
    note: Message | None = None


def on_real_exchange(results: Sequence[CallResult], bench: Workbench, laboratory: CallLaboratory) -> RealResults:
    """Make the calls of all tests that could be run. A promise is about more calls than anybody makes."""
    linked = bench.linked
    followed = [one for place, result in enumerate(results) for one in _calls(place, result, linked)]
    wanted = [one for one in followed if one.left_out is None]
    seen = laboratory.make(bench, [one.trace.call for one in wanted]) if wanted else ()
    found, made = list(results), 0
    for one, came in (*zip(wanted, seen, strict=True), *((one, one.left_out) for one in followed if one.left_out)):
        result = found[one.place]
        if isinstance(came, ObservedCall):
            made += 1
            unmet = tuple(Unmet(result.route, *other) for other in _differences(one, came, linked))
            shown = result.shown or (one.trace if unmet and one.outgoing is None else None)
            result = replace(result, unmet=(*result.unmet, *unmet), shown=shown)
            found[one.place] = _with_note(result, one.note) if one.note else result
        else:
            found[one.place] = _with_note(result, say("not really called: {why}", why=came or ""))
    tests = [test for test in linked.plan.calls if test.never is not None or test.always is not None]
    not_run = sum(result.problem is not None for result in results)
    return RealResults(found, made, len(followed) - made, len(tests), not_run)


def _with_note(result: CallResult, note: Message) -> CallResult:
    """A test of many calls says once what it has to say of all of them."""
    return result if note in result.notes else replace(result, notes=(*result.notes, note))


def _calls(place: int, result: CallResult, linked: LinkedPlan) -> Iterator[_Followed]:
    """The calls of one test that were followed; a call to a number outside has no steps."""
    if result.problem is not None:
        return
    if result.traces:
        yield from (_followed(place, trace, linked) for trace in result.traces)
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


def _followed(place: int, trace: Trace, linked: LinkedPlan) -> _Followed:
    """A call as the exchange sees it, or why it is not made."""
    year = trace.call.moment.year
    if linked.calendars and year not in years_of(linked.today):
        return _Followed(place, trace, left_out=say("the holidays of {year} are not written out yet", year=year))
    as_seen = at_mobile(trace, linked)
    if as_seen is None:
        why = say("an own mobile that rings along takes the call, and to an exchange it is a number outside")
        return _Followed(place, trace, left_out=why)
    if as_seen is trace:
        return _Followed(place, trace)
    note = say("really called as far as the own mobile: what the mobile network does with the call is not compared")
    return _Followed(place, as_seen, note=note)


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
