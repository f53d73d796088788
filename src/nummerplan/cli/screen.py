"""How a command speaks to people: its language, its colour, its exit codes."""

import os
import sys
from dataclasses import dataclass

from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message, Translate

CLEAN, FINDINGS, USAGE, UNREADABLE, DEFECT = ExitCode


@dataclass(frozen=True)
class Screen:
    """Results go to standard output, everything else to standard error."""

    translate: Translate
    language: str = "en"

    @property
    def colour(self) -> bool:
        """Colour is for terminals, unless NO_COLOR is set."""
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    @property
    def watched(self) -> bool:
        """Whether somebody watches progress, which is shown beside the results."""
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def result(self, text: str) -> None:
        """Write a result."""
        try:
            sys.stdout.write(text)
        except BrokenPipeError:
            # The reader of our output has gone, as `head` does; the rest goes nowhere, and the exit code stays.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def show(self, message: Message) -> None:
        """Write a sentence as a result; nothing in it can act on a terminal."""
        self.result(escape_terminal(message.text(self.translate)) + "\n")

    def note(self, message: Message) -> None:
        """Write a sentence beside the results; nothing in it can act on a terminal."""
        sys.stderr.write(escape_terminal(message.text(self.translate)) + "\n")

    def refuse(self, message: Message, code: int = USAGE) -> int:
        """Say why a command does not do what it was asked to; returns the exit code."""
        sys.stderr.write(f"nummerplan: {escape_terminal(message.text(self.translate))}\n")
        return code

    def report(self, error: NummerplanError) -> int:
        """Say why something cannot be done, with a line for each detail; returns the error's exit code."""
        self.refuse(error.message)
        for line in error.details:
            self.note(line)
        return error.exit_code
