"""How a command speaks to people: its language, its colour, its exit codes, its questions and progress bars."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from nummerplan.compiler.text.escape_terminal import escape_lines, escape_terminal
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message, Translate

if TYPE_CHECKING:
    from nummerplan.model.deployment.platform import Progress
    from nummerplan.model.report import Report

CLEAN, FINDINGS, USAGE, UNREADABLE, DEFECT, CHANGES = ExitCode


@dataclass(frozen=True)
class Screen:
    """Results go to standard output, everything else to standard error.

    It is also the partner of the workflow of deploying (`workflow.dialogue.Dialogue`).
    """

    translate: Translate

    @property
    def colour(self) -> bool:
        """Colour is for terminals, unless NO_COLOR is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def watched(self) -> bool:
        """Whether somebody watches progress, which is shown beside the results."""
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def result(self, text: str) -> None:
        """Write a result; whatever it was made of, nothing in it can act on a terminal."""
        try:
            sys.stdout.write(escape_lines(text, self.colour))
        except BrokenPipeError:
            # The reader of our output has gone, as `head` does; the rest goes nowhere, and the exit code stays.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def json(self, data: Any) -> None:
        """Write a result for programs."""
        self.result(json.dumps(data, indent=2) + "\n")

    def show(self, message: Message) -> None:
        """Write a sentence as a result; nothing in it can act on a terminal."""
        self.result(escape_terminal(message.text(self.translate)) + "\n")

    def note(self, message: Message) -> None:
        """Write a sentence beside the results; nothing in it can act on a terminal."""
        self._beside(escape_terminal(message.text(self.translate)) + "\n")

    def refuse(self, message: Message, code: int = USAGE) -> int:
        """Say why a command does not do what it was asked to; returns the exit code."""
        self._beside(f"nummerplan: {escape_terminal(message.text(self.translate))}\n")
        return code

    def report(self, error: NummerplanError) -> int:
        """Say why something cannot be done, with a line for each detail; returns the error's exit code."""
        self.refuse(error.message)
        for line in error.details:
            self.note(line)
        return error.exit_code

    def findings(self, report: "Report") -> None:
        """Write findings beside the results, one a line."""
        from nummerplan.compiler.findings.report import render

        self._beside(render("concise", report, self.translate))

    @staticmethod
    def _beside(text: str) -> None:
        """Write beside the results: behind those that were written before, also where both go to one file."""
        with suppress(BrokenPipeError):  # told when the command ends
            sys.stdout.flush()
        sys.stderr.write(text)

    def confirm(self, question: Message) -> bool | None:
        """Ask, if there is a terminal to ask on."""
        if sys.stdin is None or not sys.stdin.isatty():
            return None
        from click import confirm

        return confirm(escape_terminal(question.text(self.translate)), err=True)

    @contextmanager
    def progress(self, label: Message) -> Iterator[Callable[[str], "Progress"]]:
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
