"""How a workflow speaks with whoever started it: a command line, or another program."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from nummerplan.model.deployment.platform import Progress
from nummerplan.model.errors import NummerplanError
from nummerplan.model.message import Message
from nummerplan.model.report import Report

ProgressOf = Callable[[str], Progress]
"""Gives the progress of one company, by its tenant: to be called with how many steps of how many are done."""


class Dialogue(Protocol):
    """Results, remarks beside them, questions and progress. Only `progress` is used from several threads."""

    def show(self, message: Message) -> None:
        """A line of the result."""

    def note(self, message: Message) -> None:
        """A line beside the result."""

    def refuse(self, message: Message) -> object:
        """A line that says why something is not done."""

    def report(self, error: NummerplanError) -> object:
        """Why something cannot be done for a company, with the error's details."""

    def findings(self, report: Report) -> None:
        """Findings for which plans are left out."""

    def confirm(self, question: Message) -> bool | None:
        """The answer to a question; None when there is nobody who could be asked."""

    def progress(self, label: Message) -> AbstractContextManager[ProgressOf]:
        """Show how far the companies are until the context ends."""
