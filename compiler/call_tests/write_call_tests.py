"""Followed calls as call tests that record what comes of them today."""

from collections.abc import Iterable
from typing import Any

from nummerplan.compiler.call_tests.call_ends import end_to_write
from nummerplan.compiler.call_tests.resolve_call_test import PEOPLE
from nummerplan.compiler.calls.describe_call import entry_of
from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.model.calls.call import Caller, Trace
from nummerplan.model.calls.call_coverage import Suggestion
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Translate, say
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.plan import Plan


def write_call_tests(suggestions: Iterable[Suggestion], linked: LinkedPlan, translate: Translate) -> str:
    """The entries of a list of call tests, to be put under `calls:`; empty when there are none."""
    tests = [CallTest.model_validate(_test(suggestion, linked, translate)) for suggestion in suggestions]
    if not tests:
        return ""
    return plan_yaml(Plan(calls=tests)).removeprefix("calls:\n")


def _test(suggestion: Suggestion, linked: LinkedPlan, translate: Translate) -> dict[str, Any]:
    trace, call = suggestion.trace, suggestion.trace.call
    found: dict[str, Any] = {
        "name": _name(suggestion, translate),
        "dial": _dialled(call.entry, linked),
        "from": _caller(call.caller, linked),
        "at": f"{call.moment:%Y-%m-%d %H:%M}",
        "press": list(call.keys),
    }
    for state in PEOPLE:
        found[state] = sorted(person for person, how in call.states.items() if how == state)
    return {key: value for key, value in found.items() if value} | _expected(trace, linked)


def _name(suggestion: Suggestion, translate: Translate) -> str:
    """What the call is suggested for: the way on that it takes first of those that no other test takes."""
    touches = sorted(suggestion.touches, key=lambda item: item.kind != "way")
    name = touches[0].what
    if suggestion.trace.end in LOST:
        name = say("{what} (the caller is lost)", what=name)
    return name.text(translate)


def _dialled(entry: Node, linked: LinkedPlan) -> str:
    """An entry as people write it, if that is read as the same entry."""
    shown = linked.numbering.shown(entry.key) if entry.kind == "number" else entry.key
    return shown if entry_of(shown, linked) == entry else entry.key


def _caller(caller: Caller, linked: LinkedPlan) -> str | None:
    if caller.number is not None:
        return linked.numbering.shown(caller.number)
    return None if caller == Caller() else caller.user or caller.kind


def _expected(trace: Trace, linked: LinkedPlan) -> dict[str, Any]:
    """Who rings, in order, and how the call ends."""
    rings = list(dict.fromkeys(trace.rings()))
    found: dict[str, Any] = {"rings": rings} if rings else {}
    if trace.answered_by is not None:
        return found | {"answered_by": trace.answered_by}
    return found | {"ends": end_to_write(trace, linked)}
