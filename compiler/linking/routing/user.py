"""A call at a user (`docs/semantics.md`, At a user)."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.mobile import MOBILE_RING_TIME, network_voicemail
from nummerplan.compiler.linking.routing.night import Daytime, night
from nummerplan.compiler.linking.routing.ringing import Ringing, ringing
from nummerplan.model.calls.call_graph import ANSWERED, BUSY_TONE, GIVES_UP, REFUSED, Clock, Condition, Edge, Node
from nummerplan.model.calls.guard import ALWAYS, Guard, States
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.forwarding import SECONDS_A_RING
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

_MISSED = ("busy", "no_answer", "not_reachable")
_CASES = ("always", *_MISSED)


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


class _Way(NamedTuple):
    """Where a case of a user leads, the setting that says so, and for no answer after how many seconds."""

    target: Node
    route: Route
    seconds: int = 0


def _by_day(user: User, node: Node, daytime: Daytime, directory: Directory) -> list[Edge]:
    """The edges that calls take by day."""
    forwards, cases = _forwards(user, directory), user.voicemail.when if user.voicemail else ()
    _, callers, day = daytime
    if always := forwards.get("always"):
        return [Edge(node, always.target, "always", always.route, "", 0, callers, (), day)]
    if "always" in cases:
        mailbox = _mailbox(user)
        return [Edge(node, mailbox.target, "always", mailbox.route, "", 0, callers, (), day)]
    busy = forwards.get("busy") or (_mailbox(user) if "busy" in cases else _Way(BUSY_TONE, user.route))
    unreachable = forwards.get("not_reachable") or busy
    unanswered = _unanswered(user, forwards.get("no_answer"), "no_answer" in cases, directory)
    edges: list[Edge] = []
    for rings in ringing(user, directory):
        when, states, who = rings.when, rings.states, user.key
        asks = Guard(((who, states.unreachable),)) if states.rung else ALWAYS
        if states.unreachable:
            target, route, _ = unreachable
            edges.append(Edge(node, target, "not_reachable", route, "", 0, callers, when, day, asks))
        if states.busy:
            target, route, _ = busy
            asks = Guard(((who, states.busy),))
            edges.append(Edge(node, target, "busy", route, "", 0, callers, when, day, asks))
        for condition, (target, route, seconds), asks, people, key in _rung(rings, unanswered):
            edges.append(Edge(node, target, condition, route, key, seconds, callers, when, day, asks, people))
    return edges


_Rung = tuple[Condition, _Way, Guard, tuple[tuple[str, States], ...], str]
"""What comes of ringing: the condition, where it leads, what it asks of people, who rings, and which mobile it is."""


def _rung(rings: Ringing, unanswered: _Way) -> list[_Rung]:
    """Something rings: he answers, a mobile that rings along does, or its voicemail; else nobody."""
    user, states, people = rings.user, rings.states, rings.people
    if not states.rung:
        return []
    if not unanswered.seconds:
        return [("no_answer", unanswered, Guard(((user.key, states.rung),)), (), "")]
    found: list[_Rung] = []
    if states.himself:
        asks = Guard(((user.key, states.himself),))
        found.append(("answered", _Way(ANSWERED, user.at("devices")), asks, people, ""))
    if states.numbers:
        found += _with_numbers(rings, unanswered)
    if states.alone:
        found.append(("no_answer", unanswered, Guard(((user.key, states.alone),)), people[:1], ""))
    return found


def _with_numbers(rings: Ringing, unanswered: _Way) -> Iterator[_Rung]:
    """His numbers ring, and he does not answer."""
    late = unanswered.seconds > MOBILE_RING_TIME or unanswered.target == GIVES_UP
    found: list[_Rung] = []
    for place, leg in enumerate(rings.legs):
        way = _Way(ANSWERED, leg.mobile.route)
        found.append(("answered", way, rings.answered_by(place), rings.people, leg.mobile.key))
    for rung in (False, True)[: 1 + late]:
        for place, leg in enumerate(rings.legs):
            way = _Way(*network_voicemail(leg.mobile), MOBILE_RING_TIME if rung else 0)
            asks = rings.voicemail_of(place, rung)
            found.append(("mobile_voicemail", way, asks, rings.people, leg.mobile.key))
    found.append(("no_answer", unanswered, rings.unanswered(late), rings.people, ""))
    yield from (one for one in found if one[2].possible)


def _mailbox(user: User, seconds: int = 0) -> _Way:
    return _Way(Node("voicemail", user.key), user.at("voicemail", "when"), seconds)


def _forwards(user: User, directory: Directory) -> dict[str, _Way]:
    """Where calls are forwarded in each case; `missed` stands for the cases that are not written out."""
    found: dict[str, _Way] = {}
    if user.forwarding.missed is not None and (missed := _forward(user, "missed", directory)) is not None:
        found = dict.fromkeys(_MISSED, missed)
    for case in _CASES:
        if getattr(user.forwarding, case) is not None:
            way = _forward(user, case, directory)
            if way is not None:
                found[case] = way
            else:
                found.pop(case, None)  # it is written, and says nothing: no other case stands for it
    return found


def _forward(user: User, case: str, directory: Directory) -> _Way | None:
    """Where the forwarding of one case leads; None where it names nobody."""
    forward = getattr(user.forwarding, case)
    if forward.to is None:
        return None
    target = directory.goes_to(forward.to, directory.blocked_for(user))
    return _Way(target, user.at("forwarding", case, "to"), forward.seconds)


def _unanswered(user: User, forward: _Way | None, to_voicemail: bool, directory: Directory) -> _Way:
    """Forwarding or voicemail, the fewer rings first, forwarding when equal; neither: it rings on."""
    limit = directory.plan.company.ring_limit
    seconds = user.voicemail.rings * SECONDS_A_RING if user.voicemail else 0
    found = _Way(GIVES_UP, user.route, limit)
    if forward and (not to_voicemail or forward.seconds <= seconds):
        found = forward
    elif to_voicemail:
        found = _mailbox(user, seconds)
    # What would come later than a call may be unanswered never comes.
    return found if found.seconds <= limit else _Way(GIVES_UP, found.route, limit)
