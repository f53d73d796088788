"""Who calls, as the places on the way see him (`docs/semantics.md`, A call arrives; At an own mobile)."""

from collections.abc import Iterator

from nummerplan.compiler.calls.outgoing_calls import shown_number
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.linked_plan import LinkedPlan


def caller_by_now(first: Caller, through_mobile: bool, linked: LinkedPlan) -> Caller:
    """The first caller, or whom the mobile network makes of him: he shows his number there, or hides it as before.

    A colleague shows the number that his outgoing calls show; of whom nothing is said, the company's.
    """
    if not through_mobile or first.external:
        return first
    user = linked.plan.users.get(first.user or "")
    number = shown_number(user, linked)
    return Caller("external", number) if number is not None else Caller("anonymous")


def calling_person(caller: Caller, linked: LinkedPlan) -> str | None:
    """The person of the plan who calls: his telephone is in use, so that to all others he is busy."""
    if caller.user is not None:
        return caller.user
    if caller.number is None:
        return None
    holders = linked.numbers.get(caller.number, ())
    return next((holder.entity.key for holder in holders if holder.entity.section == "mobile"), None)


def colleagues(linked: LinkedPlan) -> Iterator[Caller]:
    """A colleague of whom nothing is said, and one for each other number that a colleague shows outside."""
    yield Caller("internal")
    shown = {shown_number(None, linked)}
    for user in linked.plan.users.values():
        number = shown_number(user, linked)
        if number not in shown:
            shown.add(number)
            yield Caller("internal", user=user.key)
