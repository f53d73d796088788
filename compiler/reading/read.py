"""Files to a `Document`: bytes to text, text to values with positions, sections merged into one plan."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nummerplan.compiler.reading.discover import PlanFiles
from nummerplan.compiler.reading.parse import parse
from nummerplan.model.document import Document, Entry, Shape
from nummerplan.model.finding import Finding, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.source import SourceFile, Span

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of one file; 40,000 telephones are 13 million."""


class NotTextError(Exception):
    """A file whose bytes cannot be had or are not text."""

    def __init__(self, rule: str, message: Message, text: str = "") -> None:
        super().__init__(rule)
        self.rule, self.message, self.text = rule, message, text


def read(files: PlanFiles, names: Mapping[Path, str] | None = None) -> tuple[Document, list[Finding]]:
    """Read one plan from its files, under other names than their own if there are any."""
    shown = {path: (names or {}).get(path, str(path)) for path in files.files}
    texts: list[tuple[str | None, str, str]] = []
    findings: list[Finding] = []
    for section, path in ((None, files.root), *files.sections):
        try:
            texts.append((section, shown[path], read_text(path)))
        except NotTextError as problem:
            source = SourceFile(shown[path], problem.text)
            end = len(problem.text)
            findings.append(Finding(Span(source, end, end), problem.message, rule=problem.rule))
    document, more = read_texts(shown[files.root], texts, tuple(map(str, files.not_read)))
    return document, findings + more


def read_texts(
    name: str, texts: list[tuple[str | None, str, str]], not_read: tuple[str, ...] = ()
) -> tuple[Document, list[Finding]]:
    """Read one plan from texts: (section or None for a whole plan, name, text)."""
    sources: list[SourceFile] = []
    data: dict[str, Any] = {}
    shape: dict[str, Entry] = {}
    findings: list[Finding] = []
    base = 0
    for section, file_name, text in texts:
        source = SourceFile(file_name, text.removeprefix("\ufeff"), base, text.startswith("\ufeff"))
        sources.append(source)
        base += len(text) + 1
        parsed = parse(source)
        findings.extend(parsed.findings)
        if parsed.value is None:
            if not parsed.findings:
                findings.append(
                    Finding(
                        Span(source, 0, 0), say("the file is empty; a plan begins with nummerplan: 1"), rule="syntax"
                    )
                )
            continue
        value, place = _as_sections(section, parsed.value, parsed.shape, source)
        if not isinstance(value, dict) or not isinstance(place, dict):
            message = say("a plan is a mapping of sections (company, users, ...), not a list or a text")
            findings.append(Finding(Span(source, 0, len(source.line_text(1))), message, rule="wrong-type"))
            continue
        data, shape, twice = _merged((data, shape), (value, place), sources)
        findings.extend(twice)
    sources = sources or [SourceFile(name, "")]
    return Document(name, tuple(sources), data, shape, not_read), findings


def _as_sections(section: str | None, value: Any, shape: Shape, source: SourceFile) -> tuple[Any, Shape]:
    """A section's file holds what stands below the section's name; the name itself may be repeated as its heading."""
    if section is None or (isinstance(value, dict) and list(value) == [section]):
        return value, shape
    start, end = source.base, source.base + len(source.text)
    return {section: value}, {section: (start, start, start, end, shape)}


def _merged(
    before: tuple[dict[str, Any], dict[str, Entry]],
    added: tuple[dict[str, Any], dict[str, Entry]],
    sources: list[SourceFile],
) -> tuple[dict[str, Any], dict[str, Entry], list[Finding]]:
    """Sections with those of one more file; a section in two files is one section, a key in two files is an error."""
    data, shape = dict(before[0]), dict(before[1])
    value, place = added
    findings: list[Finding] = []
    for section, entry in place.items():
        if section not in shape:
            shape[section] = entry
            if section in value:
                data[section] = value[section]
            continue
        first, second = shape[section][4], entry[4]  # of the same form as what stands there
        both: Shape
        if isinstance(first, list) and isinstance(second, list):
            data[section], both = data[section] + value[section], first + second
        elif isinstance(first, dict) and isinstance(second, dict):
            findings.extend(_twice(key, second[key], first[key], sources) for key in first.keys() & second.keys())
            data[section], both = value[section] | data[section], second | first
        else:
            findings.append(_twice(section, entry, shape[section], sources))
            continue
        shape[section] = (*shape[section][:4], both)
    return data, shape, findings


def _twice(key: str, second: Entry, first: Entry, sources: list[SourceFile]) -> Finding:
    document = Document("", tuple(sources), {}, {})
    return Finding(
        document.at(second[0], second[1]),
        say("the key {key} stands here for the second time", key=key),
        remarks=(Remark(document.at(first[0], first[1]), say("here for the first time")),),
        rule="duplicate-key",
    )


def read_text(path: Path) -> str:
    """The text of a file; raises `NotTextError` with the reason."""
    try:
        if str(path) == "-":
            data = os.fdopen(os.dup(0), "rb").read(SIZE_LIMIT + 1)
        elif not stat.S_ISREG(path.stat().st_mode):
            raise NotTextError("file-unreadable", say("this is not a file"))
        else:
            with path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise NotTextError(
            "file-unreadable", say("the file cannot be read: {reason}", reason=error.strerror or str(error))
        ) from None
    except ValueError:
        raise NotTextError("file-unreadable", say("this is not a file name")) from None
    if len(data) > SIZE_LIMIT:
        raise NotTextError(
            "file-unreadable", say("the file is larger than {limit} MB; no plan is", limit=SIZE_LIMIT >> 20)
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotTextError("file-not-text", say("the file is UTF-16; save it as UTF-8"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # What comes before the first wrong byte is text, and gives its line and column.
        before = data[: error.start].decode("utf-8")
        message = say("byte 0x{byte} is not UTF-8; save the file as UTF-8", byte=f"{data[error.start]:02X}")
        raise NotTextError("file-not-text", message, before) from None
