"""Every error that reaches a person: one family, each with its sentence and the exit code of the command."""

from enum import IntEnum

from nummerplan.model.message import Message
from nummerplan.model.source import Route


class ExitCode(IntEnum):
    """What a command tells its caller; with several plans the highest wins.

    `CHANGES` is what `plan --exit-code` says where it would else say that all is well: any other code wins over it.
    """

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    INTERNAL = 4
    CHANGES = 5


class NummerplanError(Exception):
    """Something that was asked for cannot be done: why, in a sentence, and in `details` what each line beneath says."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: Message, *details: Message) -> None:
        super().__init__(message, *details)
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return "\n".join(map(str, (self.message, *self.details)))


class FileError(NummerplanError):
    """A plan's file cannot be read, or there is no plan at a path."""

    exit_code = ExitCode.UNREADABLE


class PlanError(NummerplanError):
    """What stands in a plan keeps it from what was asked for: it could not be read, or it has errors."""

    exit_code = ExitCode.FINDINGS


class SettingError(NummerplanError):
    """A setting of the project, an argument, or what one of them names, cannot be used."""


class AudioError(NummerplanError):
    """An audio file cannot be used; `route` leads to where the plan names it, if that is known."""

    exit_code = ExitCode.UNREADABLE

    def __init__(self, message: Message, route: Route = ()) -> None:
        super().__init__(message)
        self.route = route


class RenderError(NummerplanError):
    """Artefacts could not be written where they were asked for; what was there before is as it was."""
