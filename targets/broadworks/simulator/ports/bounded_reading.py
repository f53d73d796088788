"""Reading from a socket until a moment, and so many bytes: whatever drips, it ends."""

import io
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class TooLongError(OSError):
    """More came than was allowed."""


def receive(connection: socket.socket, most: int, latest: float) -> bytes:
    """A piece that came in until then. Raises `TimeoutError`."""
    connection.settimeout(_left(latest))
    return connection.recv(most)


class BoundedStream(io.RawIOBase):
    """A socket as a file. `allow` says how many bytes may come next, and until when."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._bytes = 0
        self._latest: Callable[[bool], float] = lambda _began: 0.0
        self._began = False
        self._until = 0.0

    def allow(self, most: int, latest: Callable[[bool], float]) -> None:
        """So many bytes from here on; `latest` says until when, before the first has come and after it."""
        self._bytes, self._latest = most, latest
        self._began = False
        self._until = latest(False)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read what is there. Raises `TimeoutError`, or `TooLongError`."""
        if self._bytes <= 0:
            raise TooLongError
        self._connection.settimeout(_left(self._until))
        count = self._connection.recv_into(memoryview(buffer)[: self._bytes])
        self._bytes -= count
        if not self._began:
            self._began = True
            self._until = self._latest(True)
        return count


def _left(latest: float) -> float:
    left = latest - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
