"""`nummerplan compile`: write what platforms and telephones take."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from nummerplan.cli.screen import CLEAN, FINDINGS, Screen
from nummerplan.cli.screen import UNREADABLE as UNREADABLE_CODE
from nummerplan.compiler.artefacts.compile_plans import Compiled, compile_plans
from nummerplan.compiler.artefacts.secrets import PROVIDERS, secrets_from
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import UNREADABLE, check_paths
from nummerplan.compiler.reading.project_settings import Project, find_project
from nummerplan.model.artefact import Target
from nummerplan.model.errors import SettingError
from nummerplan.model.finding import Level, LocatedRemark
from nummerplan.model.message import Message, say
from nummerplan.model.report import Report
from nummerplan.targets import all_targets


@click.command("compile", short_help="Write what platforms and telephones take.")
@click.argument("path", default=Path(), type=click.Path(path_type=Path))
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
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that holiday rules count from.")
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    path: Path,
    names: tuple[str, ...],
    out: Path,
    secrets: str | None,
    oci_schema: str | None,
    today: datetime | None,
) -> int:
    """Write the artefacts of the plans at PATH (default: this folder and everything below it).

    Every plan and target gets a folder of its own, OUT/PLAN/TARGET, with a manifest of its files. It is written as a
    whole or not at all, and a plan with errors writes nothing.

    Exit code 0: everything was written; 1: a plan has errors; 2: wrong usage or settings; 3: a file could not be used.
    """
    project = find_project(path)
    selection = Selection(project.select, project.ignore)
    checked, report = check_paths([path], (today or datetime.now()).date(), selection)
    sound = [plan for plan in checked if not plan.has_errors]
    provider = secrets_from(secrets or project.secrets, repository(path, project))
    targets = [target for target in all_targets() if target.name in names]
    project = _with_schema(project, targets, oci_schema)
    for compiled in compile_plans(sound, targets, project, provider, out):
        _show(screen, compiled)
    return _refused(screen, report)


def _with_schema(project: Project, targets: list[Target], schema: str | None) -> Project:
    """The project with an operator's schema among the settings of each target that takes one."""
    if schema is None:
        return project
    fit = [target.name for target in targets if "schema" in target.settings]
    if not fit:
        raise SettingError(say("--oci-schema is for targets that make OCI-P commands, such as broadworks"))
    told = {name: {**project.targets.get(name, {}), "schema": schema} for name in fit}
    return replace(project, targets={**project.targets, **told})


def repository(path: Path, project: Project) -> Path:
    """The folder in which no secrets may lie: the repository, or the folder of the plan."""
    if project.file is not None:
        return project.file.parent
    start = path.resolve() if path.is_dir() else path.resolve().parent
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), start)


def _show(screen: Screen, compiled: Compiled) -> None:
    written = say(
        "{place}: {files} files, of which {secret} with secrets",
        place=compiled.place,
        files=compiled.files,
        secret=compiled.secret,
    )
    loss = (say("  loss: {remark}", remark=_placed(remark)) for remark in compiled.losses)
    notes = (say("  note: {note}", note=note) for note in compiled.notes)
    for message in (written, *loss, *notes):
        screen.result(message.text(screen.translate) + "\n")


def _placed(remark: LocatedRemark) -> Message:
    return say("{place}: {message}", place=str(remark.span), message=remark.message)


def _refused(screen: Screen, report: Report) -> int:
    """Say which errors kept plans from being compiled."""
    errors = tuple(finding for finding in report.findings if finding.level is Level.ERROR)
    if not errors:
        return CLEAN
    screen.note(say("plans with errors are not compiled:"))
    click.echo(render("concise", Report(errors, report.coverage), screen.translate), err=True, nl=False)
    return UNREADABLE_CODE if any(finding.rule in UNREADABLE for finding in errors) else FINDINGS
