"""Every call test of a plan: the call is made, or the promise held against all calls, and the result reported."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nummerplan.compiler.call_tests.check_promise import SHARED_UNITS
from nummerplan.compiler.call_tests.compare_call import INCOMING, OUTGOING, compare_call, compare_outgoing
from nummerplan.compiler.call_tests.name_call import name_call
from nummerplan.compiler.call_tests.resolve_call_test import MisfitError, Terms, resolve_call_test
from nummerplan.compiler.call_tests.run_promise import run_promise
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.compiler.text.call_text import command_of
from nummerplan.compiler.text.vocabulary.days import comes_twice, first_of_two
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import CallTest

ONE_CALL = (*INCOMING, "ends", *OUTGOING)
"""What a test may expect of one call."""


def run_call_tests(
    linked: LinkedPlan, unread: Mapping[int, Message], gone: frozenset[int] = frozenset()
) -> list[CallResult]:
    """The results in order of the plan.

    `unread` says what is wrong in the text of a test, by its place in the list as it was written; those of `gone` could
    not be read at all, and are missing in the plan.
    """
    results: list[CallResult] = []
    tests, shared = iter(linked.plan.calls), Budget(SHARED_UNITS)
    for place in range(len(linked.plan.calls) + len(gone)):
        test = None if place in gone else next(tests)
        name = say("call test {number}", number=place + 1) if test is None else name_call(test)
        result = CallResult(("calls", place), name)
        try:
            if test is None or place in unread:
                raise MisfitError(result.route, unread[place])
            results.append(_run(test, result, linked, shared))
        except MisfitError as problem:
            results.append(replace(result, problem=problem.args))
    return results


DROPPED = ("wrong-type", "unknown-key", "missing-key", "empty-value")
"""Rules whose findings mean that something that was written is not in the plan."""


def unread_tests(findings: Iterable[Finding]) -> tuple[dict[int, Message], frozenset[int]]:
    """What is wrong in the text of call tests, by their place in the list, and which of them are not in the plan.

    What was read as what was surely meant is no reason not to run a test.
    """
    unread: dict[int, Message] = {}
    gone: set[int] = set()
    for finding in findings:
        match finding.where:
            case ("calls", int(place), *rest) if finding.rule in DROPPED and finding.fix is None:
                unread.setdefault(place, finding.message)
                if not rest:
                    gone.add(place)
    return unread, frozenset(gone)


def _run(test: CallTest, result: CallResult, linked: LinkedPlan, shared: Budget) -> CallResult:
    route = result.route
    terms = resolve_call_test(test, route, linked)
    expected = [setting for setting in ONE_CALL if getattr(test, setting) is not None]
    if test.never is None and test.always is None:
        if not expected:
            raise MisfitError(route, say("this test expects nothing: say rings_first, rings, answered_by or ends"))
        return _run_one_call(test, terms, result, linked)
    if expected:
        raise MisfitError((*route, expected[0]), say("this is about one call; a promise is about all: write two tests"))
    if test.press:
        message = say("a promise is about all keys; dial what lies behind the key instead")
        raise MisfitError((*route, "press"), message)
    for written, never in ((test.never, True), (test.always, False)):
        if written is not None:
            result = run_promise(written, never, terms, result, shared)
    return result


def _run_one_call(test: CallTest, terms: Terms, result: CallResult, linked: LinkedPlan) -> CallResult:
    """A test of one call; where it says no time, at every time, with the calendars of that time."""
    if terms.outgoing is not None:
        return replace(result, calls=1, unmet=compare_outgoing(test, result.route, terms.outgoing, linked))
    if terms.entry is None:
        raise MisfitError(result.route, say("whom does the call dial? say dial: NUMBER"))
    world = terms.times.linked
    moment = terms.times.moment
    if moment is not None and comes_twice(moment, world.plan.company.time_zone):
        result = replace(result, notes=(*result.notes, first_of_two(moment)))
    for situation in terms.times.of(Reaches(world).clocks(terms.entry)):
        call = Call(terms.entry, situation.sample, terms.caller, terms.keys, terms.states)
        trace = follow(call, world)
        notes = (*result.notes, *(note for note in trace.notes if note not in result.notes))
        result = replace(result, calls=result.calls + 1, traces=(*result.traces, trace), notes=notes)
        unmet = compare_call(test, result.route, trace, world)
        if unmet and not result.unmet:
            result = replace(result, unmet=unmet, shown=trace, command=command_of(call, linked))
    return result
