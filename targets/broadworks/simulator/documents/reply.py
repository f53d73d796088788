"""Answers as they go out: fields in the order of the schema, tables, success, refusal, and the document around them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from nummerplan.targets.broadworks.protocol import INSTANCE, Field, OneOf, Plain, Record, Table, responses
from nummerplan.targets.broadworks.simulator.refusal import RefusalError

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0 has no way to write these."""

SUCCESS = '<command echo="" xsi:type="c:SuccessResponse" xmlns:c="C" xmlns=""/>'


class Rows(NamedTuple):
    """The rows of a table; a row holds its columns by heading, and what it lacks is an empty column."""

    rows: Sequence[Mapping[str, Any]]


def answer(request: str, fields: Mapping[str, Any], echo: str) -> str:
    """The answer to a request that asks for something; what the schema requires and `fields` lack has its default."""
    name = request.replace("Request", "Response")
    body = "".join(_record(responses()[name], fields))
    return f'<command echo={quoteattr(echo)} xsi:type="{name}" xmlns="">{body}</command>'


def success(echo: str) -> str:
    """The answer to a request that was carried out and has no values to give."""
    return SUCCESS if not echo else SUCCESS.replace('echo=""', f"echo={quoteattr(echo)}")


def refused(refusal: RefusalError, echo: str) -> str:
    """The answer to a request that was not carried out, or in part."""
    summary = _text(refusal.summary)
    detail = f"<detail>{_text(refusal.detail)}</detail>" if refusal.detail else ""
    return (
        f'<command type="{refusal.kind}" echo={quoteattr(echo)} xsi:type="c:ErrorResponse" xmlns:c="C" xmlns="">'
        f"<summary>{summary}</summary><summaryEnglish>{summary}</summaryEnglish>{detail}</command>"
    )


def document(session: str | None, answers: Sequence[str]) -> bytes:
    """A whole document, as ISO-8859-1; other letters are written as numbers. Clients expect the newline after it."""
    head = "" if session is None else f'<sessionId xmlns="">{_text(session)}</sessionId>'
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        f'<BroadsoftDocument protocol="OCI" xmlns="C" xmlns:xsi="{INSTANCE}">'
        f"{head}{''.join(answers)}</BroadsoftDocument>\n"
    )
    return text.encode("iso-8859-1", "xmlcharrefreplace")


def _record(record: Record, values: Mapping[str, Any]) -> list[str]:
    out = []
    for field in record.fields:
        value = _known(field, values.get(field.xml))
        if value is None:
            if not field.required or field.is_list:
                continue
            value = _default(field)
        out += [_element(field, one) for one in (value if field.is_list else (value,))]
    return out


def _known(field: Field, value: Any) -> Any:
    # What a newer request wrote, an older answer may have no word for.
    if isinstance(field.type, Plain) and field.type.options and value not in field.type.options:
        return None
    return value


def _element(field: Field, value: Any) -> str:
    kind = field.type
    if isinstance(kind, Record):
        return f"<{field.xml}>{''.join(_record(kind, value))}</{field.xml}>"
    if isinstance(kind, Table):
        return f"<{field.xml}>{_table(kind, value)}</{field.xml}>"
    if isinstance(kind, OneOf):
        chosen = next(record for record in kind.records if record.name == value["type"])
        return f'<{field.xml} xsi:type="{chosen.name}">{"".join(_record(chosen, value))}</{field.xml}>'
    return f"<{field.xml}>{_text(_plain(value))}</{field.xml}>"


def _table(table: Table, value: Rows) -> str:
    headings = "".join(f"<colHeading>{_text(heading)}</colHeading>" for heading in table.headings)
    rows = "".join(
        f"<row>{''.join(_column(row.get(heading)) for heading in table.headings)}</row>" for row in value.rows
    )
    return headings + rows


def _column(value: Any) -> str:
    return "<col/>" if value is None or value == "" else f"<col>{_text(_plain(value))}</col>"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text))


def _default(field: Field) -> Any:
    kind = field.type
    if isinstance(kind, Table):
        return Rows(())
    if isinstance(kind, Record):
        return {}
    if isinstance(kind, Plain):
        if kind.options:
            return kind.options[0]
        if kind.kind == "bool":
            return False
        if kind.kind == "int":
            return kind.least or 0
    raise ValueError(f"an answer lacks {field.xml}")
