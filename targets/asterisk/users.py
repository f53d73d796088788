"""Users for the dialplan: whom they refuse, what of theirs rings, and where calls go that they do not take."""

from collections.abc import Iterator
from dataclasses import dataclass

from nummerplan.model.calls.barring import barred_for_forwarding
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.users import User
from nummerplan.targets.asterisk.exchange import Exchange, Night, Way
from nummerplan.targets.asterisk.telephones import Telephone


@dataclass(frozen=True)
class Refusal:
    """A blocking rule: the context that lists its callers, those callers, and the clock at which it holds."""

    context: str
    callers: tuple[str, ...]
    clock: str
    why: str


@dataclass(frozen=True)
class Along:
    """Numbers that ring along: what is dialled, the clock at which they do, and whether they do during a call."""

    dial: str
    clock: str
    while_on_a_call: bool


@dataclass(frozen=True)
class UserContext:
    """A user, as the template wants him."""

    context: str
    name: str
    about: str
    refuses_all: bool
    refuses_anonymous: bool
    refusals: tuple[Refusal, ...]
    night: Night | None
    always: Way | None
    telephones: tuple[Telephone, ...]
    call_waiting: bool
    along: Along | None
    busy: Way
    not_reachable: Way
    no_answer: Way


NOBODY = Way("end-busy_tone")


def user_context(user: User, telephones: tuple[Telephone, ...], exchange: Exchange) -> UserContext:
    """What a call meets at a user."""
    node = node_of(user)
    blocked = user.blocked_callers
    busy = exchange.goes(node, "busy")
    unreachable = exchange.goes(node, "not_reachable") or busy or NOBODY
    return UserContext(
        context=exchange.context(node),
        name=exchange.ids["user"][user.key],
        about=exchange.about(user, user.full_name),
        refuses_all=blocked.all,
        refuses_anonymous=blocked.anonymous,
        refusals=() if blocked.all else tuple(_refusals(user, node, exchange)),
        night=None if blocked.all else exchange.night(node),
        always=exchange.goes(node, "always"),
        telephones=telephones,
        call_waiting=user.call_waiting,
        along=_along(user, exchange),
        busy=busy or unreachable,
        not_reachable=unreachable,
        no_answer=exchange.goes(node, "no_answer") or unreachable,
    )


def _refusals(user: User, node: Node, exchange: Exchange) -> Iterator[Refusal]:
    listed = [edge for edge in exchange.edges(node) if edge.callers == "listed"]
    for place, (edge, rule) in enumerate(zip(listed, user.blocked_callers.rules, strict=True), 1):
        numbering = exchange.linked.numbering
        callers = dict.fromkeys(one for text in rule.numbers for one in exchange.prefixes.covered(text, numbering))
        clock = exchange.clock(edge.when[0][0]) if edge.when else ""
        name = rule.name or f"rule {place}"
        context = f"blocked-{exchange.ids['user'][user.key]}.{place}"
        yield Refusal(context, tuple(callers), clock, f"{name} ({exchange.bench.where(edge.route)})")


def _along(user: User, exchange: Exchange) -> Along | None:
    """The numbers that no list blocks, each a leg of its own, and a leg that rings on when all of them are busy."""
    ring = user.simultaneous_ring
    if ring is None:
        return None
    blocked = barred_for_forwarding(exchange.plan.company, user).classes
    place = "np-along-confirmed" if ring.answer_confirmation else "np-along"
    legs: dict[str, None] = {}
    for node in exchange.rings_along.get(user.key, ()):
        way = exchange.way(node)
        if way.context.startswith("end-"):
            continue
        if way.context == "outside":
            kind = exchange.linked.numbering.classify(way.number)
            if kind == "emergency" or kind in blocked:
                continue
            legs[f"Local/{way.number}@{place}/n"] = None
        else:
            legs[f"Local/{way.context}@np-along-inside/n"] = None
    if not legs:
        return None
    clock = ""
    if ring.during:
        plan = exchange.plan
        known = Clock(
            ring.during.schedule if ring.during.schedule in plan.schedules else None,
            ring.during.holidays if ring.during.holidays in plan.holidays else None,
        )
        clock = "" if known.always_open else exchange.clock(known)
    return Along("&".join((*legs, "Local/s@np-ringing/n")), clock, ring.while_on_a_call)
