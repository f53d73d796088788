"""`nummerplan drift`: what a platform has otherwise than the plan."""

import json
from datetime import datetime
from pathlib import Path

import click

from nummerplan.cli.companies import common_options, companies_at, dialogue_on
from nummerplan.cli.screen import Screen
from nummerplan.compiler.deployment.report.drift_report import drift_json, drift_lines
from nummerplan.compiler.deployment.workflow.drift_companies import drift_companies


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
    dialogue = dialogue_on(screen)
    companies = companies_at(dialogue, path, secrets, journal, today)
    found, code = drift_companies(companies, status, dialogue)
    if form == "json":
        data = {"version": 1, "companies": [drift_json(drift, company.plan.document) for company, drift in found]}
        screen.result(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        for company, drift in found:
            for line in drift_lines(drift, company.plan.linked):
                screen.show(line)
    return code
