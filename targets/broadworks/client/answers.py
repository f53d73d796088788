"""What the platform answers, read without believing more of it than is there.

The library's own reader takes only the first command of a document, reads `1` as false and a missing text as `None`,
and raises on warnings; this one gives every command as it stands.
"""

import re
from collections.abc import Sequence

from lxml import etree

from nummerplan.model.deployment.platform import OperationVerdict, Outcome
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_xml import parse
from nummerplan.targets.broadworks.client.transport import NoAnswerError, readable
from nummerplan.targets.broadworks.protocol import INSTANCE, NAMESPACE

_WHOLE_DOCUMENT = "[Error 6004]"
"""The document is not as the schema wants it: none of its commands was looked at."""

_CODE = re.compile(r"\[Error (\d{1,9})\]")
_TYPE = f"{{{INSTANCE}}}type"
_NIL = f"{{{INSTANCE}}}nil"
_VERDICTS: dict[str, OperationVerdict] = {"Error": "failed", "Warning": "warning", "Info": "done"}


class OciAnswer:
    """One answered command, or a nested part of it. Names are those of the protocol: `forwardToPhoneNumber`."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def type(self) -> str:
        """What the command calls itself, without a prefix: `SuccessResponse`, `UserGetResponse23V2`."""
        return str(self._element.get(_TYPE, "")).rpartition(":")[2]

    @property
    def error(self) -> str | None:
        """The platform's refusal (`[Error 4410] ...`), or None for anything but a refusal."""
        return self.outcome.message if self.outcome.verdict == "failed" else None

    @property
    def code(self) -> int | None:
        """The number in the platform's refusal (4410); None without one, and for what is no refusal."""
        found = _CODE.match(self.error or "")
        return int(found[1]) if found else None

    @property
    def outcome(self) -> Outcome:
        """What came of the command: refused, done with a warning, or done."""
        if self.type != "ErrorResponse":
            return Outcome("done")
        verdict = _VERDICTS.get(self._element.get("type", "Error"), "failed")
        texts = (self.text("summaryEnglish") or self.text("summary"), self.text("detail"))
        message = readable(" ".join(text for text in texts if text))
        return Outcome(verdict, message or "the platform gives no reason")

    def text(self, name: str, /) -> str | None:
        """An element's text; None when it is absent, nil or empty."""
        return _text(self._element.find(name))

    def flag(self, name: str, /) -> bool:
        """Whether an element is true."""
        return self.text(name) in ("true", "1")

    def all(self, name: str, /) -> list[str]:
        """The texts of all elements of a name that have one."""
        return [text for text in map(_text, self._element.findall(name)) if text is not None]

    def first(self, name: str, /) -> "OciAnswer | None":
        """A nested part; None when it is absent or nil."""
        return next(iter(self.parts(name)), None)

    def parts(self, name: str, /) -> "Sequence[OciAnswer]":
        """All nested parts of a name."""
        return [OciAnswer(element) for element in self._element.findall(name) if not _is_nil(element)]

    def table(self, name: str, /) -> list[dict[str, str]]:
        """The rows of a table by heading; a cell that is empty or missing is an empty text."""
        table = self._element.find(name)
        if table is None:
            return []
        headings = [_text(heading) or "" for heading in table.findall("colHeading")]
        rows = []
        for row in table.findall("row"):
            cells = [_text(cell) or "" for cell in row.findall("col")]
            cells += [""] * (len(headings) - len(cells))
            rows.append(dict(zip(headings, cells, strict=False)))
        return rows


def read_answers(content: bytes, session: str, count: int) -> list[OciAnswer]:
    """The answers of a document, as many as commands were sent.

    Raises `NoAnswerError` for what is no OCI document, has a document type declaration, is of another session, or has
    another number of answers. A document that was refused as a whole, with one answer, is refused for each command.
    """
    root = _parse(content)
    commands = root.findall("command")
    own = _text(root.find("sessionId"))
    if own is not None and own != session:
        raise NoAnswerError(say("the platform answered another session; the connection was closed"))
    answers = [OciAnswer(command) for command in commands]
    if any(answer.type == "LogoutRequest" for answer in answers):
        raise NoAnswerError(say("the platform ended the session: {reason}", reason=_reason(answers)))
    if len(answers) == 1 and count > 1 and (answers[0].error or "").startswith(_WHOLE_DOCUMENT):
        return answers * count
    if len(answers) != count:
        raise NoAnswerError(
            say(
                "the platform gave {answers} answers to {commands} commands; the connection was closed",
                answers=len(answers),
                commands=count,
            )
        )
    for command in commands:
        _modernise(command)
    return answers


def _modernise(command: etree._Element) -> None:
    """Give a command of an older release the newest form: there voicemail goes to a list of addresses."""
    mail = command.find("voiceMessageDeliveryEmailAddress")
    if mail is not None and len(mail) == 0 and _text(mail) is not None:
        etree.SubElement(mail, "emailAddress").text = mail.text
        mail.text = None


def _parse(content: bytes) -> etree._Element:
    try:
        root = parse(content)
    except ValueError:
        raise NoAnswerError(say("the platform's answer is not XML")) from None
    if root.getroottree().docinfo.doctype:
        raise NoAnswerError(say("the platform's answer declares a document type; it was not read"))
    if root.tag != f"{{{NAMESPACE}}}BroadsoftDocument":
        raise NoAnswerError(say("the platform's answer is no OCI document"))
    return root


def _reason(answers: Sequence[OciAnswer]) -> str:
    return next((readable(reason) for answer in answers if (reason := answer.text("reason"))), "-")


def _text(element: etree._Element | None) -> str | None:
    if element is None or _is_nil(element):
        return None
    return (element.text or "").strip() or None


def _is_nil(element: etree._Element) -> bool:
    return element.get(_NIL) in ("true", "1")
