"""A promise about all calls: what the test says of it, and what came of looking at them."""

from dataclasses import replace

from nummerplan.compiler.call_tests.call_ends import end_text, wanted_end
from nummerplan.compiler.call_tests.check_promise import ANYBODY, Breach, Promise, Times, check_promise
from nummerplan.compiler.call_tests.resolve_call_test import MisfitError, Terms, case_at
from nummerplan.compiler.calls.describe_call import CallError
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.text.call_text import call_sentence, command_of
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import has_call
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import WAIT
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.call_results import CallResult, Unmet
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, say
from nummerplan.model.plan import call_tests as calls
from nummerplan.model.source import Route


def run_promise(  # noqa: PLR0913, PLR0917 - a promise of a test, and a bound
    written: calls.Promise, never: bool, terms: Terms, result: CallResult, linked: LinkedPlan, shared: Budget
) -> CallResult:
    """Look at all calls of a promise and add what came of it to the result of its test; raises `MisfitError`."""
    route: Route = (*result.route, "never" if never else "always")
    promise = _meant(written, never, route, linked)
    if terms.moment is None:
        times = Times(linked, during=terms.during)
    else:
        times = Times(case_at(terms.moment, linked), Situation((), say("then"), terms.moment))
    looked = list(check_promise(promise, _entries(terms, linked), terms.caller, terms.states, times, shared))
    result = replace(result, calls=result.calls + len(looked))
    breaches = sorted((one.breach for one in looked if one.breach is not None), key=_size)
    promised = _promised(promise, written, linked)
    if breaches:
        return _broken(breaches, Unmet(route, promised, _came(breaches[0], times.linked)), result, times.linked)
    if undecided := [one.entry for one in looked if not one.decided]:
        entry = place_name(undecided[0], linked.numbering)
        came = say("{entry}: not decided; there are too many combinations to look at", entry=entry)
        return replace(result, unmet=(*result.unmet, Unmet(route, promised, came)))
    return result


def _meant(written: calls.Promise, never: bool, route: Route, linked: LinkedPlan) -> Promise:
    """The promise with its names resolved."""
    if written.ends is None and written.reaches is None:
        raise MisfitError(route, say("a promise says what calls come to: ends or reaches"))
    try:
        end = None if written.ends is None else wanted_end(written.ends, linked)
    except CallError as error:
        raise MisfitError((*route, "ends"), error.message) from None
    place = None if written.reaches is None else _reached(written.reaches, (*route, "reaches"), linked)
    return Promise(never, end, place, written.within)


def _reached(name: str, route: Route, linked: LinkedPlan) -> Node:
    """A person, group, menu or mailbox by its key; `person` is anybody."""
    if name == "person" and name not in linked.names:
        return ANYBODY
    if name not in linked.names:
        raise MisfitError(route, say("{name} is neither person nor a key of this plan", name=name))
    return node_of(linked.names[name][0])


def _entries(terms: Terms, linked: LinkedPlan) -> tuple[Node, ...]:
    """The place that is dialled; where the test names none, every number, and for a colleague every extension."""
    if terms.entry is not None:
        return (terms.entry,)
    kind = "number" if terms.caller.external else "extension"
    return tuple(node for node in linked.graph.edges if node.kind == kind)


def _size(breach: Breach) -> tuple[int, int, int, int]:
    """What makes a call easy to understand: the order of the list, few keys, few steps, few people."""
    call = breach.trace.call
    pressed = sum(key != WAIT for key in call.keys)
    return len(breach.orders), pressed, len(breach.trace.hops), len(call.states)


def _promised(promise: Promise, written: calls.Promise, linked: LinkedPlan) -> Message:
    parts = []
    if written.ends is not None:
        parts.append(end_text(written.ends, linked))
    if promise.place is not None:
        anybody = promise.place == ANYBODY
        person = promise.place.kind in ("user", "mobile")
        place = say("somebody") if anybody else place_name(promise.place, linked.numbering)
        parts.append(has_call(place) if person else say("the call comes to {place}", place=place))
    text = parts[0] if len(parts) == 1 else say("{one} and {other}", one=parts[0], other=parts[1])
    if promise.within is not None:
        text = say("{what} within {seconds} s", what=text, seconds=promise.within)
    return say("never: {what}", what=text) if promise.never else say("always: {what}", what=text)


def _came(breach: Breach, linked: LinkedPlan) -> Message:
    return say("{call}, after {seconds} s", call=call_sentence(breach.trace, linked), seconds=breach.trace.seconds)


def _broken(breaches: list[Breach], unmet: Unmet, result: CallResult, linked: LinkedPlan) -> CallResult:
    breach = breaches[0]
    notes = []
    for group, members in breach.orders.items():
        notes.append(
            say("after earlier calls, group {group} offers this one to {people}", group=group, people=listed(members))
        )
    if len(breaches) > 1:
        notes.append(say("broken for as many numbers and times: {count}", count=len(breaches)))
    return replace(
        result,
        unmet=(*result.unmet, unmet),
        shown=result.shown or breach.trace,
        command=result.command or command_of(breach.trace.call, linked),
        notes=(*result.notes, *notes),
    )
