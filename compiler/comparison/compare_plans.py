"""Two sides compared as wholes: plans matched by their path, each pair with its differences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nummerplan.compiler.causes.find_causes import Heard, changes_of, find_causes
from nummerplan.compiler.comparison.read_sides import PlanWithAudio
from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.model.calls.cause import Cause
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
    causes: tuple[Cause, ...] = ()
    unread: Message | None = None
    """Why the plan could not be compared, if so: one side of it could not be read."""

    @property
    def both(self) -> tuple[LinkedPlan, LinkedPlan] | None:
        """The old plan and the new one, if there are both."""
        return (self.old, self.new) if self.old is not None and self.new is not None else None

    @property
    def alike(self) -> bool:
        """Whether nobody notices anything."""
        compared = self.both and self.unread is None
        return bool(compared and self.same_zone and not self.differences and not self.outgoing)

    @property
    def same_zone(self) -> bool:
        """Whether both plans live in the same time zone; calls are compared by the clock on the wall."""
        return len({linked.plan.company.time_zone for linked in self.both or ()}) < 2


ComparisonProgress = Callable[[str], Callable[[int, int], None]]
"""Gives the progress of one plan, by its path: to be called with how many of how many entries are compared."""


def compare_plans(
    old: Mapping[str, PlanWithAudio],
    new: Mapping[str, PlanWithAudio],
    progress_of: ComparisonProgress = lambda path: lambda done, total: None,
) -> Iterator[Compared]:
    """Every plan of either side, in order of the paths; a plan alone on each side is the same plan, wherever it is."""
    if len(old) == len(new) == 1:
        old = dict(zip(new, old.values(), strict=True))
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        unread = next((side.loaded.unread for side in (before, after) if side and side.loaded.unread), None)
        if before and after and unread is None:
            yield _compared(path, before, after, progress_of(path))
        else:
            yield Compared(path, before and before.loaded.linked, after and after.loaded.linked, unread=unread)


def _compared(path: str, before: PlanWithAudio, after: PlanWithAudio, progress: Callable[[int, int], None]) -> Compared:
    """Both sides of a plan. Where they mean the same, no call can differ, and none is compared."""
    old, new, recordings = before.loaded.linked, after.loaded.linked, (before.recordings, after.recordings)
    plans, changes = changes_of(old, new, recordings)
    if not changes and old.today == new.today:
        return Compared(path, old, new)
    found, calling_out = difference(old, new, recordings, progress), outgoing_difference(old, new)
    heard = Heard(frozenset(one.entry for one in found), frozenset(one.now_user for one in calling_out))
    causes = find_causes((old, new), plans, changes, recordings, heard)
    return Compared(path, old, new, found, calling_out, causes)
