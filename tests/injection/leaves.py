"""What documents say, by parsers that are not ours: their texts in order, and everything else as their structure."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import lxml.html
import yaml
from asterisk_files import read_dialplan
from lxml import etree
from markdown_it import MarkdownIt

NEW_LINE = "\uf8ff"
"""Where a document of ours has lines within a text; no name has this sign."""


class Leaf(NamedTuple):
    """A text, and where it stands: names of elements, keys and places, none of which a name of a plan may change."""

    place: str
    text: str


Leaves = Iterator[Leaf]
Reader = Callable[[str], Leaves]


def of_json(text: str) -> Leaves:
    """JSON: keys are texts too."""
    yield from of_data(json.loads(text))


def of_yaml(text: str) -> Leaves:
    """YAML by PyYAML, whatever tags are: everything stays a text."""
    yield from of_data(yaml.load(text, _Texts))  # noqa: S506 - it makes nothing but texts


class _Texts(yaml.CBaseLoader):
    pass


_Texts.add_multi_constructor("!", lambda loader, suffix, node: f"!{suffix} {node.value}")


def of_data(data: Any, place: str = "") -> Leaves:
    """Nested data."""
    if isinstance(data, dict):
        yield Leaf(f"{place}{{{len(data)}", "")
        for number, (key, value) in enumerate(data.items()):
            yield Leaf(f"{place}{{{number} key", key)
            is_width = "column" in key.lower()  # of what a name is shown in: a longer one is wider
            yield from of_data("" if is_width else value, f"{place}{{{number}")
    elif isinstance(data, list):
        yield Leaf(f"{place}[{len(data)}", "")
        for number, value in enumerate(data):
            yield from of_data(value, f"{place}[{number}")
    elif isinstance(data, str):
        yield Leaf(place, data)
    else:
        yield Leaf(f"{place} {data!r}", "")


def of_xml(text: str) -> Leaves:
    """XML by lxml, without what it does not have: entities, document types."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text.encode(re.search(r'encoding=["\']([\w-]+)', text[:80])[1], "strict"), parser)  # type: ignore[index]
    assert not root.getroottree().docinfo.doctype
    yield from _of_element(root, "")


def of_html(text: str) -> Leaves:
    """HTML by lxml's reader, as a browser would."""
    yield from _of_element(lxml.html.document_fromstring(text), "")


def _of_element(element: Any, place: str) -> Leaves:
    here = f"{place}/{element.tag if isinstance(element.tag, str) else element.tag.__name__}"
    yield from (Leaf(f"{here}@{name}", value) for name, value in element.attrib.items())
    yield Leaf(f"{here} {len(element)}", element.text or "")
    for child in element:
        yield from _of_element(child, here)
        yield Leaf(f"{here} then", child.tail or "")


def of_markdown(text: str) -> Leaves:
    """Markdown by markdown-it, with tables and HTML, as sites show it: its HTML, read as HTML."""
    shown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    yield from of_html(f"<div>{shown}</div>")


def of_lines(text: str) -> Leaves:
    """Lines, as whoever splits texts at any end of a line has them."""
    yield from (Leaf("line", re.sub(r"\^+$|(?<= )-+(?= u)", "^", line)) for line in text.split("\n"))
    assert text.split("\n") == text.splitlines() + [""] * text.endswith("\n"), "another line end"


def of_csv(text: str) -> Leaves:
    """Rows, none of which a spreadsheet would compute."""
    for row in csv.reader(io.StringIO(text)):
        assert not [cell for cell in row if cell[:1] in ("=", "@", "\t", "\r")], row
        yield from (Leaf("cell", cell) for cell in row)
        yield Leaf("end of row", "")


def of_settings(text: str) -> Leaves:
    """Lines `key = value`, as telephones read them."""
    for line in text.splitlines():
        key, sign, value = line.partition(" = ")
        assert sign or not line or line.startswith("#"), line
        yield Leaf(key if sign else "comment", value if sign else line)


