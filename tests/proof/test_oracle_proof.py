"""The proof held against an enumeration of all calls that shares no code with it, both ways, and every witness."""

import pytest
from second_opinion import proof_disagreements


@pytest.mark.parametrize("first", range(0, 300, 25))
def test_the_same_calls_are_lost_and_handed_over(first: int) -> None:
    assert [text for seed in range(first, first + 25) for text in proof_disagreements(seed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(300, 3300, 100))
def test_the_same_calls_are_lost_and_handed_over_in_many_plans(first: int) -> None:
    assert [text for seed in range(first, first + 100) for text in proof_disagreements(seed)] == []
