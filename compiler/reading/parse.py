"""Text to nested values with positions, on the C event stream of libyaml.

Scalars stay text. What is wrong but leaves the rest readable (a duplicate key, an empty value, an unknown tag) is
reported and reading goes on; what is not YAML ends it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

try:
    from yaml._yaml import CParser
except ImportError:
    # Reading with the pure Python parser would take minutes and say nothing: refuse instead.
    raise ImportError("nummerplan needs PyYAML with its C parser (libyaml); install PyYAML from a wheel") from None

from nummerplan.compiler.reading.blank_look_alikes import (
    blank_finding,
    look_alikes_between,
    outside_values,
    suspects,
    with_spaces,
)
from nummerplan.compiler.reading.syntax_errors import explain_syntax
from nummerplan.model.document import Entry, Shape
from nummerplan.model.finding import Finding, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.source import SourceFile, Span

DEPTH_LIMIT = 100
"""Levels of nesting; libyaml takes quadratic time in depth, so deeper text is refused while it is read."""

EXPANSION_LIMIT = 1_000_000
"""Values that aliases may stand for in all."""

MISTAKES_LIMIT = 1_000
"""Mistakes of one text that are listed; whoever has more has given us something else than a plan."""

# Not narrowed by a type checker: what its stubs call optional, marks above all, every event of this parser has.
SCALAR: Any = ScalarEvent
MAPPING_END: Any = MappingEndEvent
SEQUENCE_END: Any = SequenceEndEvent
DOCUMENT_START: Any = DocumentStartEvent
STREAM_END: Any = StreamEndEvent

PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str"}
COLLECTION_TAGS = {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


Part = tuple[Any, int, int, Shape]
"""A value, where it starts and ends, and its shape."""


class Parsed(NamedTuple):
    """What a text holds: its value, where that stands, and what was wrong. Without a value nothing could be read."""

    value: Any
    shape: Shape
    findings: list[Finding]


class RefusedError(Exception):
    """Reading cannot go on."""

    def __init__(self, rule: str, start: int, end: int, message: Message) -> None:
        super().__init__(rule)
        self.rule, self.start, self.end, self.message = rule, start, end, message


def parse(source: SourceFile) -> Parsed:
    """Read one YAML text. Never raises for any text."""
    stretches = suspects(source.text)
    if not stretches:
        return _parsed(source, source.text)
    parsed = _parsed(source, with_spaces(source.text, stretches))
    outside = outside_values(stretches, parsed.shape, source.base) if parsed.value is not None else []
    if outside != stretches:
        parsed = _parsed(source, with_spaces(source.text, outside))
    return parsed._replace(findings=[blank_finding(outside, source), *parsed.findings]) if outside else parsed


def _parsed(source: SourceFile, text: str) -> Parsed:
    """Read a file whose text was changed in places, but not in length."""
    reader = _Reader(source, text)
    try:
        value, shape = reader.read()
    except RefusedError as refusal:
        reader.report(refusal.rule, refusal.start, refusal.end, refusal.message)
        return Parsed(None, None, reader.findings)
    except ReaderError as error:
        at = source.base + len(source.text.encode("utf-8", "replace")[: error.position].decode("utf-8", "ignore"))
        reader.report("syntax", at, at + 1, say("this character cannot stand in a YAML text"))
        return Parsed(None, None, reader.findings)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index, len(source.text)) if mark else 0
        message = explain_syntax(error.problem or "", text, at)
        reader.report("syntax", source.base + at, source.base + at + 1, message)
        first = min(mark.index for mark in (error.context_mark, mark) if mark) if mark else 0
        reader.findings[-1] = replace(reader.findings[-1], help=look_alikes_between(source, first, at))
        return Parsed(None, None, reader.findings)
    except (YAMLError, UnicodeEncodeError) as error:
        reader.report("syntax", source.base, source.base, say("this is not YAML: {reason}", reason=str(error)))
        return Parsed(None, None, reader.findings)
    return Parsed(value, shape, reader.findings)


class _Reader:
    """The state of reading one text: which anchors are known, what was wrong so far."""

    def __init__(self, source: SourceFile, text: str) -> None:
        self.source = source
        self.text = text
        self.base = source.base
        self.findings: list[Finding] = []
        self.anchors: dict[str, tuple[Any, Shape]] = {}
        self.sizes: dict[int, int] = {}
        self.expanded = 0
        self.next_event: Callable[[], Any] = lambda: None

    def report(self, rule: str, start: int, end: int, message: Message, *others: Remark) -> None:
        """Note what is wrong at two offsets of the document."""
        span = Span(self.source, start - self.base, end - self.base)
        self.findings.append(Finding(span, message, rule=rule, remarks=others))
        if len(self.findings) == MISTAKES_LIMIT:
            message = say("{limit} mistakes up to here; the rest is not read", limit=MISTAKES_LIMIT)
            raise RefusedError("syntax", start, end, message)

    def read(self) -> tuple[Any, Shape]:
        """The value of the document."""
        self.next_event = CParser(self.text).get_event
        value: tuple[Any, Shape] = (None, None)
        documents = 0
        while (event := self.next_event()).__class__ is not STREAM_END:
            if event.__class__ is DOCUMENT_START:
                documents += 1
                if documents > 1:
                    self.second_document(event)
                item, _, _, shape = self.value(self.next_event(), 0, 0)
                value = item, shape
        return value

    def second_document(self, event: Any) -> None:
        """A plan is one document."""
        at = event.start_mark.index + self.base
        raise RefusedError("syntax", at, at + 3, say("a second document begins here; a plan is one document"))

    def value(self, event: Any, key_start: int, depth: int) -> Part:
        """Any value: a list, a mapping, an alias, or a text that needs a second look."""
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        kind = event.__class__
        if kind is SCALAR:
            return self.odd_scalar(event, start, end, key_start), start, end, None
        if kind is AliasEvent:
            item, shape = self.alias(event.anchor, start, end)
            return item, start, end, shape
        if depth >= DEPTH_LIMIT:
            raise RefusedError(
                "syntax", start, start + 1, say("more than {limit} levels deep; no plan is", limit=DEPTH_LIMIT)
            )
        if event.tag not in COLLECTION_TAGS:
            self.unknown_tag(event.tag, start, start + len(event.tag))
        read = self.mapping if kind is MappingStartEvent else self.sequence
        part = read(start, event.flow_style, depth + 1)
        if event.anchor is not None:
            self.anchors[event.anchor] = part[0], part[3]
        return part

    def mapping(self, start: int, flow: bool, depth: int) -> Part:
        """A mapping, from behind its opening to its end."""
        value: dict[str, Any] = {}
        shape: dict[str, Entry] = {}
        next_event, base = self.next_event, self.base
        end = start
        while (event := next_event()).__class__ is not MAPPING_END:
            key_start = event.start_mark.index + base
            if event.__class__ is not SCALAR:
                raise RefusedError(
                    "syntax", key_start, key_start + 1, say("a key is a text, not a list, mapping or alias")
                )
            key: str | None = event.value
            key_end = event.end_mark.index + base
            if key in shape or event.tag is not None:
                key = self.odd_key(event, shape, key_start, key_end)
            event = next_event()
            if event.__class__ is SCALAR and event.value and event.tag is None and event.anchor is None:
                item, inner = event.value, None
                at, end = event.start_mark.index + base, event.end_mark.index + base
            else:
                item, at, end, inner = self.value(event, key_start, depth)
            if key is None:
                continue
            shape[key] = (key_start, key_end, at, end, inner)
            if item is not None:
                value[key] = item
        if "<<" in value:
            self.merge(value, shape)
        return value, start, event.end_mark.index + base if flow else end, shape

    def sequence(self, start: int, flow: bool, depth: int) -> Part:
        """A list, from behind its opening to its end."""
        value: list[Any] = []
        shape: list[Entry] = []
        end = start
        next_event, base = self.next_event, self.base
        while (event := next_event()).__class__ is not SEQUENCE_END:
            if event.__class__ is SCALAR and event.value and event.tag is None and event.anchor is None:
                item, inner = event.value, None
                at, end = event.start_mark.index + base, event.end_mark.index + base
            else:
                item, at, end, inner = self.value(event, event.start_mark.index + base, depth)
            if item is not None:
                value.append(item)
                shape.append((at, end, at, end, inner))
        return value, start, event.end_mark.index + base if flow else end, shape

    def odd_key(self, event: Any, shape: dict[str, Entry], start: int, end: int) -> str | None:
        """A key that is there already or has a tag; None when it was reported."""
        key: str = event.value
        if event.tag not in PLAIN_TAGS:
            self.report("syntax", start, end, say("a key has no tag"))
            return None
        if key not in shape:
            return key
        first = shape[key]
        place = Span(self.source, first[0] - self.base, first[1] - self.base)
        message = say("the key {key} stands here for the second time", key=key)
        self.report("duplicate-key", start, end, message, Remark(place, say("here for the first time")))
        return None

    def odd_scalar(self, event: Any, start: int, end: int, key_start: int) -> Any:
        """A text that may be tagged, anchored or empty; None when it was reported."""
        item: Any = event.value
        if event.tag == "!secret":
            item = Secret(event.value)
            if not event.value:
                message = say("!secret needs a name: !secret users/receptie/password")
                return self.report("empty-value", start, end, message)
        elif event.tag not in PLAIN_TAGS:
            return self.unknown_tag(event.tag, start, end)
        elif not event.value and not event.style and event.tag is None:
            at = min(key_start, start)
            message = say("nothing is written here; leave the key out, or give it a value")
            return self.report("empty-value", at, max(start, at + 1), message)
        if event.anchor is not None:
            self.anchors[event.anchor] = item, None
        return item

    def unknown_tag(self, tag: str, start: int, end: int) -> None:
        """Report a tag that a plan does not have."""
        self.report("syntax", start, end, say("the tag {tag} is not known; a plan has !secret only", tag=tag))

    def alias(self, name: str, start: int, end: int) -> tuple[Any, Shape]:
        """The value of an anchor; all aliases together may not stand for more than the limit."""
        if name not in self.anchors:
            raise RefusedError(
                "syntax", start, end, say("the anchor &{name} is not defined above this line", name=name)
            )
        value, shape = self.anchors[name]
        self.expanded += self.size(value)
        if self.expanded > EXPANSION_LIMIT:
            message = say("aliases stand for more than {limit} values here; no plan needs that", limit=EXPANSION_LIMIT)
            raise RefusedError("alias-bomb", start, end, message)
        return value, shape

    def size(self, value: Any) -> int:
        """How many values an anchor stands for, aliases within it expanded."""
        if not isinstance(value, dict | list):
            return 1
        known = self.sizes.get(id(value))
        if known is None:
            parts = value.values() if isinstance(value, dict) else value
            known = self.sizes[id(value)] = 1 + sum(map(self.size, parts))
        return known

    def merge(self, value: dict[str, Any], shape: dict[str, Entry]) -> None:
        """Fill a mapping from its merge key: what it has itself stays; the earlier of several sources wins."""
        sources, entry = value.pop("<<"), shape.pop("<<")
        listed = isinstance(sources, list)
        places = entry[4] if listed else [entry]
        for source, place in zip(sources if listed else [sources], places or [], strict=False):
            if not isinstance(source, dict):
                self.report(
                    "syntax", place[2], place[3], say("a merge key takes an alias of a mapping, such as <<: *desk")
                )
                continue
            for key, item in source.items():
                if key not in value:
                    value[key] = item
                    shape[key] = place[4][key]
