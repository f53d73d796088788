"""A call at a user (`docs/semantics.md`, At a user)."""

from nummerplan.compiler.routing.directory import Directory
from nummerplan.compiler.routing.night import night
from nummerplan.model.call_graph import ANSWERED, BUSY_TONE, REFUSED, RINGS_OUT, Callers, Clock, Edge, Node
from nummerplan.model.case import node_of
from nummerplan.model.forwarding import Forward
from nummerplan.model.source import Route
from nummerplan.model.users import User

RING = 5
"""Seconds of a ring: the Dutch ringing tone is 1 s on, 4 s off."""

USUAL_RINGS = 5


def user_edges(user: User, directory: Directory) -> list[Edge]:
    """What can happen to a call at a user, in the order in which it is tried."""
    node = node_of(user)
    refusals = _refusals(user, node, directory)
    daytime = night(user, node, directory)
    callers: Callers = "internal" if user.blocked_callers.all else daytime.callers
    edges = refusals if user.blocked_callers.all else [*refusals, *daytime.edges]
    for edge in _by_day(user, node, directory):
        edges.append(edge._replace(callers=callers, day=daytime.clock) if callers != "any" or daytime.clock else edge)
    return edges


def _refusals(user: User, node: Node, directory: Directory) -> list[Edge]:
    """Blocked callers come before everything else; colleagues are never refused."""
    blocked = user.blocked_callers
    if blocked.all:
        return [Edge(node, REFUSED, "refused", user.at("blocked_callers", "all"), callers="external")]
    edges = []
    if blocked.anonymous:
        edges.append(Edge(node, REFUSED, "refused", user.at("blocked_callers", "anonymous"), callers="anonymous"))
    for index, rule in enumerate(blocked.rules):
        clock = _rule_clock(rule.during.schedule, rule.during.holidays, directory) if rule.during else None
        when = ((clock, True),) if clock and not clock.always_open else ()
        edges.append(
            Edge(
                node,
                REFUSED,
                "refused",
                user.at("blocked_callers", "rules", index),
                callers="listed",
                when=when,
            )
        )
    return edges


def _rule_clock(schedule: str | None, holidays: str | None, directory: Directory) -> Clock:
    """The clock of a rule is its own alone: the company's hours say nothing about whom to refuse."""
    plan = directory.plan
    return Clock(schedule if schedule in plan.schedules else None, holidays if holidays in plan.holidays else None)


def _by_day(user: User, node: Node, directory: Directory) -> list[Edge]:
    forwarding, voicemail = user.forwarding, user.voicemail
    blocked = directory.blocked_for(user)
    cases = voicemail.when if voicemail else ()
    mailbox = Node("voicemail", user.key)

    def forward(case: str) -> tuple[Node, Route, Forward] | None:
        given: Forward | None = getattr(forwarding, case)
        key = case
        if given is None and case != "always":
            given, key = forwarding.missed, "missed"
        if given is None or given.to is None:
            return None
        return directory.goes_to(given.to, blocked), user.at("forwarding", key, "to"), given

    if found := forward("always"):
        return [Edge(node, found[0], "always", found[1])]
    if "always" in cases:
        return [Edge(node, mailbox, "always", user.at("voicemail", "when"))]
    busy = forward("busy")
    if busy:
        when_busy, busy_route = busy[0], busy[1]
    elif "busy" in cases:
        when_busy, busy_route = mailbox, user.at("voicemail", "when")
    else:
        when_busy, busy_route = BUSY_TONE, user.route
    unreachable = forward("not_reachable")
    edges = [
        Edge(
            node,
            *(unreachable[0], "not_reachable", unreachable[1])
            if unreachable
            else (when_busy, "not_reachable", busy_route),
        )
    ]
    if not can_ring(user):
        return edges
    edges.append(Edge(node, when_busy, "busy", busy_route))
    edges.append(Edge(node, ANSWERED, "answered", user.at("devices")))
    edges.append(_unanswered(user, node, forward("no_answer"), mailbox if "no_answer" in cases else None, directory))
    return edges


def can_ring(user: User) -> bool:
    """Whether anything rings for a user at all."""
    return bool(user.devices or (user.simultaneous_ring and user.simultaneous_ring.numbers))


def _unanswered(
    user: User,
    node: Node,
    forward: tuple[Node, Route, Forward] | None,
    mailbox: Node | None,
    directory: Directory,
) -> Edge:
    """Forwarding or voicemail, the fewer rings first, forwarding when equal; neither: it rings on."""
    voicemail_rings = user.voicemail.rings if user.voicemail else 0
    if forward:
        rings = USUAL_RINGS if forward[2].rings is None else forward[2].rings
        if mailbox is None or rings <= voicemail_rings:
            return Edge(node, forward[0], "no_answer", forward[1], seconds=rings * RING)
    if mailbox:
        return Edge(node, mailbox, "no_answer", user.at("voicemail", "when"), seconds=voicemail_rings * RING)
    return Edge(node, RINGS_OUT, "no_answer", user.route, seconds=directory.plan.company.ring_limit)
