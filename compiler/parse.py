"""Text to nested values with positions, on the C event stream of libyaml.

Scalars stay text. What is wrong but leaves the rest readable (a duplicate key, an empty value, an unknown tag) is
reported and reading goes on; what is not YAML ends it.
"""

from typing import Any, NamedTuple

from yaml.cyaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from nummerplan.compiler.syntax_words import explain_syntax
from nummerplan.model.document import Entry, Shape
from nummerplan.model.finding import Finding, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.scalars import Secret
from nummerplan.model.source import SourceFile, Span

DEPTH_LIMIT = 100
"""Levels of nesting; libyaml takes quadratic time in depth, so deeper text is refused while it is read."""

EXPANSION_LIMIT = 1_000_000
"""Values that aliases may stand for in all."""

PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str"}
COLLECTION_TAGS = {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}


class Parsed(NamedTuple):
    """What a text holds: its value, where that stands, and what was wrong. `value` is None when nothing could be read."""

    value: Any
    shape: Shape
    findings: list[Finding]


class Level(NamedTuple):
    """A mapping or list that is being read, put aside while one of its values is."""

    value: Any
    shape: Any
    key: str | None
    key_start: int
    key_end: int
    start: int
    anchor: str | None
    flow: bool


class Refused(Exception):
    """Reading cannot go on."""

    def __init__(self, rule: str, start: int, end: int, message: Message) -> None:
        super().__init__(rule)
        self.rule, self.start, self.end, self.message = rule, start, end, message


def parse(source: SourceFile) -> Parsed:
    """Read one YAML text. Never raises for any text."""
    reader = _Reader(source)
    try:
        value, shape = reader.read()
    except Refused as refusal:
        reader.report(refusal.rule, refusal.start, refusal.end, refusal.message)
        return Parsed(None, None, reader.findings)
    except ReaderError as error:
        at = len(source.text.encode("utf-8", "replace")[: error.position].decode("utf-8", "ignore"))
        reader.report("syntax", at, at + 1, say("this character cannot stand in a YAML text"), local=True)
        return Parsed(None, None, reader.findings)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = min(mark.index, len(source.text)) if mark else 0
        reader.report("syntax", at, at + 1, explain_syntax(error.problem or "", source.text, at), local=True)
        return Parsed(None, None, reader.findings)
    except (YAMLError, UnicodeEncodeError) as error:
        reader.report("syntax", 0, 0, say("this is not YAML: {reason}", reason=str(error)), local=True)
        return Parsed(None, None, reader.findings)
    return Parsed(value, shape, reader.findings)


