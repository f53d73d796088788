"""Which numbers nothing may be forwarded to (manual 5.1 and 6.4.3)."""

from collections.abc import Sequence
from typing import NamedTuple

from nummerplan.model.company import Barring, Company
from nummerplan.model.setting import Entity
from nummerplan.model.source import Route
from nummerplan.model.users import User


class Barred(NamedTuple):
    """The classes of numbers that are blocked, and where the list stands."""

    classes: Sequence[Barring]
    route: Route


def barred_for_forwarding(company: Company, owner: Entity | None) -> Barred:
    """The list that screens what an object (None: the company) forwards to.

    `block_forwarding` speaks for the whole company; without it the list of outgoing calls counts, a user's
    own before the company's.
    """
    if company.block_forwarding is not None:
        return Barred(company.block_forwarding, ("company", "block_forwarding"))
    if isinstance(owner, User) and owner.block_outgoing is not None:
        return Barred(owner.block_outgoing, owner.at("block_outgoing"))
    return Barred(company.block_outgoing, ("company", "block_outgoing"))
