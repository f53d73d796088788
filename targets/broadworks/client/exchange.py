"""Commands to the platform and its answers: logged in, at the platform's rate, and never a write twice."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from uuid import uuid4

from nummerplan.model.artefact import Secrets
from nummerplan.model.deployment.platform import Operation, Outcome, PlatformError
from nummerplan.model.message import Message
from nummerplan.targets.broadworks.client.answers import OciAnswer, read_answers
from nummerplan.targets.broadworks.client.command import Contents, Resolve
from nummerplan.targets.broadworks.client.envelope import document, split
from nummerplan.targets.broadworks.client.login import log_in, logout
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.client.rate import Rate
from nummerplan.targets.broadworks.client.settings import PlatformSettings
from nummerplan.targets.broadworks.client.soap import SoapTransport
from nummerplan.targets.broadworks.client.tcp import TcpTransport
from nummerplan.targets.broadworks.client.transport import NoAnswerError, NotSentError, Transport, UnreachableError
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS

TRIES = 6
"""So often a document goes out before the platform counts as out of reach, where that does no harm."""
_FIRST_PAUSE = 0.1

Audio = Callable[[str], bytes]
"""Gives the content of an audio file as the platform takes it."""

Judge = Callable[[Sequence[Operation | Query]], Sequence[Message]]
"""Says what is wrong with the commands of a document (an operator's own schema)."""


class Exchange:
    """One session with the platform. Secrets are asked for when they are sent, and not kept."""

    def __init__(self, settings: PlatformSettings, secrets: Secrets, audio: Audio, rate: Rate, judge: Judge) -> None:
        self._settings = settings
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
        """Put the questions of a document and give their answers; when a connection breaks they are put again."""
        return self._insist(queries, self._contents(), repeat=True)

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
        found = [answer.outcome for answer in answers]
        return [Outcome(outcome.verdict, contents.conceal(outcome.message)) for outcome in found]

    def _insist(self, commands: Sequence[Operation | Query], contents: Contents, *, repeat: bool) -> list[OciAnswer]:
        """Send a document, again if it did not go out, and with `repeat` also if no answer came."""
        wrong = self._judge(commands)
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
            log_in(lambda query, resolve: self._exchange([query], resolve)[0], self._settings, self._secrets)
        except NoAnswerError as problem:
            # Who logs in twice has changed nothing.
            self._drop()
            raise NotSentError(problem.message) from None
        except BaseException:
            self._drop()
            raise

    def _exchange(self, commands: Sequence[Operation | Query], resolve: Resolve) -> list[OciAnswer]:
        if self._transport is None:
            raise AssertionError("there is a connection")
        content = document(commands, self._session, self._settings.release, resolve)
        with self._rate.turn(len(commands)):
            answered = self._transport.exchange(content)
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
