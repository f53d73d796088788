"""Where night forwarding of a group leads: the platform has one destination for all who have it.

That is the company's. Where nobody goes there, because whoever is forwarded has a destination of his own, it is that
one: a company whose menu alone closes at night loses nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from nummerplan.model.calls.night import NightForwarded
from nummerplan.model.plan.company import Company
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.source import Route


class GroupDestination(NamedTuple):
    """The destination of a group, where the plan says it, and whether an object says it and not the company."""

    to: str | VoicemailOf | None
    route: Route
    is_own: bool


def may_be_forwarded(company: Company, one: NightForwarded, managed: Collection[str]) -> bool:
    """Whether callers of an object are ever forwarded; what people switch by hand may be on one day."""
    mode = one.night_forwarding.mode
    return mode == "on" or "night_forwarding" in managed or (mode == "follow" and company.night_forwarding is not None)


def group_destination(company: Company, forwarded: Iterable[tuple[NightForwarded, str | None]]) -> GroupDestination:
    """The destination, given all who may be forwarded and what is dialled for destinations of their own."""
    shared = company.night_forwarding
    theirs = GroupDestination(shared.to if shared else None, ("company", "night_forwarding", "to"), is_own=False)
    everybody = list(forwarded)
    dialled = Counter(digits for _, digits in everybody if digits is not None)
    if not dialled or any(one.night_forwarding.to is None for one, _ in everybody):
        return theirs
    most = dialled.most_common(1)[0][0]
    one = next(one for one, digits in everybody if digits == most)
    return GroupDestination(one.night_forwarding.to, one.at("night_forwarding", "to"), is_own=True)
