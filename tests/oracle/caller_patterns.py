"""Numbers and patterns of callers, as a blocking rule names them."""

import re
from dataclasses import dataclass

import phonenumbers

from oracle.numbering import number_range


@dataclass(frozen=True, slots=True)
class CallerPattern:
    """One entry of a rule: a range of numbers, the beginning of an E.164 or national number, or all foreign numbers."""

    kind: str  # range, international, national, foreign
    first: str
    last: str = ""

    def matches(self, number: str, country: str) -> bool:
        """Whether the caller's E.164 number is meant."""
        if self.kind == "range":
            return len(number) == len(self.first) and self.first <= number <= self.last
        if self.kind == "international":
            return number.startswith(self.first)
        at_home = number.startswith(country_prefix(country))
        if self.kind == "foreign":
            return not at_home
        return at_home and national_form(number, country).startswith(self.first)


def country_prefix(country: str) -> str:
    """The beginning of all E.164 numbers of the country, as +31."""
    return f"+{phonenumbers.country_code_for_region(country)}"


def national_form(number: str, country: str) -> str:
    """A number of the country as it is written there, with the trunk 0 where the country has one."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    trunk = "0" if metadata is not None and metadata.national_prefix == "0" else ""
    return trunk + number[len(country_prefix(country)) :]


def read_pattern(text: str, country: str) -> CallerPattern | None:
    """The pattern that the text writes, or nothing when it is no number."""
    if not text.endswith("*"):
        ends = number_range(text, country)
        return CallerPattern("range", *ends) if ends else None
    digits = re.sub(r"[^\d+]", "", text)
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    prefix = re.match(metadata.international_prefix or "00", digits) if metadata is not None else None
    if digits.startswith("+") or prefix:
        rest = digits[1:] if digits.startswith("+") else digits[prefix.end() :] if prefix else ""
        return CallerPattern("international", "+" + rest) if rest else CallerPattern("foreign", "")
    return CallerPattern("national", digits)
