"""When rings on a real exchange count as those of a trace."""

import pytest

from nummerplan.compiler.call_tests.real_call_agreement import SLACK, TimedRing, same_rings


@pytest.mark.parametrize(
    ("wanted", "came", "same"),
    [
        ((0, 20), (0.4, 20.9), True),
        ((0, 20), (0, 25), False),
        ((0, 110), (0, 111.7), True),  # 22 turns of five seconds, on a machine that has other work too
        ((0, 120), (0, 115), False),
        ((0, 120), (0, 125), False),
        ((0, None), (0, 20), False),
    ],
)
def test_a_ring_is_as_long_as_it_should_be(
    wanted: tuple[float, float | None], came: tuple[float, float | None], same: bool
) -> None:
    assert same_rings([TimedRing("anna", *wanted)], [TimedRing("anna", *came)], SLACK) == same


def test_who_rings_beside_the_one_who_answers_at_once_does_not_matter() -> None:
    anna, bram = TimedRing("anna", 0, None), TimedRing("bram", 0, 0.3)
    assert same_rings([anna], [anna, bram], SLACK)
    assert not same_rings([anna], [anna, TimedRing("bram", 0, 20)], SLACK)
