"""Which keys the text of a greeting tells callers to press, in Dutch and English."""

import re

from nummerplan.model.plan.auto_attendants import MENU_KEYS

LANGUAGES = ("nl", "en")
LONGEST = 5000
"""Characters of a greeting that are looked at: a minute of speech has about 900."""

_WORDS = {
    "nul": "0", "een": "1", "één": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7",
    "acht": "8", "negen": "9", "ster": "star", "sterretje": "star", "*": "star", "hekje": "hash", "#": "hash",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "star": "star", "asterisk": "star", "hash": "hash", "pound": "hash",
}  # fmt: skip
_ARTICLES = ("een", "one")
"""Words that are also no number: `kies een afdeling`, `press one of the keys`."""

_NAMES = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True) if word not in _ARTICLES)
# A digit on its own: not 12, 1,50, 9:00, 5% or the start of a number read digit by digit.
_DIGIT = r"[0-9](?![0-9%]|[.,:][0-9]| [0-9])"
_KEY = rf"{_DIGIT}|(?:{_NAMES})(?!\w)"
_ONE = r"(?:een|one)(?=\s*(?:$|[.,;!]|(?:voor|for|als|if|om|to)\b))"
_VERB = r"(?:toetst?|druk|drukt|kiest?|tikt?|press|push|dial|choose|select|hit|enter)"
_BETWEEN = (
    r"(?:(?:u|je|nu|dan|op|een|het|de|cijfer|toets|nummer|keuze|the|key|number|digit|option|button|a|please)\s+){0,4}?"
)
_ASKED = rf"(?<!\w){_VERB}\s+{_BETWEEN}(?P<key>{_KEY}|{_ONE})"
_MORE = rf"(?:\s*,\s*|\s+(?:of|or|en|and)\s+)(?P<key>{_KEY})"
_AFTERWARDS = rf"(?<![\w.,:])(?P<key>{_KEY})\s+(?:in\s+)?(?:te\s+)?(?:toetsen|drukken|kiezen)\b"

# `toets 1 voor verkoop en 2 voor support`: only where a key was asked for before.
_LISTED = rf"(?:[,;.]|\b(?:of|or|en|and))\s+({_DIGIT})\s+(?:voor|for)\s+[^\W\d]"


def promised(text: str) -> set[str]:
    """The keys that a text surely asks for: `toets 1`, `kies een 2`, `press 3 or 4`, `druk op het hekje`."""
    said = text[:LONGEST].casefold()
    keys: set[str] = set()
    for asked in re.finditer(_ASKED, said):
        keys.add(_key(asked["key"]))
        at = asked.end()
        while more := re.compile(_MORE).match(said, at):
            keys.add(_key(more["key"]))
            at = more.end()
    keys.update(_key(asked["key"]) for asked in re.finditer(_AFTERWARDS, said))
    if keys:
        keys.update(_key(word) for word in re.findall(_LISTED, said))
    return keys


def mentioned(text: str) -> set[str]:
    """The keys that a text may ask for: every digit or number word, and what `1 to 4` spans."""
    said = text[:LONGEST].casefold()
    names = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
    keys = {_key(word) for word in re.findall(rf"(?<![0-9])[0-9](?![0-9])|(?<!\w)(?:{names})(?!\w)|[*#]", said)}
    for first, last in re.findall(r"(?<![0-9])([0-9])\s*(?:tot en met|t/m|tot|to|through|-)\s*([0-9])(?![0-9])", said):
        keys.update(MENU_KEYS[int(first) : int(last) + 1])
    return keys


def _key(word: str) -> str:
    return _WORDS.get(word, word)
