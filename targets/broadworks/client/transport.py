"""What carries documents to the platform and its answers back, whichever way."""

import socket
import ssl
from typing import Protocol

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.message import Message, say


class NotSentError(PlatformError):
    """Nothing of the document has reached the platform: it can be sent again."""


class UnreachableError(NotSentError):
    """No connection comes about."""


class NoAnswerError(PlatformError):
    """The document went out and no answer came that can be read: its commands may have been carried out, or some."""


class Transport(Protocol):
    """A connection. After any error it is of no more use; `close` never raises."""

    def exchange(self, document: bytes) -> bytes:
        """Send a document and give the answer. Raises `NotSentError` or `NoAnswerError`."""

    def close(self) -> None:
        """Let go of the connection."""


def unreachable(address: object, problem: OSError) -> Message:
    """A sentence about a connection that cannot be made or that broke, in words without secrets."""
    return say("{address}: {reason}", address=str(address), reason=_reason(problem))


def readable(text: str) -> str:
    """Words of the platform on one line, without what would move a cursor or turn a line around."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def _reason(problem: OSError) -> str | Message:
    if isinstance(problem, ssl.SSLCertVerificationError):
        return say("its certificate is not trusted: {reason}", reason=readable(problem.verify_message or "unknown"))
    if isinstance(problem, ssl.SSLError):
        return say("no encrypted connection comes about ({reason})", reason=problem.reason or "unknown")
    if isinstance(problem, TimeoutError):
        return say("there is no answer in time")
    if isinstance(problem, socket.gaierror):
        return say("there is no host of this name")
    return problem.strerror or say("the connection broke")
