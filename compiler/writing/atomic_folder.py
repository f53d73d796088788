"""Put a finished folder in the place of another, at one stroke where the operating system can."""

import ctypes
import os
import sys
from pathlib import Path

_FORMER = ".former-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def atomic_folder(fresh: Path, place: Path) -> None:
    """Make `fresh` the folder at `place`; what was there is at `fresh` afterwards. Raises OSError.

    Linux exchanges the two names in one step. Elsewhere the former folder steps aside for a moment;
    `restore` puts it back if the process died in that moment.
    """
    if not place.exists():
        fresh.rename(place)
    elif not _exchange(fresh, place):
        aside = place.with_name(f".{place.name}{_FORMER}{os.getpid()}")
        place.rename(aside)
        fresh.rename(place)
        aside.rename(fresh)


def restore(place: Path) -> None:
    """Put a former folder back that an interrupted swap has left aside."""
    for aside in sorted(place.parent.glob(f".{place.name}{_FORMER}*")):
        if not place.exists():
            aside.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names; False when this system or file system has no such thing."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
