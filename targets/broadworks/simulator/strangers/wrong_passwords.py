"""Wrong passwords are counted: too many in a row disable a login, too many from one address are answered slowly."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from nummerplan.targets.broadworks.simulator.strangers.limits import Limits

_WINDOW = 60.0
_MOST_NAMES = 10_000
"""Names and addresses that are remembered: whoever guesses names fills no memory."""


class WrongPasswords:
    """Counts them, of names that nobody has too: an answer does not say which names there are."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._from: OrderedDict[str, deque[float]] = OrderedDict()

    def is_disabled(self, user_id: str) -> bool:
        """Whether a login had too many wrong passwords in a row, and not long ago."""
        with self._lock:
            count, last = self._in_a_row.get(user_id, (0, 0.0))
            if count < self._limits.wrong_in_a_row:
                return False
            if self._clock() - last < self._limits.disabled_seconds:
                return True
            del self._in_a_row[user_id]
            return False

    def note(self, user_id: str, address: str) -> float:
        """Count one more, and say how many seconds its answer is to wait."""
        now = self._clock()
        with self._lock:
            count, last = self._in_a_row.pop(user_id, (0, 0.0))
            # Further attempts do not keep a login disabled for ever.
            is_first = count < self._limits.wrong_in_a_row
            self._in_a_row[user_id] = (count + 1, now) if is_first else (count, last)
            times = self._from.pop(address, deque(maxlen=self._limits.wrong_from_address + 1))
            times.append(now)
            self._from[address] = times
            for kept in (self._in_a_row, self._from):
                if len(kept) > _MOST_NAMES:
                    kept.popitem(last=False)
            too_many = len(times) > self._limits.wrong_from_address and now - times[0] < _WINDOW
        return self._limits.wrong_pause if too_many else 0.0

    def forget(self, user_id: str) -> None:
        """The right password came, or the login has a new one."""
        with self._lock:
            self._in_a_row.pop(user_id, None)
