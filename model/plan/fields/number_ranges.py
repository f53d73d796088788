"""Rows of phone numbers: who lies in which range, what overlaps, what is left over."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol


class AssignedRow(Protocol):
    """Numbers from `first` to `last` in E.164, both included; None when they could not be read."""

    @property
    def first(self) -> str | None:
        """The lowest."""

    @property
    def last(self) -> str | None:
        """The highest."""


class NumberStretch(NamedTuple):
    """A readable row: how many digits its numbers have, its ends, and its place in what was given."""

    digits: int
    first: int
    last: int
    place: int


def _stretches(rows: Sequence[AssignedRow]) -> list[NumberStretch]:
    found = []
    for place, row in enumerate(rows):
        first, last = row.first or "", row.last or ""
        if _is_number(first) and _is_number(last) and len(first) == len(last):
            # Ends in the wrong order are reported; what is meant is clear.
            first, last = min(first, last), max(first, last)
            found.append(NumberStretch(len(first), int(first[1:]), int(last[1:]), place))
    return sorted(found)


def _is_number(text: object) -> bool:
    """Whether this is a number in E.164; a short number such as 112 is nobody's and lies in no row."""
    return isinstance(text, str) and text[:1] == "+" and text[1:].isdecimal() and text.isascii()


MOST_WRITTEN_OUT = 1_000
"""Numbers of a range that one object has as its own; nobody has more."""


def written_out(first: str | None, last: str | None) -> list[str]:
    """Every number from the first to the last (E.164, or short ones as dialled); none where these are no range."""
    if first is None or last is None or len(first) != len(last) or (first[:1] == "+") != (last[:1] == "+"):
        return []
    sign, digits = ("+", len(first) - 1) if first[:1] == "+" else ("", len(first))
    low, high = sorted((int(first), int(last)))
    return [f"{sign}{number:0{digits}d}" for number in range(low, min(high + 1, low + MOST_WRITTEN_OUT))]


class NumberRows:
    """Rows in order, to look numbers up in; a look-up does not depend on how many rows there are."""

    def __init__(self, rows: Sequence[AssignedRow]) -> None:
        self._stretches = _stretches(rows)
        # An earlier row may reach further than a later one: what counts is the furthest end so far.
        self._reach: list[tuple[int, int]] = []
        furthest = (0, -1)
        for stretch in self._stretches:
            furthest = max(furthest, (stretch.digits, stretch.last))
            self._reach.append(furthest)

    def __bool__(self) -> bool:
        return bool(self._stretches)

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, str) or not _is_number(number):
            return False
        digits, value = len(number), int(number[1:])
        at = bisect_right(self._stretches, (digits, value, float("inf"), 0)) - 1
        return at >= 0 and (digits, value) <= self._reach[at]

    def overlaps(self) -> Iterator[tuple[int, int]]:
        """Pairs of places: a row, and one that begins inside it; each row comes second at most once."""
        furthest: NumberStretch | None = None
        for stretch in self._stretches:
            if furthest and furthest.digits == stretch.digits and stretch.first <= furthest.last:
                yield furthest.place, stretch.place
            if furthest is None or (stretch.digits, stretch.last) > (furthest.digits, furthest.last):
                furthest = stretch

    def unused(self, used: Iterable[str]) -> Iterator[tuple[int, str, str]]:
        """Runs of numbers that `used` does not name: the row's place, the first and the last number."""
        taken = sorted((len(number), int(number[1:])) for number in used if _is_number(number))
        done = (0, -1)
        for stretch in self._stretches:
            start = stretch.first
            if done[0] == stretch.digits:
                start = max(start, done[1] + 1)
            at = bisect_right(taken, (stretch.digits, start - 1))
            while at < len(taken) and taken[at] <= (stretch.digits, stretch.last):
                if start < taken[at][1]:
                    yield stretch.place, self._number(start, stretch), self._number(taken[at][1] - 1, stretch)
                start = max(start, taken[at][1] + 1)
                at += 1
            if start <= stretch.last:
                yield stretch.place, self._number(start, stretch), self._number(stretch.last, stretch)
            done = max(done, (stretch.digits, stretch.last))

    @staticmethod
    def _number(value: int, stretch: NumberStretch) -> str:
        return f"+{value:0{stretch.digits - 1}d}"
