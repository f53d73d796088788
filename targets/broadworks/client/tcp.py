"""Documents over TCP, plain or encrypted: each ends with its closing tag, there is nothing before or between."""

import socket
import time
from contextlib import suppress

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.address import Address, Certificates
from nummerplan.targets.broadworks.client.answers import LARGEST
from nummerplan.targets.broadworks.client.transport import (
    CONNECT_SECONDS,
    NoAnswerError,
    NotSentError,
    UnreachableError,
    is_stale,
    unreachable,
)
from nummerplan.targets.broadworks.protocol import END

_PIECE = 65536


class TcpTransport:
    """One connection, one document at a time. `seconds` is how long a whole answer may take."""

    def __init__(self, address: Address, certificates: Certificates, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        context = certificates.context() if address.is_encrypted else None
        try:
            self._socket = socket.create_connection((address.host, address.port), CONNECT_SECONDS)
        except (OSError, UnicodeError) as problem:
            raise UnreachableError(unreachable(address, _as_os_error(problem))) from None
        if context is not None:
            try:
                self._socket = context.wrap_socket(self._socket, server_hostname=address.host)
            except OSError as problem:
                self.close()
                raise UnreachableError(unreachable(address, problem)) from None

    def exchange(self, document: bytes) -> bytes:
        """Send a document and give the platform's answer to it."""
        if is_stale(self._socket):
            raise NotSentError(say("{address}: the platform has closed the connection", address=str(self._address)))
        try:
            self._socket.settimeout(self._seconds)
            # The line end is no part of the document; some releases wait for it.
            self._socket.sendall(document + b"\n")
            return self._receive()
        except OSError as problem:
            raise NoAnswerError(unreachable(self._address, problem)) from None

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(OSError):
            self._socket.close()

    def _receive(self) -> bytes:
        latest = time.monotonic() + self._seconds
        received = bytearray()
        while (left := latest - time.monotonic()) > 0:
            self._socket.settimeout(left)
            piece = self._socket.recv(_PIECE)
            if not piece:
                raise NoAnswerError(
                    say("{address}: the platform closed the connection before its answer", address=str(self._address))
                )
            looked_at = max(0, len(received) - len(END))
            received += piece
            end = received.find(END, looked_at)
            if end >= 0:
                return self._single(bytes(received), end + len(END))
            if len(received) > LARGEST:
                raise NoAnswerError(say("the platform's answer is too long to be one"))
        raise TimeoutError

    def _single(self, received: bytes, end: int) -> bytes:
        if received[end:].strip():
            raise NoAnswerError(say("{address}: the platform answered twice", address=str(self._address)))
        # The line end of the answer before may have come late, and nothing may stand before a declaration.
        return received[:end].lstrip()


def _as_os_error(problem: OSError | UnicodeError) -> OSError:
    return problem if isinstance(problem, OSError) else socket.gaierror()
