"""A port: a thread for each connection that is let in, and TLS with a certificate."""

import socket
import socketserver
import ssl
import sys
import threading
from typing import Any

from nummerplan.targets.broadworks.simulator.answering import Simulator, log_defect
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.ports.connections import Connection, Connections

SECONDS_TO_TAKE = 30.0
"""So long a client may take to take its answer."""


class Handler(socketserver.BaseRequestHandler):
    """Serves one connection."""

    def __init__(self, request: Any, client_address: Any, server: Any, admitted: Connection) -> None:
        self.admitted = admitted
        super().__init__(request, client_address, server)


class Listener(socketserver.TCPServer):
    """Listens; each connection is a thread."""

    allow_reuse_address = True
    request_queue_size = 128
    handler: type[Handler]

    def __init__(
        self,
        address: tuple[str, int],
        platform: Simulator,
        connections: Connections,
        tls: ssl.SSLContext | None,
        plain: bool,
    ) -> None:
        self.platform = platform
        self.connections = connections
        self.tls = tls
        self.is_secure = tls is not None or plain
        super().__init__(address, self.handler)

    def fresh_login(self, client_address: tuple[str, int]) -> Login:
        """Nobody yet, on this port and from there."""
        return Login(secure=self.is_secure, address=client_address[0])

    def process_request(self, request: object, client_address: object) -> None:
        """Serve a connection in a thread of its own, if there is room for it."""
        if not isinstance(request, socket.socket):
            raise TypeError(request)
        admitted = self.connections.admit(request)
        if admitted is None:
            self.shutdown_request(request)
            return
        try:
            threading.Thread(target=self._serve, args=(request, client_address, admitted), daemon=True).start()
        except RuntimeError:  # no more threads are to be had
            self.connections.leave(admitted)
            self.shutdown_request(request)

    def handle_error(self, _request: object, client_address: object) -> None:
        """A connection ended in a defect; the others go on."""
        defect = sys.exc_info()[1]
        if defect is not None:
            log_defect(f"connection of {client_address}", defect)

    def _serve(self, request: socket.socket, client_address: object, admitted: Connection) -> None:
        try:
            self._speak(request, client_address, admitted)
        except OSError:
            pass  # the client has gone, is too slow, or uses no TLS
        except Exception:
            self.handle_error(request, client_address)
        finally:
            self.connections.leave(admitted)
            self.shutdown_request(request)

    def _speak(self, request: socket.socket, client_address: object, admitted: Connection) -> None:
        if self.tls is None:
            self.handler(request, client_address, self, admitted)
            return
        # The handshake is made here, where it keeps nobody else waiting.
        with self.tls.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secure:
            admitted.socket = secure
            if not admitted.is_closed:
                secure.settimeout(admitted.limits.seconds_to_log_in)
                secure.do_handshake()
                self.handler(secure, client_address, self, admitted)
