"""Two sides compared as wholes: plans matched by their path, each pair with its differences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.difference.read_sides import PlanRead, Plans
from nummerplan.model.calls.difference import Difference, OutgoingDifference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message


@dataclass(frozen=True)
class Compared:
    """One plan on both sides; None where a side does not have it."""

    path: str
    old: LinkedPlan | None
    new: LinkedPlan | None
    differences: tuple[Difference, ...] = ()
    outgoing: tuple[OutgoingDifference, ...] = ()
    unread: Message | None = None
    """Why the plan could not be compared, if so: one side of it could not be read."""

    @property
    def alike(self) -> bool:
        """Whether nobody notices anything."""
        both = self.old is not None and self.new is not None and self.unread is None
        return both and self.same_zone and not self.differences and not self.outgoing

    @property
    def same_zone(self) -> bool:
        """Whether both plans live in the same time zone; calls are compared by the clock on the wall."""
        if self.old is None or self.new is None:
            return True
        return self.old.plan.company.time_zone == self.new.plan.company.time_zone


ComparisonProgress = Callable[[str], Callable[[int, int], None]]
"""Gives the progress of one plan, by its path: to be called with how many of how many entries are compared."""


def together(
    old: Plans, new: Plans, progress_of: ComparisonProgress = lambda path: lambda done, total: None
) -> Iterator[Compared]:
    """Every plan of either side, in order of the paths; a plan alone on each side is the same plan, wherever it is."""
    if len(old.plans) == len(new.plans) == 1:
        ((path, after),) = new.plans.items()
        (before,) = old.plans.values()
        yield _both(path, before, after, progress_of(path))
        return
    for path in sorted(old.plans.keys() | new.plans.keys()):
        one, other = old.plans.get(path), new.plans.get(path)
        if one is not None and other is not None:
            yield _both(path, one, other, progress_of(path))
        else:
            unread = next((plan.unread for plan in (one, other) if plan and plan.unread), None)
            yield Compared(path, one.linked if one else None, other.linked if other else None, unread=unread)


def _both(path: str, old: PlanRead, new: PlanRead, progress: Callable[[int, int], None]) -> Compared:
    unread = old.unread or new.unread
    if unread is not None:
        return Compared(path, old.linked, new.linked, unread=unread)
    found = difference(old.linked, new.linked, (old.recordings, new.recordings), progress)
    return Compared(path, old.linked, new.linked, found, outgoing_difference(old.linked, new.linked))
