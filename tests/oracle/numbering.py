"""Phone numbers as the company's country writes them, and to which class a number belongs."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, shortnumberinfo

# Short numbers of the Netherlands that the library does not know (Nummerplan telefoondienst, ACM).
DUTCH_SHORT = re.compile(r"113|144|14\d{3,4}|18\d{2,3}|1233|116\d{3}")


@lru_cache(maxsize=20_000)
def e164(text: str, country: str) -> str | None:
    """The valid phone number that the text writes, in E.164, or nothing."""
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or not re.fullmatch(r"[+\d\s().\-/\u2010-\u2015]+", text):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


@lru_cache(maxsize=5_000)
def emergency(text: str, country: str) -> bool:
    """Whether the text is an emergency number of the country."""
    return text.isdigit() and shortnumberinfo.is_emergency_number(text, country)


@lru_cache(maxsize=5_000)
def short(text: str, country: str) -> bool:
    """Whether the text is a short number of the country that can be dialled."""
    if not text.isdigit() or len(text) > 6:
        return False
    if country == "NL" and DUTCH_SHORT.fullmatch(text):
        return True
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return False
    return bool(shortnumberinfo.is_valid_short_number_for_region(number, country))


@lru_cache(maxsize=20_000)
def classes(number: str, country: str) -> frozenset[str]:
    """Which of the values of `block_outgoing` cover the number."""
    if not number.startswith("+"):
        return frozenset()
    parsed = phonenumbers.parse(number, None)
    if parsed.country_code != phonenumbers.country_code_for_region(country):
        return frozenset({"international"})
    found = set()
    kind = phonenumbers.number_type(parsed)
    national = phonenumbers.national_significant_number(parsed)
    if kind == PhoneNumberType.MOBILE:
        found.add("mobile")
    if kind == PhoneNumberType.PREMIUM_RATE:
        found |= {f"0{prefix}" for prefix in ("900", "906", "909") if national.startswith(prefix)}
    return frozenset(found)


def number_range(text: str, country: str) -> tuple[str, str] | None:
    """The two ends of a range of numbers, both in E.164; a single number is both ends."""
    for mark in ("..", " - ", " t/m "):
        first, found, last = text.partition(mark)
        if found:
            ends = e164(first.strip(), country), e164(last.strip(), country)
            if ends[0] and ends[1]:
                return ends[0], ends[1]
    one = e164(text, country)
    return (one, one) if one else None
