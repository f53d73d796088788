"""`nummerplan compile`: write what platforms and telephones take."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from nummerplan.cli.options import HERE, format_option, today_option
from nummerplan.cli.screen import FINDINGS, Screen
from nummerplan.compiler.artefacts.compile_plans import compile_plans, named_apart, write_plans
from nummerplan.compiler.artefacts.secrets import project_secrets
from nummerplan.compiler.findings.exit_code import before_compiling
from nummerplan.compiler.findings.rule_selection import rules_before_compiling
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.model.artefact import Target
from nummerplan.model.compiled import CompiledTarget, LocatedLoss, compiled_json
from nummerplan.model.errors import ExitCode, SettingError
from nummerplan.model.message import Message, say
from nummerplan.model.report import Report
from nummerplan.model.settings.project import Project
from nummerplan.model.settings.setting_types import PROVIDERS
from nummerplan.targets import all_targets


@click.command("compile", short_help="Write what platforms and telephones take.")
@HERE
@click.option(
    "--target",
    "names",
    multiple=True,
    required=True,
    type=click.Choice([target.name for target in all_targets()]),
    help="For whom; can be given more than once.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
@click.option(
    "--secrets",
    metavar="PROVIDER",
    help=f"Where secrets come from: {' or '.join(PROVIDERS)}. Without it files hold marks in their place.",
)
@click.option(
    "--oci-schema",
    type=click.Path(exists=True, file_okay=False),
    help="A folder with the platform operator's own OCI schema; what it does not allow is left out and reported.",
)
@format_option(["text", "json"])
@today_option()
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    path: Path,
    names: tuple[str, ...],
    out: Path,
    secrets: str | None,
    oci_schema: str | None,
    form: str,
    today: date,
) -> int:
    """Write the artefacts of the plans at PATH (default: this folder and everything below it).

    Every plan and target gets a folder of its own, OUT/PLAN/TARGET, with a manifest of its files. It is written as a
    whole or not at all, and a plan with errors writes nothing.

    Exit code 0: everything was written; 1: a plan has errors, or a target does something with calls that the plan does
    not say and no loss explains; 2: wrong usage or settings; 3: a file could not be used.
    """
    project = find_project(path)
    provider = project_secrets(secrets, project, path)
    checked, report = check_paths([path], today, rules_before_compiling(project), provider.texts)
    sound = [plan for plan in checked if not plan.has_errors]
    targets = [target for target in all_targets() if target.name in names]
    project = _with_schema(project, targets, oci_schema)
    named_apart(plan.document.name for plan in sound)
    code = _show_findings(screen, report)
    compiled = compile_plans([(plan.document, plan.linked) for plan in sound], targets, project, provider)
    for place, made in write_plans(compiled, out):
        if form == "text":
            _show(screen, place, made)
    if form == "json":
        screen.result(compiled_json(compiled))
    return max(code, FINDINGS) if any(made.has_defect for one in compiled for made in one.targets) else code


def _show_findings(screen: Screen, report: Report) -> ExitCode:
    """Say which errors keep plans from being compiled, and what is weak about their secrets."""
    shown, code = before_compiling(report)
    if code:
        screen.note(say("plans with errors are not compiled:"))
    if shown.findings:
        screen.findings(shown)
    return code


def _with_schema(project: Project, targets: list[Target], schema: str | None) -> Project:
    """The settings, with an operator's schema for each target that takes one."""
    if schema is None:
        return project
    fit = [target.name for target in targets if target.settings and "schema" in target.settings.meanings()]
    if not fit:
        raise SettingError(say("--oci-schema is for targets that make OCI-P commands, such as broadworks"))
    with_schema = {name: {**project.targets.get(name, {}), "schema": schema} for name in fit}
    return replace(project, targets={**project.targets, **with_schema})


def _show(screen: Screen, place: Path, made: CompiledTarget) -> None:
    about = {"files": len(made.artefacts), "secret": sum(file.secret for file in made.artefacts)}
    folder = say("{place}: {files} files, of which {secret} with secrets", place=place, **about)
    losses = (say("  loss: {remark}", remark=_placed(remark)) for remark in made.losses)
    notes = (say("  note: {note}", note=note) for note in made.notes)
    for message in (folder, *losses, *notes):
        screen.show(message)


def _placed(remark: LocatedLoss) -> Message:
    if remark.name:
        return say("{place}: {message} [{name}]", place=str(remark.span), message=remark.message, name=remark.name)
    return say("{place}: {message}", place=str(remark.span), message=remark.message)
