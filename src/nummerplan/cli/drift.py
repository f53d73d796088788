"""`nummerplan drift`: what a platform has otherwise than the plan."""

from pathlib import Path
from typing import Any

import click

from nummerplan.cli.companies import common_options, companies_at
from nummerplan.cli.options import HERE, format_option
from nummerplan.cli.screen import Screen
from nummerplan.compiler.deployment.report.drift_report import drift_json, drift_lines
from nummerplan.compiler.deployment.workflow.drift_companies import drift_companies
from nummerplan.compiler.translation.translation_text import translation_json, translation_lines
from nummerplan.model.message import say


@click.command("drift", short_help="Show what a platform has otherwise than the plan.")
@HERE
@click.option("--status", is_flag=True, help="Also show whose telephones are registered.")
@format_option(["text", "json"], "For people, or monitoring.")
@common_options
@click.pass_obj
def command(screen: Screen, /, path: Path, status: bool, form: str, **where: Any) -> int:
    """Compare the platforms of the plans at PATH (default: this folder and everything below it) with what the plans
    want. Nothing is changed. Secrets cannot be read back, so nothing is said of them. Night switches that people set by
    hand are shown and do not count.

    Exit code 0: the same; 1: differences, or a plan has errors; 2: wrong usage or settings; 3: a file or a platform
    could not be read.
    """
    companies = companies_at(screen, path, **where)
    found, code = drift_companies(companies, status, screen)
    if form == "json":
        shown = [
            {**drift_json(drift, company.plan.document), "translation": translation_json(translation)}
            for company, drift, translation in found
        ]
        screen.json({"version": 1, "companies": shown})
    else:
        for company, drift, translation in found:
            for line in drift_lines(drift, company.plan.linked):
                screen.show(line)
            for line in translation_lines(translation):
                screen.show(say("  translation: {text}", text=line))
    return code
