"""What commands share that deal with platforms: their options, and the companies that these mean."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from nummerplan.cli.options import today_option
from nummerplan.cli.screen import Screen
from nummerplan.compiler.artefacts.secrets import project_secrets
from nummerplan.compiler.deployment.records.state_folder import state_folder
from nummerplan.compiler.deployment.workflow.companies import Companies, find_companies
from nummerplan.compiler.findings.changed_plans import changed_since
from nummerplan.compiler.reading.project_settings import find_project
from nummerplan.model.settings.setting_types import PROVIDERS

Command = Callable[..., int]

SECRETS = click.option(
    "--secrets",
    metavar="PROVIDER",
    help=f"Where secrets come from: {' or '.join(PROVIDERS)}. Default: what the project's settings say.",
)
JOURNAL = click.option(
    "--journal",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the journals of deployments are kept. Default: your folder for state, ~/.local/state/nummerplan.",
)


def planning_options(command: Command) -> Command:
    """The options that say what of a plan is planned: `reset_overrides`, `write_secrets` and `only`."""
    overrides = click.option("--reset-overrides", is_flag=True, help="Set back night switches that people set by hand.")
    secrets = click.option(
        "--write-secrets", is_flag=True, help="Write secrets of existing objects of which nothing is remembered."
    )
    only = click.option(
        "--only", multiple=True, metavar="KEY", help="Change one object and what it needs. Can be given several times."
    )
    return overrides(secrets(only(command)))


def common_options(command: Command) -> Command:
    """The options that every command has that deals with platforms."""
    return SECRETS(JOURNAL(today_option()(command)))


def companies_at(  # noqa: PLR0913, PLR0917 - one parameter for each option
    screen: Screen, path: Path, secrets: str | None, journal: Path | None, today: date, since: str | None = None
) -> Companies:
    """The companies of all plans at a path, as the common options say; those that changed since a revision, if one is
    named. Raises `SettingError`.
    """
    project = find_project(path)
    changed = changed_since(since, path, project, None) if since is not None else None
    named = project_secrets(secrets, project, path)
    return find_companies(path, project, named, state_folder(journal), today, screen, changed)
