"""`nummerplan plan`: what deploying would change on a platform."""

from pathlib import Path
from typing import Any

import click

from nummerplan.cli.companies import common_options, companies_at, planning_options
from nummerplan.cli.options import HERE, format_option, since_option
from nummerplan.cli.screen import CHANGES, CLEAN, FINDINGS, Screen
from nummerplan.compiler.deployment.planning.chosen_changes import PlanOptions
from nummerplan.compiler.deployment.workflow.plan_companies import (
    has_changes,
    impact_is_undecided,
    is_refused,
    plan_companies,
    plans_json,
    save_plans,
    show_plans,
)
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


@click.command("plan", short_help="Show what deploying would change on a platform.")
@HERE
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Save the plan: deploy --plan FILE does it."
)
@format_option(["text", "json"])
@planning_options
@since_option("Only companies whose plans changed since a git revision (git:main).")
@click.option("--exit-code", "tell", is_flag=True, help="End with 5 when there are changes and all else is well.")
@click.option("--verbose", is_flag=True, help="Also show losses that nobody notices.")
@common_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    /,
    path: Path,
    out: Path | None,
    form: str,
    reset_overrides: bool,
    write_secrets: bool,
    only: tuple[str, ...],
    since: str | None,
    tell: bool,
    verbose: bool,
    **where: Any,
) -> int:
    """Check the plans at PATH (default: this folder and everything below it), read their platforms, and show what
    deploying would create, change and delete. Nothing is changed.

    Exit code 0: planned, with changes or without; 1: a plan has errors, deploy would refuse it, or what callers notice
    was too much to compare; 2: wrong usage or settings; 3: a file or a platform could not be read; 5: with
    --exit-code, there are changes, and every plan would else give 0.
    """
    if out is not None and str(path) == "-":
        raise SettingError(say("--out saves plans of files; a plan from a pipe has none"))
    companies = companies_at(screen, path, since=since, **where)
    planned, code = plan_companies(companies, PlanOptions(reset_overrides, write_secrets, only), screen)
    if form == "json":
        screen.json(plans_json(planned))
    else:
        show_plans(planned, screen, verbose)
    if out is not None and (planned or since is not None):
        save_plans(planned, companies.journals, out, screen)
    code = max(code, FINDINGS) if is_refused(planned) or impact_is_undecided(planned) else code
    return CHANGES if tell and code == CLEAN and has_changes(planned) else code
