"""What the platform would refuse in a command, found before anything is sent: limits, options, what is missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from nummerplan.model.deployment.platform import Operation
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.field_values import NIL, AudioReference, SecretReference
from nummerplan.targets.broadworks.client.profile import DEFAULT, has, spoken
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.protocol import Field, Plain, Record, requests
from nummerplan.targets.broadworks.protocol.releases import request_in

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, in no spelling: control characters, halves of surrogate pairs."""
_LOST_BLANKS = re.compile(r"^ | $|  |[\t\r\n]")
_SHOWN_OPTIONS = 24


def problems(command: Operation | Query, release: str = DEFAULT) -> list[Message]:
    """Why a platform of this release would refuse a command, or change what it says; empty when it would not."""
    name, fields = spoken(command.request, command.fields, release)
    if name not in requests() or not has(release, name):
        return [
            say(
                "BroadWorks {release} has no {request}; write the platform's own release into its settings",
                release=release,
                request=name,
            )
        ]
    found = _record(request_in(name, release), fields, "")
    return [say("{request}: {problem}", request=name, problem=problem) for problem in found]


def text_problem(kind: Plain, text: str) -> Message | None:
    """Why a text cannot be the value of a field; the sentence does not show it."""
    found = _UNWRITABLE.search(text)
    if found:
        return say("the character {code} cannot be sent", code=f"U+{ord(found[0]):04X}")
    if kind.kind == "text" and _LOST_BLANKS.search(text):
        return say("blanks at an end, double ones and line ends would be lost on the platform")
    if kind.kind in ("text", "string") and not kind.options:
        if kind.least is not None and len(text) < kind.least:
            return say("at least {least} characters are needed, not {count}", least=kind.least, count=len(text))
        if kind.most is not None and len(text) > kind.most:
            return say("at most {most} characters fit, not {count}", most=kind.most, count=len(text))
        if kind.pattern and not re.fullmatch(kind.pattern, text):
            return say("it does not have the form {pattern}", pattern=kind.pattern)
    return None


def _record(record: Record, fields: object, above: str) -> Iterator[Message]:
    if not isinstance(fields, Mapping):
        yield say("{field}: fields were expected", field=above)
        return
    names = {field.name for field in record.fields}
    for name in fields:
        if name not in names:
            yield say("{field} is not known in this release", field=f"{above}{name}")
    given = {name for name, value in fields.items() if value is not None and value not in ([], ())}
    for field in record.fields:
        if field.name in given:
            yield from _field(field, fields[field.name], f"{above}{field.xml}")
        elif field.required:
            yield say("{field} is missing", field=f"{above}{field.xml}")
    yield from _choices(record, given, above)


def _choices(record: Record, given: set[str], above: str) -> Iterator[Message]:
    """One alternative of each choice is there, and whole."""
    for number in sorted({field.choice.number for field in record.fields if field.choice}):
        alternatives: dict[int, list[Field]] = {}
        for field in record.fields:
            if field.choice and field.choice.number == number:
                alternatives.setdefault(field.choice.alternative, []).append(field)
        chosen = [fields for fields in alternatives.values() if any(field.name in given for field in fields)]
        if len(chosen) > 1:
            both = [f"{above}{field.xml}" for fields in chosen for field in fields if field.name in given]
            yield say("{fields} exclude each other", fields=", ".join(both))
        elif chosen:
            for field in chosen[0]:
                if field.least and field.name not in given:
                    yield say("{field} is missing", field=f"{above}{field.xml}")
        elif _needed(alternatives.values()):
            names = " / ".join(", ".join(field.xml for field in fields) for fields in alternatives.values())
            yield say("{field} is missing", field=f"{above}{names}")


def _needed(alternatives: Iterator[list[Field]] | Any) -> bool:
    fields = [field for alternative in alternatives for field in alternative]
    required = all(field.choice.required for field in fields if field.choice)
    return required and all(any(field.least for field in alternative) for alternative in alternatives)


def _field(field: Field, value: object, where: str) -> Iterator[Message]:
    if value is NIL:
        if not field.nil or field.is_list:
            yield say("{field} cannot be cleared", field=where)
    elif not field.is_list:
        yield from _value(field, value, where)
    elif not isinstance(value, Sequence) or isinstance(value, str):
        yield say("{field}: a list was expected", field=where)
    else:
        if field.most is not None and len(value) > field.most:
            yield say("{field}: at most {most} fit, not {count}", field=where, most=field.most, count=len(value))
        for place, one in enumerate(value, 1):
            yield from _value(field, one, f"{where}[{place}]")


def _value(field: Field, value: object, where: str) -> Iterator[Message]:
    if isinstance(field.type, Record):
        yield from _record(field.type, value, f"{where}.")
    elif not isinstance(field.type, Plain):
        yield say("{field} is nothing that a plan describes", field=where)
    elif isinstance(value, SecretReference | AudioReference):
        # What it stands for is judged when it is written.
        if field.type.kind not in ("text", "string", "base64"):
            yield say("{field} cannot hold {value}", field=where, value=value)
    else:
        problem = _plain(field.type, value)
        if problem is None and field.fixed is not None and str(value).lower() != field.fixed:
            problem = say("it can only be {value}", value=field.fixed)
        if problem is not None:
            yield say("{field}: {problem}", field=where, problem=problem)


def _plain(kind: Plain, value: object) -> Message | None:
    if kind.kind == "bool":
        return None if isinstance(value, bool) else say("true or false was expected")
    if kind.kind == "int":
        return _whole(kind, value)
    if not isinstance(value, str):
        return say("a text was expected")
    problem = text_problem(kind, value)
    if problem is None and kind.options and value not in kind.options:
        return _not_an_option(kind, value)
    if problem is None and kind.kind == "date" and not _is_date(value):
        return say("{value} is no date such as 2027-01-31", value=value)
    return problem


def _whole(kind: Plain, value: object) -> Message | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return say("a whole number was expected")
    if kind.options and value not in kind.options:
        return _not_an_option(kind, value)
    if (kind.least is not None and value < kind.least) or (kind.most is not None and value > kind.most):
        return say("{value} is not from {least} to {most}", value=value, least=kind.least, most=kind.most)
    return None


def _not_an_option(kind: Plain, value: object) -> Message:
    options = [str(option) for option in kind.options]
    if len(options) > _SHOWN_OPTIONS:
        options = get_close_matches(str(value), options, n=5, cutoff=0.0)
    return say("{value} is not possible; possible are {options}", value=value, options=", ".join(options))


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
