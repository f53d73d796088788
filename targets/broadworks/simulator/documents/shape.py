"""Whether a command is as the schema wants it: order, names, number, limits, options, nil. It gives plain values."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from nummerplan.targets.broadworks.protocol import INSTANCE, Field, OneOf, Plain, Record, Table
from nummerplan.targets.broadworks.protocol.releases import request_in
from nummerplan.targets.broadworks.simulator.documents.elements import Element
from nummerplan.targets.broadworks.simulator.refusal import invalid

Values = dict[str, Any]
"""XML names to text, int, bool, a nested mapping, or a list of them; None is nil."""

NIL = f"{INSTANCE} nil"
TYPE = f"{INSTANCE} type"

_WHITE = re.compile(r"[ \t\r\n]+")
_INT = re.compile(r"[+-]?[0-9]{1,18}")
_SECRET = re.compile("(?i)passw|passcode|^old$|^new$|content")
_BOOL = {"true": True, "1": True, "false": False, "0": False}


def fields_of(request: str, command: Element, release: str) -> Values:
    """The fields of a command, by XML name; raises a refusal 6004 that names what is wrong."""
    return _reader(request, release)(command)


@cache
def _reader(request: str, release: str) -> Callable[[Element], Values]:
    return _Fields(request_in(request, release)).read


class _Fields:
    """Reads the fields of one record in their order."""

    def __init__(self, record: Record) -> None:
        self.name = record.name
        self.fields = record.fields
        self.places = {field.xml: place for place, field in enumerate(record.fields)}
        self.read_one = [_value_reader(field) for field in record.fields]
        self.required = [field for field in record.fields if field.required]
        self.choices = sorted({field.choice.number for field in record.fields if field.choice})

    def read(self, element: Element) -> Values:
        if element.text.strip(" \t\r\n"):
            raise invalid(f"{self.name}: text is not allowed here: {element.text.strip()[:40]!r}")
        found: Values = {}
        last = -1
        for child in element.children:
            place = self.places.get(child.name, -1)
            if place < 0:
                raise invalid(f"{self.name}: no declaration found for element '{child.name}'")
            field = self.fields[place]
            if place < last or (place == last and not field.is_list):
                raise invalid(f"{self.name}: element '{child.name}' is not allowed at this place")
            last = place
            value = self.read_one[place](child)
            if not field.is_list or value is None:
                found[field.xml] = value
            else:
                self._append(found, field, value)
        self._complete(found)
        return found

    def _append(self, found: Values, field: Field, value: Any) -> None:
        values = found.setdefault(field.xml, [])
        values.append(value)
        if field.most is not None and len(values) > field.most:
            raise invalid(f"{self.name}: more than {field.most} elements '{field.xml}'")

    def _complete(self, found: Values) -> None:
        for field in self.required:
            if field.xml not in found:
                raise invalid(f"{self.name}: missing element '{field.xml}'")
        for number in self.choices:
            members = [field for field in self.fields if field.choice and field.choice.number == number]
            present = {field.choice.alternative for field in members if field.xml in found and field.choice}
            if len(present) > 1:
                names = ", ".join(field.xml for field in members if field.xml in found)
                raise invalid(f"{self.name}: these exclude each other: {names}")
            self._alternative(found, members, present)

    def _alternative(self, found: Values, members: list[Field], present: set[int]) -> None:
        if not present:
            if members[0].choice and members[0].choice.required and all(field.least for field in members):
                raise invalid(f"{self.name}: one of these is missing: {', '.join(field.xml for field in members)}")
            return
        for field in members:
            if field.choice and field.choice.alternative in present and field.least and field.xml not in found:
                raise invalid(f"{self.name}: missing element '{field.xml}'")


def _value_reader(field: Field) -> Callable[[Element], Any]:
    content = _content_reader(field)

    def read(element: Element) -> Any:
        if element.attributes:
            unknown = set(element.attributes) - {NIL, TYPE}
            if unknown:
                raise invalid(f"attribute '{sorted(unknown)[0]}' is not declared for element '{field.xml}'")
            if NIL in element.attributes and not field.nil:
                raise invalid(f"element '{field.xml}' is not nillable")
            if _BOOL.get(element.attributes.get(NIL, "false").strip()):
                if element.children or element.text:
                    raise invalid(f"element '{field.xml}' is nil and must be empty")
                return None
        return content(element)

    return read


def _content_reader(field: Field) -> Callable[[Element], Any]:
    kind = field.type
    if isinstance(kind, Record):
        return _Fields(kind).read
    if isinstance(kind, OneOf):
        return _one_of(field.xml, kind)
    if isinstance(kind, Table):
        raise TypeError(f"{field.xml}: only answers have tables")
    return _plain(field, kind)


def _one_of(name: str, kind: OneOf) -> Callable[[Element], Any]:
    readers = {record.name: _Fields(record) for record in kind.records}

    def read(element: Element) -> Any:
        chosen = element.attributes.get(TYPE, "")
        if chosen not in readers:
            raise invalid(f"element '{name}' needs an xsi:type, one of {', '.join(sorted(readers))}")
        return {"type": chosen, **readers[chosen].read(element)}

    return read


def _plain(field: Field, kind: Plain) -> Callable[[Element], Any]:
    convert = _CONVERT[kind.kind]

    def read(element: Element) -> Any:
        if element.children:
            raise invalid(f"element '{field.xml}' holds text, not elements")
        text = element.text if kind.kind == "string" else _WHITE.sub(" ", element.text).strip(" ")
        value = convert(text)
        if value is None:
            raise invalid(f"element '{field.xml}': {_shown(field.xml, text)} is not of type {kind.kind}")
        problem = _limits(value, text, kind)
        if not problem and field.fixed is not None and value != convert(field.fixed):
            problem = f"is not {field.fixed}"
        if problem:
            raise invalid(f"element '{field.xml}': {_shown(field.xml, text)} {problem}")
        return value

    return read


def _shown(name: str, text: str) -> str:
    if _SECRET.search(name):
        return "the value"
    return repr(text if len(text) <= 40 else text[:37] + "...")


def _limits(value: Any, text: str, kind: Plain) -> str:
    if kind.options and value not in kind.options:
        return f"is not one of {', '.join(str(option) for option in kind.options[:30])}"
    if kind.kind == "int":
        return _outside(value, kind, "")
    if kind.kind in ("text", "string"):
        if kind.pattern and not re.fullmatch(kind.pattern, text):
            return f"does not match {kind.pattern}"
        return _outside(len(text), kind, " long")
    return ""


def _outside(size: int, kind: Plain, unit: str) -> str:
    if kind.least is not None and size < kind.least:
        return f"is less than {kind.least}{unit}"
    if kind.most is not None and size > kind.most:
        return f"is more than {kind.most}{unit}"
    return ""


def _date(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    except ValueError:
        return None


def _base64(text: str) -> str | None:
    try:
        base64.b64decode(text.replace(" ", ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    return text.replace(" ", "")


_CONVERT: dict[str, Callable[[str], Any]] = {
    "text": lambda text: text,
    "string": lambda text: text,
    "dateTime": lambda text: text,
    "int": lambda text: int(text) if _INT.fullmatch(text) else None,
    "bool": _BOOL.get,
    "date": _date,
    "base64": _base64,
}
