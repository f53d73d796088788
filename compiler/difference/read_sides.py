"""The plans that the two arguments of a comparison name: in files, or in a revision of a git repository."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from nummerplan.compiler.artefacts.audio import read_audio
from nummerplan.compiler.pipeline import load_document
from nummerplan.compiler.reading.discover import discover
from nummerplan.compiler.reading.git_revision import Revision, RevisionError, revision
from nummerplan.compiler.reading.read import read
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.errors import AudioError
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import path_in_folder

GIT = "git:"
LARGE_FILES = re.compile(rb"version https://git-lfs[^\n]*\noid sha256:([0-9a-f]{64})\n")
"""What git keeps in place of a file that it stores elsewhere."""


@dataclass(frozen=True)
class PlanRead:
    """One plan as it was read."""

    loaded: LoadedPlan
    recordings: Mapping[str, str]
    """Audio files that the plan names, with a digest of what is in them."""

    @property
    def linked(self) -> LinkedPlan:
        """The plan as calls meet it."""
        return self.loaded.linked

    @property
    def unread(self) -> Message | None:
        """Why there is no plan, if so."""
        return self.loaded.unread

    @property
    def damaged(self) -> bool:
        """Whether some of it could not be read."""
        return bool(self.loaded.found)


@dataclass(frozen=True)
class Plans:
    """The plans of one side, by their path below what was named."""

    name: str
    plans: Mapping[str, PlanRead]
    in_files: bool
    """Whether commands can be run on them, as on files."""


def plans_of(text: str, other: str, today: date) -> Plans:
    """Read what one side names: a path, `git:REV` (what the other side names, as it was then) or `git:REV:PATH`.

    Raises `RevisionError` with what is wrong.
    """
    if not text.startswith(GIT):
        return _in_files(Path(text), today)
    name, colon, path = text.removeprefix(GIT).partition(":")
    here = Path() if other.startswith(GIT) else Path(other)
    return _in_revision(revision(name, path if colon else None, here), text, today)


def _in_files(path: Path, today: date) -> Plans:
    if not os.path.lexists(path):
        raise RevisionError(say("there is no {path}", path=str(path)))
    base = path if path.is_dir() else path.parent
    plans = {}
    for files in discover([path]).plans:
        document, findings = read(files)
        plans[os.path.relpath(files.root, base)] = with_recordings(load_document(document, findings, today, None))
    return Plans(str(path), plans, in_files=True)


def with_recordings(plan: LoadedPlan) -> PlanRead:
    """A plan of a file, with the audio files beside it."""
    folder = Path(plan.name).parent
    digests = {use.file: _digest(folder, use.file) for use in plan.linked.audio}
    return PlanRead(plan, {file: digest for file, digest in digests.items() if digest})


def _digest(folder: Path, file: str) -> str | None:
    try:
        return hashlib.sha256(read_audio(folder, file)).hexdigest()
    except AudioError:
        return None


def _in_revision(found: Revision, text: str, today: date) -> Plans:
    """Write the revision's YAML files into a folder that is gone afterwards, and read them as any others."""
    with TemporaryDirectory(prefix="nummerplan-") as name:
        folder = Path(os.path.realpath(name))
        for path, data in found.contents(path for path in found.blobs if path.endswith((".yaml", ".yml"))).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        asked = folder / found.path
        base = asked if asked.is_dir() else asked.parent
        plans = {}
        for files in discover([asked]).plans if asked.exists() else []:
            names = {file: f"{GIT}{found.name}:{file.relative_to(folder).as_posix()}" for file in files.files}
            loaded = load_document(*read(files, names), today, None)
            digests = _digests(found, files.root.parent.relative_to(folder), loaded.linked)
            plans[os.path.relpath(files.root, base)] = PlanRead(loaded, digests)
    return Plans(text, plans, in_files=False)


def _digests(found: Revision, folder: Path, linked: LinkedPlan) -> dict[str, str]:
    paths = {
        use.file: (folder / inside).as_posix()
        for use in linked.audio
        if (inside := path_in_folder(use.file)) is not None
    }
    contents = found.contents(dict.fromkeys(paths.values()))
    return {file: _digest_of(contents[path]) for file, path in paths.items() if path in contents}


def _digest_of(data: bytes) -> str:
    elsewhere = LARGE_FILES.match(data)
    return elsewhere[1].decode() if elsewhere else hashlib.sha256(data).hexdigest()
