"""The plan beside its image: the same for everybody who calls, or different as the target's losses say, or a defect.

Three plans are compared: the plan, the plan with the edits of all losses, and the image. The last two have to be the
same; where they are not, the target does something that nobody declared. How the first two differ is what callers
notice of the losses. Each loss is then put into the plan alone, to see whether anybody notices it, and after it those
that callers meet only where another one has sent them; where there are more than that is worth doing for, those that
are left count as noticed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from nummerplan.compiler.difference.compare_calls import calls_differ, difference
from nummerplan.compiler.difference.difference_text import DifferenceLine, difference_lines, outgoing_lines
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.compiler.translation.taken_over import taken_over
from nummerplan.model.artefact import Image, Loss, PlanEdit
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.plan import Plan

MOST_WORK = 2_000
"""Objects of the plan times losses that are tried one by one: a second or so."""


@dataclass(frozen=True)
class Translation:
    """What became of a plan on its way to a target.

    `differences` are what callers and colleagues notice of the losses; `noticed` are the losses of which they do.
    `unexplained` is what no loss explains, `unknown` what the target holds and no plan can say.
    """

    losses: tuple[Loss, ...] = ()
    noticed: tuple[Loss, ...] = ()
    differences: tuple[DifferenceLine, ...] = ()
    unexplained: tuple[DifferenceLine, ...] = ()
    unknown: tuple[str, ...] = ()
    entries: int = 0
    by_image: bool = False
    """Whether there was an image to compare with; else that the losses are all there is, the target's tests hold."""

    @property
    def is_proven(self) -> bool:
        """Whether everybody who calls, and everybody who is called, meets exactly what the plan says."""
        return not (self.noticed or self.differences or self.unexplained or self.unknown)

    @property
    def has_defect(self) -> bool:
        """Whether the target does something that the plan does not say and no loss explains."""
        return any(line.decided for line in self.unexplained)


def translation_of(
    linked: LinkedPlan, losses: Sequence[Loss], image: Image | None = None, by_hand: Collection[str] = ()
) -> Translation:
    """Compare a plan with its image; without one the image is the plan with the edits of the losses.

    `by_hand` are keys of objects whose night switch people set by hand, `company` for its own: they are as the plan has
    them here.
    """
    expected = _linked(edited(linked.plan, (edit for loss in losses for edit in loss.edits)), linked)
    found = Translation(tuple(losses), entries=len(linked.numbers) + len(linked.extensions))
    if image is not None:
        own = edited(image.plan, taken_over(image.plan, linked, by_hand))
        there = _linked(edited(own, image.edits), linked)
        found = replace(found, unexplained=_lines(expected, there), unknown=image.unknown, by_image=True)
    of_calls = [loss for loss in losses if loss.kind is not None and loss.kind.effect == "calls"]
    if not of_calls:
        return found
    noticed = _lines(linked, expected)
    return replace(found, differences=noticed, noticed=tuple(_noticed(linked, of_calls, bool(noticed))))


def noticed_losses(linked: LinkedPlan, losses: Sequence[Loss]) -> list[Loss]:
    """The losses of which callers and colleagues notice something, without a word about what they notice."""
    of_calls = [loss for loss in losses if loss.kind is not None and loss.kind.effect == "calls"]
    together = [edit for loss in of_calls for edit in loss.edits]
    return _noticed(linked, of_calls, _differ(linked, together)) if of_calls else []


def _noticed(linked: LinkedPlan, losses: Sequence[Loss], together: bool) -> list[Loss]:
    """The losses of which somebody notices something. One without edits counts: nobody knows what happens instead.

    Round after round: what is noticed in the plan alone, then what callers meet only because of that, and so on until
    it is all that they meet together.
    """
    objects, tried = sum(1 for _ in linked.plan.named()), 0
    found = [loss for loss in losses if not loss.edits]
    left = [loss for loss in losses if loss.edits]
    every, there = [edit for loss in left for edit in loss.edits], linked
    while left and together:
        more = []
        for loss in left:
            tried += objects
            if tried > MOST_WORK or _differ(there, loss.edits):
                more.append(loss)
        found += more or _together(there, left, objects)
        left = [loss for loss in left if loss not in found]
        there = _linked(edited(linked.plan, [edit for loss in losses if loss in found for edit in loss.edits]), linked)
        together = bool(left) and _differ(there, every)
    return [loss for loss in losses if loss in found]


def _together(there: LinkedPlan, losses: list[Loss], objects: int) -> list[Loss]:
    """Some losses of which each alone is nothing, but not those of them that can be left out."""
    if len(losses) * objects > MOST_WORK:
        return losses
    needed = losses
    for loss in losses:
        others = [other for other in needed if other is not loss]
        if _differ(there, [edit for other in others for edit in other.edits]):
            needed = others
    return needed


def _differ(linked: LinkedPlan, edits: Sequence[PlanEdit]) -> bool:
    """Whether anybody notices some edits of a plan."""
    other = _linked(edited(linked.plan, edits), linked)
    return bool(outgoing_difference(linked, other)) or calls_differ(linked, other)


def _linked(plan: Plan, like: LinkedPlan) -> LinkedPlan:
    return link(plan, like.name, like.today)


def _lines(old: LinkedPlan, new: LinkedPlan) -> tuple[DifferenceLine, ...]:
    """What callers notice, and colleagues who call out."""
    calls = difference_lines(difference(old, new), old, new)
    return (*calls, *outgoing_lines(outgoing_difference(old, new)))
