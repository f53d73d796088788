"""Phone numbers as platforms and people write them."""

import re
from collections.abc import Iterator

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import Numbering

_SEPARATORS = re.compile(r"[\s./()-]")
_LONGEST_ROW = 1_000_000
_NUMBER = re.compile(r"\+?[0-9*#]+")


def normal(text: str | None, country_code: str = "") -> str | None:
    """One form for equal numbers: `+31-854879610` and (with the country code `+31`) `0854879610` as `+31854879610`.

    Extensions, short numbers and addresses (`user@host`) stay as they are.
    """
    if not text:
        return None
    bare = _SEPARATORS.sub("", text)
    if not _NUMBER.fullmatch(bare):
        return text
    if country_code and len(bare) >= 9 and bare.startswith("0") and not bare.startswith("00"):
        return f"{country_code}{bare[1:]}"
    return bare


def written_out_row(text: str) -> Iterator[str]:
    """All numbers of a row as the platform's lists have them: `+31-854879610 - +31-854879619`, or one number.

    Raises `PlatformError` for a row that is longer than any company's.
    """
    first, dash, last = text.partition(" - ")
    begin, end = normal(first), normal(last if dash else first)
    if begin and end and begin[1:].isdecimal() and end[1:].isdecimal():
        if int(end[1:]) - int(begin[1:]) >= _LONGEST_ROW:
            raise PlatformError(say("the platform names a row of numbers that is too long: {numbers}", numbers=text))
        yield from (f"+{number}" for number in range(int(begin[1:]), int(end[1:]) + 1))


def country_code(number: str) -> str:
    """The country code of a number in E.164 form: `+31`; nothing for what is no such number."""
    import phonenumbers  # as below

    try:
        return f"+{phonenumbers.parse(number).country_code}"
    except phonenumbers.NumberParseException:
        return ""


def national(number: str, country: str) -> str:
    """A number as people of a country (two letters) write it, without blanks: `0854879610`, `+3222001234`."""
    if not number.startswith("+"):
        return number
    import phonenumbers  # large, and needed for plans that are written only

    if number.endswith("*"):
        code = f"+{phonenumbers.country_code_for_region(country.upper())}"
        trunk = phonenumbers.ndd_prefix_for_region(country.upper(), True)
        return f"{trunk}{number.removeprefix(code)}" if trunk and number.startswith(code) else number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    if phonenumbers.region_code_for_country_code(parsed.country_code or 0) != country.upper():
        return number
    return _SEPARATORS.sub("", phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))


def listed_numbers(text: str, numbering: Numbering) -> tuple[str, ...]:
    """What a list of a plan names, in E.164 form: a number, a range, or all numbers that begin so, with a trailing `*`.

    A range is written as the fewest numbers and beginnings that cover it. Nothing for what the platform cannot say: all
    numbers of other countries.
    """
    if not text.endswith("*"):
        first, last = numbering.ends(text)
        return tuple(_covering(*sorted((first, last)))) if first and last and len(first) == len(last) else ()
    digits = numbering.beginning(text)
    if not digits or digits == "+":
        return ()
    # The beginning of a number is no number: it is read as the beginning of one that has zeros behind it.
    for filled in range(0 if digits.startswith("+") else 12):
        number = numbering.e164(digits + "0" * filled)
        if number is not None and number.startswith("+"):
            return (f"{number[: len(number) - filled]}*",)
    return (f"{digits}*",)


def _covering(first: str, last: str) -> Iterator[str]:
    """The fewest numbers and beginnings (`+3188765401*`) that cover a range."""
    sign = first[:1] if first.startswith("+") else ""
    digits, low, high = len(first) - len(sign), int(first), int(last)
    while low <= high:
        size = 1
        while low % (size * 10) == 0 and low + size * 10 - 1 <= high:
            size *= 10
        cut = len(str(size)) - 1
        number = f"{low:0{digits}d}"
        yield f"{sign}{number[: digits - cut]}*" if cut else f"{sign}{number}"
        low += size


_DESTINATIONS = ("to", "then", "not_reachable", "when_busy", "keys", "numbers")
"""What settings end in that hold what is dialled."""


def is_dialled(setting: str) -> bool:
    """Whether a setting holds what is dialled: one destination, several, or the keys of a menu."""
    return setting.rpartition(".")[2] in _DESTINATIONS
