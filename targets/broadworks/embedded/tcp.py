"""OCI-P over TCP, plain or TLS: documents one after another, each ended by its own end tag."""

import re
import socket
import socketserver
import ssl
from collections.abc import Iterator

from nummerplan.targets.broadworks.embedded.answering import BrokenError, Platform
from nummerplan.targets.broadworks.embedded.elements import MOST_BYTES
from nummerplan.targets.broadworks.embedded.login import Login

_END = re.compile(rb"</(?:[\w.-]{1,20}:)?BroadsoftDocument\s{0,20}>")
_LONGEST_END = 80
_MOST_SESSIONS = 16


class TcpServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens; each connection is a thread."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], platform: Platform, tls: ssl.SSLContext | None, plain: bool) -> None:
        self.platform = platform
        self.tls = tls
        self.trusts_plain = plain
        super().__init__(address, _Connection)

    def finish_request(self, request: object, client_address: object) -> None:
        """Serve a connection; the TLS handshake is made here, where it keeps nobody else waiting."""
        if not isinstance(request, socket.socket):
            raise TypeError(request)
        try:
            if self.tls is None:
                super().finish_request(request, client_address)
            else:
                request.settimeout(30)
                with self.tls.wrap_socket(request, server_side=True) as secure:
                    secure.settimeout(None)
                    super().finish_request(secure, client_address)
        except OSError:
            pass  # whoever was there has gone, or speaks no TLS


class _Connection(socketserver.BaseRequestHandler):
    server: TcpServer
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
        secure = self.server.tls is not None or self.server.trusts_plain
        return self.logins.setdefault(session, Login(secure=secure))
