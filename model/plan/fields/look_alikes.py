"""Characters that look like others, or like nothing, and come along when a text is pasted.

Word processors and web pages put a no-break space or a non-breaking hyphen into numbers, hours and names, and a list of
contacts puts marks of direction around them. People cannot see the difference, and a machine reads another text.
"""

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff"
)
_OTHERS = {"\u2024": ".", "\u2044": "/", "\u2215": "/", "\u2236": ":", "\ua789": ":", "\u02d0": ":"}
# Digits, letters and signs in the width of Chinese characters.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _HYPHENS}
_PLAIN: dict[str, str] = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_INVISIBLE, ""),
    **_OTHERS,
    **_WIDE,
}
_TABLE = str.maketrans(_PLAIN)

LOOK_ALIKE = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
"""One character that looks like another one, or like nothing."""
BLANK = f"[{_SPACES}]"
"""A pattern of one character that looks like a space."""


def look_alikes(text: str) -> tuple[str, ...]:
    """The characters of a text that look like others, each once, in order."""
    return () if text.isascii() else tuple(dict.fromkeys(LOOK_ALIKE.findall(text)))


def plain_text(text: str) -> str:
    """The text with the characters that people see; white space around it goes."""
    return text if text.isascii() else text.translate(_TABLE).strip()


def character_names(text: str) -> str:
    """Those characters of a text as the Unicode standard has them: `NON-BREAKING HYPHEN (U+2011)`."""
    return ", ".join(f"{unicodedata.name(one, '?')} (U+{ord(one):04X})" for one in look_alikes(text))
