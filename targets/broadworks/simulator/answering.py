"""A document comes in, its commands are carried out in order, and a document with an answer to each goes out."""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from nummerplan.targets.broadworks.protocol import INSTANCE, MOST_COMMANDS, NAMESPACE, requests
from nummerplan.targets.broadworks.protocol.releases import RELEASES, has
from nummerplan.targets.broadworks.simulator.documents import reply
from nummerplan.targets.broadworks.simulator.documents.elements import DocumentError, Element, read
from nummerplan.targets.broadworks.simulator.documents.shape import NIL, TYPE, Values, fields_of
from nummerplan.targets.broadworks.simulator.fault_injection import FaultError, FaultInjection
from nummerplan.targets.broadworks.simulator.invocation import Invocation, commands
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, invalid, not_logged_in, own, unauthorized
from nummerplan.targets.broadworks.simulator.store import SimulatorStore
from nummerplan.targets.broadworks.simulator.strangers.limits import Limits
from nummerplan.targets.broadworks.simulator.strangers.wrong_passwords import WrongPasswords

LoginOf = Callable[[str | None, bool], Login]
"""The login of a session id on this connection; the second argument: whether all commands may come before a login."""


class BrokenError(Exception):
    """The connection is to be closed, after these bytes; `hang` leaves it open without another word."""

    def __init__(self, sent: bytes = b"", hang: bool = False) -> None:
        super().__init__()
        self.sent = sent
        self.hang = hang


class IncomingDocument(NamedTuple):
    """A document as it came in, and found to be as the schema wants it."""

    session: str | None
    commands: list[tuple[str, Values, str]]


