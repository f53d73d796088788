"""Reports to files, in several formats at once: all of them or none, and only over reports of the same format."""

import os
from collections.abc import Iterable, Sequence
from errno import ENOENT
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nummerplan.compiler.findings.report import all_formats, is_ours, render
from nummerplan.compiler.reading.discover import PLAN_NAME, is_plan, section_of
from nummerplan.compiler.text.escape_terminal import escape_lines
from nummerplan.compiler.writing.atomic_write import atomic_files, may_be_written
from nummerplan.model.errors import SettingError
from nummerplan.model.message import Translate, say
from nummerplan.model.report import Report
from nummerplan.model.settings.project import FILE_NAME


class ReportFile(NamedTuple):
    """A file that a report is written to, and its format."""

    form: str
    path: Path


def report_files(texts: Iterable[str]) -> tuple[ReportFile, ...]:
    """What `FORMAT:FILE` means, several times over. Raises `SettingError`, before anything is read or written."""
    files = tuple(map(_report_file, texts))
    seen: set[str] = set()
    for file in files:
        real = os.path.realpath(file.path)
        if real in seen:
            raise SettingError(say("{file} is named twice; each report has a file of its own", file=file.path))
        seen.add(real)
    return files


def _report_file(text: str) -> ReportFile:
    form, colon, name = text.partition(":")
    if not colon or not name or form not in all_formats():
        known = ", ".join(all_formats())
        raise SettingError(
            say("{text} is not FORMAT:FILE, such as sarif:out.sarif; there are {known}", text=text, known=known)
        )
    if name == "-":
        raise SettingError(say("what goes to standard output is what --format {form} writes", form=form))
    if "\0" in name:
        raise SettingError(say("{file} is no name of a file", file=name))
    path = Path(name)
    belongs = section_of(path) and (path.parent / PLAN_NAME).is_file()
    if path.name == FILE_NAME or is_plan(path) or belongs:
        raise SettingError(say("{file} is the name of a plan or of settings; name another file", file=path))
    return ReportFile(form, path)


def may_be_replaced(files: Sequence[ReportFile], others: Iterable[Path]) -> None:
    """Raises `SettingError` for a file that is one of a plan's or the baseline, or holds anything but such a report."""
    taken = {os.path.realpath(path) for path in others}
    for form, path in files:
        if os.path.realpath(path) in taken:
            raise SettingError(say("{file} holds something else, and is not overwritten; name another file", file=path))
        try:
            if not path.resolve().parent.is_dir():
                raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
            may_be_written(path.resolve(), partial(is_ours, form))
        except OSError as error:
            raise _closed(path, error) from None


def write_reports(files: Sequence[ReportFile], report: Report, translate: Translate) -> None:
    """Write a report to all files. Raises `SettingError` where that cannot be; then each of them is as it was."""
    contents = {}
    for form, path in files:
        text = escape_lines(render(form, report, translate))
        contents[path] = text.encode("utf-8", "backslashreplace")
    try:
        atomic_files(contents)
    except OSError as error:
        # What fails is a finished file beside it, whose name nobody knows.
        beside = Path(error.filename or "").parent
        path = next((path for path in contents if path.resolve().parent == beside), files[0].path)
        raise _closed(path, error) from None


def _closed(path: Path, error: OSError) -> SettingError:
    return SettingError(say("{file} cannot be written: {reason}", file=path, reason=error.strerror or error))
