"""The page of a GitHub workflow's run: all findings as Markdown, behind what other commands of the step wrote."""

from pathlib import Path

from nummerplan.compiler.findings.report.markdown import bounded
from nummerplan.model.message import Message, Translate, say
from nummerplan.model.report import Report

VARIABLE = "GITHUB_STEP_SUMMARY"
MOST = 1024 * 1024
"""Bytes that GitHub takes of a step; of a larger page it shows nothing."""


def append_summary(file: Path, report: Report, translate: Translate) -> Message | None:
    """Add a report to the page as far as it has room; returns what is to be said where that cannot be."""
    try:
        if file.exists() and not file.is_file():
            return say("{variable} names {file}, which is no file", variable=VARIABLE, file=file)
        held = file.stat().st_size if file.exists() else 0
        gap = "\n" if held else ""  # a table begins behind an empty line
        text = bounded(report, translate, MOST - 1 - held - len(gap))
        if not text:
            return say("{file} is full: the findings stand in the log alone", file=file)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as page:
            page.write(gap + text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return say("{file} cannot be written: {reason}", file=file, reason=reason)
    return None