DOT = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([\w.,]+|->|[\[\]{}=;#,]))', re.DOTALL)


def of_dot(text: str) -> Leaves:
    """DOT, token by token, with what its quotes mean."""
    at = 0
    while at < len(text.rstrip()):
        token = DOT.match(text, at)
        assert token, text[at : at + 60]
        at = token.end()
        if token[2] is None:
            unescaped = re.sub(r"\\(.)", lambda found: NEW_LINE if found[1] in "nlr" else found[1], token[1])
            yield Leaf("quoted", re.sub(r"&(amp|lt|gt|quot|#\d+);", _entity, unescaped))
        else:
            yield Leaf(token[2], "")


def of_mermaid(text: str) -> Leaves:
    """Mermaid, line by line: what is not of a form that a flowchart has is an intruder."""
    label = r'"(?P<label>[^"]*)"'
    forms = (
        *("flowchart LR", r"classDef lost [^\"]*", r"class [n\d,]+ lost", r"linkStyle [\d,]+ [^\"]*"),
        rf"n\d+(?P<shape>[>\[{{(/\\]+){label}[\]}})/\\]+",
        rf"n\d+ (?:-->|-\.->)(?:\|{label}\|)? n\d+",
    )
    for line in text.rstrip("\n").split("\n"):
        found = next((match for form in forms if (match := re.fullmatch(form, line.strip()))), None)
        assert found, line
        shown = (found.groupdict().get("label") or "").replace("<br/>", NEW_LINE)
        assert not set("<>`{}[]|\\;") & set(re.sub(r"#\d+;", "", shown)), line
        yield Leaf(line.replace(shown, "") if not shown else "label", re.sub(r"#(\d+);", _number, shown))


def _number(found: re.Match[str]) -> str:
    return chr(int(found[1]))


def _entity(found: re.Match[str]) -> str:
    known = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}
    return known[found[1]] if found[1] in known else chr(int(found[1][1:]))


POINT = re.compile(r"(ok|not ok) (\d+) - (.*)")


def of_tap(text: str) -> Leaves:
    """TAP 14, with its blocks as YAML."""
    lines = iter(text.splitlines())
    yield Leaf(next(lines), "")
    for line in lines:
        if line == "  ---":
            block = []
            while (inner := next(lines)) != "  ...":
                block.append(inner[2:])
            yield from of_data(yaml.safe_load("\n".join(block)), "block")
        elif point := POINT.fullmatch(line):
            assert not re.search(r"(?<!\\)(?:\\\\)*#", point[3]), line  # a directive
            yield Leaf(f"{point[1]} {point[2]}", re.sub(r"\\([\\#])", r"\1", point[3]))
        else:
            assert re.fullmatch(r"1\.\.\d+|# .*", line), line
            yield Leaf("comment", line)


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def of_github(text: str) -> Leaves:
    """Commands to GitHub's runner, decoded as it does; none of it is one after `stop-commands`, until its word."""
    lines = iter(text.splitlines())
    for line in lines:
        if stopped := re.fullmatch(r"::stop-commands::([\w-]{16,})", line):
            for logged in iter(lambda: next(lines), f"::{stopped[1]}::"):
                yield from of_lines(logged)
            continue
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = [one.partition("=") for one in found[2].split(",")]
        yield from (Leaf(f"{found[1]} {name}", _percent(value)) for name, _, value in properties if name != "endColumn")
        yield Leaf(found[1], _percent(found[3]))


def _percent(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", NEW_LINE), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def of_dialplan(text: str) -> Leaves:
    """Asterisk's dialplan by the tests' own reader, which takes no line that the target does not write."""
    found = read_dialplan(text)
    for context, extensions in found.contexts.items():
        yield Leaf("context", context)
        for extension, steps in extensions.items():
            yield Leaf("extension", extension)
            yield from (Leaf(f"{step.label} {step.application}", step.data) for step in steps)
    yield from (Leaf("global", f"{name}={value}") for name, value in found.values.items())
    yield from (Leaf("hint", f"{name}={value}") for name, value in found.hints.items())


def of_sections(text: str) -> Leaves:
    """Another file of Asterisk: sections of settings, comments aside, as its own reader takes them."""
    for line in text.split("\n"):
        kept = re.split(r"(?<!\\);", line, maxsplit=1)[0].rstrip()
        if not kept:
            continue
        header = re.fullmatch(r"\[([^\]]+)\](\(.*\))?", kept)
        key, sign, value = kept.partition("=")
        assert header or sign, line
        yield Leaf("section", header[1]) if header else Leaf(f"set {key.strip()}", value.lstrip("> "))


BY_ENDING: Mapping[str, Reader] = {
    ".json": of_json,
    ".xml": of_xml,
    ".html": of_html,
    ".cfg": of_settings,
    ".csv": of_csv,
    ".conf": of_sections,
    ".yaml": of_yaml,
    ".jsonl": lambda text: (leaf for line in text.splitlines() for leaf in of_json(line)),
}
