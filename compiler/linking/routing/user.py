"""A call at a user (`docs/semantics.md`, At a user)."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.compiler.linking.routing.mobile import MOBILE_RING_TIME, network_voicemail
from nummerplan.compiler.linking.routing.night import Daytime, night
from nummerplan.compiler.linking.routing.ringing import Ringing, ringing
from nummerplan.model.calls.call_graph import ANSWERED, BUSY_TONE, GIVES_UP, REFUSED, Clock, Condition, Edge, Node
from nummerplan.model.calls.guard import ALWAYS, Guard, guard
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.forwarding import Forward
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
        return [*refusals, *_by_day(user, Daytime((), "internal", None), directory)]
    daytime = night(user, node, directory)
    return [*refusals, *daytime.edges, *_by_day(user, daytime, directory)]


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


def _by_day(user: User, daytime: Daytime, directory: Directory) -> Iterator[Edge]:
    forwarding, cases = user.forwarding, user.voicemail.when if user.voicemail else ()
    mailbox = _Way(Node("voicemail", user.key), user.at("voicemail", "when"))
    make = _maker(user, daytime)
    if always := _forward(user, forwarding.always, "always", directory):
        yield make("always", always._replace(seconds=0))
    elif "always" in cases:
        yield make("always", mailbox)
    else:
        given = {case: _forward(user, getattr(forwarding, case), case, directory) for case in _CASES}
        busy = given["busy"] or (mailbox if "busy" in cases else _Way(BUSY_TONE, user.route))
        unanswered = _unanswered(user, given["no_answer"], "no_answer" in cases, directory)
        for rings in ringing(user, directory):
            yield from _at_once(rings, busy, given["not_reachable"] or busy, make)
            if rings.anything:
                yield from _rung(rings, unanswered, make)


_CASES = ("busy", "no_answer", "not_reachable")
_Maker = Callable[..., Edge]


def _maker(user: User, daytime: Daytime) -> _Maker:
    node = node_of(user)

    def make(
        condition: Condition, way: _Way, rings: Ringing | None = None, asks: Guard = ALWAYS, key: str = ""
    ) -> Edge:
        when, people = (rings.when, rings.people) if rings else ((), ())
        heard = people if condition in ("answered", "mobile_voicemail", "no_answer") else ()
        return Edge(
            node, way.target, condition, way.route, key, way.seconds, daytime.callers, when, daytime.clock, asks, heard
        )

    return make


def _forward(user: User, given: Forward | None, case: str, directory: Directory) -> _Way | None:
    """A forward that is given; `missed` stands for the cases that are not written out."""
    if given is None and case != "always":
        given, case = user.forwarding.missed, "missed"
    if given is None or given.to is None:
        return None
    rings = USUAL_RINGS if given.rings is None else given.rings
    target = directory.goes_to(given.to, directory.blocked_for(user))
    return _Way(target, user.at("forwarding", case, "to"), rings * SECONDS_A_RING)


def _at_once(rings: Ringing, busy: _Way, unreachable: _Way, make: _Maker) -> Iterator[Edge]:
    """Nothing rings: he is unreachable or busy."""
    who = rings.user.key
    for condition, way, states in (("not_reachable", unreachable, rings.unreachable), ("busy", busy, rings.busy)):
        if states and (rings.anything or condition == "not_reachable"):
            yield make(condition, way._replace(seconds=0), rings, guard((who, states)))


def _rung(rings: Ringing, unanswered: _Way, make: _Maker) -> Iterator[Edge]:
    """Something rings: he answers, a mobile that rings along does, or its voicemail; else nobody."""
    user = rings.user
    if not unanswered.seconds:
        yield make("no_answer", unanswered, rings, guard((user.key, rings.rung)))
        return
    late = unanswered.seconds > MOBILE_RING_TIME or unanswered.target == GIVES_UP
    edges = [make("answered", _Way(ANSWERED, user.at("devices")), rings, rings.himself())]
    mobiles = [leg.mobile for leg in rings.legs]
    edges += [
        make("answered", _Way(ANSWERED, mobile.route), rings, rings.answered_by(place), mobile.key)
        for place, mobile in enumerate(mobiles)
    ]
    for rung in (False, True)[: 1 + late]:
        seconds = MOBILE_RING_TIME if rung else 0
        edges += [
            make(
                "mobile_voicemail",
                _Way(*network_voicemail(mobile), seconds),
                rings,
                rings.voicemail_of(place, rung),
                mobile.key,
            )
            for place, mobile in enumerate(mobiles)
        ]
    alone = make("no_answer", unanswered, rings, rings.alone())
    edges += [alone._replace(rings=rings.people[:1]), make("no_answer", unanswered, rings, rings.unanswered(late))]
    yield from (edge for edge in edges if edge.guard.possible)


def _unanswered(user: User, forward: _Way | None, to_voicemail: bool, directory: Directory) -> _Way:
    """Forwarding or voicemail, the fewer rings first, forwarding when equal; neither: it rings on."""
    limit = directory.plan.company.ring_limit
    seconds = user.voicemail.rings * SECONDS_A_RING if user.voicemail else 0
    found = _Way(GIVES_UP, user.route, limit)
    if forward and (not to_voicemail or forward.seconds <= seconds):
        found = forward
    elif to_voicemail:
        found = _Way(Node("voicemail", user.key), user.at("voicemail", "when"), seconds)
    # What would come later than a call may be unanswered never comes.
    return found if found.seconds <= limit else _Way(GIVES_UP, found.route, limit)
