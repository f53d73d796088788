"""A call as it was followed, held against the same call as it was really made on an exchange.

Compared is what happens, not how: whose telephones ring, from when to when; who has the call; how it ends and where.
Seconds may differ by what greetings take, which count nothing in a trace, and by the slack of a clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import ANSWERED, MESSAGE, OUTSIDE, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.model.message import Message, say

SLACK = 1.5
"""Seconds by which a ring may begin or end earlier or later than it should."""

STEP = 0.8
"""Seconds more for each step before: a short greeting, and what the exchange does between steps."""

DRIFT = 0.02
"""So much more of each second: a group that rings in turns, or waits, counts seconds and not what lies between them."""

KEY = 0.4
"""Seconds that a caller takes to press a key."""


class TimedRing(NamedTuple):
    """Somebody's telephones ring, in seconds since the call came in; `end` is None where he answers."""

    who: str
    start: float
    end: float | None


class Disagreement(NamedTuple):
    """One thing in which the exchange did something else: what the plan says, and what came."""

    expected: Message
    came: Message


def at_mobile(trace: Trace, linked: LinkedPlan) -> Trace | None:
    """A trace as an exchange sees it that knows own mobiles as numbers outside; None where one rings along and answers.

    A call that is sent to an own mobile is handed over there, as `mobile` is no part of an exchange.
    """
    for place, hop in enumerate(trace.hops):
        edge = hop.edge
        if edge.target.kind == "mobile":
            written = linked.plan.mobile.subscriptions[edge.target.key].number
            number = (linked.numbering.e164(written) if written else None) or ""
            handed = hop._replace(edge=edge._replace(target=Node("outside", number)))
            return replace(trace, hops=(*trace.hops[:place], handed), end=OUTSIDE)
        if edge.key in linked.plan.mobile.subscriptions:
            return None
    return trace


def disagreements(trace: Trace, seen: ObservedCall, linked: LinkedPlan) -> Iterator[Disagreement]:
    """Everything in which the exchange did something else."""
    end, where = expected_end(trace)
    if seen.end != end or (where and seen.where and seen.where != where):
        yield Disagreement(_ends(end, where), _ends(seen.end, seen.where))
    if trace.answered_by != seen.answered_by:
        yield Disagreement(_answers(trace.answered_by), _answers(seen.answered_by))
    wanted, came = _in_order(expected_rings(trace, linked)), _in_order(observed_rings(seen, linked))
    if not same_rings(wanted, came, SLACK + STEP * len(trace.hops) + KEY * len(trace.call.keys)):
        yield Disagreement(_rings(wanted), _rings(came))
    for problem in seen.problems:
        yield Disagreement(say("the exchange has no complaint"), say("it says: {text}", text=problem))


def _ends(end: str, where: str) -> Message:
    return say("ends as {end}, at {where}", end=end, where=where) if where else say("ends as {end}", end=end)


def _answers(person: str | None) -> Message:
    return say("{person} has the call", person=person) if person else say("nobody has the call")


def _rings(rings: list["TimedRing"]) -> Message:
    shown = (f"{ring.who} {ring.start:g}-{'' if ring.end is None else f'{ring.end:g}'}" for ring in rings)
    return say("rings, in seconds: {people}", people=", ".join(shown)) if rings else say("nobody rings")


def _in_order(rings: Iterable["TimedRing"]) -> list["TimedRing"]:
    return sorted(joined(rings), key=lambda ring: (ring.start, ring.who))


def expected_end(trace: Trace) -> tuple[str, str]:
    """The key of a trace's end, and the number or mailbox where it is."""
    end = trace.end
    if not trace.hops:
        return end.key, ""
    last = trace.hops[-1].edge
    if end == OUTSIDE:
        return end.key, last.target.key
    if end == MESSAGE:
        return end.key, last.source.key
    return end.key, ""


def expected_rings(trace: Trace, linked: LinkedPlan) -> Iterator[TimedRing]:
    """Who rings in a trace, since the call came in."""
    came = 0
    for hop in trace.hops:
        for person, start, end in hop.rings:
            answered = hop.edge.target == ANSWERED and hop.answered_by == person and start == end
            if person not in linked.plan.users:
                continue  # an own mobile that rings along is a number outside
            if end > start or hop.edge.target == ANSWERED:
                yield TimedRing(person, came + start, None if answered else came + end)
        came = hop.at


def observed_rings(seen: ObservedCall, linked: LinkedPlan) -> Iterator[TimedRing]:
    """Whose telephones really rang; who said at once that he is busy did not, and all of a user's ring as one."""
    for ring in seen.rings:
        if not ring.declined and ring.who in linked.plan.users:
            answered = ring.who == seen.answered_by and ring.end >= seen.seconds - SLACK
            yield TimedRing(ring.who, ring.start, None if answered else ring.end)


def joined(rings: Iterable[TimedRing]) -> list[TimedRing]:
    """Rings of one person that follow each other at once, as one: the caller hears no difference."""
    found: list[TimedRing] = []
    for ring in sorted(rings, key=lambda ring: (ring.who, ring.start)):
        before = found[-1] if found else None
        if before and before.who == ring.who and (before.end is None or ring.start - before.end <= SLACK):
            longer = None if ring.end is None or before.end is None else max(before.end, ring.end)
            found[-1] = before._replace(end=longer)
        else:
            found.append(ring)
    return found


def same_rings(wanted: list[TimedRing], came: list[TimedRing], slack: float) -> bool:
    """Whether the same people ring at about the same seconds."""
    left = list(came)
    for ring in wanted:
        match = next((one for one in left if one.who == ring.who and _close(one, ring, slack)), None)
        if match is not None:
            left.remove(match)
        elif not _momentary(ring):
            return False
    return not [one for one in left if not _momentary(one)]


def _momentary(ring: TimedRing) -> bool:
    """Others who ring together with whoever answers at once: for how long is a matter of luck."""
    return ring.end is not None and ring.end - ring.start <= SLACK


def _close(one: TimedRing, other: TimedRing, slack: float) -> bool:
    if abs(one.start - other.start) > slack + DRIFT * other.start:
        return False
    if one.end is None or other.end is None:
        return one.end == other.end
    length = other.end - other.start
    return abs(one.end - one.start - length) <= SLACK + DRIFT * length
