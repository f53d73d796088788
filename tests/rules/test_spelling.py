"""Which name was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.rules.analysis.spelling import Speller

NAMES = ("receptie", "support", "support1", "support2", "verkoop_amsterdam", "hal")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("recptie", "receptie"),
        ("receptiie", "receptie"),
        ("recepsie", "receptie"),
        ("recpetie", "receptie"),
        ("Receptie", "receptie"),
        ("suport1", "support1"),
        ("Verkoop Amsterdam", "verkoop_amsterdam"),
        ("HAL", "hal"),
    ],
)
def test_one_slip_is_understood(written: str, meant: str) -> None:
    assert Speller(NAMES).nearest(written) == meant


@pytest.mark.parametrize("written", ["", "-", "support3", "hil", "boekhouding", "x" * 10_000])
def test_nothing_is_suggested_for_another_name(written: str) -> None:
    assert Speller(NAMES).nearest(written) is None


@given(st.lists(st.text(max_size=12), max_size=5), st.text(max_size=80))
def test_a_suggestion_is_always_one_of_the_names(names: list[str], written: str) -> None:
    meant = Speller(names).nearest(written)
    assert meant is None or meant in names
