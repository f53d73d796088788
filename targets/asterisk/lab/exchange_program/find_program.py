"""Where an Asterisk comes from: the one of this machine, else Debian's in the cache, fetched when that is allowed."""

import shutil
import subprocess
from pathlib import Path

from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import command, fetch_tree, kept_tree, libraries
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import Program

NAME = "asterisk"
PACKAGES = ("asterisk", "libfaketime")
_FAKETIME = "faketime/libfaketimeMT.so.1"
_MODULES = ("/usr/lib/x86_64-linux-gnu/asterisk/modules", "/usr/lib/aarch64-linux-gnu/asterisk/modules",
            "/usr/lib64/asterisk/modules", "/usr/lib/asterisk/modules")  # fmt: skip
_LIBRARY_FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")


def find_program(fetch: bool) -> Program | None:
    """An Asterisk that can be run, or None. Raises `FetchError` when it may be fetched and that fails."""
    if (found := _installed()) is not None:
        return found
    tree = fetch_tree(NAME, PACKAGES) if fetch else kept_tree(NAME)
    return _of_tree(tree) if tree else None


def _of_tree(tree: Path) -> Program:
    plain = tuple(command(tree, "usr/sbin/asterisk"))
    with_clock = tuple(command(tree, "usr/sbin/asterisk", _FAKETIME))
    return Program(
        plain, with_clock, libraries(tree) / "asterisk/modules", tree / "usr/share/asterisk", _version(plain)
    )


def _installed() -> Program | None:
    """The machine's own, if its modules and libfaketime are there too: without that calls take as long as they take."""
    path = shutil.which("asterisk") or shutil.which("asterisk", path="/usr/sbin:/usr/local/sbin")
    modules = next((Path(folder) for folder in _MODULES if Path(folder).is_dir()), None)
    clock = next((file for folder in _LIBRARY_FOLDERS if (file := Path(folder) / _FAKETIME).exists()), None)
    if path is None or modules is None or clock is None:
        return None
    data = next(folder for folder in (Path("/usr/share/asterisk"), Path("/var/lib/asterisk")) if folder.is_dir())
    with_clock = ("/usr/bin/env", f"LD_PRELOAD={clock}", path)
    return Program((path,), with_clock, modules, data, _version((path,)))


def _version(words: tuple[str, ...]) -> str:
    done = subprocess.run([*words, "-V"], capture_output=True, text=True, check=False)  # noqa: S603 - the program that was just found
    return done.stdout.strip()
