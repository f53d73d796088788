"""OCI-P over TCP, plain or TLS: documents one after another, each ended by its own end tag."""

import re
import socket
from collections.abc import Iterator

from nummerplan.targets.broadworks.simulator.answering import BrokenError, refused_unread
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.ports.bounded_reading import receive
from nummerplan.targets.broadworks.simulator.ports.listening import SECONDS_TO_TAKE, Handler, Listener

_END = re.compile(rb"</(?:[\w.-]{1,20}:)?BroadsoftDocument\s{0,20}>")
_LONGEST_END = 80
_MOST_SESSIONS = 16
_PIECE = 65536


class _Connection(Handler):
    server: "TcpServer"
    request: socket.socket

    def setup(self) -> None:
        self.logins: dict[str | None, Login] = {}
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def handle(self) -> None:
        for document in self._documents():
            if len(document) > self.admitted.most_bytes:
                return self._send(refused_unread(self.admitted.most_bytes))
            try:
                answer = self.server.platform.answer(document, self._login)
            except BrokenError as broken:
                if broken.sent:
                    self._send(broken.sent)
                self.request.settimeout(self.admitted.limits.idle_seconds)
                while broken.hang and self.request.recv(_PIECE):
                    pass
                return None
            # Noted first: whoever has the answer to a login is no stranger any more.
            goes_on = self.admitted.answered(any(login.is_open for login in self.logins.values()))
            self._send(answer)
            if not goes_on:
                return None
        return None

    def _send(self, answer: bytes) -> None:
        self.request.settimeout(SECONDS_TO_TAKE)
        self.request.sendall(answer)

    def _documents(self) -> Iterator[bytes]:
        """Documents as they come in; one that grows too long is the last, as far as it came."""
        waiting = bytearray()
        latest = self.admitted.latest(began=False)
        while piece := receive(self.request, _PIECE, latest):
            seen = len(waiting)
            waiting += piece
            while end := _END.search(waiting, max(0, seen - _LONGEST_END)):
                document = bytes(waiting[: end.end()])
                del waiting[: end.end()]
                seen = 0
                yield document.lstrip()
                latest = self.admitted.latest(began=False)
            if not seen and waiting.strip():
                latest = self.admitted.latest(began=True)
            if len(waiting) > self.admitted.most_bytes:
                yield bytes(waiting)
                return

    def _login(self, session: str | None, _is_open: bool) -> Login:
        if session not in self.logins and len(self.logins) >= _MOST_SESSIONS:
            self.logins.pop(next(iter(self.logins)))
        return self.logins.setdefault(session, self.server.fresh_login(self.client_address))


class TcpServer(Listener):
    """Listens for OCI-P over TCP."""

    handler = _Connection
