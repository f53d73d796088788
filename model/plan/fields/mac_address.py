"""MAC addresses of telephones, as they are written and as labels print them."""


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
