"""XML as it comes in, read with every door closed that a document does not need."""

from typing import Any
from xml.parsers import expat

MOST_BYTES = 32 * 1024 * 1024
"""A document with a recording in it is some megabytes long."""
MOST_DEPTH = 24
MOST_ELEMENTS = 200_000
_MOST_PREFIXES = 32
_MOST_ATTRIBUTES = 16
_SPARE_SIGNS = 1000


class DocumentError(Exception):
    """What is wrong with a document, in the words of a parser."""


class Element:
    """One element: its name as `namespace local` or `local`, attributes, children, and text around them."""

    __slots__ = ("attributes", "children", "name", "pieces", "prefixes")

    def __init__(self, name: str, attributes: dict[str, str], prefixes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.prefixes = prefixes
        self.children: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """All text that stands directly in it."""
        return "".join(self.pieces)


class _Reader:
    def __init__(self) -> None:
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.count = 0
        self.prefixes: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.stack) >= MOST_DEPTH:
            raise DocumentError(f"more than {MOST_ELEMENTS} elements, or deeper than {MOST_DEPTH}")
        if len(attributes) > _MOST_ATTRIBUTES:
            raise DocumentError(f"more than {_MOST_ATTRIBUTES} attributes")
        element = Element(name, attributes, self.prefixes)
        if self.stack:
            self.stack[-1].children.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, _name: str) -> None:
        self.stack.pop()

    def text(self, piece: str) -> None:
        self.stack[-1].pieces.append(piece)

    def prefix(self, prefix: str | None, uri: str | None) -> None:
        name = prefix or ""
        if self.prefixes.get(name) == (uri or ""):
            return
        if name not in self.prefixes and len(self.prefixes) >= _MOST_PREFIXES:
            raise DocumentError(f"more than {_MOST_PREFIXES} prefixes")
        # Documents declare their few prefixes once; what a deeper element adds may be seen by its later siblings too.
        self.prefixes = {**self.prefixes, name: uri or ""}

    def no_doctype(self, *_found: Any) -> None:
        raise DocumentError("a DOCTYPE is not allowed")


def read(document: bytes) -> Element:
    """The root element. No DOCTYPE, so no entities; nothing is fetched; size, depth and number are limited."""
    if len(document) > MOST_BYTES:
        raise DocumentError(f"longer than {MOST_BYTES} bytes")
    _look_over(document)
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartNamespaceDeclHandler = reader.prefix
    parser.StartDoctypeDeclHandler = reader.no_doctype
    try:
        parser.Parse(document, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise DocumentError(str(error)) from None
    if reader.root is None:
        raise DocumentError("no element found")
    return reader.root


def _look_over(document: bytes) -> None:
    """Refuse by its signs what would keep a parser busy: it says what it found at the end of an element only."""
    tags, attributes = document.count(b"<"), document.count(b"=")
    if tags > 2 * MOST_ELEMENTS + _SPARE_SIGNS:
        raise DocumentError(f"more than {MOST_ELEMENTS} elements")
    if attributes > 2 * tags + _SPARE_SIGNS:
        raise DocumentError("too many attributes")
