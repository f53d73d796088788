"""Documents of 0.4 MB that keep a careless reader busy."""

import itertools
from collections.abc import Callable

from nummerplan.targets.broadworks.simulator.ports.soap import PATH

SIZE = 400_000
_HEAD = (
    '<?xml version="1.0"?><BroadsoftDocument protocol="OCI" xmlns="C"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_SESSION = '<sessionId xmlns="">s</sessionId>'
_END = "</BroadsoftDocument>"
_COMMAND = '<command xmlns="" xsi:type="AvailabilityTestRequest"/>'


def filled(part: Callable[[int], str], size: int = SIZE) -> str:
    """Parts, each with its number, until there is so much of them."""
    found: list[str] = []
    length = 0
    for number in itertools.count():
        found.append(part(number))
        length += len(found[-1])
        if length >= size:
            break
    return "".join(found)


def _document(content: str, attributes: str = "") -> bytes:
    return f"{_HEAD}{attributes}>{content}{_END}".encode()


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))

HOSTILE = {
    "prefixes": _document(filled(lambda n: f'<a{n}:b xmlns:a{n}="u{n}"/>')),
    "nested prefixes": _document(
        "".join(f'<b xmlns:n{n}="u">' for n in range(20))
        + filled(lambda n: f'<c xmlns:z{n}="u"></c>')
        + "</b>" * 20
    ),
    "declarations": _document("", filled(lambda n: f' xmlns:a{n}="u{n}"')),
    "attributes": _document("", filled(lambda n: f' a{n}="{n}"')),
    "some attributes": _document(filled(lambda n: "<a/><a/>" + "<a " + f'b{n}="" ' + "/>")
        + "<a " + "".join(f'b{n}="" ' for n in range(17)) + "/>"),
    "deep": _document("<a>" * (SIZE // 7) + "</a>" * (SIZE // 7)),
    "elements": _document("<a/>" * 200_001),
    "commands": _document(_SESSION + filled(lambda n: _COMMAND, 415_400)),
    "entities": _document("&e8;" + " " * SIZE).replace(b"?>", f"?><!DOCTYPE a [{_ENTITIES}]>".encode(), 1),
}  # fmt: skip
SMALL = {
    "small prefixes": _document(filled(lambda n: f'<a{n}:b xmlns:a{n}="u{n}"/>', 15_000)),
    "small elements": _document(_SESSION + "<a/>" * 3_900),
    "availability": _document(_SESSION + _COMMAND * 15),
}
"""As long as is read without a login."""


def in_soap(document: bytes) -> bytes:
    """A document as a call over HTTP."""
    text = document.decode().replace("&", "&amp;").replace("<", "&lt;")
    body = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><o:processOCIMessage'
        f' xmlns:o="urn:com:broadsoft:webservice"><o:in0>{text}</o:in0></o:processOCIMessage></e:Body></e:Envelope>'
    ).encode()
    return f"POST {PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
