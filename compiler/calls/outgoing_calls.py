"""A call that somebody of the company makes (`docs/semantics.md`, Outgoing): may he, and what the other side sees."""

from typing import NamedTuple

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route


class Outgoing(NamedTuple):
    """Whether a call may be made, the setting that forbids it, and the number and name that the other side sees.

    `shows_number` is None when the caller hides it, or when there is none to show.
    """

    allowed: bool
    route: Route
    shows_number: str | None
    shows_name: str | None


def outgoing(user: User, number: str, linked: LinkedPlan) -> Outgoing:
    """A user dials a number outside (E.164, or a short number as dialled)."""
    company = linked.plan.company
    own = user.block_outgoing is not None
    blocked = user.block_outgoing if user.block_outgoing is not None else company.block_outgoing
    route: Route = user.at("block_outgoing") if own else ("company", "block_outgoing")
    kind = linked.numbering.classify(number)
    allowed = kind == "emergency" or kind not in blocked
    usual = user.caller_id or company.caller_id
    # 112 sees the number even of callers who hide theirs.
    shows = _number(user, (company.emergency_caller_id or usual) if kind == "emergency" else usual, linked)
    hidden = user.hide_caller_id and kind != "emergency"
    name = company.name if company.show_company_name else user.full_name
    return Outgoing(allowed, route, None if hidden else shows, None if hidden else name)


def shown_number(user: User | None, linked: LinkedPlan) -> str | None:
    """The number that the ordinary calls of a colleague show outside (E.164); None when he hides it, or has none."""
    if user is None:
        main = linked.plan.company.main_number
        return linked.numbering.e164(main) if main else None
    return None if user.hide_caller_id else _number(user, user.caller_id or linked.plan.company.caller_id, linked)


def _number(user: User, choice: str, linked: LinkedPlan) -> str | None:
    """The company's number, the user's own, or one that is written out; who has none shows the company's."""
    if choice in ("user", "own"):
        shown = user.number or linked.plan.company.main_number
    else:
        shown = linked.plan.company.main_number if choice == "company" else choice
    return linked.numbering.e164(shown) if shown else None


def outgoing_text(user: User, number: str, call: Outgoing, linked: LinkedPlan) -> Message:
    """What comes of it, in a sentence."""
    shown = linked.numbering.shown(number)
    if not call.allowed:
        return say("{key} may not call {number}: block_outgoing covers it", key=user.key, number=shown)
    if call.shows_number is None:
        return say("{key} may call {number}; the other side sees no number", key=user.key, number=shown)
    return say(
        "{key} may call {number}; the other side sees {shown} {name}",
        key=user.key,
        number=shown,
        shown=linked.numbering.shown(call.shows_number),
        name=call.shows_name or "",
    )
