"""How much of a plan its call tests touch, and the fewest calls that would touch the rest."""

from collections.abc import Iterable, Sequence

from nummerplan.compiler.call_tests.coverage import Touchable, key_of, touched
from nummerplan.compiler.call_tests.coverage_calls import find_calls
from nummerplan.compiler.search.greedy_cover import greedy_cover
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_coverage import CallCoverage, Item, Suggestion
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.calls.linked_plan import LinkedPlan


def suggest_calls(linked: LinkedPlan, results: Iterable[CallResult]) -> tuple[CallCoverage, tuple[Suggestion, ...]]:
    """What the calls of exact tests touch, and further calls, those that touch most first.

    Promises count for nothing here: they are about all calls, and say of none how it goes.
    """
    touchable = Touchable(linked)
    items = touchable.items()
    done = touched((trace for result in results for trace in result.traces), touchable)
    left = [item for item in items if key_of(item) not in done]
    found = find_calls({key_of(item) for item in left}, touchable)
    can = touched(found, touchable)
    coverage = CallCoverage(
        tuple(item for item in items if key_of(item) in done),
        tuple(item for item in left if key_of(item) in can),
        tuple(item for item in left if key_of(item) not in can),
    )
    return coverage, tuple(_fewest(found, coverage.untouched, touchable))


def _fewest(found: Sequence[Trace], untouched: Sequence[Item], touchable: Touchable) -> list[Suggestion]:
    items = {key_of(item): item for item in untouched}
    chosen = greedy_cover(set(items), [touchable.touched_by(trace) for trace in found])
    return [Suggestion(found[at], tuple(item for key, item in items.items() if key in adds)) for at, adds in chosen]
