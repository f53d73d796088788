"""Commands to the platform and its answers: logged in, at the platform's rate, and never a write twice."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from uuid import uuid4

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.platform import Operation, Outcome, PlatformError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.targets.broadworks.client.answer_checks import (
    NOT_ALLOWED,
    SCHEMA,
    expect_answer,
    expect_types,
    is_answered,
    unknown_request,
)
from nummerplan.targets.broadworks.client.answers import OciAnswer, read_answers
from nummerplan.targets.broadworks.client.command import Contents, Resolve
from nummerplan.targets.broadworks.client.envelope import document, split
from nummerplan.targets.broadworks.client.field_values import SecretReference, reference
from nummerplan.targets.broadworks.client.login import log_in, logout
from nummerplan.targets.broadworks.client.profile import name_in, release_named
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.rate import Rate
from nummerplan.targets.broadworks.client.settings import PlatformSettings
from nummerplan.targets.broadworks.client.transport import (
    NoAnswerError,
    NotSentError,
    Transport,
    UnreachableError,
    readable,
)
from nummerplan.targets.broadworks.client.transports.soap import SoapTransport
from nummerplan.targets.broadworks.client.transports.tcp import TcpTransport
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS

TRIES = 6
"""So often a document goes out before the platform counts as out of reach, where that does no harm."""
_FIRST_PAUSE = 0.1
_LEVELS_THAT_MAY_ASK = ("System", "Provisioning")
"""Logins that may ask for the platform's release."""

Audio = Callable[[str], bytes]
"""Gives the content of an audio file as the platform takes it."""

Judge = Callable[[Sequence[Operation | Query], str], Sequence[Message]]
"""Says what is wrong with the commands of a document for a release (an operator's own schema)."""


