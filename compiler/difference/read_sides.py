"""The plans that the two arguments of a comparison name: in files, or in a revision of a git repository."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from nummerplan.compiler.artefacts.audio import read_audio
from nummerplan.compiler.findings.rule_selection import UNREAD
from nummerplan.compiler.linking.link import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.discover import PlanFiles, discover
from nummerplan.compiler.reading.git_revision import Revision, RevisionError, revision
from nummerplan.compiler.reading.read import NotTextError, read_text, read_texts
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.errors import AudioError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.audio_use import path_in_folder

GIT = "git:"
LARGE_FILES = re.compile(rb"version https://git-lfs[^\n]*\noid sha256:([0-9a-f]{64})\n")
"""What git keeps in place of a file that it stores elsewhere."""


@dataclass(frozen=True)
class PlanRead:
    """One plan as it was read; `unread` says why there is none, `damaged` that some of it could not be read."""

    linked: LinkedPlan
    unread: Message | None = None
    damaged: bool = False
    recordings: Mapping[str, str] = field(default_factory=dict)
    """Audio files that the plan names, with a digest of what is in them."""


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
        found = _read(files, {file: str(file) for file in files.files}, today)
        digests = {use.file: _digest(files.root.parent, use.file) for use in found.linked.audio}
        known = {file: digest for file, digest in digests.items() if digest}
        plans[os.path.relpath(files.root, base)] = PlanRead(found.linked, found.unread, found.damaged, known)
    return Plans(str(path), plans, in_files=True)


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
            read = _read(files, names, today)
            digests = _digests(found, files.root.parent.relative_to(folder), read.linked)
            plans[os.path.relpath(files.root, base)] = PlanRead(read.linked, read.unread, read.damaged, digests)
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


def _read(files: PlanFiles, names: Mapping[Path, str], today: date) -> PlanRead:
    """From files to a linked plan, under the names that people gave them."""
    texts: list[tuple[str | None, str, str]] = []
    unread: Message | None = None
    for section, path in ((None, files.root), *files.sections):
        try:
            texts.append((section, names[path], read_text(path)))
        except NotTextError as problem:
            unread = unread or say("{place}: {message}", place=names[path], message=problem.message)
    document, findings = read_texts(names[files.root], texts)
    first = next((finding for finding in findings if finding.rule in UNREAD), None)
    bound = bind(document)
    linked = link(bound.plan, document.name, today)
    if unread is None and first is not None:
        where = first.where
        place = str(where) if hasattr(where, "source") else document.name
        unread = say("{place}: {message}", place=place, message=first.message)
    return PlanRead(linked, unread, bool(findings or bound.damaged))
