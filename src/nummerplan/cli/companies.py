"""What commands share that deal with platforms: their options, and the terminal as the workflow's partner."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from nummerplan.cli.screen import Screen
from nummerplan.compiler.artefacts.secrets import secrets_from
from nummerplan.compiler.deployment.records.state_folder import state_folder
from nummerplan.compiler.deployment.workflow.companies import Companies, find_companies
from nummerplan.compiler.deployment.workflow.dialogue import ProgressOf
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.reading.project_settings import find_project, repository
from nummerplan.model.message import Message
from nummerplan.model.report import Report
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
TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that holiday rules count from.")


def common_options(command: Command) -> Command:
    """The options that every command has that deals with platforms."""
    return SECRETS(JOURNAL(TODAY(command)))


def companies_at(
    dialogue: "TerminalDialogue", path: Path, secrets: str | None, journal: Path | None, today: datetime | None
) -> Companies:
    """The companies of all plans at a path, as the common options say. Raises `SettingError`."""
    project = find_project(path)
    provider = secrets_from(secrets or project.secrets, repository(path, project))
    day = (today or datetime.now()).date()
    return find_companies(path, project, provider, state_folder(journal), day, dialogue)


@dataclass(frozen=True)
class TerminalDialogue(Screen):
    """The screen as a workflow's partner (`workflow.dialogue.Dialogue`): questions, findings and progress bars too."""

    def findings(self, report: Report) -> None:
        """Write findings beside the results, one a line."""
        click.echo(render("concise", report, self.translate), err=True, nl=False)

    def confirm(self, question: Message) -> bool | None:
        """Ask, if there is a terminal to ask on."""
        if sys.stdin is None or not sys.stdin.isatty():
            return None
        return click.confirm(question.text(self.translate), err=True)

    @contextmanager
    def progress(self, label: Message) -> Iterator[ProgressOf]:
        """A progress bar for all companies on a terminal; elsewhere nothing."""
        if not self.watched:
            yield lambda tenant: lambda done, total: None
            return
        from rich import progress  # takes a while, and is for terminals only
        from rich.console import Console

        columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn())
        steps: dict[str, tuple[int, int]] = {}
        with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label.text(self.translate), total=None)

            def advance(tenant: str, done: int, total: int) -> None:
                steps[tenant] = done, total
                known = list(steps.values())
                bar.update(task, completed=sum(row[0] for row in known), total=sum(row[1] for row in known))

            yield lambda tenant: partial(advance, tenant)


def dialogue_on(screen: Screen) -> TerminalDialogue:
    """The screen of a command as a workflow's partner."""
    return TerminalDialogue(screen.translate, screen.language)
