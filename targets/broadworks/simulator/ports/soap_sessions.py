"""Sessions over SOAP: each belongs to a cookie and a session id together, and outlives its connection."""

import threading
from collections import OrderedDict

from nummerplan.targets.broadworks.simulator.login import Login

_MOST_OPEN = 10_000
_MOST_WAITING = 1_000

SessionKey = tuple[str, str | None]
"""A cookie and a session id."""


class SoapSessions:
    """All of them. Those that nobody has logged in on are apart: however many come, they drive out no other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: OrderedDict[SessionKey, Login] = OrderedDict()
        self._waiting: OrderedDict[SessionKey, Login] = OrderedDict()
        self._cookies: dict[str, int] = {}

    def is_open(self, cookie: str) -> bool:
        """Whether somebody is logged in with this cookie."""
        with self._lock:
            return cookie in self._cookies

    def login(self, key: SessionKey, fresh: Login) -> Login:
        """What belongs to this cookie and session id; `fresh` for the first time."""
        with self._lock:
            found = self._open.get(key) or self._waiting.setdefault(key, fresh)
            if len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            return found

    def keep(self, key: SessionKey) -> bool:
        """Put a session where it belongs after a document; says whether somebody is logged in on it."""
        with self._lock:
            login = self._open.get(key) or self._waiting.get(key)
            if login is None:
                return False
            if login.is_open and key not in self._open:
                self._waiting.pop(key, None)
                self._open[key] = login
                self._count(key, 1)
                if len(self._open) > _MOST_OPEN:
                    self._count(self._open.popitem(last=False)[0], -1)
            elif not login.is_open and key in self._open:
                del self._open[key]
                self._count(key, -1)
            return login.is_open

    def _count(self, key: SessionKey, more: int) -> None:
        self._cookies[key[0]] = self._cookies.get(key[0], 0) + more
        if not self._cookies[key[0]]:
            del self._cookies[key[0]]
