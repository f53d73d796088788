"""What a plan's names are called in the files of Asterisk, where a comma, a bracket or a line break means something."""

import re
from collections.abc import Iterable
from hashlib import sha256

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
_SHOWN = frozenset(" .,:/_+@()'-")
_NAMED = frozenset(" .'_-&/")

_MOST_SHOWN = 79
"""Bytes of a name that Asterisk keeps; it would cut a letter in two."""

RESERVED = frozenset({"global", "system", "acl", "trunk", "transport"})
"""Names of sections of pjsip.conf that no telephone may have."""


class Identifiers:
    """Names for the keys of one section: the key itself where Asterisk can take it, else what is left and a checksum.

    No two keys have the same name, capitals and small letters being the same.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        given = list(keys)
        # Keys that can stay as they are come first: nothing made up may take the name of one.
        for key in sorted(given, key=lambda key: _PLAIN.fullmatch(key) is None):
            self._names[key] = self._free(key, _PLAIN)

    def __getitem__(self, key: str) -> str:
        return self._names[key]

    def _free(self, key: str, allowed: re.Pattern[str]) -> str:
        name = key
        if not allowed.fullmatch(key) or key.casefold() in self._taken:
            left = re.sub(r"[^A-Za-z0-9_]+", "-", key).strip("-")[:24]
            name = f"x{left}-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:12]}"
        while name.casefold() in self._taken:
            name += "-"
        self._taken.add(name.casefold())
        return name


class Accounts:
    """Names of telephones' accounts: as the telephone has it, where pjsip.conf can hold that and nobody has it yet."""

    def __init__(self) -> None:
        self._taken = {name.casefold() for name in RESERVED}

    def take(self, wanted: str, otherwise: str) -> tuple[str, bool]:
        """The account's name, and whether it is the one that was wanted."""
        if _ACCOUNT.fullmatch(wanted) and wanted.casefold() not in self._taken:
            self._taken.add(wanted.casefold())
            return wanted, True
        name, count = otherwise, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{otherwise}-{count}"
        self._taken.add(name.casefold())
        return name, False


def comment(text: str) -> str:
    """A text of the plan in a comment: one line, letters, digits and a few signs; what else stands there is a `?`."""
    return "".join(mark if mark.isalnum() or mark in _SHOWN else "?" for mark in text)[:120]


def shown_name(text: str) -> str:
    """A name as a display shows it: letters, digits, blanks and a few signs; the rest means something to Asterisk."""
    kept = "".join(mark if mark.isalnum() or mark in _NAMED else " " for mark in text)
    return " ".join(kept.split()).encode()[:_MOST_SHOWN].decode(errors="ignore")
