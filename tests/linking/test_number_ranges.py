"""Look-ups in rows of numbers, against the plain way of going through all of them."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from nummerplan.model.plan.fields.number_ranges import NumberRows


class Written(NamedTuple):
    first: str | None
    last: str | None

    def numbers(self) -> set[str]:
        if self.first is None or self.last is None or len(self.first) != len(self.last):
            return set()
        ends = sorted((int(self.first[1:]), int(self.last[1:])))
        return {f"+{number}" for number in range(ends[0], ends[1] + 1)}


numbers = st.integers(min_value=8, max_value=130).map(lambda number: f"+{number}")
rows = st.lists(st.builds(Written, st.one_of(st.none(), numbers), st.one_of(st.none(), numbers)), max_size=8)


@given(rows, numbers)
def test_a_number_lies_in_the_rows_when_it_lies_in_one_of_them(written: list[Written], number: str) -> None:
    assert (number in NumberRows(written)) == any(number in row.numbers() for row in written)


@given(rows)
def test_a_row_is_in_a_pair_exactly_when_it_shares_a_number_with_another(written: list[Written]) -> None:
    pairs = list(NumberRows(written).overlaps())
    for first, second in pairs:
        assert written[first].numbers() & written[second].numbers()
    sharing = {
        i
        for i, row in enumerate(written)
        if any(row.numbers() & other.numbers() for j, other in enumerate(written) if i != j)
    }
    assert {place for pair in pairs for place in pair} == sharing


@given(rows, st.sets(numbers))
def test_what_is_used_and_what_is_left_over_are_all_numbers_once(written: list[Written], used: set[str]) -> None:
    left = [(place, run) for place, *run in NumberRows(written).unused(used)]
    spread = [number for _, run in left for number in Written(*run).numbers()]
    everything = set().union(*(row.numbers() for row in written))
    assert sorted(spread) == sorted(everything - used)
    for place, run in left:
        assert Written(*run).numbers() <= written[place].numbers()


def test_short_and_malformed_numbers_lie_nowhere() -> None:
    rows = NumberRows([Written("112", "112"), Written("+31887654000", "+31887654009")])
    assert "112" not in rows
    assert "+3188765400x" not in rows
    assert "" not in rows
    assert 31887654000 not in rows
    assert "+31887654005" in rows


def test_a_long_range_is_not_counted_out() -> None:
    rows = NumberRows([Written("+31200000000", "+31999999999")])
    assert list(rows.unused(["+31887654000"])) == [
        (0, "+31200000000", "+31887653999"),
        (0, "+31887654001", "+31999999999"),
    ]
