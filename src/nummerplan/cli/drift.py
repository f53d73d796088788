"""`nummerplan drift`: what a platform has otherwise than the plan."""

import json
from datetime import datetime
from pathlib import Path

import click

from nummerplan.cli.companies import common_options, find_companies, meter
from nummerplan.cli.screen import FINDINGS, Screen
from nummerplan.compiler.deployment.planning.session import open_session
from nummerplan.compiler.deployment.planning.drift import Drift, drift, drift_json, drift_lines
from nummerplan.compiler.deployment.planning.plan_changes import CompanyPlan
from nummerplan.compiler.deployment.report.setting_text import Wording
from nummerplan.model.message import say


@click.command("drift", short_help="Show what a platform has otherwise than the plan.")
@click.argument("path", default=Path(), type=click.Path(path_type=Path))
@click.option("--status", is_flag=True, help="Also show whose telephones are registered.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or monitoring."
)
@common_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    path: Path,
    status: bool,
    form: str,
    secrets: str | None,
    journal: Path | None,
    today: datetime | None,
) -> int:
    """Compare the platforms of the plans at PATH (default: this folder and everything below it) with what the plans
    want. Nothing is changed. Secrets cannot be read back, so nothing is said of them. Night switches that people set by
    hand are shown and do not count.

    Exit code 0: the same; 1: differences, or a plan has errors; 2: wrong usage or settings; 3: a file or a platform
    could not be read.
    """

    def look(job: CompanyPlan) -> Drift:
        bench = job.bench
        with (
            open_session(job, companies.journals, alone=False) as session,
            job.provisioning.connect(job.site, bench.secrets, bench.telephone_audio) as connection,
        ):
            return drift(job, connection, session.journal.memory().switches, status, steps(job))

    companies = find_companies(screen, path, secrets, journal, today)
    with meter(screen, say("reading")) as steps:
        found = list(companies.each(companies.jobs, look))
    for job, seen in found:
        companies.worst(FINDINGS if seen.changes else 0)
        if form == "text":
            wording = Wording(job.plan.linked, seen.wanted, seen.platform)
            for message in drift_lines(seen, wording):
                screen.show(message)
    if form == "json":
        data = {"version": 1, "companies": [drift_json(seen, job.plan.document) for job, seen in found]}
        screen.result(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    return companies.code
