"""OCI-P over TCP, plain or TLS: documents one after another, each ended by its own end tag."""

import re
import socket
import socketserver
from collections.abc import Iterator

from nummerplan.targets.broadworks.simulator.answering import BrokenError
from nummerplan.targets.broadworks.simulator.documents.elements import MOST_BYTES
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.ports.listening import Listener

_END = re.compile(rb"</(?:[\w.-]{1,20}:)?BroadsoftDocument\s{0,20}>")
_LONGEST_END = 80
_MOST_SESSIONS = 16


class _Connection(socketserver.BaseRequestHandler):
    server: "TcpServer"
    request: socket.socket

    def setup(self) -> None:
        self.logins: dict[str | None, Login] = {}
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def handle(self) -> None:
        for document in self._documents():
            try:
                self.request.sendall(self.server.platform.answer(document, self._login))
            except BrokenError as broken:
                if broken.sent:
                    self.request.sendall(broken.sent)
                while broken.hang and self.request.recv(65536):
                    pass
                return

    def _documents(self) -> Iterator[bytes]:
        waiting = bytearray()
        seen = 0
        while piece := self.request.recv(65536):
            waiting += piece
            while end := _END.search(waiting, max(0, seen - _LONGEST_END)):
                document = bytes(waiting[: end.end()])
                del waiting[: end.end()]
                seen = 0
                yield document.lstrip()
            seen = len(waiting)
            if seen > MOST_BYTES:
                yield bytes(waiting)  # too long to be read: that is the answer, and the end
                return

    def _login(self, session: str | None, _is_open: bool) -> Login:
        if session not in self.logins and len(self.logins) >= _MOST_SESSIONS:
            self.logins.pop(next(iter(self.logins)))
        return self.logins.setdefault(session, Login(secure=self.server.is_secure))


class TcpServer(Listener):
    """Listens for OCI-P over TCP."""

    handler = _Connection
