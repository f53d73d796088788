"""A platform that never comes to an end: it takes one document, begins an answer, and then goes on for ever."""

import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

import pytest


class Dripping:
    """Listens on a free port. `first` is said at once, then `drop` again and again, `pause` seconds apart.

    `listens` is whether it takes what it is sent; `context` makes it speak TLS.
    """

    def __init__(
        self,
        first: bytes = b"",
        drop: bytes = b" ",
        pause: float = 0.05,
        *,
        listens: bool = True,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._first, self._drop, self._pause, self._listens, self._context = first, drop, pause, listens, context
        self._ended = threading.Event()
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(8)
        self.port = int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._socket.close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(connection,), daemon=True).start()

    def _speak(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            if self._listens:
                connection.recv(65536)
                connection.sendall(self._first)
            while not self._ended.wait(self._pause):
                if self._listens:
                    connection.sendall(self._drop)


@contextmanager
def ends_at_all(seconds: int = 15) -> Iterator[None]:
    """Fails when the block goes on and on."""

    def give_up(_number: int, _frame: object) -> None:
        pytest.fail(f"it went on for {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
