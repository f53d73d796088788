"""A port: a thread for each connection, and TLS with a certificate."""

import socket
import socketserver
import ssl
import sys

from nummerplan.targets.broadworks.simulator.answering import Simulator, log_defect


class Listener(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens; each connection is a thread."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
    handler: type[socketserver.BaseRequestHandler]

    def __init__(self, address: tuple[str, int], platform: Simulator, tls: ssl.SSLContext | None, plain: bool) -> None:
        self.platform = platform
        self.tls = tls
        self.is_secure = tls is not None or plain
        super().__init__(address, self.handler)

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
            pass  # the client has gone, or uses no TLS

    def handle_error(self, _request: object, client_address: object) -> None:
        """A connection ended in a defect; the others go on."""
        defect = sys.exc_info()[1]
        if defect is not None:
            log_defect(f"connection of {client_address}", defect)
