"""Documents over TCP, plain or encrypted: each ends with its closing tag, there is nothing before or between."""

from contextlib import suppress

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.address import Address, Certificates
from nummerplan.targets.broadworks.client.answer_xml import LARGEST, too_long
from nummerplan.targets.broadworks.client.transport import (
    NoAnswerError,
    NotSentError,
    UnreachableError,
    unreachable,
)
from nummerplan.targets.broadworks.client.transports.timed_socket import connected
from nummerplan.targets.broadworks.protocol import END


class TcpTransport:
    """One connection, one document at a time. `seconds` is how long a document may take to go out, and its answer."""

    def __init__(self, address: Address, certificates: Certificates, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        context = certificates.context() if address.is_encrypted else None
        try:
            self._connection = connected(address.host, address.port, seconds, context)
        except OSError as problem:
            raise UnreachableError(unreachable(address, problem)) from None

    def exchange(self, document: bytes) -> bytes:
        """Send a document and give the platform's answer to it."""
        if self._connection.is_stale():
            raise NotSentError(say("{address}: the platform has closed the connection", address=str(self._address)))
        try:
            self._connection.expect_end_in(self._seconds)
            # The line end is no part of the document; some releases wait for it.
            self._connection.sendall(document + b"\n")
            self._connection.expect_end_in(self._seconds)
            return self._receive()
        except OSError as problem:
            raise NoAnswerError(unreachable(self._address, problem)) from None

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(OSError):
            self._connection.close()

    def _receive(self) -> bytes:
        received = bytearray()
        while piece := self._connection.receive():
            looked_at = max(0, len(received) - len(END))
            received += piece
            end = received.find(END, looked_at)
            if end >= 0:
                return self._single(bytes(received), end + len(END))
            if len(received) > LARGEST:
                raise too_long()
        raise NoAnswerError(
            say("{address}: the platform closed the connection before its answer", address=str(self._address))
        )

    def _single(self, received: bytes, end: int) -> bytes:
        if received[end:].strip():
            raise NoAnswerError(say("{address}: the platform answered twice", address=str(self._address)))
        # The line end of the answer before may have come late, and nothing may stand before a declaration.
        return received[:end].lstrip()
