"""Short numbers that people dial from a desk, beside the emergency numbers, which the phone library knows.

The library knows some of these too, and not all: 113, 144, 116117 and 14020 are no short numbers to it. Source of every
row for the Netherlands: the numbering plan for telephone services (Nummerplan telefoon- en ISDN-diensten, kept by the
regulator ACM), by its series; 1233 is the manual's.
"""

from functools import cache
from typing import NamedTuple


class ServiceSeries(NamedTuple):
    """A series of short numbers: what it is for, where it is laid down, and whether calls to it are paid.

    An access number is for whoever dials it himself: it answers with his own voicemail or settings.
    """

    numbers: frozenset[str]
    purpose: str
    source: str
    paid: bool = False
    access: bool = False


# Area codes of the Netherlands without their 0: a municipality is 14 and its area code.
_AREAS = (
    "10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 70 71 72 73 74 75 76 77 78 79 111 113 114 115 117 "
    "118 161 162 164 165 166 167 168 172 174 180 181 182 183 184 186 187 222 223 224 226 227 228 229 251 252 255 "
    "294 297 299 313 314 315 316 317 318 320 321 341 342 343 344 345 346 347 348 411 412 413 416 418 475 478 481 "
    "485 486 487 488 492 493 495 497 499 511 512 513 514 515 516 517 518 519 521 522 523 524 525 527 528 529 541 "
    "543 544 545 546 547 548 561 562 566 570 571 572 573 575 577 578 591 592 593 594 595 596 597 598 599 "
)

_NETHERLANDS = (
    ServiceSeries(frozenset({"113"}), "prevention of suicide", "series 113"),
    ServiceSeries(frozenset({"144"}), "animals in need", "series 144"),
    ServiceSeries(
        frozenset({"116000", "116006", "116111", "116117", "116123"}),
        "missing children, victims, children, doctors after hours, somebody to talk to",
        "series 116, harmonised in Europe by Decision 2007/116/EC",
    ),
    ServiceSeries(frozenset({"1233"}), "the voicemail of the network", "manual 5.2.2", access=True),
    ServiceSeries(frozenset(f"140{area}" for area in _AREAS.split()), "municipalities", "series 14"),
    ServiceSeries(
        frozenset(f"18{end:0{size}}" for size in (2, 3) for end in range(10**size)),
        "directory enquiries",
        "series 18",
        paid=True,
    ),
)
_OF_COUNTRY = {"NL": _NETHERLANDS}


def service_series(country: str) -> tuple[ServiceSeries, ...]:
    """The series of a country (two letters); none are known outside the Netherlands."""
    return _OF_COUNTRY.get(country.upper(), ())


@cache
def service_numbers(country: str) -> frozenset[str]:
    """All service numbers of a country."""
    return frozenset(number for series in service_series(country) for number in series.numbers)


@cache
def paid_service_numbers(country: str) -> frozenset[str]:
    """Those that cost money, whoever is blocked from 0900 numbers."""
    return frozenset(number for series in service_series(country) if series.paid for number in series.numbers)


@cache
def access_numbers(country: str) -> frozenset[str]:
    """Those that answer with the voicemail or the settings of who dials them."""
    return frozenset(number for series in service_series(country) if series.access for number in series.numbers)
