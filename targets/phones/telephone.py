"""A telephone as every vendor's format sees it: its lines, its keys, and texts that are fit to be written."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from nummerplan.model.artefact import Artefact, Loss
from nummerplan.model.message import say
from nummerplan.model.plan.phone_catalogue import PhoneModel
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.phones.site import PhoneSettings


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """One SIP account of a telephone. Passwords are texts or placeholders; `secret` says which."""

    number: int
    user: User
    route: Route
    name: str
    extension: str
    phone_number: str
    sip_user: str
    sip_password: str
    voicemail_number: str
    call_waiting: bool


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """A line key: it watches a colleague and dials him, or it only dials."""

    kind: Literal["watch", "dial"]
    value: str
    label: str
    route: Route
    line: int = 1


@dataclass(frozen=True, slots=True)
class Telephone:
    """One device. `mac` is twelve small hexadecimal digits; `secret` says that real passwords stand in it."""

    model: PhoneModel
    mac: str | None
    name: str
    lines: tuple[PhoneLine, ...]
    keys: tuple[PhoneKey, ...]
    username: str
    password: str
    route: Route
    secret: bool


class VendorFormat(Protocol):
    """One vendor's format: a folder with a template and these two functions."""

    def takes(self, model: PhoneModel, /) -> bool:
        """Whether this format is for that model."""

    def render(self, telephone: Telephone, site: PhoneSettings, losses: list[Loss], /) -> Iterable[Artefact]:
        """The telephone's files; what they cannot express goes to `losses`."""


WordT = TypeVar("WordT")


def vendor_word(
    known: Mapping[str, WordT], wanted: str, setting: str, telephone: Telephone, losses: list[Loss]
) -> WordT | None:
    """The vendor's word for a language, country or time zone; None, and a loss, when we do not know it."""
    if wanted not in known:
        losses.append(
            Loss(
                ("company", setting),
                say(
                    "how {wanted} is set on a {vendor} is not known; it keeps its own setting",
                    vendor=telephone.model.vendor,
                    wanted=wanted,
                ),
            )
        )
    return known.get(wanted)


def plain(text: str) -> str:
    """A text on one line: whatever could end a line, or is no character at all, becomes a space.

    No vendor's line format has an escape: a line break in a name would add a parameter.
    """
    return "".join(" " if _is_unfit(mark) else mark for mark in text).strip()


def _is_unfit(mark: str) -> bool:
    code = ord(mark)
    return unicodedata.category(mark) in ("Cc", "Zl", "Zp", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
