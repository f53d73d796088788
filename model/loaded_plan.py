"""One plan that was read, typed and linked: what every question about it is asked of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.document import Document
from nummerplan.model.errors import PlanError
from nummerplan.model.finding import Finding, LocatedFinding
from nummerplan.model.message import Message
from nummerplan.model.settings.project import Project
from nummerplan.model.source import Route


@dataclass(frozen=True)
class LoadedPlan:
    """A plan, and what is wrong with it as a text; rules have not been asked yet.

    `found` is what reading and typing found, by routes. `damaged` are routes of which something could not be read or
    typed, `unread` says why there is no plan at all. `project` are the settings that hold for it.
    """

    document: Document
    linked: LinkedPlan
    found: tuple[Finding, ...]
    damaged: frozenset[Route]
    unread: Message | None
    project: Project
    show: "Callable[[LoadedPlan], tuple[LocatedFinding, ...]]" = field(repr=False, compare=False)
    """Finds out where the findings stand: put here by the pipeline."""

    @property
    def name(self) -> str:
        """The plan's file, as people gave it."""
        return self.document.name

    @property
    def usable(self) -> bool:
        """Whether it can be asked about calls: its text was read, although parts of it may be wrong."""
        return self.unread is None

    def must_be_usable(self) -> None:
        """Raises `PlanError` when its text could not be read."""
        if self.unread is not None:
            raise PlanError(self.unread)

    @cached_property
    def findings(self) -> tuple[LocatedFinding, ...]:
        """What reading and typing found, with spans, in the order of the text."""
        return self.show(self)
