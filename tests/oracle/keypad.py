"""Pressed keys, and what a menu makes of them: keys, extensions dialled at once, and names spelled on the keypad."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from oracle.company import Company
from oracle.plan import AutoAttendant, Target, User

DIGITS = "0123456789"
PAUSE = 3  # seconds after which digits are complete, an assumption
LETTERS = {"2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz"}
KEYPAD = {letter: key for key, letters in LETTERS.items() for letter in letters}


@dataclass(slots=True)
class Keys:
    """The keys of one call, taken in order, and silence after the last; `pause` counts silent seconds."""

    tokens: list[str]
    place: int = 0
    pause: int = 0

    def peek(self) -> str | None:
        """The next key, or nothing."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> str | None:
        """The next key, taken."""
        key = self.peek()
        if key is not None:
            self.place += 1
        return key

    def digits(self) -> str:
        """All digits that come next, taken."""
        found = ""
        while self.peek() in set(DIGITS):
            found += self.take() or ""
        return found

    def silence(self) -> None:
        """The seconds after which digits are complete go by; a `wait` among the keys is used up by it."""
        if self.peek() in (None, "wait"):
            self.take()
            self.pause += PAUSE


def read_keys(written: Iterable[str]) -> list[str]:
    """Keys as a test writes them: 201, or a list with star, hash and wait."""
    found: list[str] = []
    for text in written:
        words = re.findall(r"star|hash|wait|[0-9*#]", str(text).lower())
        found += [{"*": "star", "#": "hash"}.get(word, word) for word in words]
    return found


def extension_at_once(company: Company, keys: Keys) -> Target | None:
    """The extension that the next digits dial in a menu that takes them at once.

    Else the digits stay to be pressed; where silence ended them, that silence is over.
    """
    start, pause = keys.place, keys.pause
    dialled = _collected(company, keys)
    if dialled is None:
        if keys.pause > pause and keys.tokens[keys.place - 1 : keys.place] == ["wait"]:
            del keys.tokens[keys.place - 1]
        keys.place = start
    return dialled


def dialled_extension(company: Company, keys: Keys) -> Target | None:
    """The extension that is dialled after the key for it; what is nobody's is used up with its hash."""
    start, pause = keys.place, keys.pause
    dialled = _collected(company, keys)
    if dialled is None:
        keys.place, keys.pause = start, pause
        _use_up(keys)
    return dialled


def _collected(company: Company, keys: Keys) -> Target | None:
    """Collects digits while an extension can still come of them; a whole one is dialled when no longer one can."""
    digits = ""
    while True:
        whole = company.extensions.get(digits)
        if not any(extension.startswith(digits) and extension != digits for extension in company.extensions):
            return whole
        key = keys.peek()
        if (
            key is not None
            and key in DIGITS
            and any(extension.startswith(digits + key) for extension in company.extensions)
        ):
            digits += keys.take() or ""
            continue
        if whole is not None and key == "hash":
            keys.take()
        elif digits and key in (None, "wait"):
            keys.silence()
        return whole


def _use_up(keys: Keys) -> None:
    """Takes what was dialled and is nobody's: digits with their hash, or one other key."""
    digits = keys.digits()
    if keys.peek() == "hash" or (not digits and keys.peek() == "star"):
        keys.take()
    else:
        keys.silence()


def keypad_name(text: str) -> str:
    """The digits with which a name is spelled; accents count as their letters."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(KEYPAD[letter] for letter in plain if letter in KEYPAD)


def spellings(attendant: AutoAttendant, user: User) -> list[str]:
    """The ways to spell a user's name at this menu."""
    found = [keypad_name(user.last_name + user.first_name)]
    if attendant.either_order:
        found.append(keypad_name(user.first_name + user.last_name))
    return [spelling for spelling in found if spelling]


def people_named(company: Company, attendant: AutoAttendant, letters: str) -> list[str]:
    """All whose name begins with the letters, in the plan's order."""
    if not letters:
        return []
    return [
        user.key
        for user in company.users.values()
        if any(one.startswith(letters) for one in spellings(attendant, user))
    ]


def dialled_name(company: Company, attendant: AutoAttendant, keys: Keys) -> Target | None:
    """Whom the next letters mean; where there are several, a digit after hash chooses, else it is the first."""
    start = keys.place
    letters = keys.digits()
    people = people_named(company, attendant, letters)
    if not people:
        keys.place = start
        _use_up(keys)
        return None
    if keys.peek() != "hash":
        keys.silence()
        return Target("user", people[0])
    keys.take()
    if len(people) == 1:
        return Target("user", people[0])
    key = keys.peek()
    if key is None or key not in DIGITS:
        keys.silence()
        return Target("user", people[0])
    choice = int(keys.take() or 0)
    return Target("user", people[choice - 1]) if 1 <= choice <= len(people) else None
