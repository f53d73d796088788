"""Names as callers spell them on the keypad of a telephone (manual 6.8.1, Naambellen)."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from typing import Literal

from nummerplan.model.plan.users import User

NameOrder = Literal["last_first", "either"]

# Letters that are no base letter plus a mark, as people type them.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})
_ON_KEY = {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz"}
_KEYS = {letter: key for key, letters in _ON_KEY.items() for letter in letters}


def keypad_digits(name: str) -> str:
    """The digits that spell a name: `Müller` is 685537. Marks, blanks and punctuation are left out."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(_KEYS[letter] for letter in plain if letter in _KEYS)


def spellings(user: User, order: NameOrder) -> tuple[str, ...]:
    """The digits by which callers reach a user: last name then first name, or either way round.

    The infix ("van der") is left out: people look for Van der Berg under B. Empty for a user without a name.
    """
    last, first = keypad_digits(user.last_name or ""), keypad_digits(user.first_name or "")
    if not last and not first:
        return ()
    return (last + first,) if order == "last_first" or last == first else (last + first, first + last)


class SpeltNames:
    """Users by the digits that spell their names, to find who is meant by some of the digits."""

    def __init__(self, users: Iterable[User], order: NameOrder) -> None:
        rows = ((digits, place, user.key) for place, user in enumerate(users) for digits in spellings(user, order))
        self._rows = sorted(rows)

    def matches(self, digits: str) -> tuple[str, ...]:
        """The users whose names begin with these digits, in the plan's order; nobody for no digits."""
        places: dict[str, int] = {}
        for at in range(bisect_left(self._rows, (digits,)) if digits else len(self._rows), len(self._rows)):
            spelt, place, key = self._rows[at]
            if not spelt.startswith(digits):
                break
            places[key] = place
        return tuple(sorted(places, key=places.__getitem__))
