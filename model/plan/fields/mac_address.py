"""MAC addresses of telephones: how they are written, and which vendor's they are."""

from typing import NamedTuple


class Vendor(NamedTuple):
    """The first six digits of a vendor's addresses.

    `complete` says that the list holds all of them, so that any other prefix is doubtful; a vendor with
    many blocks, or one that was bought by a maker of computers, is only doubted when the prefix is known
    to be somebody else's.
    """

    prefixes: frozenset[str]
    complete: bool


def _vendor(prefixes: str, complete: bool = True) -> Vendor:
    return Vendor(frozenset(prefixes.replace(":", "").lower().split()), complete)


VENDORS: dict[str, Vendor] = {
    "Yealink": _vendor(
        "00:15:65 24:9A:D8 34:97:D7 44:DB:D2 64:4F:56 80:5E:0C 80:5E:C0 B0:61:A9 C4:FC:22 EC:1D:A9 F0:16:53"
    ),
    "Snom": _vendor("00:04:13 1C:71:26"),
    # Polycom, Plantronics and Poly; newer models may carry one of the many blocks of HP.
    "Poly": _vendor(
        "00:04:F2 64:16:7F 48:25:67 00:03:89 00:19:7F 00:23:7F 0C:E0:E4 38:5C:76 48:C1:AC 8C:9B:2D BC:F2:92 "
        "E4:22:A5 F4:B6:88",
        complete=False,
    ),
    "Grandstream": _vendor("00:0B:82 14:4C:FF C0:74:AD EC:74:D7"),
    # P7xx and P8xx are made by Snom and lie in its block; 00:AC:DC is in use but not registered.
    "Gigaset": _vendor("00:21:04 14:B3:70 58:9E:C6 7C:2F:80 00:AC:DC 00:04:13 1C:71:26"),
    "Cisco": _vendor("00:0E:08", complete=False),
    # 00:A8:59 is in use but not registered.
    "Fanvil": _vendor("0C:38:3E 00:A8:59"),
    "Panasonic": _vendor("00:80:F0 08:00:23 BC:C3:42", complete=False),
    "Mitel": _vendor("00:08:5D 08:00:0F 14:00:E9 00:10:BC"),
    "Aastra": _vendor("00:08:5D 08:00:0F 14:00:E9 00:10:BC"),
}
"""Facts of the IEEE registration authority, October 2026, for the vendors of the phone catalogue."""

UNREGISTERED = frozenset({"00acdc", "00a859"})
"""Prefixes that phones carry although the IEEE lists nobody for them."""


def normalise_mac(text: str) -> str | None:
    """Twelve small hexadecimal digits, whatever stands between them; None when it is no MAC address."""
    digits = text.replace(":", "").replace("-", "").replace(".", "").replace(" ", "")
    try:
        return bytes.fromhex(digits).hex() if len(digits) == 12 else None
    except ValueError:
        return None


def shown(digits: str) -> str:
    """Twelve digits as labels print them: `80:5E:C0:12:34:56`."""
    return ":".join(digits[i : i + 2] for i in range(0, len(digits), 2)).upper()


def is_blank(digits: str) -> bool:
    """All zeros or all ones: what stands where nobody filled it in."""
    return digits in ("000000000000", "ffffffffffff")


def is_group(digits: str) -> bool:
    """A multicast address: no device has one of its own."""
    return bool(int(digits[1], 16) & 1)


def is_local(digits: str) -> bool:
    """An address made up by software rather than given by a vendor."""
    return bool(int(digits[1], 16) & 2)


_OWNER = {prefix: name for name, vendor in reversed(VENDORS.items()) for prefix in vendor.prefixes}


def owner(digits: str) -> str | None:
    """The vendor of the catalogue whose prefix this is; for a shared prefix the one it is registered to."""
    return _OWNER.get(digits[:6])


def is_doubtful(digits: str, vendor: str) -> bool:
    """Whether a phone of this vendor is unlikely to have this address."""
    known = VENDORS.get(vendor)
    if known is None or digits[:6] in known.prefixes:
        return False
    return known.complete or digits[:6] in _OWNER
