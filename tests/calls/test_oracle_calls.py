"""Calls followed by the product and by an engine that shares no code with it: the same to whoever calls."""

from datetime import timedelta

import pytest
from second_opinion import START, call_disagreements, clock_disagreements, outgoing_disagreements, same_horizon


@pytest.mark.parametrize("first", range(0, 300, 25))
def test_a_call_goes_the_same_way(first: int) -> None:
    assert [text for seed in range(first, first + 25) for text in call_disagreements(seed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(300, 3300, 100))
def test_a_call_goes_the_same_way_in_many_plans(first: int) -> None:
    assert [text for seed in range(first, first + 100) for text in call_disagreements(seed)] == []


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_clocks_are_open_at_the_same_moments(first: int) -> None:
    assert [text for seed in range(first, first + 20) for text in clock_disagreements(seed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(60, 660, 100))
def test_clocks_are_open_at_the_same_moments_in_many_plans(first: int) -> None:
    assert [text for seed in range(first, first + 100) for text in clock_disagreements(seed)] == []


def test_both_look_at_the_same_days_whenever_they_begin() -> None:
    assert [start for start in (START + timedelta(days=later) for later in range(400)) if not same_horizon(start)] == []


def test_a_colleague_may_call_the_same_numbers_and_shows_the_same() -> None:
    assert [text for seed in range(100) for text in outgoing_disagreements(seed)] == []
