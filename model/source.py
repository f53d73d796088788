"""Where a value stands: routes through a plan, and spans in its files."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""The way from the root of a plan to a value: `("users", "receptie", "forwarding", "busy", "to")`."""


def route_of(location: tuple[str | int, ...], data: Any) -> Route:
    """The route of a pydantic error in the data: it puts names of union members and `[key]` between the steps."""
    route: Route = ()
    for step in location:
        listed = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if listed or (isinstance(data, dict) and step in data):
            data = data[step]
            route += (step,)
    return route


class Position(NamedTuple):
    """A place in a file as people count: both from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One file that was read: its name as shown to people, its text, and where its offsets begin.

    All files of a document share one row of offsets (as in a compiler's file set), so that one integer says both
    the file and the place in it.
    """

    name: str
    text: str
    base: int = 0
    marked: bool = False
    """Whether a byte order mark stood before the text, which is no part of it."""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes."""
        return hashlib.sha256((b"\xef\xbb\xbf" if self.marked else b"") + self.text.encode()).hexdigest()

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset in `text` at which each line begins."""
        lengths = map(len, self.text.split("\n"))
        return [0, *map(add, accumulate(lengths), count(1))][:-1]

    def position(self, offset: int) -> Position:
        """Line and column of an offset in `text`."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """A line without its end."""
        starts = self.line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file: `text[start:end]`."""

    source: SourceFile
    start: int
    end: int

    @property
    def begin(self) -> Position:
        """Where it starts."""
        return self.source.position(self.start)

    @property
    def finish(self) -> Position:
        """Where it ends (exclusive)."""
        return self.source.position(self.end)

    @property
    def text(self) -> str:
        """What is written there."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        line, column = self.begin
        return f"{self.source.name}:{line}:{column}"
