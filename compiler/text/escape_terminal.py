"""Text of unknown origin made safe to show: it cannot move the cursor, colour, or turn a line around."""

import re
import unicodedata

TAB = "    "
"""A tab counts four columns, so that a caret stands under what it means whatever the terminal thinks."""

_HARMLESS = re.compile(r"[\n\t -~]*+")
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls (ESC, CR, BEL), formats (bidi controls, zero width), lone surrogates, line and paragraph ends."""


def escape_terminal(text: str) -> str:
    """Write what would act as an escape: ESC as `\\x1b`, a right-to-left override as `\\u202e`."""
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def escape_lines(text: str, colour: bool = False) -> str:
    """The same for a text of several lines, whose ends and tabs stay; with `colour` our own colours stay too."""
    if text.isascii() and _HARMLESS.fullmatch(text):
        return text
    parts = _COLOUR.split(text) if colour else [text]
    return "".join(part if place % 2 else "".join(map(_in_lines, part)) for place, part in enumerate(parts))


def columns(text: str) -> int:
    """How many columns of a terminal a visible text takes: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _in_lines(character: str) -> str:
    return character if character in "\n\t" else _shown(character)


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    if character == "\n":
        return "\\n"
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
