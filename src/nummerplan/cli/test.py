"""`nummerplan test`: run the call tests of plans."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from nummerplan.cli.options import format_option, today_option
from nummerplan.cli.screen import CLEAN, FINDINGS, UNREADABLE, Screen
from nummerplan.compiler.call_tests.report import PlanResults, all_formats, percent, render
from nummerplan.compiler.call_tests.run_call_tests import run_call_tests, unread_tests
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.exit_code import exit_code
from nummerplan.compiler.pipeline import check_paths, unusable
from nummerplan.model.message import say
from nummerplan.model.report import Report
from nummerplan.targets import laboratories
from nummerplan.targets import laboratory as laboratory_of


@click.command("test", short_help="Run the call tests of plans.")
@click.argument("paths", nargs=-1, type=click.Path(readable=False, path_type=Path))
@format_option(all_formats(), "How results are written.")
@click.option("--coverage", is_flag=True, help="Also list what no test of one call touches.")
@click.option(
    "--coverage-at-least",
    "least",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Fail when the tests of a plan touch less than this.",
)
@click.option("--suggest", is_flag=True, help="Write call tests for what no test touches yet, instead of running any.")
@click.option(
    "--on",
    "exchange",
    type=click.Choice(laboratories()),
    help="Also make the calls of the tests on such an exchange, here on this machine, and compare.",
)
@today_option("The day from which times are looked at. Default: today.", "DATE")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    paths: tuple[Path, ...],
    form: str,
    coverage: bool,
    least: float | None,
    suggest: bool,
    exchange: str | None,
    today: date,
) -> int:
    """Run the call tests (calls) of the plans at PATHS (default: this folder and everything below it).

    With --on asterisk every call that a test follows is also made: the plan is compiled into a configuration, a real
    Asterisk loads it on loopback addresses, and telephones call it. A promise (never, always) is about more calls than
    anybody makes, and stays what it is.

    Exit code 0: all came as expected; 1: a test failed, or a plan has errors; 2: wrong usage; 3: a file could not be
    read.
    """
    measured = coverage or least is not None
    if suggest and (measured or exchange or form != "text"):
        return screen.refuse(say("--suggest writes call tests and nothing else: leave out --coverage and --format"))
    checked, report = check_paths(list(paths) or [Path()], today)
    if suggest:
        return _suggested(screen, checked)
    code = _show_results(screen, checked, report)
    usable = [plan for plan in checked if unusable([plan]) is None]
    plans = [_results(plan, measured) for plan in usable]
    if exchange:
        plans = _really_called(screen, exchange, usable, plans)
    screen.result(render(form, plans, screen.translate))
    failed = any(not result.ok for plan in plans for result in plan.results)
    for plan in plans:
        if least is not None and plan.coverage is not None and plan.coverage.percent < least:
            failed = True
            about = {"plan": plan.linked.name, "percent": percent(plan.coverage), "least": least}
            screen.note(say("{plan}: the tests touch {percent} %, and {least:g} % is asked for", **about))
    return max(code, FINDINGS if failed else CLEAN)


def _show_results(screen: Screen, checked: Sequence[Checked], report: Report) -> int:
    """Say what could not be read, and which plans have errors; returns the exit code of that."""
    code = UNREADABLE if exit_code(report.findings) is UNREADABLE else CLEAN
    of_plans = {id(finding) for plan in checked for finding in plan.located}
    for finding in report.findings:
        if id(finding) not in of_plans:
            screen.note(say("{place}: {message}", place=str(finding.span), message=finding.message))
    for plan in checked:
        if (problem := unusable([plan])) is not None:
            screen.note(problem)
        elif plan.has_errors:
            screen.note(say("{plan} has errors; nummerplan check shows them", plan=plan.linked.name))
        if plan.has_errors:
            code = max(code, FINDINGS)
    return code


def _results(plan: Checked, measured: bool) -> PlanResults:
    results = tuple(run_call_tests(plan.linked, *unread_tests(plan.findings)))
    if not measured:
        return PlanResults(plan.linked, plan.document, results, has_errors=plan.has_errors)
    from nummerplan.compiler.call_tests.suggest_calls import suggest_calls

    coverage, _ = suggest_calls(plan.linked, results)
    return PlanResults(plan.linked, plan.document, results, coverage, has_errors=plan.has_errors)


def _really_called(
    screen: Screen, exchange: str, checked: Sequence[Checked], plans: Sequence[PlanResults]
) -> list[PlanResults]:
    """The results with what the exchange did otherwise; a plan with errors has no configuration, and is not called."""
    from nummerplan.compiler.artefacts.compile_plans import workbench
    from nummerplan.compiler.artefacts.secrets import NamedSecrets
    from nummerplan.compiler.call_tests.real_calls import on_real_exchange

    # What is fetched the first time is fetched for a plan with something to call.
    wanted = any(results.results and not plan.has_errors for plan, results in zip(checked, plans, strict=True))
    laboratory = laboratory_of(exchange)(screen.note) if wanted else None
    found: list[PlanResults] = []
    for plan, results in zip(checked, plans, strict=True):
        if plan.has_errors:
            said = say("{plan}: not called, since it has errors and so no configuration", plan=plan.linked.name)
            found.append(replace(results, exchange=(said,)))
            continue
        if laboratory is None or not results.results:
            found.append(results)
            continue
        bench = workbench(plan.document, plan.linked, exchange, plan.loaded.project, NamedSecrets())
        real = on_real_exchange(results.results, bench, laboratory)
        about = {"plan": plan.linked.name, "made": real.made, "left": real.left_out, "version": laboratory.version}
        lines = [say("{plan}: {made} calls made on {version}, {left} left out", **about)]
        if real.promises:
            lines.append(say("promises, which are about all calls, are not called: {count}", count=real.promises))
        if real.not_run:
            lines.append(say("tests that could not be run have no call: {count}", count=real.not_run))
        found.append(replace(results, results=tuple(real.results), exchange=tuple(lines)))
    return found


def _suggested(screen: Screen, checked: Sequence[Checked]) -> int:
    """Write call tests for what no test touches."""
    from nummerplan.compiler.call_tests.suggest_calls import suggest_calls
    from nummerplan.compiler.call_tests.write_call_tests import write_call_tests

    if (problem := unusable(checked)) is not None:
        return screen.refuse(problem, FINDINGS)
    plan = checked[0]
    results = run_call_tests(plan.linked, *unread_tests(plan.findings))
    coverage, suggestions = suggest_calls(plan.linked, results)
    screen.result(write_call_tests(suggestions, plan.linked, screen.translate))
    if suggestions:
        count = len(suggestions)
        screen.note(
            say("{count} call tests for the section calls; they record what happens today: read them", count=count)
        )
    else:
        screen.note(say("the tests of {plan} touch everything that a call can touch", plan=plan.linked.name))
    if coverage.untouchable:
        screen.note(say("what no call can touch: {count}; --coverage lists it", count=len(coverage.untouchable)))
    return CLEAN
