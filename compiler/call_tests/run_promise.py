"""A promise about all calls: what the test says of it, and what came of looking at them."""

from collections.abc import Iterator
from dataclasses import replace

from nummerplan.compiler.call_tests.call_ends import end_text, wanted_end
from nummerplan.compiler.call_tests.check_promise import ANYBODY, CallPromise, check_promise
from nummerplan.compiler.call_tests.resolve_call_test import MisfitError, Terms, resolve_at
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.example_calls import Example
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.text.call_text import call_sentence, command_of
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import has_call
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.call_results import CallResult, Unmet
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.message import Message, say
from nummerplan.model.plan.call_tests import Promise
from nummerplan.model.source import Route


def run_promise(written: Promise, never: bool, terms: Terms, result: CallResult, shared: Budget) -> CallResult:
    """Look at all calls of a promise and add what came of it to the result of its test; raises `MisfitError`."""
    route: Route = (*result.route, "never" if never else "always")
    linked = terms.times.linked
    promise = _resolved(written, never, route, linked)
    looked = list(check_promise(promise, _entries(terms), terms.caller, terms.states, terms.times, shared))
    result = replace(result, calls=result.calls + len(looked))
    breaches = sorted((found for _, found in looked if isinstance(found, Example)), key=_size)
    undecided = [entry for entry, found in looked if isinstance(found, Undecided)]
    if breaches:
        trace = breaches[0].trace
        came = say("{call}, after {seconds} s", call=call_sentence(trace, linked), seconds=trace.seconds)
        result = replace(
            result,
            shown=result.shown or trace,
            command=result.command or command_of(trace.call, linked),
            notes=(*result.notes, *_notes(breaches)),
        )
    elif undecided:
        place = place_name(undecided[0], linked.numbering)
        came = say("{entry}: not decided; there are too many combinations to look at", entry=place)
    else:
        return result
    return replace(result, unmet=(*result.unmet, Unmet(route, _promised(promise, written, linked), came)))


def _resolved(written: Promise, never: bool, route: Route, linked: LinkedPlan) -> CallPromise:
    """The promise with its names resolved."""
    end, name = written.ends, written.reaches
    if end is None and name is None:
        raise MisfitError(route, say("a promise says what calls come to: ends or reaches"))
    wanted = None if end is None else resolve_at((*route, "ends"), wanted_end, end, linked)
    if name is None:
        place = None
    elif name in linked.names:
        place = node_of(linked.names[name][0])
    elif name == "person":
        place = ANYBODY
    else:
        raise MisfitError((*route, "reaches"), say("{name} is neither person nor a key of this plan", name=name))
    return CallPromise(never, wanted, place, written.within)


def _entries(terms: Terms) -> tuple[Node, ...]:
    """The place that is dialled; where the test names none, every number, and for a colleague every extension."""
    if terms.entry is not None:
        return (terms.entry,)
    kind = "number" if terms.caller.external else "extension"
    return tuple(node for node in terms.times.linked.graph.edges if node.kind == kind)


def _size(breach: Example) -> tuple[int, int, int, int]:
    """What makes a call easy to understand: the order of the list, few keys, few steps, few people."""
    call = breach.trace.call
    return len(breach.orders), sum(key != WAIT for key in call.keys), len(breach.trace.hops), len(call.states)


def _promised(promise: CallPromise, written: Promise, linked: LinkedPlan) -> Message:
    parts = []
    if written.ends is not None:
        parts.append(end_text(written.ends, linked))
    if promise.place is not None:
        place = say("somebody") if promise.place == ANYBODY else place_name(promise.place, linked.numbering)
        person = promise.place.kind in ("user", "mobile")
        parts.append(has_call(place) if person else say("the call comes to {place}", place=place))
    text = parts[0] if len(parts) == 1 else say("{one} and {other}", one=parts[0], other=parts[1])
    if promise.within is not None:
        text = say("{what} within {seconds} s", what=text, seconds=promise.within)
    return say("never: {what}", what=text) if promise.never else say("always: {what}", what=text)


def _notes(breaches: list[Example]) -> Iterator[Message]:
    """The history that the first breach needs, and how many there are."""
    for group, members in breaches[0].orders.items():
        yield say("after earlier calls, group {group} offers this one to {people}", group=group, people=listed(members))
    if len(breaches) > 1:
        yield say("broken for as many numbers and times: {count}", count=len(breaches))
