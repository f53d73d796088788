"""XML of the platform, read with bounds: so long at most, of so many parts, without a document type that could grow."""

import codecs
import re

from lxml import etree

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.transport import NoAnswerError

LARGEST = 50_000_000
"""The longest answer that is read, in bytes."""

_MOST_MARKS = 3_000_000
"""Elements and attributes take far more memory than their letters."""
_LONGEST_DECLARATION = 200
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
_READABLE = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"iso-8859-15", b"latin1", b"windows-1252")
_LONG_TEXT = 9_000_000


def too_long() -> NoAnswerError:
    """The platform's answer is longer than is read."""
    return NoAnswerError(
        say("the platform's answer is longer than {most} MB; it was not read", most=LARGEST // 1_000_000)
    )


def parse(content: bytes, *, has_long_text: bool = False) -> etree._Element:
    """The root. Raises `NoAnswerError` for what is too much, `ValueError` for what is no XML.

    `has_long_text` allows texts of any length, and no document type at all.
    """
    if len(content) > LARGEST:
        raise too_long()
    if content.count(b"<") + content.count(b"=") > _MOST_MARKS:
        raise NoAnswerError(say("the platform's answer has too many parts; it was not read"))
    if not _is_legible(content) or (has_long_text and b"<!DOCTYPE" in content):
        raise ValueError
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=has_long_text and len(content) > _LONG_TEXT,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        # The parser's own words quote what was sent.
        raise ValueError from None


def _is_legible(content: bytes) -> bool:
    """Whether its letters are written so that what is looked for in bytes is what a parser finds."""
    head = content[:_LONGEST_DECLARATION].removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith(b"<?xml"):
        return head[:1] == b"<" and b"\0" not in head
    declaration, end, _ = head.partition(b"?>")
    found = _ENCODING.search(declaration)
    return bool(end) and (found is None or found[1].lower() in _READABLE)
