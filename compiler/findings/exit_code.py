"""What findings mean for whoever asked: the exit code of the command, and which of them stop it."""

from collections.abc import Iterable

from nummerplan.model.errors import ExitCode
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.report import Report
from nummerplan.rules import all_rules

UNREADABLE = ("file-unreadable", "file-not-text")
"""Rules whose findings mean that bytes could not be had or are not text."""


def exit_code(findings: Iterable[LocatedFinding], fail_on: Level = Level.ERROR) -> ExitCode:
    """That of a command which fails on findings of a level and above."""
    codes = [_code(finding, fail_on) for finding in findings]
    return max(codes, default=ExitCode.CLEAN)


def before_compiling(report: Report) -> tuple[Report, ExitCode]:
    """What is shown before plans are compiled or deployed, and the exit code of that.

    That is the errors, which keep them from it, and all that rules say of secrets: they could not say it before.
    """
    of_secrets = {rule.name for rule in all_rules() if rule.about.of_secrets}
    shown = tuple(one for one in report.findings if one.level is Level.ERROR or one.rule in of_secrets)
    return Report(shown, report.coverage), exit_code(shown)


def _code(finding: LocatedFinding, fail_on: Level) -> ExitCode:
    if finding.rule in UNREADABLE:
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if finding.level.rank >= fail_on.rank else ExitCode.CLEAN
