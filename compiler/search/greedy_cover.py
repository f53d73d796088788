"""A few of many sets that together hold all that is wanted: the greedy choice, at most ln(n) times the fewest."""

from collections.abc import Hashable, Sequence
from heapq import heapify, heappop, heappush
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def greedy_cover(wanted: set[T], sets: Sequence[set[T]]) -> list[tuple[int, set[T]]]:
    """The set that holds most of what is left, again and again: its index, and what it adds.

    What a set adds only becomes less, so it is counted again when it comes up, not each time (Minoux 1978).
    """
    left, adds = set(wanted), [found & wanted for found in sets]
    queue = [(-len(found), index) for index, found in enumerate(adds)]
    heapify(queue)
    chosen = []
    while left and queue:
        before, index = heappop(queue)
        adds[index] &= left
        if -len(adds[index]) != before:
            if adds[index]:
                heappush(queue, (-len(adds[index]), index))
            continue
        left -= adds[index]
        chosen.append((index, adds[index]))
    return chosen
