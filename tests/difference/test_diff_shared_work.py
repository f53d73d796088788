"""What is compared only once, or not at all, differs in nothing from everything compared: on random pairs of plans."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import ANY, patch

import pytest
from plan_pairs.random_pairs import pair_of

from nummerplan.compiler.difference import compare_calls
from nummerplan.compiler.difference.alike_situations import AlikeSituations, Rows
from nummerplan.compiler.difference.compare_calls import calls_differ, difference
from nummerplan.compiler.difference.equivalent_places import Equivalents
from nummerplan.compiler.difference.example_calls import ExampleCalls
from nummerplan.model.calls.difference import Difference

FOLLOWED = ExampleCalls._followed


def each_alone(self: AlikeSituations, *_: object) -> list[Rows]:
    return [1 << place for place in range(len(self._situations))]


def always_followed(self: ExampleCalls, *about: Any) -> object:
    self._known.clear()
    return FOLLOWED(self, *about)


@contextmanager
def everything_compared() -> Iterator[None]:
    """No situation stands for another one, and no example for another one."""
    with patch.object(AlikeSituations, "groups", each_alone), patch.object(ExampleCalls, "_followed", always_followed):
        yield


def told(found: Iterable[Difference]) -> list[tuple[object, ...]]:
    """Differences as they are shown, with the situations of each."""
    return [(replace(one, situations=(), times=ANY), [s.open for s in one.situations], one.times.open) for one in found]


def where(found: Iterable[Difference]) -> set[tuple[object, ...]]:
    """Who notices something, and when."""
    return {(one.entry, caller, at.sample) for one in found for caller in one.callers for at in one.situations}


def compare(seed: int) -> int:
    pair = pair_of(seed)
    found = difference(*pair)
    with everything_compared():
        assert told(difference(*pair)) == told(found), seed
        # Nor is any place known to be alike: which way to a difference is the simplest is then another question.
        with patch.object(compare_calls, "equivalent_places", lambda *_: Equivalents()):
            assert where(difference(*pair)) == where(found), seed
            assert calls_differ(*pair) == bool(found), seed
    assert calls_differ(*pair) == bool(found), seed
    return len(found)


@pytest.mark.parametrize("start", range(0, 200, 20))
def test_shared_work_changes_nothing(start: int) -> None:
    assert sum(compare(seed) for seed in range(start, start + 20)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("start", range(200, 4200, 200))
def test_shared_work_changes_nothing_in_many_plans(start: int) -> None:
    assert sum(compare(seed) for seed in range(start, start + 200)) > 0
