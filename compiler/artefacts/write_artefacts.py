"""Write what targets made of plans: a folder each, all of them or none.

Folders are built beside their places and swapped in when all are there, so that a failed run leaves the former ones,
an interrupted one leaves each whole, and files that a plan no longer asks for vanish. `manifest.json` lists every file
but itself with its SHA-256.
"""

import hashlib
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from nummerplan.compiler.reading.discover import MANIFEST
from nummerplan.compiler.writing.atomic_write import atomic_folder, restore
from nummerplan.model.artefact import Artefact
from nummerplan.model.errors import RenderError
from nummerplan.model.message import say

MADE_FROM = "made-from.txt"
"""Beside a plan's targets: the file that they were made from, so that no other plan writes there."""


class TargetFiles(NamedTuple):
    """What is to be written to one folder: the plan's name for people, its file, the target's name, and its files."""

    name: str
    plan: Path
    target: str
    artefacts: Iterable[Artefact]


def write(out: Path, name: str, plan: Path, target: str, artefacts: Iterable[Artefact]) -> Path:
    """Write a target's files to `out/name/target`, and return that folder; see `write_all`."""
    return write_all(out, [TargetFiles(name, plan, target, artefacts)])[0]


def write_all(out: Path, wanted: Sequence[TargetFiles]) -> list[Path]:
    """Write the files of targets to `out/NAME/TARGET`, all of them or none, and return the folders.

    Files with secrets get mode 0600, others 0644 less the umask. Raises `RenderError`, and leaves everything as it was,
    when a path is unfit, when a folder was not made by this command or from this plan, when it holds other files, or
    when it cannot be written.
    """
    checked = [one._replace(artefacts=_checked(one.target, tuple(one.artefacts))) for one in wanted]
    places = [out / one.name / one.target for one in checked]
    fresh = [place.with_name(f".{place.name}.new-{os.getpid()}") for place in places]
    try:
        with ExitStack() as held:
            for home in dict.fromkeys(place.parent for place in places):
                home.mkdir(parents=True, exist_ok=True)
                held.enter_context(_alone(home))
            for folder in fresh:
                held.callback(shutil.rmtree, folder, ignore_errors=True)
            for one, place, folder in zip(checked, places, fresh, strict=True):
                _prepare(one, place, folder)
            _exchange_all(fresh, places)
    except OSError as problem:
        where, reason = str(problem.filename or out), problem.strerror or "unknown"
        raise RenderError(say("{path} cannot be written: {reason}", path=where, reason=reason)) from problem
    return places


def _prepare(one: TargetFiles, place: Path, fresh: Path) -> None:
    """Write the files beside their place, if they may be written there at all."""
    home, files = place.parent, tuple(one.artefacts)
    # The way to the plan is kept, not its place on disk: a checkout can lie anywhere.
    own = Path(os.path.relpath(one.plan.resolve(), home.resolve())).as_posix()
    _check_plan(home, own)
    _clear(place)
    _check_ours(place, one.target)
    _fill(fresh, (*files, _manifest(one.name, one.target, files)))
    (home / MADE_FROM).write_text(f"{own}\n", "utf-8")


def _exchange_all(fresh: Sequence[Path], places: Sequence[Path]) -> None:
    """Put the new folders into their places; when one cannot be, those before it get their former content back."""
    with ExitStack() as back:
        for folder, place in zip(fresh, places, strict=True):
            there = place.exists()
            atomic_folder(folder, place)
            back.callback(atomic_folder, folder, place) if there else back.callback(place.rename, folder)
        back.pop_all()


def read_manifest(place: Path) -> dict[str, str] | None:
    """The files of a folder that was made by this command, with their SHA-256; None for any other folder."""
    try:
        manifest = json.loads((place / MANIFEST).read_text("utf-8"))
        return {str(file["path"]): str(file["sha256"]) for file in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _checked(target: str, files: tuple[Artefact, ...]) -> tuple[Artefact, ...]:
    """The files by path, when each path is fit for every file system from which people serve them."""
    taken = {MANIFEST: (MANIFEST, True)}
    for file in files:
        steps = file.path.split("/")
        if not all(map(_is_fit, steps)):
            raise RenderError(
                say("{path} is no file name that {target} can write", path=repr(file.path), target=target)
            )
        for length in range(1, len(steps) + 1):
            path, is_file = "/".join(steps[:length]), length == len(steps)
            if (other := taken.get(_folded(path))) and (is_file or other != (path, False)):
                text = say(
                    "{target} would write {path} and {other}, which are one file on some computers; rename one of them",
                    target=target,
                    path=file.path,
                    other=other[0],
                )
                raise RenderError(text)
            taken[_folded(path)] = path, is_file
    return tuple(sorted(files, key=lambda file: file.path))


def _is_fit(step: str) -> bool:
    return (
        0 < len(step.encode("utf-8", "replace")) <= 200
        and step.isprintable()
        and not step.endswith((".", " "))
        and not any(mark in '\\:*?"<>|' for mark in step)
    )


def _folded(path: str) -> str:
    """The form in which two names meet on computers that do not tell capitals apart."""
    return unicodedata.normalize("NFC", path).casefold()


def _manifest(name: str, target: str, files: tuple[Artefact, ...]) -> Artefact:
    """The list of files. It is as secret as they are: a checksum tells whoever guesses a PIN that he is
    right."""
    listed = [{"path": file.path, "sha256": hashlib.sha256(file.content).hexdigest()} for file in files]
    content = json.dumps({"plan": name, "target": target, "files": listed}, ensure_ascii=False, indent=2) + "\n"
    return Artefact(MANIFEST, content.encode(), secret=any(file.secret for file in files))


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold a plan's folder: two runs at once would clear away each other's unfinished work."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    held = os.open(home, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise RenderError(say("another run is writing to {path}; wait for it", path=str(home))) from problem
        yield
    finally:
        os.close(held)


def _check_plan(home: Path, own: str) -> None:
    """See that no other plan of the same name was written here."""
    mark = home / MADE_FROM
    former = mark.read_bytes().decode("utf-8", "replace").strip() if mark.exists() else own
    if former != own:
        about = {"path": str(home), "former": former}
        raise RenderError(
            say("{path} was made from another plan, {former}; name another folder with --out, or remove it", **about)
        )


def _clear(place: Path) -> None:
    """Take away what an interrupted run has left. The folder is held, so nobody is at work on it."""
    restore(place)
    for unfinished in place.parent.glob(f".{place.name}.*"):
        shutil.rmtree(unfinished)


def _check_ours(place: Path, target: str) -> None:
    """See that nothing would be lost that this command did not make."""
    if not place.exists() and not place.is_symlink():
        return
    if place.is_symlink() or not place.is_dir():
        raise RenderError(say("{path} is no folder of {target}; move it away", path=str(place), target=target))
    there = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_symlink() or not path.is_dir()}
    ours = read_manifest(place)
    if ours is None and there:
        about = {"path": str(place), "manifest": MANIFEST}
        raise RenderError(
            say("{path} was not made by this command: it has no {manifest}; name another folder", **about)
        )
    if strangers := sorted(there - set(ours or ()) - {MANIFEST}):
        about = {"path": str(place), "file": strangers[0]}
        raise RenderError(say("{path} holds a file that this command did not make, {file}; move it away", **about))


def _fill(folder: Path, files: Iterable[Artefact]) -> None:
    folder.mkdir()
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        # Created with its mode: a secret is never readable by others, not even for a moment.
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if file.secret else 0o644)
        with os.fdopen(opened, "wb") as writer:
            writer.write(file.content)
            writer.flush()
            os.fsync(opened)
