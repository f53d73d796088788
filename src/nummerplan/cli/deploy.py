"""`nummerplan deploy`: change a platform so that it is as the plan wants it."""

from pathlib import Path
from typing import Any

import click

from nummerplan.cli.companies import common_options, companies_at, planning_options
from nummerplan.cli.options import HERE
from nummerplan.cli.screen import Screen
from nummerplan.compiler.deployment.planning.chosen_changes import PlanOptions
from nummerplan.compiler.deployment.planning.saved_plan import read_saved_plans
from nummerplan.compiler.deployment.workflow.deploy_companies import DeployOptions, deploy_companies
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say


@click.command("deploy", short_help="Change a platform so that it is as the plan wants it.")
@HERE
@click.option("--plan", type=click.Path(path_type=Path), metavar="FILE", help="Do exactly what plan --out saved.")
@click.option("--yes", is_flag=True, help="Do not ask. Without it, and without a terminal, nothing is changed.")
@click.option("--allow-delete", is_flag=True, help="Delete what is not in the plan.")
@click.option("--force", is_flag=True, help="Also when more than 30 % of ten or more existing objects change or go.")
@click.option("--undo", is_flag=True, help="Restore what the last deployment changed, as the journal recorded it.")
@planning_options
@click.option("--verbose", is_flag=True, help="Also show losses that nobody notices.")
@common_options
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen,
    /,
    path: Path,
    plan: Path | None,
    undo: bool,
    reset_overrides: bool,
    yes: bool,
    allow_delete: bool,
    force: bool,
    write_secrets: bool,
    only: tuple[str, ...],
    verbose: bool,
    **where: Any,
) -> int:
    """Check the plans at PATH (default: this folder and everything below it), show what has to change on their
    platforms, ask, change it, and read every object back.

    Every command is in a journal before it goes out. A deployment that was cut off is finished first. Many companies
    are dealt with at once, and one that fails does not stop the others.

    Exit code 0: every platform is as its plan wants it; 1: something was refused, by us or by the platform; 2: wrong
    usage or settings; 3: a file or a platform could not be read.
    """
    if undo and plan:
        raise SettingError(say("--undo and --plan exclude each other"))
    if only and (undo or plan):
        raise SettingError(say("--only chooses of a plan: it goes with neither --undo nor --plan"))
    companies = companies_at(screen, path, **where)
    saved = read_saved_plans(plan, companies.journals) if plan else None
    planning = PlanOptions(reset_overrides, write_secrets, only)
    chosen = DeployOptions(yes, allow_delete, force, undo, planning, saved, verbose)
    return deploy_companies(companies, chosen, screen)
