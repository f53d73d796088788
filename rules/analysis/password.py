"""What the portal asks of passwords and PINs; no sentence made here repeats the secret."""

from collections.abc import Iterator
from itertools import pairwise

from nummerplan.model.message import Message, say

DEVICE_PASSWORD_LENGTH = 6
"""Fewest characters of a device password (manual 6.6.1)."""
PORTAL_PASSWORD_LENGTH = 6
"""Fewest characters of a portal user's password (manual 9.2)."""

_FRAGILE = frozenset("&<>\"'#%:@/\\[] ")


def missing_from_device_password(password: str) -> Iterator[Message]:
    """What a device password lacks: length, capital, small letter, digit, special character (6.6.1)."""
    if len(password) < DEVICE_PASSWORD_LENGTH:
        yield say("at least {count} characters", count=DEVICE_PASSWORD_LENGTH)
    if not any(character.isupper() for character in password):
        yield say("a capital letter")
    if not any(character.islower() for character in password):
        yield say("a small letter")
    if not any(character.isdigit() for character in password):
        yield say("a digit")
    if all(character.isalnum() for character in password):
        yield say("a special character")


def wrong_for_telephone(password: str) -> str:
    """Characters that do not survive every configuration format, URL and keypad, as they occur.

    A line format such as Yealink's has no escape: a line break in a value begins another setting. A colon
    ends the user name in front of it, and a percent sign, a quote or a bracket means something in some
    vendor's format.
    """
    return "".join(dict.fromkeys(c for c in password if not c.isascii() or not c.isprintable() or c in _FRAGILE))


def missing_from_pin(pin: str) -> Message | None:
    """What is wrong with the shape of a PIN: it has four to eight digits (manual 6.5.2)."""
    if pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8:
        return None
    return say("a PIN has 4 to 8 digits")


def is_easy_pin(pin: str) -> bool:
    """Whether a PIN is one of the first that anybody tries: one digit over and over, or digits in a row."""
    if not (pin.isascii() and pin.isdigit()):
        return False
    return {int(b) - int(a) for a, b in pairwise(pin)} in ({0}, {1}, {-1})
