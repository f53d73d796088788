"""How much of a plan its call tests touch, and the fewest calls that would touch the rest."""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from nummerplan.compiler.call_tests.coverage import Key, Touchable, key_of, touched
from nummerplan.compiler.call_tests.coverage_calls import find_calls
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
    """The call that touches most that is left, again and again; what a call touches only becomes less."""
    items = {key_of(item): item for item in untouched}
    left: set[Key] = set(items)
    queue = [(-len(left), index) for index in range(len(found))]
    new: dict[int, set[Key]] = {index: touchable.touched_by(trace) & left for index, trace in enumerate(found)}
    heapify(queue)
    chosen = []
    while left:
        before, index = heappop(queue)
        new[index] &= left
        if -len(new[index]) != before:
            if new[index]:
                heappush(queue, (-len(new[index]), index))
            continue
        left -= new[index]
        chosen.append(Suggestion(found[index], tuple(item for key, item in items.items() if key in new[index])))
    return chosen
