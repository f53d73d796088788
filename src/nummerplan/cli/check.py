"""`nummerplan check`: read, type and judge plans."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

import nummerplan
from nummerplan.cli.options import format_option, since_option, today_option
from nummerplan.cli.screen import CLEAN, FINDINGS, Screen
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.exit_code import exit_code
from nummerplan.compiler.findings.plan_globs import unmatched_globs
from nummerplan.compiler.findings.report import all_formats, proving_formats, render
from nummerplan.compiler.findings.rule_selection import Selection, choose_rules
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.compiler.reading.rule_names import UNREAD
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import Level
from nummerplan.model.message import say
from nummerplan.model.report import Report

if TYPE_CHECKING:
    from nummerplan.compiler.findings.report_files import ReportFile


class _Command(click.Command):
    """`--proof` is an option by itself, and takes a value only as `--proof=all`: a word behind it is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write the value that `--proof` has by itself."""
        end = args.index("--") if "--" in args else len(args)
        written = ["--proof=numbers" if word == "--proof" else word for word in args[:end]]
        return super().parse_args(ctx, [*written, *args[end:]])


@click.command("check", cls=_Command, short_help="Read, type and judge plans.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@format_option(all_formats(), "How findings are written.")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:FILE",
    help="Also write them to a file, in this format; can be given more than once.",
)
@since_option("Only plans that changed since, committed or not.")
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
@click.option(
    "--proof",
    type=click.Choice(["numbers", "all"]),
    metavar="[=all]",
    help="Also prove for each number that no call is lost, or show one that is; with =all extensions count too.",
)
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    paths: tuple[Path, ...],
    form: str,
    outputs: tuple[str, ...],
    since: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    baseline: Path | None,
    update_baseline: bool,
    today: date,
    proof: str | None,
) -> int:
    """Read, type and judge the plans at PATHS (default: this folder and everything below it).

    Exit code 0: nothing to report; 1: findings; 2: wrong usage; 3: a file could not be read.
    """
    where = list(paths) or [Path()]
    project = find_project(where[0])
    selection = choose_rules(project, select, ignore)
    file = baseline or project.baseline
    if update_baseline and file is None:
        raise SettingError(say("--update-baseline needs --baseline FILE"))
    files = _report_files(outputs, [file] if file else [])
    proving = (form, *(one.form for one in files))
    if proof and not (fix or diff) and not set(proving) & set(proving_formats()):
        raise SettingError(say("--proof goes with --format {formats}", formats=", ".join(proving_formats())))
    fixed = 0
    if fix or diff:
        if since is not None:
            raise SettingError(say("--fix and --diff are for all plans that are named; leave out --since"))
        texts, fixed = _fixed(where, today, selection, unsafe_fixes, write=not diff)
        if diff:
            screen.result(texts)
            return FINDINGS if fixed else CLEAN
    changed = None
    if since is not None:
        from nummerplan.compiler.findings.changed_plans import changed_since

        changed = changed_since(since, where[0], project, file)
    checked, report = check_paths(where, today, selection, project=project, changed=changed)
    report = replace(report, coverage=replace(report.coverage, fixed=fixed, since=since))
    for message in unmatched_globs(project, [plan.document.name for plan in checked]):
        screen.note(message)
    _no_plan_among(files, checked)
    if file is not None:
        report = _with_baseline(screen, report, file, update_baseline, checked, selection)
    if proof:
        report = _with_proofs(screen, report, checked, proof == "all")
    _write(screen, form, files, report)
    least = Level(fail_on) if fail_on else project.fail_on
    unsafe = any(one.verdict_of(report.prove_all) != "no_call_is_lost" for one in report.proofs or ())
    return max(exit_code(report.findings, least), FINDINGS if unsafe and least is not Level.ERROR else CLEAN)


def _fixed(paths: list[Path], today: date, selection: Selection, unsafe: bool, write: bool) -> tuple[str, int]:
    """What is fixed, or would be, as a difference; and how many findings."""
    if any(str(path) == "-" for path in paths):
        raise SettingError(say("--fix and --diff change files; a plan from a pipe has none"))
    from nummerplan.compiler.editing.apply_fixes import apply_fixes

    return apply_fixes(paths, today, selection, unsafe, write)


def _report_files(outputs: Sequence[str], baseline: Sequence[Path]) -> "Sequence[ReportFile]":
    """The files that reports go to: refused before anything is fixed or written, if they are."""
    if not outputs:
        return ()
    from nummerplan.compiler.findings.report_files import may_be_replaced, report_files

    files = report_files(outputs)
    may_be_replaced(files, baseline)
    return files


def _no_plan_among(files: "Sequence[ReportFile]", checked: Sequence[Checked]) -> None:
    """Whatever a plan's file is called, and were it empty, no report is written over it."""
    if files:
        from nummerplan.compiler.findings.report_files import may_be_replaced

        may_be_replaced(files, [Path(source.name) for plan in checked for source in plan.document.files])


def _write(screen: Screen, form: str, files: "Sequence[ReportFile]", report: Report) -> None:
    """Write the report to standard output, to the files that were named, and to the page of a GitHub workflow."""
    screen.result(render(form, report, screen.translate, screen.colour))
    if files:
        from nummerplan.compiler.findings.report_files import write_reports

        write_reports(files, report, screen.translate)
    if form == "github":
        from nummerplan.compiler.findings.step_summary import VARIABLE, append_summary

        page = os.environ.get(VARIABLE)
        if page and (problem := append_summary(Path(page), report, screen.translate)):
            screen.note(problem)


def _with_proofs(screen: Screen, report: Report, checked: Sequence[Checked], prove_all: bool) -> Report:
    """The report with the proof of every plan; of one that could not be read whole nothing is proven."""
    looked_at = [plan for plan in checked if plan.looked_at]
    for plan in looked_at:
        if plan.damaged:
            screen.note(say("{plan} is not proven: it could not be read whole", plan=plan.linked.name))
    proofs = tuple(nummerplan.prove(plan.loaded) for plan in looked_at)
    return replace(report, proofs=proofs, prove_all=prove_all)


def _with_baseline(  # noqa: PLR0913, PLR0917 - what a baseline is held against
    screen: Screen, report: Report, file: Path, update: bool, checked: Sequence[Checked], selection: Selection
) -> Report:
    """The report without what the baseline knows; what is new in it, or no longer there, is said beside the results."""
    from nummerplan.compiler.findings.baseline import compare, write_baseline
    from nummerplan.compiler.findings.baseline_text import stale_lines, update_lines

    held = compare(report.findings, file, checked, selection, fresh=update)
    if update:
        count = write_baseline(report.findings, file, held.kept)
        taken = [finding for finding in held.left if finding.rule not in UNREAD]
        lines = update_lines(taken, held.stale_entries, count, file)
        held = compare(report.findings, file, checked, selection)
    else:
        lines = stale_lines(held.stale_entries, file)
    for line in lines:
        screen.note(line)
    coverage = replace(report.coverage, baselined=held.known, stale=held.stale_entries)
    return replace(report, findings=tuple(held.left), coverage=coverage)
