"""Files are written whole or not at all, and a finished folder takes the place of another at one stroke."""

import ctypes
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from nummerplan.model.errors import SettingError
from nummerplan.model.message import say

_FORMER = ".former-"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def atomic_write(path: Path, content: bytes, is_ours: Callable[[bytes], bool] = lambda held: True) -> None:
    """Write a file so that a reader, or an interruption, finds the old content or the new one.

    The mode of an existing file stays; a link is followed, so that the file behind it is written. What is there already
    is replaced only if it is a file (never a pipe or a device) that is empty or, by its content, one of ours: else
    `SettingError` is raised. Raises OSError too.
    """
    path = path.resolve()
    may_be_written(path, is_ours)
    fresh = _beside(path, content)
    try:
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def may_be_written(path: Path, is_ours: Callable[[bytes], bool]) -> None:
    """Raises `SettingError` for what is no file, or holds something that is not ours; OSError for what is closed."""
    if path.exists() and not path.is_file():
        raise SettingError(say("{file} is no file, and is not overwritten; name another one", file=str(path)))
    if path.exists() and (held := path.read_bytes()) and not is_ours(held):
        raise SettingError(
            say("{file} holds something else, and is not overwritten; name another file", file=str(path))
        )


def atomic_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none: whatever goes wrong, each is as it was. Raises OSError."""
    paths = {path.resolve(): content for path, content in contents.items()}
    fresh: dict[Path, Path] = {}
    former: dict[Path, bytes | None] = {}
    try:
        for path, content in paths.items():
            fresh[path] = _beside(path, content)
        for path, file in fresh.items():
            former[path] = path.read_bytes() if path.exists() else None
            file.replace(path)
    except BaseException:
        for file in fresh.values():
            file.unlink(missing_ok=True)
        for path, held in former.items():
            if held is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != held:
                atomic_write(path, held)
        raise


def _beside(path: Path, content: bytes) -> Path:
    """A finished file beside the one whose place it takes, with the mode of that."""
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode if mode is not None else 0o666 & ~_umask())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


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
