"""What rules may ask about phone numbers; `compiler/linking/country_numbering.py` answers from a library's tables."""

from typing import Literal, Protocol

NumberClass = Literal[
    "fixed", "mobile", "0900", "0906", "0909", "toll_free", "emergency", "short", "international", "other"
]
"""The class of a number as seen from the company's country: the prefix decides which of 0900, 0906 and 0909 it is."""


SHORTEST_EXTENSION, LONGEST_EXTENSION = 2, 6
"""Digits of an extension."""
LONGEST_IN_PORTAL = 4
"""More digits of an extension than the manual's portal takes (6.5.1)."""


def is_extension(text: str) -> bool:
    """Whether a text has the form of an extension: so many digits."""
    return SHORTEST_EXTENSION <= len(text) <= LONGEST_EXTENSION and text.isascii() and text.isdecimal()


class Numbering(Protocol):
    """The numbers of a country, as its people write them."""

    def e164(self, text: str) -> str | None:
        """`088-7654000` as `+31887654000`; a valid short number as dialled (`112`); None when it is no phone number."""

    def shown(self, number: str) -> str:
        """An E.164 number as the company's country prints it: `088 765 4000`."""

    def classify(self, number: str) -> NumberClass:
        """The class of a number in the form that `e164` gives."""

    def is_short(self, digits: str) -> bool:
        """Whether these digits are a short number of the country: 112, 14020, 1233."""

    def is_emergency(self, digits: str) -> bool:
        """Whether these digits are an emergency number of the country."""

    def begins(self, number: str, pattern: str) -> bool:
        """Whether a number (E.164, or a short one) begins as a pattern of a plan does.

        With `+` or the country's international prefix it is the beginning of an E.164 number, with nothing behind it
        all numbers of other countries; any other is the beginning of the number as it is written in the country.
        """

    def is_paid_short(self, digits: str) -> bool:
        """Whether these digits are a short number that costs more than a call: 1888."""

    def can_begin(self, digits: str) -> bool:
        """Whether a number that people of the country dial begins so, national or international: `020`, not `0999`."""

    def beginning(self, pattern: str) -> str | None:
        """What a pattern has before its `*`, without separators; None when it is no pattern.

        `+32` (or `+`) where it is the beginning of an E.164 number, in whatever way that is written, else as dialled;
        empty for `*` alone.
        """

    def ends(self, text: str) -> tuple[str | None, str | None]:
        """The first and the last number of a range, of a single number twice, in the form that `e164` gives."""

    def covers(self, text: str, number: str) -> bool:
        """Whether a number is one of those that a list names: a number, a range, or a pattern."""

    def emergency_numbers(self) -> frozenset[str]:
        """The country's emergency numbers."""

    def length_range(self) -> tuple[int, int]:
        """The fewest and most digits of a national number, without the trunk prefix."""
