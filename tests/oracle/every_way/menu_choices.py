"""All that a caller can do at a menu, as the keys that he presses."""

from collections.abc import Iterator

from oracle.company import Company
from oracle.keypad import people_named, spellings
from oracle.plan import AutoAttendant, Menu


def key_words(company: Company, attendant: AutoAttendant, menu: Menu) -> Iterator[tuple[str, ...]]:
    """Every way to leave the menu by keys, and one to have it come to anew and then be silent.

    A key that is not configured, and what is dialled and is nobody's, lead where silence leads.
    """
    if menu.dial_by_extension:
        yield from _extensions(company)
    again: tuple[str, ...] | None = None
    for key, action in menu.keys.items():
        pressed = _pressed(company, menu, key)
        if action.kind in ("hang_up", "transfer", "operator"):
            yield pressed
        elif action.kind == "dial_by_extension":
            yield from ((*pressed, *digits) for digits in _extensions(company))
        elif action.kind == "dial_by_name":
            yield from ((*pressed, *letters) for letters in _names(company, attendant))
        else:
            again = again or (*pressed, "wait")
    if again is not None:
        yield again


def _pressed(company: Company, menu: Menu, key: str) -> tuple[str, ...]:
    """The key, and a silence where digits are waited for."""
    waits = menu.dial_by_extension and any(extension.startswith(key) for extension in company.extensions)
    return (key, "wait") if waits else (key,)


def _extensions(company: Company) -> Iterator[tuple[str, ...]]:
    """The digits of each extension; where a longer one could come with hash, or with a silence of three seconds."""
    for extension in company.extensions:
        longer = any(other.startswith(extension) and other != extension for other in company.extensions)
        yield *extension, *(("hash",) if longer else ())
        if longer:
            yield *extension, "wait"


def _names(company: Company, attendant: AutoAttendant) -> Iterator[tuple[str, ...]]:
    """The letters of each name with hash, and the digit that chooses among several."""
    for user in company.users.values():
        for letters in spellings(attendant, user)[:1]:
            people = people_named(company, attendant, letters)
            number = people.index(user.key) + 1
            if number <= 9:
                yield *letters, "hash", *((str(number),) if len(people) > 1 else ())
