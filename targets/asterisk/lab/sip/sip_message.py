"""Messages of SIP (RFC 3261) as text: enough of them for telephones and a trunk on loopback."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex

_COMPACT = {
    "v": "via",
    "f": "from",
    "t": "to",
    "i": "call-id",
    "m": "contact",
    "l": "content-length",
    "c": "content-type",
}
_TAG = re.compile(r";\s*tag=([^;>\s]+)")
_URI = re.compile(r"<([^>]*)>|(sips?:[^;\s,]+)")
_PARAMETER = re.compile(r'(\w+)="?([^",]*)"?')
_PORT = re.compile(r"^m=audio (\d+)", re.MULTILINE)
_ADDRESS = re.compile(r"^c=IN IP4 (\S+)", re.MULTILINE)
_EVENTS = re.compile(r"^a=rtpmap:(\d+) telephone-event/8000", re.MULTILINE)

Headers = Sequence[tuple[str, str]]


@dataclass
class Message:
    """A request or an answer: its first line, headers in order, and body."""

    first: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""

    @property
    def method(self) -> str:
        """The method of a request; empty for an answer."""
        return "" if self.status else self.first.split(" ", 1)[0]

    @property
    def status(self) -> int:
        """The status of an answer; 0 for a request."""
        return int(self.first.split(" ")[1]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def user(self) -> str:
        """The user in the address of a request."""
        return user_of(self.first.split(" ")[1])

    def get(self, name: str) -> str:
        """The first header of this name; empty where there is none."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def sequence(self) -> tuple[int, str]:
        """Number and method of the transaction."""
        number, method = self.get("cseq").split()
        return int(number), method

    @property
    def branch(self) -> str:
        """What tells transactions apart."""
        return self.get("via").partition("branch=")[2].partition(";")[0]

    @property
    def media(self) -> tuple[str, int] | None:
        """Where the other side wants to hear us."""
        port, address = _PORT.search(self.body), _ADDRESS.search(self.body)
        return (address[1], int(port[1])) if port and address else None

    @property
    def event_type(self) -> int:
        """The payload type that the other side takes keys with."""
        found = _EVENTS.search(self.body)
        return int(found[1]) if found else 101

    def encoded(self) -> bytes:
        """The bytes on the wire."""
        lines = [self.first, *(f"{_title(key)}: {value}" for key, value in self.headers)]
        body = self.body.encode()
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def parsed(data: bytes) -> Message:
    """A message from the wire."""
    head, _, body = data.decode("utf-8", "replace").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = []
    for line in lines:
        name, _, value = line.partition(":")
        key = name.strip().lower()
        if (key := _COMPACT.get(key, key)) != "content-length":
            headers.append((key, value.strip()))
    return Message(first, headers, body)


def answer_to(  # noqa: PLR0913, PLR0917 - the parts of an answer
    request: Message, status: int, reason: str, tag: str = "", extra: Headers = (), body: str = ""
) -> Message:
    """An answer to a request, with its headers."""
    headers = [pair for pair in request.headers if pair[0] in ("via", "from", "call-id", "cseq", "record-route")]
    to = request.get("to")
    headers.append(("to", to if tag_of(to) or not tag else f"{to};tag={tag}"))
    if body:
        headers.append(("content-type", "application/sdp"))
    return Message(f"SIP/2.0 {status} {reason}", [*headers, *extra], body)


def tag_of(header: str) -> str:
    """The tag of From or To."""
    found = _TAG.search(header)
    return found[1] if found else ""


def uri_of(header: str) -> str:
    """The address in Contact, From or To."""
    found = _URI.search(header)
    return (found[1] or found[2]) if found else ""


def user_of(uri: str) -> str:
    """The user of an address."""
    return uri.partition(":")[2].partition("@")[0].partition(";")[0]


def new_branch() -> str:
    """A branch that nobody had before."""
    return f"z9hG4bK{token_hex(8)}"


def credentials(challenge: str, method: str, uri: str, user: str, password: str) -> str:
    """The answer to a challenge (RFC 2617, MD5, with or without `qop`)."""
    given = dict(_PARAMETER.findall(challenge.partition(" ")[2]))
    realm, nonce = given.get("realm", ""), given.get("nonce", "")
    one, two = _md5(f"{user}:{realm}:{password}"), _md5(f"{method}:{uri}")
    words = [f'username="{user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{uri}"', "algorithm=MD5"]
    if "auth" in given.get("qop", "").split(","):
        count, own = "00000001", token_hex(4)
        result = _md5(f"{one}:{nonce}:{count}:{own}:auth:{two}")
        words += ["qop=auth", f"nc={count}", f'cnonce="{own}"']
    else:
        result = _md5(f"{one}:{nonce}:{two}")
    if "opaque" in given:
        words.append(f'opaque="{given["opaque"]}"')
    return "Digest " + ", ".join([*words, f'response="{result}"'])


def session(address: str, port: int) -> str:
    """A description of our audio: A-law, and keys as events."""
    lines = (
        "v=0",
        f"o=- {port} 1 IN IP4 {address}",
        "s=-",
        f"c=IN IP4 {address}",
        "t=0 0",
        f"m=audio {port} RTP/AVP 8 0 101",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-16",
        "a=ptime:20",
        "a=sendrecv",
    )
    return "\r\n".join(lines) + "\r\n"


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _title(key: str) -> str:
    return {"call-id": "Call-ID", "cseq": "CSeq", "www-authenticate": "WWW-Authenticate"}.get(key, key.title())
