"""The folder that an Asterisk of the laboratory runs in: the files of the target, and three files of the laboratory.

The laboratory's own files say where everything lies (`asterisk.conf`), who may watch (`manager.conf`) and what is
written down (`logger.conf`). Nothing of what calls do stands in them. Recordings and prompts are a short silence: calls
are quick, and it is known to a fifth of a second how long each part of them takes.
"""

import hashlib
import struct
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nummerplan.model.artefact import Artefact
from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import cache_folder

MANAGER_SECRET = "laboratory"  # noqa: S105 - of a manager that only this machine's loopback reaches
MANAGER_PORT = 5038
OWN_FILES = ("asterisk.conf", "manager.conf", "logger.conf")
"""Files of the laboratory; the target's files of these names are left out."""

PROMPT_SECONDS = 0.2


class Program(NamedTuple):
    """An Asterisk: the beginnings of its command line, with and without a clock of its own, and its folders."""

    plain: tuple[str, ...]
    with_clock: tuple[str, ...]
    modules: Path
    data: Path
    version: str


def write_run_folder(run: Path, artefacts: Iterable[Artefact], program: Program, address: str) -> None:
    """Write everything that an Asterisk at this address starts with."""
    etc = run / "etc"
    for folder in ("etc", "lib", "db", "keys", "spool/voicemail", "run", "log", "agi", "cache"):
        (run / folder).mkdir(parents=True, exist_ok=True)
    for artefact in artefacts:
        if artefact.path not in OWN_FILES:
            is_audio = artefact.path.endswith(".wav")
            file = (run / "lib" if is_audio else etc) / artefact.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(silent_wav() if is_audio else artefact.content)
    (etc / "asterisk.conf").write_text(_asterisk(run, program), "utf-8")
    (etc / "manager.conf").write_text(_manager(address), "utf-8")
    (etc / "logger.conf").write_text("[general]\n[logfiles]\nproblems => [json]warning,error\n", "utf-8")
    _data_folder(run, program)


def _asterisk(run: Path, program: Program) -> str:
    return (
        "[directories]\n"
        f"astetcdir => {run}/etc\nastmoddir => {program.modules}\nastvarlibdir => {run}/lib\n"
        f"astdbdir => {run}/db\nastkeydir => {run}/keys\nastdatadir => {run}/lib\nastagidir => {run}/agi\n"
        f"astspooldir => {run}/spool\nastrundir => {run}/run\nastlogdir => {run}/log\nastcachedir => {run}/cache\n"
        "[options]\nverbose = 0\ndebug = 0\nlive_dangerously = no\n"
    )


def _manager(address: str) -> str:
    return (
        f"[general]\nenabled = yes\nbindaddr = {address}\nport = {MANAGER_PORT}\n"
        f"[lab]\nsecret = {MANAGER_SECRET}\nread = all\nwrite = all\nwritetimeout = 5000\n"
    )


def _data_folder(run: Path, program: Program) -> None:
    """What Asterisk reads beside its configuration: its documentation, and a short silence for each of its prompts."""
    documentation = run / "lib" / "documentation"
    if not documentation.exists():
        documentation.symlink_to(program.data / "documentation")
    (run / "lib" / "sounds").mkdir(parents=True, exist_ok=True)
    (run / "lib" / "sounds" / "en").symlink_to(_silent_prompts(program.data / "sounds" / "en", run))
    (run / "lib" / "moh").mkdir(exist_ok=True)
    (run / "lib" / "moh" / "silence.wav").write_bytes(silent_wav())


def _silent_prompts(prompts: Path, run: Path) -> Path:
    """A folder with a short silence under the name of every prompt that Asterisk brings, kept in the cache.

    Where nothing can be kept, it is made in the run folder.
    """
    names = _names(prompts)
    digest = hashlib.sha256("\n".join((str(PROMPT_SECONDS), *names)).encode()).hexdigest()[:16]
    kept = cache_folder() / f"silence-{digest}"
    if kept.is_dir():
        return kept
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix="silence-") as work:
            made = Path(work) / "prompts"
            _write_silence(made, names)
            made.rename(kept)
    except OSError:
        if not kept.is_dir():  # else another run was first
            kept = run / "lib" / "silence"
            _write_silence(kept, names)
    return kept


@cache
def _names(prompts: Path) -> tuple[str, ...]:
    return tuple(sorted({str(file.relative_to(prompts).with_suffix(".wav")) for file in prompts.rglob("*.*")}))


def _write_silence(folder: Path, names: Iterable[str]) -> None:
    sound = silent_wav()
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(sound)


def silent_wav(seconds: float = PROMPT_SECONDS) -> bytes:
    """A WAV file of telephone quality in which nobody speaks."""
    frames = int(8000 * seconds)
    data = b"\x00\x00" * frames
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16,
                       b"data", len(data))  # fmt: skip
    return head + data
