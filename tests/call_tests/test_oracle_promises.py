"""Call tests and promises judged by the product and by an enumeration that shares no code with it."""

import pytest
from second_opinion import promise_disagreements


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_the_same_promises_hold(first: int) -> None:
    assert [text for seed in range(first, first + 25) for text in promise_disagreements(seed)] == []


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 700, 100))
def test_the_same_promises_hold_in_many_plans(first: int) -> None:
    assert [text for seed in range(first, first + 100) for text in promise_disagreements(seed)] == []
