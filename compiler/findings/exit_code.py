"""What findings mean for whoever asked: the exit code of the command, and which of them stop it."""

from collections.abc import Iterable

from nummerplan.model.errors import ExitCode
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.report import Report

UNREADABLE = ("file-unreadable", "file-not-text")
"""Rules whose findings mean that bytes could not be had or are not text."""


def exit_code(findings: Iterable[LocatedFinding], fail_on: Level = Level.ERROR) -> ExitCode:
    """That of a command which fails on findings of a level and above."""
    codes = [_code(finding, fail_on) for finding in findings]
    return max(codes, default=ExitCode.CLEAN)


def only_errors(report: Report) -> tuple[Report, ExitCode]:
    """The report of what keeps plans from being compiled and deployed, and the exit code of that."""
    errors = tuple(finding for finding in report.findings if finding.level is Level.ERROR)
    return Report(errors, report.coverage), exit_code(errors)


def _code(finding: LocatedFinding, fail_on: Level) -> ExitCode:
    if finding.rule in UNREADABLE:
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if finding.level.rank >= fail_on.rank else ExitCode.CLEAN
