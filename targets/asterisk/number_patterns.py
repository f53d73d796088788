"""Numbers as patterns of a dialplan (`_+3188765400X`), and classes of numbers as regular expressions."""

import re
from collections.abc import Iterator

from phonenumbers import PhoneMetadata

from nummerplan.model.plan.fields.numbering import Numbering

_SPECIAL = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
"""Types that the phone library looks at before it asks whether a number is a mobile's."""

POSIX = re.compile(r"[0-9|()\[\]{},-]*")


class CountryPrefixes:
    """How numbers of a country are dialled there: `00` before other countries' numbers, `0` before its own."""

    def __init__(self, country: str) -> None:
        metadata = PhoneMetadata.metadata_for_region(country.upper(), None) if country.isalpha() else None
        self._metadata = metadata
        self.code = str(metadata.country_code) if metadata else ""
        prefix = (metadata.preferred_international_prefix or metadata.international_prefix or "") if metadata else ""
        self.international = prefix if prefix.isdecimal() else ""
        trunk = (metadata.national_prefix or "") if metadata else ""
        self.trunk = trunk if trunk.isdecimal() else ""

    def normalising(self) -> Iterator[tuple[str, str]]:
        """Patterns of what is dialled, and what that is as `+` and digits (with `${EXTEN}`)."""
        yield "_+X!", "${EXTEN}"
        if self.international:
            yield f"_{self.international}Z!", f"+${{EXTEN:{len(self.international)}}}"
        if self.trunk and self.code:
            yield f"_{self.trunk}Z!", f"+{self.code}${{EXTEN:{len(self.trunk)}}}"
        if self.code and not self.trunk.startswith("0"):
            # People dial whole numbers there; fewer digits are a short number.
            yield "_XXXXXXX!", f"+{self.code}${{EXTEN}}"

    def covered(self, text: str, numbering: Numbering) -> Iterator[str]:
        """The patterns of the numbers that a list names with a text: a number, a range, or a beginning (`06*`)."""
        if not text.endswith("*"):
            first, last = numbering.ends(text)
            if first and last and len(first) == len(last):
                yield from between(min(first, last), max(first, last))
            return
        beginning = numbering.beginning(text)
        if beginning == "+":
            yield from self._abroad()
        elif beginning and beginning.startswith("+"):
            yield f"_{beginning}!"
        elif beginning:
            yield f"_{beginning}!"
            if self.code and beginning.startswith(self.trunk):
                yield f"_+{self.code}{beginning.removeprefix(self.trunk)}!"

    def _abroad(self) -> Iterator[str]:
        """All numbers of other countries: at each digit of the own code, any other one."""
        for place, digit in enumerate(self.code):
            others = "".join(one for one in "0123456789" if one != digit)
            yield f"_+{self.code[:place]}[{others}]!"
        if not self.code:
            yield "_+!"

    def barring(self, barred: str) -> Iterator[tuple[str, bool]]:
        """Expressions for a class of numbers, and whether each must fit or must not; nothing where no number is one."""
        own = "".join(f"[{mark}]" if mark == "+" else mark for mark in f"+{self.code}")
        if barred == "international":
            yield "^[+]", True
            if self.code:
                yield f"^{own}", False
            return
        if not self.code:
            return
        if self.code == "31":
            paid = "^[+]31(900|906|909)"
            if barred != "mobile":
                yield f"^[+]31{barred[1:]}", True
                return
            yield paid, False
        elif barred in ("0906", "0909"):
            return
        wanted = self._expression("premium_rate" if barred == "0900" else "mobile")
        alike = self._metadata is not None and self._metadata.same_mobile_and_fixed_line_pattern
        if not wanted or (barred == "mobile" and alike):
            return
        yield f"^{own}({wanted})$", True
        if barred == "mobile":
            earlier = [found for name in _SPECIAL if (found := self._expression(name))]
            if earlier:
                yield f"^{own}({'|'.join(earlier)})$", False

    def _expression(self, name: str) -> str:
        """A pattern of the phone library, as POSIX writes it; empty for one that cannot be written so."""
        described = getattr(self._metadata, name, None)
        pattern = (described.national_number_pattern or "") if described else ""
        written = pattern.replace("(?:", "(").replace(r"\d", "[0-9]")
        # A class inside a class, `[2-9\d]`.
        written = re.sub(r"\[([^\[\]]*)\[0-9\]([^\[\]]*)\]", r"[\g<1>0-9\2]", written)
        optional = written.replace("?", "{0,1}")
        return optional if POSIX.fullmatch(optional) else ""


def between(first: str, last: str) -> Iterator[str]:
    """Patterns for the numbers from one to another of the same length: a range of a hundred is one or two of them."""
    if first == last:
        yield first
        return
    shared = next(place for place, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1])
    yield from (
        f"_{pattern}" if "X" in pattern or "[" in pattern else pattern for pattern in _spread(first, last, shared)
    )


def _spread(first: str, last: str, place: int) -> Iterator[str]:
    rest = len(first) - place - 1
    low, high = first[:place] + first[place], last[:place] + last[place]
    begin, end = int(first[place]), int(last[place])
    if first[place + 1 :] != "0" * rest:
        yield from _closed(first, low + "9" * rest, place + 1)
        begin += 1
    top = end if last[place + 1 :] == "9" * rest else end - 1
    if begin <= top:
        digit = "X" if (begin, top) == (0, 9) else str(begin) if begin == top else f"[{begin}-{top}]"
        yield first[:place] + digit + "X" * rest
    if top != end:
        yield from _closed(high + "0" * rest, last, place + 1)


def _closed(first: str, last: str, place: int) -> Iterator[str]:
    if first == last:
        yield first
        return
    shared = next(at for at in range(place, len(first)) if first[at] != last[at])
    yield from _spread(first, last, shared)
