"""Which numbers nothing may be forwarded to (manual 5.1 and 6.4.3)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.plan.company import Barring, Company
from nummerplan.model.plan.fields.numbering import NumberClass
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mobile import Barred, Subscription
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

_BARS: Mapping[str, tuple[NumberClass, ...]] = {
    "calls_to_abroad": ("international",),
    "outgoing_except_nl": ("international",),
    "0900": ("0900",),
    "0909_0906": ("0906", "0909"),
}
"""The classes of numbers that a subscription cannot call under a bar; `outgoing` stands for all of them."""


def bar_against(mobile: Subscription, number_class: NumberClass) -> Barred | None:
    """The bar under which a subscription cannot call numbers of a class, and so cannot forward to them."""
    return next((bar for bar in mobile.barred if bar == "outgoing" or number_class in _BARS.get(bar, ())), None)


class BlockedClasses(NamedTuple):
    """The classes of numbers that are blocked, and where the list stands."""

    classes: Sequence[Barring]
    route: Route

    def position(self, number_class: NumberClass) -> int:
        """Where in the list a class stands."""
        return [str(barring) for barring in self.classes].index(number_class)


def barred_for_forwarding(company: Company, owner: Entity | None) -> BlockedClasses:
    """The list that screens what an object (None: the company) forwards to.

    `block_forwarding` speaks for the whole company; without it the list of outgoing calls counts, a user's
    own before the company's.
    """
    if company.block_forwarding is not None:
        return BlockedClasses(company.block_forwarding, ("company", "block_forwarding"))
    if isinstance(owner, User) and owner.block_outgoing is not None:
        return BlockedClasses(owner.block_outgoing, owner.at("block_outgoing"))
    return BlockedClasses(company.block_outgoing, ("company", "block_outgoing"))


def barred_class(linked: LinkedPlan, use: DestinationUse) -> NumberClass | None:
    """The class of numbers for which calls to this destination are blocked; None where they go through."""
    # A mobile's own forwards happen in the mobile network, which no list of the company screens.
    if use.node is None or use.node.kind not in ("outside", "mobile") or (use.owner and use.owner.section == "mobile"):
        return None
    number = dialled_number(linked, use)
    number_class = linked.numbering.classify(number) if number else None
    return number_class if number_class in screening(linked, use).classes else None


def screening(linked: LinkedPlan, use: DestinationUse) -> BlockedClasses:
    """The list that screens a destination; what follows a greeting is sent on by the company, not by a user."""
    return barred_for_forwarding(linked.plan.company, use.owner if use.purpose != "then" else None)


def dialled_number(linked: LinkedPlan, use: DestinationUse) -> str | None:
    """The number outside that is dialled (E.164): as written, or that of the own mobile that is named."""
    if use.node and use.node.kind == "mobile":
        written = linked.plan.mobile.subscriptions[use.node.key].number
        return linked.numbering.e164(written) if written else None
    return use.node.key if use.node else None
