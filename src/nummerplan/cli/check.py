"""`nummerplan check`: read, type and judge plans."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

import nummerplan
from nummerplan.cli.options import format_option, since_option, today_option
from nummerplan.cli.screen import CLEAN, FINDINGS, Screen
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.exit_code import exit_code
from nummerplan.compiler.findings.report import all_formats, proving_formats, render
from nummerplan.compiler.findings.rule_selection import choose_rules
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.changed_since import changed_since
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import Level
from nummerplan.model.message import say
from nummerplan.model.report import Report


@click.command("check", short_help="Read, type and judge plans.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@format_option(all_formats(), "How findings are written.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help="Only these rules: names, codes, or beginnings such as NP1; commas allowed.",
)
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice"]),
    help="The least level that makes the exit code 1. Default: warning.",
)
@click.option("--fix", is_flag=True, help="Fix what can safely be fixed; comments and layout stay.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what wants a second look.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Known findings that are not reported."
)
@click.option("--update-baseline", is_flag=True, help="Write all present findings to the baseline.")
@today_option("The day that holiday rules count from. Default: today.", "DATE")
@since_option("Only plans that changed since a git revision (git:main); others only together with them.")
@click.option("--proof", is_flag=True, help="Also prove for each number that no call is lost, or show one that is.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    paths: tuple[Path, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: Path | None,
    update_baseline: bool,
    today: date,
    since: str | None,
    proof: bool,
) -> int:
    """Read, type and judge the plans at PATHS (default: this folder and everything below it).

    Exit code 0: nothing to report; 1: findings; 2: wrong usage; 3: a file could not be read.
    """
    where = list(paths) or [Path()]
    project = find_project(where[0])
    changed = changed_since(since, where[0]) if since is not None else None
    selection = choose_rules(project, select, ignore)
    fixed = 0
    if fix or diff:
        if any(str(path) == "-" for path in where):
            raise SettingError(say("--fix and --diff change files; a plan from a pipe has none"))
        from nummerplan.compiler.editing.apply_fixes import apply_fixes

        texts, fixed = apply_fixes(where, today, selection, unsafe_fixes, write=not diff, changed=changed)
        if diff:
            screen.result(texts)
            return FINDINGS if fixed else CLEAN
    if proof and form not in proving_formats():
        raise SettingError(say("--proof goes with --format {formats}", formats=", ".join(proving_formats())))
    checked, report = check_paths(where, today, selection, project=project, changed=changed)
    file = baseline or project.baseline
    report = _with_baseline(screen, report, file, update_baseline, fixed)
    if proof:
        report = _with_proofs(screen, report, checked)
    screen.result(render(form, report, screen.translate, screen.colour))
    least = Level(fail_on) if fail_on else project.fail_on
    unsafe = any(one.verdict != "no_call_is_lost" for one in report.proofs or ())
    return max(exit_code(report.findings, least), FINDINGS if unsafe and least is not Level.ERROR else CLEAN)


def _with_proofs(screen: Screen, report: Report, checked: Sequence[Checked]) -> Report:
    """The report with the proof of every plan; of one that could not be read whole nothing is proven."""
    judged = [plan for plan in checked if plan.is_judged]
    for plan in judged:
        if plan.damaged:
            screen.note(say("{plan} is not proven: it could not be read whole", plan=plan.linked.name))
    proofs = tuple(nummerplan.prove(plan.loaded) for plan in judged)
    return replace(report, proofs=proofs)


def _with_baseline(screen: Screen, report: Report, file: Path | None, update: bool, fixed: int) -> Report:
    if update:
        from nummerplan.compiler.findings.baseline import write_baseline

        if file is None:
            raise SettingError(say("--update-baseline needs --baseline FILE"))
        count = write_baseline(report.findings, file)
        one = say("1 finding written to {file}", file=file)
        screen.note(one if count == 1 else say("{count} findings written to {file}", count=count, file=file))
    coverage = replace(report.coverage, fixed=fixed)
    if file is None:
        return replace(report, coverage=coverage)
    from nummerplan.compiler.findings.baseline import without_known

    left, known = without_known(report.findings, file)
    return Report(tuple(left), replace(coverage, baselined=known))
