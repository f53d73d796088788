"""What a target gives on whose platform calls can really be made: a laboratory for them, on this machine."""

from collections.abc import Callable, Sequence
from typing import Protocol

from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message


class LaboratoryError(NummerplanError):
    """No laboratory can be had, or the platform refuses what the target wrote: the details say why."""

    exit_code = ExitCode.UNREADABLE


class CallLaboratory(Protocol):
    """Makes calls of plans, each with nobody else calling."""

    @property
    def version(self) -> str:
        """Which program makes them."""

    def make(self, bench: Workbench, calls: Sequence[Call]) -> Sequence[ObservedCall | Message]:
        """What was seen of each call, or why it cannot be made. Raises `LaboratoryError`."""


OpenLaboratory = Callable[[Callable[[Message], None]], CallLaboratory]
"""Opens a laboratory; is told what takes a while. Raises `LaboratoryError`."""
