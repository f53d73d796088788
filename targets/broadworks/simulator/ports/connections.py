"""Who is connected: so many in all, and fewer that have not logged in."""

import socket
import threading
import time
from contextlib import suppress

from nummerplan.targets.broadworks.simulator.strangers.limits import Limits


class Connection:
    """One connection, since when it may log in, and whether somebody has."""

    def __init__(self, request: socket.socket, limits: Limits) -> None:
        self.socket = request
        self.limits = limits
        self.is_logged_in = False
        self.is_closed = False
        self._since = time.monotonic()
        self._documents = 0

    @property
    def since(self) -> float:
        """When it came, or logged out."""
        return self._since

    @property
    def most_bytes(self) -> int:
        """How long its next document may be."""
        return self.limits.most_bytes if self.is_logged_in else self.limits.bytes_before_login

    def latest(self, began: bool) -> float:
        """When the next document has to be there; `began` says that a part of it is."""
        if not self.is_logged_in:
            return self._since + self.limits.seconds_to_log_in
        return time.monotonic() + (self.limits.seconds_for_document if began else self.limits.idle_seconds)

    def answered(self, is_logged_in: bool) -> bool:
        """One more document was answered; says whether the connection may go on."""
        if self.is_logged_in and not is_logged_in:
            self._since, self._documents = time.monotonic(), 0
        self.is_logged_in = is_logged_in
        self._documents += 1
        return is_logged_in or self._documents < self.limits.documents_before_login

    def end(self) -> None:
        """Close it under the hands of whoever serves it."""
        self.is_closed = True
        with suppress(OSError):
            # Not the method of an encrypted socket, which changes what the thread that reads from it looks at.
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


class Connections:
    """All connections of all ports."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._all: dict[Connection, None] = {}
        self._changed = threading.Condition()

    def admit(self, request: socket.socket) -> Connection | None:
        """Take a connection in, or None when there are too many. Waits a little until another may be closed for it."""
        with self._changed:
            while len(waiting := self._waiting()) >= self.limits.connections_before_login:
                patience = waiting[0].since + self.limits.grace - time.monotonic()
                if patience > 0:
                    self._changed.wait(patience)
                else:
                    waiting[0].end()
            if len(self._all) >= self.limits.connections:
                return None
            connection = Connection(request, self.limits)
            self._all[connection] = None
            return connection

    def leave(self, connection: Connection) -> None:
        """It has ended."""
        with self._changed:
            self._all.pop(connection, None)
            self._changed.notify_all()

    def _waiting(self) -> list[Connection]:
        """Those that have not logged in, the one that has waited longest first."""
        found = [connection for connection in self._all if not connection.is_logged_in and not connection.is_closed]
        return sorted(found, key=lambda connection: connection.since)
