"""Which keys are those of secrets: by the model, by the words that people use for it, and by how they are spelt.

The model alone does not do. Somebody who writes `pasword`, `wachtwoord` or `SIP-Secret` has written a secret behind it,
and the line is shown to him because the key is wrong.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from nummerplan.model.plan.fields.secret_fields import ANY, secret_fields
from nummerplan.model.plan.plan import Plan

_WORDS = ("password", "passwd", "passwort", "passphrase", "wachtwoord", "secret", "geheim", "credential", "pincode")
"""What a key of a secret contains, whatever else it says: English, Dutch, and the German of some telephones."""
_SHORT = ("pin", "pwd", "psk", "pass", "code", "token")
"""Too short to be looked for within other words."""
_ALIKE = 0.78
"""How much of a key's spelling is that of a secret's, of 1: `pasword` and `passwrod` are, `records` is not."""
_KEY = r"""['"]?(?P<key>[^\W\d][\w-]*+)['"]?"""
_ANY_KEY = re.compile(rf"(?:^|[{{\[,?-])[ \t]*+{_KEY}(?:[ \t]*+[:=]|[ \t]++(?=\S))[ \t]*+(?!!secret\b)", re.MULTILINE)
_BEHIND = re.compile(r"['\"]?\s*+:[ \t]*+(?!!secret\b)")
_WHOLE = re.compile(r"[\w-]*+")
_ASCII_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


class SecretKey(NamedTuple):
    """A secret's key in a text, and where its value begins."""

    start: int
    value: int
    holds: bool
    """Whether its secrets stand in a list or a mapping below it."""


def secret_keys(text: str) -> Iterator[SecretKey]:
    """The keys of secrets in a text before a value that is no reference, but for those that are misspelt."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter of which the small one is two
        lowered = text.translate(_ASCII_LOWER)
    seen: set[int] = set()
    for word in sorted({*_model_keys(), *_WORDS, *_SHORT}):
        # At the speed of `str.find`: a plan has 100,000 lines, and few of them have any of these.
        at = lowered.find(word)
        while at >= 0:
            start = _start_of_key(text, at)
            whole = _WHOLE.match(text, start)
            end = whole.end() if whole else at
            if start not in seen and (behind := _BEHIND.match(text, end)) and names_secret(text[start:end]):
                seen.add(start)
                yield SecretKey(start, behind.end(), _holds(text[start:end]))
            at = lowered.find(word, at + len(word))


def alike_secret_keys(text: str) -> Iterator[SecretKey]:
    """The keys in a text that nobody could read which are spelt like those of secrets, also without their colon."""
    for match in _ANY_KEY.finditer(text):
        if is_alike(match["key"]):
            yield SecretKey(match.start("key"), match.end(), _holds(match["key"]))


def names_secret(key: str) -> bool:
    """Whether a key is one of a secret's, or says in a word that it is."""
    plain = _plain(key)
    return plain in _plain_keys() or plain in _SHORT or any(word in plain for word in _WORDS)


@cache
def is_alike(key: str) -> bool:
    """Whether a key names a secret, or is spelt like one that does."""
    plain = _plain(key)
    return names_secret(key) or bool(get_close_matches(plain, _plain_keys() | {*_WORDS}, n=1, cutoff=_ALIKE))


def _holds(key: str) -> bool:
    return _model_keys().get(key, False)


@cache
def _model_keys() -> dict[str, bool]:
    """The keys of all secrets of a plan, each with whether they stand in a list or a mapping below it."""
    patterns = [field.pattern for field in secret_fields(Plan)]
    return {next(step for step in reversed(steps) if step != ANY): steps[-1] == ANY for steps in patterns}


@cache
def _plain_keys() -> frozenset[str]:
    return frozenset(map(_plain, _model_keys()))


def _start_of_key(text: str, at: int) -> int:
    while at and (text[at - 1].isalnum() or text[at - 1] in "_-"):
        at -= 1
    return at


def _plain(key: str) -> str:
    return re.sub(r"[\W_]", "", key).lower()
