"""The folder in which an input lives; what would write, connect or start anything outside of it is refused and told."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ONE_PATH = (
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "sqlite3.connect",
    "shutil.rmtree",
)
TWO_PATHS = ("os.rename", "os.link", "os.symlink")
HARMLESS = ("/dev/null", ":memory:")
PROGRAMS = ("git", "dot")
"""What commands may start: `diff git:REV`, and Graphviz for a drawing."""


class Sandbox:
    """A folder for the files of one input after the other."""

    def __init__(self) -> None:
        self._before = Path.cwd()
        self.settle()
        self.offences: list[str] = []
        self.guarded = False
        self._events: dict[str, Callable[[Any], None]] = {
            "open": self._opened,
            **dict.fromkeys(ONE_PATH, lambda about: self._judge(about[0])),
            **dict.fromkeys(TWO_PATHS, lambda about: (self._judge(about[0]), self._judge(about[1]))[0]),
            "socket.connect": self._connected,
            "socket.bind": self._connected,
            "socket.getaddrinfo": lambda about: self._named(about[0]),
            "socket.gethostbyname": lambda about: self._named(about[0]),
            "subprocess.Popen": self._started,
            "os.system": self._started,
            "os.exec": self._started,
            "os.posix_spawn": self._started,
        }
        sys.addaudithook(self._heard)

    def settle(self) -> None:
        """Make a folder for this process."""
        memory = Path("/dev/shm")  # noqa: S108 - only a place that is quick; the folder in it has a name of its own
        place = memory if memory.is_dir() else None
        self.root = Path(tempfile.mkdtemp(prefix=f"nummerplan-fuzz-{os.getpid()}-", dir=place))
        self.home = self.root / "home"
        self.state = self.root / "home" / "state"
        # Deep enough that `../../..` leads nowhere else.
        self.folder = self.root / "a" / "b" / "c" / "d" / "project"
        tempfile.tempdir = str(self.root / "tmp")
        self._inside = f"{self.root}{os.sep}"
        self._at_work = str(self.folder)

    def environment(self) -> dict[str, str]:
        """What a command finds in its environment."""
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        secrets = ("PLATFORMS_HOSTED", "DEVICES_ANNA", "DEVICES_BERT", "USERS_ANNA", "DEVICES_X", "A_B")
        given = {f"NUMMERPLAN_SECRET_{name}": "Geheim-1234!" for name in secrets}
        given["NUMMERPLAN_SECRET_PIN_ANNA"] = "471147"  # noqa: S105 - nobody's
        home = {"HOME": str(self.home), "XDG_STATE_HOME": str(self.state), "XDG_CACHE_HOME": str(self.home / "cache")}
        git = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
        return {**kept, **given, **home, **git, "LANG": "C.UTF-8", "USER": "rita", "LOGNAME": "rita"}

    def fill(self, files: Mapping[str, str | bytes], state: Mapping[str, bytes]) -> None:
        """Begin anew with these files, and these in the folder for state."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.state.mkdir(parents=True, mode=0o700)
        Path(tempfile.gettempdir()).mkdir()
        os.chdir(self.folder)
        for place, contents in ((self.folder, files), (self.state, state)):
            for name, content in contents.items():
                file = place / name
                if "/" in name:
                    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                as_bytes = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
                file.write_bytes(as_bytes)
        self.offences.clear()

    def written(self) -> dict[str, bytes]:
        """Every file of the sandbox that there is now, by its place in it."""
        files = (file for file in self.root.rglob("*") if file.is_file())
        return {str(file.relative_to(self.root)): file.read_bytes() for file in files}

    def remove(self) -> None:
        """Take the folder away; the process is where it was."""
        os.chdir(self._before)
        tempfile.tempdir = None
        shutil.rmtree(self.root, ignore_errors=True)

    def _heard(self, event: str, about: Any) -> None:
        if self.guarded and event in self._events:
            self._events[event](about)

    def _opened(self, about: Any) -> None:
        path, _, flags = about
        if isinstance(flags, int) and flags & WRITES and not isinstance(path, int):
            self._judge(path)

    def _judge(self, path: Any) -> None:
        if isinstance(path, int) or path is None:
            return
        text = os.fsdecode(path)
        if text in HARMLESS:
            return
        whole = os.path.normpath(text if text.startswith("/") else f"{self._at_work}/{text}")
        if not f"{whole}/".startswith(self._inside):
            self._offend(f"writes {whole!r}")

    def _connected(self, about: Any) -> None:
        address = about[1]
        if isinstance(address, tuple):
            self._named(address[0])

    def _named(self, host: Any) -> None:
        if host not in ("127.0.0.1", "localhost", "::1", b"127.0.0.1", None):
            # Nobody is at home there; that it was tried is what was asked for.
            raise OSError(101, "the network is out of reach")

    def _started(self, about: Any) -> None:
        program = os.path.basename(os.fsdecode(about[0] or about[1][0]))  # noqa: PTH119 - not always a path
        if program not in PROGRAMS:
            self._offend(f"starts {program!r}")

    def _offend(self, what: str) -> None:
        self.offences.append(what)
        raise PermissionError(1, f"outside of the sandbox: {what}")
