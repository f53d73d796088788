"""Characters in keys and values that look like others: named, and read as what people see.

Only where the characters themselves count: in keys, numbers, hours, dates, extensions and names of objects. In a phone
number they are read without a word, since spaces and hyphens mean nothing there; titles, greetings and names of people
are what somebody wrote. Secrets are not looked at.
"""

import re
from collections.abc import Iterator
from typing import Any

from nummerplan.model.document import Document
from nummerplan.model.finding import Finding, Fix, RenameKey, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.fields.look_alikes import LOOK_ALIKE, character_names, look_alikes, plain_text
from nummerplan.model.source import Route, Span

_WRITTEN_BY_PEOPLE = frozenset(
    {
        *("name", "first_name", "infix", "last_name", "initials", "title", "label", "say", "reason", "shows_name"),
        *("greeting", "greetings", "play", "music_on_hold", "without", "group", "service_provider"),
    }
)
_SECRET = frozenset({"password", "pin", "puk", "sip_password", "mac_crc"})
_NO_NUMBER = frozenset({"mac", "serial", "sim", "at", "extension"})
_NUMBER = re.compile(r"(?i)(?:tel:)?\s*(?:[+(0][0-9 ./()+-]{5,}(?:t/m[0-9 ./()+-]+)?|[+0-9][0-9 ./()-]*\*)")
_ESCAPE = re.compile(r"\\[uUxN_]")


def without_look_alikes(document: Document) -> tuple[dict[str, Any], list[Finding]]:
    """The data of a document as people see it, and a finding for each place that was not written so.

    Of keys within keys the inner one comes first.
    """
    texts = [source.text for source in document.files]
    if not any((not text.isascii() and LOOK_ALIKE.search(text)) or _ESCAPE.search(text) for text in texts):
        return document.data, []
    findings: list[Finding] = []
    data = _plain(document.data, (), findings)
    return data, list(_once(findings, document))


def _once(findings: list[Finding], document: Document) -> Iterator[Finding]:
    """What an anchor stands for is found wherever it is used, and stands in one place."""
    seen: set[tuple[str, int]] = set()
    for finding in findings:
        where = finding.where
        span = where if isinstance(where, Span) else document.span(where, finding.on_key)
        if (span.source.name, span.start) not in seen:
            seen.add((span.source.name, span.start))
            yield finding


def _plain(value: Any, route: Route, findings: list[Finding]) -> Any:
    """A copy of a value as people see it; what is wrong in it goes to the findings."""
    if isinstance(value, dict):
        found: dict[str, Any] = {}
        for key, item in value.items():
            inner = _plain(item, (*route, key), findings)
            plain = key if key.isascii() else _plain_key(key, value, (*route, key), findings)
            found.setdefault(plain, inner)
        return found
    if isinstance(value, list):
        return [_plain(item, (*route, place), findings) for place, item in enumerate(value)]
    return _plain_text(value, route, findings) if isinstance(value, str) and not value.isascii() else value


def _plain_key(key: str, siblings: dict[str, Any], route: Route, findings: list[Finding]) -> str:
    plain = plain_text(key)
    if plain == key or not look_alikes(key):
        return key
    if not plain or plain in siblings or ": " in plain:
        findings.append(_finding(key, route, on_key=True))
        return key
    findings.append(_finding(key, route, on_key=True, meant=plain))
    return plain


def _plain_text(text: str, route: Route, findings: list[Finding]) -> str:
    plain = plain_text(text)
    steps = {step for step in route if isinstance(step, str)}
    if plain == text or not look_alikes(text) or steps & (_WRITTEN_BY_PEOPLE | _SECRET) or _is_name_of_day(route):
        return text
    if _NUMBER.fullmatch(plain) and not steps & _NO_NUMBER:
        return plain
    findings.append(_finding(text, route, meant=plain or None))
    return plain or text


def _is_name_of_day(route: Route) -> bool:
    """Whether a text stands alone for a day of a holiday calendar: it is the name of the day."""
    return len(route) == 4 and route[0] == "holidays" and route[2] in ("dates", "yearly")


def _finding(text: str, route: Route, on_key: bool = False, meant: str | None = None) -> Finding:
    characters = character_names(text)
    fix = None
    if meant is not None:
        edit = RenameKey(route, meant) if on_key else SetValue(route, meant)
        fix = Fix(say("write {meant}", meant=meant), (edit,))
    return Finding(
        route,
        say("{value} holds {characters}, which people cannot see as such", value=text, characters=characters),
        on_key=on_key,
        help=say("did you mean {meant}?", meant=meant) if meant is not None else None,
        fix=fix,
        rule="look-alike-character",
    )
