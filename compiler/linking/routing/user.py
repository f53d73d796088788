"""A call at a user (`docs/semantics.md`, At a user)."""

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.night import Daytime, night
from nummerplan.model.calls.call_graph import ANSWERED, BUSY_TONE, REFUSED, RINGS_OUT, Clock, Condition, Edge, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.forwarding import Forward
from nummerplan.model.plan.people import can_ring
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

SECONDS_A_RING = 5
"""Seconds of a ring: the Dutch ringing tone is 1 s on, 4 s off."""

USUAL_RINGS = 5


def user_edges(user: User, directory: Directory) -> list[Edge]:
    """What can happen to a call at a user, in the order in which it is tried."""
    node = node_of(user)
    refusals = _refusals(user, node, directory)
    if user.blocked_callers.all:
        return [*refusals, *_by_day(user, node, Daytime((), "internal", None), directory)]
    daytime = night(user, node, directory)
    return [*refusals, *daytime.edges, *_by_day(user, node, daytime, directory)]


def _refusals(user: User, node: Node, directory: Directory) -> list[Edge]:
    """Blocked callers come before everything else; colleagues are never refused."""
    blocked = user.blocked_callers
    if blocked.all:
        return [Edge(node, REFUSED, "refused", user.at("blocked_callers", "all"), callers="external")]
    edges = []
    if blocked.anonymous:
        edges.append(Edge(node, REFUSED, "refused", user.at("blocked_callers", "anonymous"), callers="anonymous"))
    for index, rule in enumerate(blocked.rules):
        # A rule's clock is its own alone: the company's hours say nothing about whom to refuse.
        clock = directory.known_clock(Clock(rule.during.schedule, rule.during.holidays)) if rule.during else None
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


def _by_day(user: User, node: Node, daytime: Daytime, directory: Directory) -> list[Edge]:
    forwarding, voicemail = user.forwarding, user.voicemail
    blocked = directory.blocked_for(user)
    cases = voicemail.when if voicemail else ()
    mailbox = Node("voicemail", user.key)
    _, callers, day = daytime

    def edge(target: Node, condition: Condition, route: Route, seconds: int = 0) -> Edge:
        return Edge(node, target, condition, route, "", seconds, callers, (), day)

    def forward(given: Forward | None, linked: str) -> tuple[Node, Route, int] | None:
        if given is None and linked != "always":
            given, linked = forwarding.missed, "missed"
        if given is None or given.to is None:
            return None
        rings = USUAL_RINGS if given.rings is None else given.rings
        return directory.goes_to(given.to, blocked), user.at("forwarding", linked, "to"), rings

    if always := forward(forwarding.always, "always"):
        return [edge(always[0], "always", always[1])]
    if "always" in cases:
        return [edge(mailbox, "always", user.at("voicemail", "when"))]
    if busy := forward(forwarding.busy, "busy"):
        when_busy, busy_route, _ = busy
    elif "busy" in cases:
        when_busy, busy_route = mailbox, user.at("voicemail", "when")
    else:
        when_busy, busy_route = BUSY_TONE, user.route
    unreachable = forward(forwarding.not_reachable, "not_reachable") or (when_busy, busy_route, 0)
    edges = [edge(unreachable[0], "not_reachable", unreachable[1])]
    if can_ring(user):
        edges.append(edge(when_busy, "busy", busy_route))
        edges.append(edge(ANSWERED, "answered", user.at("devices")))
        unanswered = forward(forwarding.no_answer, "no_answer")
        target, route, seconds = _unanswered(user, unanswered, "no_answer" in cases, directory)
        edges.append(edge(target, "no_answer", route, seconds))
    return edges


def _unanswered(
    user: User, forward: tuple[Node, Route, int] | None, to_voicemail: bool, directory: Directory
) -> tuple[Node, Route, int]:
    """Forwarding or voicemail, the fewer rings first, forwarding when equal; neither: it rings on."""
    limit = directory.plan.company.ring_limit
    voicemail_rings = user.voicemail.rings if user.voicemail else 0
    found: tuple[Node, Route, int] = RINGS_OUT, user.route, limit
    if forward and (not to_voicemail or forward[2] <= voicemail_rings):
        found = forward[0], forward[1], forward[2] * SECONDS_A_RING
    elif to_voicemail:
        found = Node("voicemail", user.key), user.at("voicemail", "when"), voicemail_rings * SECONDS_A_RING
    # What would come later than the network lets a telephone ring never comes.
    return found if found[2] <= limit else (RINGS_OUT, found[1], limit)
