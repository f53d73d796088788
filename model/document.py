"""A plan as text with positions: nested mappings, lists and texts, and where each of them stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from nummerplan.model.source import Route, SourceFile, Span

Shape = dict[str, Any] | list[Any] | None
"""Where the parts of a value stand: entries by key for a mapping, in order for a list, None for a text."""

Entry = tuple[int, int, int, int, Shape]
"""Offsets of one entry: key start and end, value start and end, and the shape of the value.

A list item has no key: its key offsets are those of its value. A plain tuple, because a plan has 100,000 of them.
"""


@dataclass(frozen=True)
class Document:
    """Everything that was read of one plan.

    `data` holds dicts, lists, texts and `Secret`s; `shape` has the same form and says where each stands. Offsets count
    through all `files`, as `SourceFile.base` says. `not_read` are YAML files beside the plan that belong to no section.
    """

    name: str
    files: tuple[SourceFile, ...]
    data: dict[str, Any]
    shape: dict[str, Any]
    not_read: tuple[str, ...] = ()

    def also_at(self, route: Route, key: str) -> "Document":
        """The document with what stands at a route found under another key as well: the one that was surely meant."""
        return replace(self, shape=_also(self.shape, route, key))

    def _nearest_entry(self, route: Route) -> Entry | None:
        """The entry of the route, or of its nearest parent that the document has.

        Steps that the document lacks are skipped, because a typing error may name a step that was not written
        (`to`, where a destination stood alone).
        """
        found: Entry | None = None
        shape: Shape = self.shape
        for step in route:
            entry = None
            if isinstance(shape, dict) and isinstance(step, str):
                entry = shape.get(step)
            elif isinstance(shape, list) and isinstance(step, int) and 0 <= step < len(shape):
                entry = shape[step]
            if entry is not None:
                found, shape = entry, entry[4]
        return found

    def _exact_entry(self, route: Route) -> Entry | None:
        """The entry that stands at exactly this route."""
        entry: Entry = (0, 0, 0, self.files[-1].base + len(self.files[-1].text) + 1, self.shape)
        for step in route:
            inner: Any = entry[4]
            try:
                entry = inner[step]
            except (KeyError, IndexError, TypeError):
                return None
        return entry

    def has(self, route: Route) -> bool:
        """Whether something is written at exactly this route."""
        return self._exact_entry(route) is not None

    def span(self, route: Route, on_key: bool = False) -> Span:
        """Where the value (or key) at a route stands; what the document lacks stands where its parent does."""
        entry = self._nearest_entry(route)
        if entry is None:
            first = self.files[0]
            return Span(first, 0, len(first.line_text(1)))
        key_start, key_end, start, end, shape = entry
        # A mapping or list of many lines is shown by its key: nobody wants a page underlined. A text that stands for a
        # mapping (`busy: receptie`) is the value that was wanted.
        if on_key or shape is not None:
            start, end = key_start, key_end
        return self.at(start, end)

    def value_span(self, route: Route) -> Span | None:
        """The whole stretch of text that holds the value at exactly this route.

        Where a text alone stands for a mapping (`busy: receptie`), it holds the value of the mapping's last step too.
        """
        entry, parent = self._exact_entry(route), self._exact_entry(route[:-1])
        shown = entry or (parent if parent and parent[4] is None else None)
        return self.at(shown[2], shown[3]) if route and shown else None

    def keys_at(self, route: Route) -> list[str] | None:
        """The keys of the mapping at exactly this route, first of the text first; None when there is no mapping.

        Keys that a merge key brought in stand elsewhere and are left out.
        """
        entry = self._exact_entry(route)
        if entry is None or not isinstance(entry[4], dict):
            return None
        starts = {key: inner[0] for key, inner in entry[4].items() if entry[2] <= inner[0] <= entry[3]}
        return sorted(starts, key=lambda key: int(starts[key]))

    def at(self, start: int, end: int) -> Span:
        """The span of two offsets of the document."""
        source = self.files[max(bisect_right(self._bases, start) - 1, 0)]
        return Span(source, start - source.base, end - source.base)

    @cached_property
    def _bases(self) -> list[int]:
        return [file.base for file in self.files]

    def own_span(self, span: Span) -> Span:
        """A span of another edition of one of the files (of which some letters were replaced) in the document's own."""
        other = span.source
        own = self.files[max(bisect_right(self._bases, other.base) - 1, 0)]
        same = (own.name, own.base, len(own.text)) == (other.name, other.base, len(other.text))
        return Span(own, span.start, span.end) if same else span

    def entries_over(self, offsets: Sequence[int]) -> Iterator[Entry]:
        """The entries in whose key or value one of some ascending offsets lies."""
        # A section of several files has parts that do not lie between its start and its end: all are looked into.
        yield from self.shape.values()
        left = [entry for section in self.shape.values() for entry in entries_of(section[4])]
        while left:
            entry = left.pop()
            at = bisect_left(offsets, entry[0])
            if at < len(offsets) and offsets[at] < max(entry[1], entry[3]):
                yield entry
                left += entries_of(entry[4])


def entries_of(shape: Shape) -> Iterable[Entry]:
    """The entries of a mapping or a list; none of a text."""
    return shape.values() if isinstance(shape, dict) else shape or ()


def _also(shape: Any, route: Route, key: str) -> Any:
    """A copy of a shape with one entry more; only what leads to it is copied."""
    step, rest = route[0], route[1:]
    if not rest:
        return shape | {key: shape[step]}
    entry = shape[step]
    changed = (*entry[:4], _also(entry[4], rest, key))
    if isinstance(step, int):
        return [*shape[:step], changed, *shape[step + 1 :]]
    return shape | {step: changed}