@dataclass(frozen=True)
class Simulator:
    """The store and the faults to inject; every connection uses it."""

    store: SimulatorStore
    fault_injection: FaultInjection
    release: str = RELEASES[-1]
    """Names and fields of later releases are refused."""
    wrong_passwords: WrongPasswords = field(default_factory=lambda: WrongPasswords(Limits()))

    def answer(self, text: bytes, login_of: LoginOf) -> bytes:
        """The answer to a document. Raises `BrokenError` for an injected fault."""
        session, count = None, 1
        try:
            root = _root(read(text))
            session, count = _session(root), min(max(1, len(_commands(root))), MOST_COMMANDS)
            document = _document(root, self.release)
        except DocumentError as error:
            return reply.document(session, [reply.refused(invalid(str(error)), "")])
        except RefusalError as refusal:
            # A document is judged whole before anything of it is carried out: all its commands get the reason.
            return reply.document(session, [reply.refused(refusal, "")] * count)
        is_open = all(commands()[request].open for request, _, _ in document.commands)
        return self._carry_out(document, login_of(session, is_open))

    def _carry_out(self, document: IncomingDocument, login: Login) -> bytes:
        now = time.time()
        self.store.tally([(now, _tenant(fields, login), name, login.user_id) for name, fields, _ in document.commands])
        answers: list[str] = []
        cut = False
        for request, fields, echo in document.commands:
            fault = self._fault(request)
            if fault in ("drop-before", "hang-before"):
                raise BrokenError(hang=fault == "hang-before")
            if fault == "fail":
                answers.append(reply.refused(own(9999, "fails as ordered"), echo))
                continue
            if fault == "bare":
                answers.append(reply.success(echo))
                continue
            answers.append(self._one(request, fields, echo, login))
            if fault in ("drop-after", "hang-after"):
                raise BrokenError(hang=fault == "hang-after")
            cut = cut or fault == "cut"
        pause, login.pause = login.pause, 0.0
        time.sleep(pause)
        out = reply.document(document.session, answers)
        if cut:
            raise BrokenError(out[: len(out) // 2])
        return out

    def _fault(self, request: str) -> str:
        if commands()[request].open:
            return ""
        try:
            self.fault_injection.look()
        except FaultError as error:
            logging.getLogger(__name__).warning("%s", error)
        if self.fault_injection.delay:
            time.sleep(self.fault_injection.delay)
        return self.fault_injection.fault_of(request) or self.fault_injection.fault(changes="Get" not in request)

    def _one(self, request: str, fields: Values, echo: str, login: Login) -> str:
        command = commands()[request]
        try:
            if not command.open and not login.is_open:
                raise not_logged_in()
            if not command.open and not command.allows(request, login):
                raise unauthorized()
            with self.store.transaction():
                try:
                    found = command.run(self._invocation(request, fields, login))
                except RefusalError as refusal:
                    if refusal.kind == "Error":
                        raise
                    return reply.refused(refusal, echo)
            return reply.success(echo) if found is None else reply.answer(request, found, echo)
        except RefusalError as refusal:
            return reply.refused(refusal, echo)
        except Exception as defect:  # logged; the client gets an answer, and other clients are served on
            log_defect(request, defect)
            return reply.refused(own(9000, "the platform has a defect; its log says more"), echo)

    def _invocation(self, request: str, fields: Values, login: Login) -> Invocation:
        return Invocation(request, fields, login, self.store, self.fault_injection, self.release, self.wrong_passwords)


def refused_unread(most: int) -> bytes:
    """The answer to what is not even read."""
    return reply.document(None, [reply.refused(invalid(f"longer than {most} bytes"), "")])


def log_defect(where: str, defect: BaseException) -> None:
    """Say a defect of ours in a line; the traceback is for who asks for it."""
    traceback = bool(os.environ.get("NUMMERPLAN_TRACEBACK"))
    kind = type(defect).__name__
    logging.getLogger(__name__).error("%s: a defect of the platform (%s: %s)", where, kind, defect, exc_info=traceback)


def _tenant(fields: Values, login: Login) -> str:
    group = fields.get("groupId", fields.get("GroupId"))
    return f"{fields['serviceProviderId']}/{group}" if group else login.label


def _root(root: Element) -> Element:
    if root.name != f"{NAMESPACE} BroadsoftDocument":
        raise invalid(f"cvc-elt.1: cannot find the declaration of element '{root.name.rpartition(' ')[2]}'")
    for name in root.attributes:
        if name != "protocol" and not name.startswith(f"{INSTANCE} "):
            raise invalid(f"attribute '{name}' is not declared for element BroadsoftDocument@C")
    if root.attributes.get("protocol") != "OCI":
        raise invalid("attribute 'protocol' of element BroadsoftDocument@C must be OCI")
    return root


def _commands(root: Element) -> list[Element]:
    return [child for child in root.children if child.name == "command"]


def _session(root: Element) -> str | None:
    if root.children and root.children[0].name == "sessionId":
        return root.children[0].text
    return None


def _document(root: Element, release: str) -> IncomingDocument:
    session = _session(root)
    if session is None:
        raise invalid("BroadsoftDocument@C: element 'sessionId' is expected first")
    if not session or len(session) > 200:
        raise invalid("BroadsoftDocument@C: element 'sessionId' is empty or too long")
    rest = root.children[1:]
    if rest and rest[0].name == "trackingId":
        rest = rest[1:]
    for child in rest:
        if child.name != "command":
            raise invalid(f"BroadsoftDocument@C: element '{child.name}' is not allowed at this place")
    if not 1 <= len(rest) <= MOST_COMMANDS:
        raise invalid(f"BroadsoftDocument@C: {len(rest)} commands; a document has 1 to {MOST_COMMANDS}")
    return IncomingDocument(session, [_command(child, release) for child in rest])


def _command(element: Element, release: str) -> tuple[str, Values, str]:
    prefix, _, name = element.attributes.get(TYPE, "").rpartition(":")
    known = name in requests() and name in commands() and has(release, name)
    if not known or element.prefixes.get(prefix, ""):
        raise invalid(f"Invalid xsi:type qname: '{element.attributes.get(TYPE, '')}' in element command")
    unknown = set(element.attributes) - {TYPE, NIL, "echo", "requestLocale"}
    if unknown:
        raise invalid(f"attribute '{min(unknown)}' is not declared for element command")
    if element.attributes.get(NIL, "false") not in ("false", "0"):
        raise invalid("element 'command' is not nillable")
    return name, fields_of(name, element, release), element.attributes.get("echo", "")
