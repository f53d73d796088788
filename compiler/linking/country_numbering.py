"""Phone numbers of a country, from the tables of the phonenumbers library.

Every number of a plan passes here, so what the library's own patterns decide in a microsecond is decided by them; the
library's parser takes all the rest.
"""

import re
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from nummerplan.model.plan.fields.look_alikes import plain_text
from nummerplan.model.plan.fields.numbering import NumberClass
from nummerplan.model.plan.service_numbers import paid_service_numbers, service_numbers

_SEPARATORS = re.compile(r"[ ./()-]")
_SCHEME = re.compile(r"(?i)tel:\s*")
_RANGE_SIGN = re.compile(r"\.\.| - | t/m ")
_TRUNK_IN_BRACKETS = re.compile(r"\(0\)")
_NUMBER_LIKE = re.compile(r"\+?[0-9 ./()-]+")
_TYPES = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)
_CLASSES: dict[int, NumberClass] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed",
    PhoneNumberType.VOIP: "fixed",
    PhoneNumberType.UAN: "fixed",
    PhoneNumberType.PREMIUM_RATE: "0900",
}


class CountryNumbering:
    """The numbers of one country, given by its two letters; an unknown country knows international forms only."""

    def __init__(self, country: str) -> None:
        self.country = country.upper()
        metadata = PhoneMetadata.metadata_for_region(self.country, None) if self.country.isalpha() else None
        self.known = metadata is not None
        self._code = f"+{metadata.country_code}" if metadata else ""
        prefix = (metadata.preferred_international_prefix or metadata.international_prefix or "") if metadata else ""
        self._international = prefix if prefix.isdecimal() else ""
        self._trunk = (metadata.national_prefix or "") if metadata else ""
        patterns = [
            description.national_number_pattern
            for name in _TYPES
            if metadata and (description := getattr(metadata, name, None)) and description.national_number_pattern
        ]
        self._valid = re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
        self.e164 = lru_cache(maxsize=65536)(self._e164)
        self.classify = lru_cache(maxsize=65536)(self._classify)
        self.shown = lru_cache(maxsize=65536)(self._shown)
        self.emergency_numbers = cache(self._emergency_numbers)

    def _e164(self, text: str) -> str | None:
        if not _NUMBER_LIKE.fullmatch(text):
            # As people paste it: `tel:+31887654000`, or with a no-break space or a long hyphen.
            text = _as_typed(text)
            if not _NUMBER_LIKE.fullmatch(text):
                return None
        digits = _SEPARATORS.sub("", text)
        trunk = self._trunk
        if trunk and digits.startswith(trunk) and self._valid and self._valid.fullmatch(digits, len(trunk)):
            return self._code + digits[len(trunk) :]
        if digits.isdigit() and self.is_short(digits):
            return digits
        try:
            number = phonenumbers.parse(text, self.country if self.known else None)
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_valid_number(number):
            return None
        return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))

    def _shown(self, number: str) -> str:
        if not number.startswith("+"):
            return number
        home = bool(self._code) and number.startswith(self._code)
        try:
            # What is known to be a number of the country needs no parsing, which takes as long as the rest.
            own = home and number[len(self._code) :]
            known = own and own[0] != "0" and self._valid and self._valid.fullmatch(own)
            parsed = PhoneNumber(int(self._code), int(own)) if known else phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            return number
        return str(
            phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL)
        )

    def _classify(self, number: str) -> NumberClass:
        if not number.startswith("+"):
            return "emergency" if self.is_emergency(number) else "short"
        if not self._code or not number.startswith(self._code):
            return "international"
        paid: tuple[NumberClass, ...] = ("0900", "0906", "0909")
        for prefix in paid:
            # The prefix decides in the Netherlands; elsewhere paid numbers of any kind fall under 0900.
            if self.country == "NL" and number.startswith(f"+31{prefix[1:]}"):
                return prefix
        return _CLASSES.get(phonenumbers.number_type(phonenumbers.parse(number)), "other")

    def is_short(self, digits: str) -> bool:
        """Whether these digits are a short number of the country: of help, of a service, or known to the library."""
        if not self.known or not 1 < len(digits) < 7:
            return False
        if digits in service_numbers(self.country) or self.is_emergency(digits):
            return True
        number = PhoneNumber(national_number=int(digits), country_code=int(self._code[1:]))
        return not digits.startswith("0") and bool(phonenumbers.is_valid_short_number_for_region(number, self.country))

    def is_emergency(self, digits: str) -> bool:
        """Whether these digits call for help: 112, or what the country has besides."""
        return bool(phonenumbers.is_emergency_number(digits, self.country)) if self.known else digits == "112"

    def begins(self, number: str, pattern: str) -> bool:
        """Whether a number begins as a pattern of a plan does (`0900*`, `+32*`, `00*`)."""
        beginning = self.beginning(pattern)
        if beginning is None:
            return False
        if beginning == "+":  # all numbers of other countries
            return number.startswith("+") and not (self._code and number.startswith(self._code))
        if beginning.startswith("+"):
            return number.startswith(beginning)
        if self._code and number.startswith(self._code):
            return (self._trunk + number.removeprefix(self._code)).startswith(beginning)
        return not number.startswith("+") and number.startswith(beginning)

    def is_paid_short(self, digits: str) -> bool:
        """Whether a short number costs more than a call: by the country's series, or the library's premium rate."""
        if digits in paid_service_numbers(self.country):
            return True
        if not self.is_short(digits):
            return False
        number = PhoneNumber(national_number=int(digits), country_code=int(self._code[1:]))
        cost = phonenumbers.expected_cost_for_region(number, self.country)
        return bool(cost == phonenumbers.ShortNumberCost.PREMIUM_RATE)

    def can_begin(self, digits: str) -> bool:
        """Whether a number that people of the country dial begins with these digits: national or international."""
        abroad, trunk = self._international, self._trunk
        if abroad and (abroad.startswith(digits) or (digits.startswith(abroad) and _codes(digits[len(abroad) :]))):
            return True
        if trunk and trunk.startswith(digits):
            return True
        return digits.startswith(trunk) and self._completes(digits.removeprefix(trunk))

    def _completes(self, digits: str) -> bool:
        """Whether a valid national number begins so; the tables decide by the first digits, so a few endings do."""
        valid, (shortest, longest) = self._valid, self.length_range()
        beginnings = (f"{digits}{more:03}" for more in range(1000))
        return valid is not None and any(
            valid.fullmatch(beginning.ljust(length, filler))
            for beginning in beginnings
            for length in range(max(shortest, len(beginning)), longest + 1)
            for filler in ("0", "5", "9")
        )

    def beginning(self, pattern: str) -> str | None:
        """What a pattern has before its `*`; see `Numbering`."""
        text = _as_typed(pattern)
        if not text.endswith("*") or not (text in ("+*", "*") or _NUMBER_LIKE.fullmatch(text[:-1])):
            return None
        international = re.match(rf"\s*(?:\+|{self._international or '[+]'})", text)
        if international is None:
            return _SEPARATORS.sub("", text[:-1])
        rest = _TRUNK_IN_BRACKETS.sub("", text[international.end() : -1])
        return "+" + _SEPARATORS.sub("", rest)

    def ends(self, text: str) -> tuple[str | None, str | None]:
        """The first and the last number of a range; see `Numbering`.

        `A..B` is always a range; with a hyphen or `t/m` it is one when both ends are whole numbers.
        """
        whole = self.e164(text)
        if whole is None:
            text = _as_typed(text)
            for sign in _RANGE_SIGN.finditer(text):
                first, last = self.e164(text[: sign.start()].strip()), self.e164(text[sign.end() :].strip())
                if sign[0] == ".." or (first is not None and last is not None):
                    return first, last
        return whole, whole

    def covers(self, text: str, number: str) -> bool:
        """Whether a number is one of those that a list names; see `Numbering`."""
        if text.endswith("*"):
            return self.begins(number, text)
        first, last = self.ends(text)
        if first is None or last is None or not len(first) == len(last) == len(number):
            return False
        # Ends in the wrong order are reported; what is meant is clear.
        return min(first, last) <= number <= max(first, last)

    def _emergency_numbers(self) -> frozenset[str]:
        metadata = PhoneMetadata.short_metadata_for_region(self.country, None) if self.known else None
        lengths = metadata.emergency.possible_length if metadata and metadata.emergency else ()
        counted = (f"{number:0{size}}" for size in lengths if size > 0 for number in range(10**size))
        return frozenset(filter(self.is_emergency, counted)) or frozenset({"112"})

    def length_range(self) -> tuple[int, int]:
        """The fewest and most digits of a national number."""
        metadata = PhoneMetadata.metadata_for_region(self.country, None) if self.known else None
        general = metadata.general_desc if metadata else None
        lengths = [n for n in (general.possible_length if general else ()) if n > 0]
        return (min(lengths), max(lengths)) if lengths else (4, 15)


def _codes(digits: str) -> bool:
    """Whether a country's code begins with these digits, or they with one."""
    codes = map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    return any(code.startswith(digits) or digits.startswith(code) for code in codes)


def _as_typed(text: str) -> str:
    """A number without what comes along when it is pasted."""
    text = plain_text(text)
    scheme = _SCHEME.match(text)
    return text[scheme.end() :] if scheme else text


@lru_cache(maxsize=8)
def numbering(country: str) -> CountryNumbering:
    """The numbers of a country."""
    return CountryNumbering(country)
