"""How much of a plan its call tests touch, and the fewest calls that would touch the rest."""

from collections.abc import Iterable

from nummerplan.compiler.call_tests.coverage import ItemKey, Touchable
from nummerplan.compiler.call_tests.coverage_calls import find_calls
from nummerplan.compiler.search.greedy_cover import greedy_cover
from nummerplan.model.calls.call_coverage import CallCoverage, Suggestion
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.calls.linked_plan import LinkedPlan


def suggest_calls(linked: LinkedPlan, results: Iterable[CallResult]) -> tuple[CallCoverage, tuple[Suggestion, ...]]:
    """What the calls of exact tests touch, and further calls, those that touch most first.

    Promises count for nothing here: they are about all calls, and say of none how it goes.
    """
    touchable = Touchable(linked)
    items = touchable.items
    done = set[ItemKey]().union(*(touchable.touched_by(trace) for result in results for trace in result.traces))
    calls = find_calls(items.keys() - done, touchable)
    touched = [touchable.touched_by(trace) for trace in calls]
    can = set[ItemKey]().union(*touched)
    untouched = {key: item for key, item in items.items() if key not in done and key in can}
    coverage = CallCoverage(
        tuple(item for key, item in items.items() if key in done),
        tuple(untouched.values()),
        tuple(item for key, item in items.items() if key not in done and key not in can),
    )
    chosen = greedy_cover({*untouched}, touched)
    return coverage, tuple(
        Suggestion(calls[at], tuple(item for key, item in untouched.items() if key in adds)) for at, adds in chosen
    )
