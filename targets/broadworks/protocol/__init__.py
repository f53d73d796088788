"""What is known of OCI-P: the fields of its requests and answers, their order, types and limits.

The facts stand in three TOML files beside this one, whose first lines say how they are written. They were taken from
the public names and limits of release R25, which still knows the older requests. Nothing else is in this folder, so
that the simulator can judge by the same facts without sharing code with the client.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

MOST_COMMANDS = 15
"""So many commands fit in one document."""

NAMESPACE = "C"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
END = b"</BroadsoftDocument>"
"""What ends a document; there is no length before it."""


class Plain(NamedTuple):
    """A value without fields: text, string (may hold line ends), int, bool, date, dateTime, float, decimal, base64.

    `least` and `most` limit an int's value, and a text's letters. `options` are all values there are, if not empty:
    texts, or ints of kind int. `pattern` is what the whole text has to match.
    """

    kind: str
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    options: tuple[str | int, ...] = ()


class Record(NamedTuple):
    """A value with fields, in the order of the protocol. `inline` ones have no type of their own in the schema."""

    name: str
    fields: tuple["Field", ...]
    inline: bool = False


class OneOf(NamedTuple):
    """A value of one of several records; the attribute `xsi:type` says which."""

    name: str
    records: tuple[Record, ...]


class Table(NamedTuple):
    """Headings and rows; only answers have it."""

    headings: tuple[str, ...]


class Choice(NamedTuple):
    """A field's place in a choice: which alternative of which one, and whether one of them has to be there."""

    number: int
    alternative: int
    required: bool


class Field(NamedTuple):
    """One field: its name in Python and in XML, how often it may stand, and what it holds.

    `least` is what its own alternative asks for, where it belongs to a choice; `most` is None without a limit.
    """

    name: str
    xml: str
    type: "Plain | Record | OneOf | Table"
    least: int = 1
    most: int | None = 1
    nil: bool = False
    choice: Choice | None = None
    fixed: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether it is written as a list."""
        return self.most != 1

    @property
    def required(self) -> bool:
        """Whether it is always there."""
        return self.least > 0 and self.choice is None


@cache
def requests() -> Mapping[str, Record]:
    """All requests that are known, by name."""
    return {name: _record(name, lines) for name, lines in _read("requests").items()}


@cache
def responses() -> Mapping[str, Record]:
    """The answers to requests that ask for something, by name."""
    return {name: _record(name, lines) for name, lines in _read("responses")["responses"].items()}


def python_name(xml: str) -> str:
    """The name of a field in Python: `useGroupCLIDSetting` is `use_group_clid_setting`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", xml).lower()


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def _type(name: str) -> Plain | Record | OneOf:
    written = _read("types")
    if name not in written["values"] and name not in written["records"]:
        # Types that only answers have stand with the answers, which a client need not read.
        written = _read("responses")
    if name in written["values"]:
        return _plain(written["values"][name])
    if name not in written["records"]:
        return Plain(name)
    lines = written["records"][name]
    if "one of" in lines:
        return OneOf(name, tuple(_record(one, _record_lines(one)) for one in lines["one of"]))
    return _record(name, lines)


def _record_lines(name: str) -> dict[str, str]:
    found: dict[str, str] = _read("types")["records"].get(name) or _read("responses")["records"][name]
    return found


def _record(name: str, lines: Mapping[str, str]) -> Record:
    return Record(name, tuple(_field(name, xml, line) for xml, line in lines.items()), inline="." in name)


def _plain(written: str | list[str | int]) -> Plain:
    if isinstance(written, list):
        return Plain("int" if isinstance(written[0], int) else "text", options=tuple(written))
    kind, _, limits = written.partition(" ")
    found = re.fullmatch(r"(?:(\d*)\.\.(\d*))?\s*(?:/(.*)/)?", limits)
    if not found:
        raise ValueError(written)
    least, most, pattern = found.groups()
    return Plain(kind, int(least) if least else None, int(most) if most else None, pattern or "")


_OFTEN = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def _field(record: str, xml: str, line: str) -> Field:
    kind, *words = line.split()
    least: int = 1
    most: int | None = 1
    choice = None
    for word in words:
        if word in _OFTEN:
            least, most = _OFTEN[word]
        elif found := re.fullmatch(r"(\d+)\.\.(\d+)", word):
            least, most = int(found[1]), int(found[2])
        elif found := re.fullmatch(r"(\d+)(\??)\.(\d+)", word):
            choice = Choice(int(found[1]), int(found[3]), not found[2])
    held = Table(tuple(_read("responses")["headings"][f"{record}.{xml}"])) if kind == "table" else _type(kind)
    fixed = next((word[1:] for word in words if word.startswith("=")), None)
    return Field(python_name(xml), xml, held, least, most, "nil" in words, choice, fixed)