class _Reader:
    """The state of reading one text: what is open, which anchors are known, what was wrong so far."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.anchors: dict[str, tuple[Any, Entry]] = {}
        self.sizes: dict[int, int] = {}
        self.expanded = 0

    def report(self, rule: str, start: int, end: int, message: Message, local: bool = False, other: Remark | None = None) -> None:
        """Note what is wrong at two offsets (of the document, or of this file alone)."""
        shift = 0 if local else self.source.base
        span = Span(self.source, start - shift, end - shift)
        self.findings.append(Finding(span, message, rule=rule, remarks=(other,) if other else ()))

    def read(self) -> tuple[Any, Shape]:  # noqa: C901, PLR0915 - one loop over 400,000 events: calls in it are what it costs
        """The value of the document."""
        next_event = CParser(self.source.text).get_event
        base = self.source.base
        stack: list[Level] = []
        value: Any = None  # the open mapping or list
        shape: Any = None
        key: str | None = None
        key_start = key_end = start = end = 0
        is_mapping = flow = False
        anchor: str | None = None
        root: tuple[Any, Shape] = (None, None)
        documents = 0
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                item: Any = event.value
                item_start = event.start_mark.index + base
                item_end = event.end_mark.index + base
                item_shape: Shape = None
                if is_mapping and key is None:
                    key, key_start, key_end = item, item_start, item_end
                    if item in value or event.tag is not None or item == "<<":
                        key = self.odd_key(event, shape, item_start, item_end)
                    continue
                if event.tag is not None or event.anchor is not None or not item:
                    item = self.odd_scalar(event, item_start, item_end, key_start)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(Level(value, shape, key, key_start, key_end, start, anchor, flow))
                start, anchor, flow = event.start_mark.index + base, event.anchor, event.flow_style
                self.check_start(event, len(stack), is_mapping and key is None, start)
                is_mapping = kind is MappingStartEvent
                value, shape = ({}, {}) if is_mapping else ([], [])
                key, end = None, start
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if is_mapping and "<<" in value:
                    self.merge(value, shape)
                item, item_shape, item_start = value, shape, start
                item_end = event.end_mark.index + base if flow else end
                entry: Entry = (item_start, item_end, item_start, item_end, item_shape)
                if anchor is not None:
                    self.anchors[anchor] = (item, entry)
                value, shape, key, key_start, key_end, start, anchor, flow = stack.pop()
                is_mapping = value.__class__ is dict
            elif kind is AliasEvent:
                item_start, item_end = event.start_mark.index + base, event.end_mark.index + base
                item, item_shape = self.alias(event.anchor, item_start, item_end)
                if is_mapping and key is None:
                    raise Refused("syntax", item_start, item_end, say("an alias cannot be a key"))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    at = event.start_mark.index + base
                    raise Refused("syntax", at, at + 3, say("a second document begins here; a plan is one document"))
                continue
            elif kind is StreamEndEvent:
                return root
            else:
                continue
            end = item_end
            if is_mapping:
                entry = (key_start, key_end, item_start, item_end, item_shape)
                if key is not None and item is not None and key is not _DROPPED:
                    value[key] = item
                if key is not _DROPPED:
                    shape[key] = entry
                key = None
            elif value is not None:
                if item is not None:
                    value.append(item)
                    shape.append((item_start, item_end, item_start, item_end, item_shape))
            else:
                root = (item, item_shape)

    def odd_key(self, event: Any, shape: dict[str, Entry], start: int, end: int) -> str:
        """A key that needs a second look: a merge key, one that is there already, or one with a tag."""
        key: str = event.value
        if key == "<<" and not event.style and key not in shape:
            return key
        if event.tag not in PLAIN_TAGS:
            self.report("syntax", start, end, say("a key has no tag"))
            return _DROPPED
        if key not in shape:
            return key
        first = shape[key]
        place = Span(self.source, first[0] - self.source.base, first[1] - self.source.base)
        self.report(
            "duplicate-key",
            start,
            end,
            say("the key {key} stands here for the second time", key=key),
            other=Remark(place, say("here for the first time")),
        )
        return _DROPPED

    def odd_scalar(self, event: Any, start: int, end: int, key_start: int) -> Any:
        """A text that needs a second look: tagged, anchored or empty. None stands for what was reported."""
        item: Any = event.value
        if event.tag == "!secret":
            item = Secret(item)
            if not event.value:
                self.report("empty-value", start, end, say("!secret needs a name: !secret users/receptie/password"))
                return None
        elif event.tag not in PLAIN_TAGS:
            self.report("syntax", start, end, say("the tag {tag} is not known; a plan has !secret only", tag=event.tag))
            return None
        elif not event.value and not event.style and event.tag is None:
            at = min(key_start, start)
            self.report("empty-value", at, max(start, at + 1), say("nothing is written here; leave the key out, or give it a value"))
            return None
        if event.anchor is not None:
            self.anchors[event.anchor] = (item, (start, end, start, end, None))
        return item

    def check_start(self, event: Any, depth: int, as_key: bool, start: int) -> None:
        """Refuse what cannot be read on from."""
        if depth > DEPTH_LIMIT:
            raise Refused("syntax", start, start + 1, say("more than {limit} levels deep; no plan is", limit=DEPTH_LIMIT))
        if as_key:
            raise Refused("syntax", start, start + 1, say("a key is a text, not a list or mapping"))
        if event.tag not in COLLECTION_TAGS:
            self.report("syntax", start, start + len(event.tag), say("the tag {tag} is not known; a plan has !secret only", tag=event.tag))

    def alias(self, name: str, start: int, end: int) -> tuple[Any, Shape]:
        """The value of an anchor; all aliases together may not stand for more than the limit."""
        if name not in self.anchors:
            raise Refused("syntax", start, end, say("the anchor &{name} is not defined above this line", name=name))
        value, entry = self.anchors[name]
        self.expanded += self.size(value)
        if self.expanded > EXPANSION_LIMIT:
            message = say("aliases stand for more than {limit} values here; no plan needs that", limit=EXPANSION_LIMIT)
            raise Refused("alias-bomb", start, end, message)
        return value, entry[4]

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
                self.report("syntax", place[2], place[3], say("a merge key takes an alias of a mapping, such as <<: *desk"))
                continue
            for key, item in source.items():
                if key not in value:
                    value[key] = item
                    shape[key] = place[4][key]


_DROPPED = "\0dropped"
"""Stands for a key that was reported; YAML has no such text."""
