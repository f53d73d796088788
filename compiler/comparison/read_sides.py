"""The plans that the two arguments of a comparison name: in files, or in a revision of a git repository."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from nummerplan.compiler.artefacts.audio import read_audio
from nummerplan.compiler.pipeline import load_document
from nummerplan.compiler.reading.discover import PlanFiles, discover
from nummerplan.compiler.reading.git_revision import Revision, RevisionError, revision
from nummerplan.compiler.reading.read import read
from nummerplan.model.errors import AudioError
from nummerplan.model.loaded_plan import LoadedPlan
from nummerplan.model.message import say
from nummerplan.model.plan.audio_use import path_in_folder

GIT = "git:"
LARGE_FILES = re.compile(rb"version https://git-lfs[^\n]*\noid sha256:([0-9a-f]{64})\n")
"""What git keeps in place of a file that it stores elsewhere."""


class PlanWithAudio(NamedTuple):
    """One plan as it was read, and the audio files that it names, with a digest of what is in them."""

    loaded: LoadedPlan
    recordings: Mapping[str, str]


Plans = dict[str, PlanWithAudio]
"""The plans of one side, by their path below what was named."""


def plans_of(text: str, other: str, today: date) -> Plans:
    """Read what one side names: a path, `git:REV` (what the other side names, as it was then) or `git:REV:PATH`.

    Raises `RevisionError` with what is wrong.
    """
    if text.startswith(GIT):
        name, colon, path = text.removeprefix(GIT).partition(":")
        here = Path() if other.startswith(GIT) else Path(other)
        return _in_revision(revision(name, path if colon else None, here), today)
    where = Path(text)
    if not os.path.lexists(where):
        raise RevisionError(say("there is no {path}", path=str(where)))
    return _below(where, lambda files: with_recordings(load_document(*read(files), today, None)))


def _below(path: Path, read_plan: Callable[[PlanFiles], PlanWithAudio]) -> Plans:
    base = path if path.is_dir() else path.parent
    return {os.path.relpath(files.root, base): read_plan(files) for files in discover([path]).plans}


def with_recordings(plan: LoadedPlan) -> PlanWithAudio:
    """A plan of a file, with the audio files beside it."""
    digests = {}
    for use in plan.linked.audio:
        try:
            digests[use.file] = hashlib.sha256(read_audio(Path(plan.name).parent, use.file)).hexdigest()
        except AudioError:
            continue
    return PlanWithAudio(plan, digests)


def _in_revision(found: Revision, today: date) -> Plans:
    """Write the revision's YAML files into a folder that is gone afterwards, and read them as any others."""

    def read_plan(files: PlanFiles) -> PlanWithAudio:
        names = {file: f"{GIT}{found.name}:{file.relative_to(folder).as_posix()}" for file in files.files}
        loaded = load_document(*read(files, names), today, None)
        beside = files.root.parent.relative_to(folder)
        inside = ((use.file, path_in_folder(use.file)) for use in loaded.linked.audio)
        paths = {file: (beside / path).as_posix() for file, path in inside if path is not None}
        contents = found.contents(dict.fromkeys(paths.values()))
        return PlanWithAudio(loaded, {f: _digest(contents[path]) for f, path in paths.items() if path in contents})

    with TemporaryDirectory(prefix="nummerplan-") as name:
        folder = Path(os.path.realpath(name))
        for path, data in found.contents(path for path in found.blobs if path.endswith((".yaml", ".yml"))).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return _below(folder / found.path, read_plan) if (folder / found.path).exists() else {}


def _digest(data: bytes) -> str:
    elsewhere = LARGE_FILES.match(data)
    return elsewhere[1].decode() if elsewhere else hashlib.sha256(data).hexdigest()
