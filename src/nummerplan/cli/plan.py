"""`nummerplan plan`: what deploying would change on a platform."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from nummerplan import __version__
from nummerplan.cli.companies import Companies, common_options, find_companies, meter
from nummerplan.cli.screen import Screen
from nummerplan.compiler.deployment.applying.session import open_session
from nummerplan.compiler.deployment.planning.caller_impact import effect_lines, effects
from nummerplan.compiler.deployment.planning.plan_changes import Job, Terms, prepare
from nummerplan.compiler.deployment.planning.saved_plan import save_plans
from nummerplan.compiler.deployment.report.deployment_json import deployment_json
from nummerplan.compiler.deployment.report.deployment_text import deployment_text
from nummerplan.model.deployment.deployment import Deployment, Run
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


@click.command("plan", short_help="Show what deploying would change on a platform.")
@click.argument("path", default=Path(), type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the plan: deploy --plan FILE does it."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or programs.")
@click.option("--reset-overrides", is_flag=True, help="Set back night switches that people set by hand.")
@click.option("--write-secrets", is_flag=True, help="Write secrets of existing objects of which nothing is remembered.")
@common_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    path: Path,
    out: Path | None,
    form: str,
    reset_overrides: bool,
    write_secrets: bool,
    secrets: str | None,
    journal: Path | None,
    today: datetime | None,
) -> int:
    """Check the plans at PATH (default: this folder and everything below it), read their platforms, and show what
    deploying would create, change and delete. Nothing is changed.

    Exit code 0: planned, with changes or without; 1: a plan has errors or the platform would refuse it; 2: wrong usage
    or settings; 3: a file or a platform could not be read.
    """

    def look(job: Job) -> tuple[Deployment, Run | None]:
        bench = job.bench
        with (
            open_session(job, companies.journals, alone=False) as session,
            job.provisioning.connect(job.site, bench.secrets, bench.telephone_audio) as connection,
        ):
            terms = Terms(session.journal.memory(), session.marks, reset_overrides, write_secrets)
            return prepare(job, connection, terms, steps(job)), session.journal.unfinished()

    if out is not None and str(path) == "-":
        raise SettingError(say("--out saves plans of files; a plan from a pipe has none"))
    companies = find_companies(screen, path, secrets, journal, today)
    with meter(screen, say("reading")) as steps:
        looked = list(companies.each(companies.jobs, look))
    planned = [(job, deployment, run) for job, (deployment, run) in looked]
    _show(companies, planned, form)
    if out is not None and planned:
        _save(companies, planned, out)
    return companies.code


def _save(companies: Companies, planned: list[tuple[Job, Deployment, Run | None]], out: Path) -> None:
    """Save what was planned. Raises `SettingError` when it cannot be written."""
    files = [(deployment, [Path(file.name) for file in job.plan.document.files]) for job, deployment, _ in planned]
    try:
        save_plans(files, __version__, out)
    except OSError as problem:
        about = {"path": str(out), "reason": problem.strerror or "unknown"}
        raise SettingError(say("{path} cannot be written: {reason}", **about)) from None
    companies.screen.note(say("saved in {file}; deploy --plan {file} does exactly this", file=str(out)))


def _show(companies: Companies, planned: list[tuple[Job, Deployment, Run | None]], form: str) -> None:
    screen = companies.screen
    if form == "json":
        plans = [_data(job, deployment) for job, deployment, _ in planned]
        screen.result(json.dumps({"version": 1, "plans": plans}, indent=2, ensure_ascii=False) + "\n")
    for job, deployment, run in planned:
        if form == "text":
            screen.result(deployment_text(deployment, job.plan.linked, screen.translate))
            for line in effect_lines(effects(deployment, job.provisioning, job.plan.linked.today)):
                screen.show(line)
            for loss in deployment.wanted.losses:
                place = str(job.plan.document.span(loss.route))
                text = say("  loss: {place}: {message}", place=place, message=loss.message)
                screen.show(text)
        if run is not None:
            screen.note(
                say(
                    "{tenant}: a deployment by {who} of {when} was cut off; deploy finishes it first",
                    tenant=job.site.tenant,
                    who=run.who,
                    when=run.begun,
                )
            )


def _data(job: Job, deployment: Deployment) -> dict[str, Any]:
    """A deployment for programs, with its effect on callers: null where that is not known."""
    found = effects(deployment, job.provisioning, job.plan.linked.today)
    lines = None if found is None else [{name: str(text) for name, text in line._asdict().items()} for line in found]
    return {**deployment_json(deployment, job.plan.document), "callers": lines}