class Exchange:
    """One session with the platform. Secrets are asked for when they are sent, and not kept."""

    def __init__(self, settings: PlatformSettings, secrets: Secrets, audio: Audio, rate: Rate, judge: Judge) -> None:
        self._settings = settings
        self.release = settings.release
        """The platform's own, where it told it to us, else that of its settings."""
        self._release_is_known = False
        self._secrets = secrets
        self._audio = audio
        self._rate = rate
        self._judge = judge
        self._session = ""
        self._transport: Transport | None = None

    def open(self) -> None:
        """Connect and log in. Raises `PlatformError` at once when the platform is out of reach or refuses."""
        for last in _tries():
            try:
                return self._log_in()
            except UnreachableError:
                raise
            except NotSentError:
                if last:
                    raise
        raise AssertionError("the last try ends the loop")

    def close(self) -> None:
        """Log out and let go of the connection; what goes wrong then does not matter any more."""
        if self._transport is not None:
            with suppress(PlatformError):
                self._exchange([logout(self._settings)], self._contents())
            self._drop()

    def batches(self, queries: Sequence[Query]) -> list[Sequence[Query]]:
        """Questions as they go out together."""
        most = self._rate.most(MOST_COMMANDS)
        return [queries[start : start + most] for start in range(0, len(queries), most)]

    def ask(self, queries: Sequence[Query]) -> list[OciAnswer]:
        """Put the questions of a document and give their answers; when a connection breaks they are put again.

        Raises `PlatformError` also for an answer of another type than its question's, and for a request that the
        platform does not have.
        """
        answers = self._insist(queries, self._contents(), repeat=True)
        if len(queries) > 1 and answers[0].code == SCHEMA and unknown_request(answers[0]) is None:
            # One of them was enough to have the whole document refused: each alone says which one.
            answers = [self._insist([query], self._contents(), repeat=True)[0] for query in queries]
        expect_types(queries, answers, self.release)
        return answers

    def secret(self, text: str) -> str | None:
        """The text behind a secret's reference; None if nobody gives it, and for a recording."""
        named = reference(text)
        if not isinstance(named, SecretReference):
            return None
        found = self._secrets(Secret(named.name))
        return found if found != text else None

    def documents(self, operations: Sequence[Operation]) -> list[Sequence[Operation]]:
        """What goes out together."""
        return split(operations, self._rate.most(MOST_COMMANDS))

    def write(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Send one document of operations, once; what has no answer has an unknown outcome.

        Raises `PlatformError` when nothing of it has gone out.
        """
        contents = self._contents()
        try:
            answers = self._insist(operations, contents, repeat=False)
        except NoAnswerError as problem:
            return [Outcome("unknown", str(problem.message))] * len(operations)
        return [self._outcome(one, answer, contents) for one, answer in zip(operations, answers, strict=True)]

    def _outcome(self, operation: Operation, answer: OciAnswer, contents: Contents) -> Outcome:
        request = name_in(operation.request, self.release)
        if not is_answered(request, answer):
            about = {"request": request, "type": readable(answer.type) or "-"}
            text = say("the platform answered {request} with {type}, which is no answer to it", **about)
            return Outcome("unknown", str(text))
        found = answer.outcome
        return Outcome(found.verdict, contents.conceal(found.message))

    def _insist(self, commands: Sequence[Operation | Query], contents: Contents, *, repeat: bool) -> list[OciAnswer]:
        """Send a document, again if it did not go out, and with `repeat` also if no answer came."""
        wrong = self._judge(commands, self.release)
        if wrong:
            raise PlatformError(wrong[0])
        for last in _tries():
            try:
                self._log_in()
                return self._exchange(commands, contents)
            except NotSentError:
                self._drop()
                if last:
                    raise
            except NoAnswerError:
                self._drop()
                if last or not repeat:
                    raise
        raise AssertionError("the last try ends the loop")

    def _log_in(self) -> None:
        if self._transport is not None:
            return
        transport = SoapTransport if self._settings.address.is_soap else TcpTransport
        self._transport = transport(self._settings.address, self._settings.certificates, self._settings.timeout)
        self._session = uuid4().hex
        try:
            level = log_in(lambda query, resolve: self._exchange([query], resolve)[0], self._settings, self._secrets)
            self._learn_release(level)
        except NoAnswerError as problem:
            # Who logs in twice has changed nothing.
            self._drop()
            raise NotSentError(problem.message) from None
        except BaseException:
            self._drop()
            raise

    def _learn_release(self, level: str) -> None:
        """Ask for the platform's release, once, where this login may know it."""
        if self._release_is_known or level not in _LEVELS_THAT_MAY_ASK:
            return
        query = Query("SystemSoftwareVersionGetRequest", {})
        (answer,) = self._exchange([query], self._contents())
        if answer.error is None:
            expect_types([query], [answer], self.release)
            self.release = release_named(answer.text("version") or "") or self.release
        elif answer.code != NOT_ALLOWED:
            # Without its word another release's names would be used, and be refused halfway.
            expect_answer(query, answer)
        self._release_is_known = True

    def _exchange(self, commands: Sequence[Operation | Query], resolve: Resolve) -> list[OciAnswer]:
        if self._transport is None:
            raise AssertionError("there is a connection")
        content = document(commands, self._session, self.release, resolve)
        try:
            with self._rate.turn(len(commands)):
                answered = self._transport.exchange(content)
        except BaseException:
            # Also when somebody interrupts it: the answer may still come, and is not to be taken for the next one's.
            self._drop()
            raise
        return read_answers(answered, self._session, len(commands))

    def _contents(self) -> Contents:
        return Contents(self._secrets, self._audio)

    def _drop(self) -> None:
        if self._transport is not None:
            self._transport.close()
        self._transport = None


def _tries() -> Iterator[bool]:
    """The tries there are, with growing pauses between them; whether it is the last one."""
    for count in range(1, TRIES):
        yield False
        time.sleep(_FIRST_PAUSE * 2 ** (count - 1))
    yield True
