"""Files are written whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path


def atomic_write(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or an interruption, finds the old content or the new one.

    The mode of an existing file stays; a link is followed, so that the file behind it is written.
    """
    path = path.resolve()
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode if mode is not None else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
