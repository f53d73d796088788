"""The plan beside its image: the same for everybody who calls, or different as the target's losses say, or a defect.

Three plans are compared: the plan, the plan with the edits of all losses, and the image. The last two have to be the
same; where they are not, the target does something that nobody declared. How the first two differ is what callers
notice of the losses, and `noticed_losses.py` says of which.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.difference_text import DifferenceLine, difference_lines, outgoing_lines
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.compiler.translation.noticed_losses import losses_of_calls, noticed_of
from nummerplan.compiler.translation.taken_over import taken_over
from nummerplan.model.artefact import Image, Loss
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.plan import Plan


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
    of_calls = losses_of_calls(losses)
    if not of_calls:
        return found
    noticed = _lines(linked, expected)
    return replace(found, differences=noticed, noticed=tuple(noticed_of(linked, of_calls, bool(noticed))))


def _linked(plan: Plan, like: LinkedPlan) -> LinkedPlan:
    return link(plan, like.name, like.today)


def _lines(old: LinkedPlan, new: LinkedPlan) -> tuple[DifferenceLine, ...]:
    """What callers notice, and colleagues who call out."""
    calls = difference_lines(difference(old, new), old, new)
    return (*calls, *outgoing_lines(outgoing_difference(old, new)))
