"""A connection on which every wait ends at one moment, however slowly the other side goes on."""

import io
import socket
import ssl
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CONNECT_SECONDS = 15.0
"""So long a connection may take to stand, at most."""
_PIECE = 65536
_LINE_ENDS = 64


class TimedSocket:
    """A socket with a deadline. A timeout of the operating system begins anew with every byte; this does not."""

    def __init__(self, connected: socket.socket, latest: float) -> None:
        self.socket = connected
        self._latest = latest

    def expect_end_in(self, seconds: float) -> None:
        """All that follows has to be over in so many seconds."""
        self._latest = time.monotonic() + seconds

    def sendall(self, content: bytes) -> None:
        """Send it. Raises `TimeoutError`."""
        # An encrypted socket gives each piece a time of its own.
        rest = memoryview(content)
        while rest:
            self.wait()
            rest = rest[self.socket.send(rest[:_PIECE]) :]

    def receive(self) -> bytes:
        """A piece of what came; nothing at its end. Raises `TimeoutError`."""
        self.wait()
        return self.socket.recv(_PIECE)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What comes, as the library for HTTP reads it."""
        return io.BufferedReader(_TimedFile(self))

    def close(self) -> None:
        """Let go of it, once its files are closed too."""
        self.socket.close()

    def wait(self) -> None:
        """The next operation may take what time is left. Raises `TimeoutError`."""
        left = self._latest - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)

    def is_stale(self) -> bool:
        """Whether the platform has closed the connection, or sent something without a query."""
        self.socket.settimeout(0)
        try:
            # A line end may follow the answer before; encrypted connections have things of their own to say.
            for _ in range(_LINE_ENDS):
                if not self.socket.recv(1).isspace():
                    return True
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except OSError:
            return True
        return True


class _TimedFile(io.RawIOBase):
    def __init__(self, timed: TimedSocket) -> None:
        self._timed = timed
        self._file = timed.socket.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        self._timed.wait()
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def connected(host: str, port: int, seconds: float, context: ssl.SSLContext | None) -> TimedSocket:
    """A connection, encrypted with a context, that stands in so many seconds. Raises `OSError`."""
    latest = time.monotonic() + min(seconds, CONNECT_SECONDS)
    timed = TimedSocket(_first(host, port, latest), latest)
    try:
        timed.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context is not None:
            timed.wait()
            # Of a handshake the library itself sees to the whole time.
            timed.socket = context.wrap_socket(timed.socket, server_hostname=host)
    except BaseException:
        timed.close()
        raise
    return timed


def _first(host: str, port: int, latest: float) -> socket.socket:
    """A connection to the first of a host's addresses that takes one; each gets its share of the time."""
    try:
        found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
    except UnicodeError:
        raise socket.gaierror from None
    problem = OSError()
    for place, (family, kind, protocol, _, address) in enumerate(found):
        made = socket.socket(family, kind, protocol)
        timed = TimedSocket(made, time.monotonic() + (latest - time.monotonic()) / (len(found) - place))
        try:
            timed.wait()
            made.connect(address)
            return made
        except OSError as failed:
            problem = failed
            made.close()
        except BaseException:
            made.close()
            raise
    raise problem
