"""All calls to an entry, one after the other: what is told of each, in the words in which two plans are compared."""

import random
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import WAIT, Call, Hop, Trace
from nummerplan.model.calls.call_graph import LOOPED, MESSAGE, OUTSIDE, TOO_MANY_REDIRECTIONS, Clock, Edge, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.hunt_members import ringable, rings_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.keypad import spellings

MOST_WORDS = 80
"""So many words of keys are tried for an entry, the shortest first."""

MOST_CALLS = 1_000
"""So many calls are followed for an entry, a caller and a situation; plans of three people and a menu need more."""

STATES: tuple[State, ...] = ("answers", "absent", "busy", "on_call", "unreachable")

Heard = tuple[Hashable, ...]


class HistoryDecidesError(Exception):
    """Whether a group reaches somebody who answers, before its time is over, depends on the calls before this one."""


class Asked(Mapping[str, State]):
    """States of people under shared names, as a plan asks for them; who has none yet is remembered."""

    def __init__(self, states: Mapping[str, State], names: Mapping[str, str]) -> None:
        self.states, self.names = states, names
        self.unknown: str | None = None

    def __getitem__(self, person: str) -> State:
        name = self.names[person]
        if name not in self.states and self.unknown is None:
            self.unknown = name
        return self.states.get(name, "answers")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


Plan = tuple[LinkedPlan, Mapping[str, str]]


def some_call_differs(call: Call, old: Plan, new: Plan) -> bool:
    """Follow calls with the first so many choices at menus in both plans, to the first that is told apart."""
    choices = sorted(
        {choice for linked, _ in (old, new) for choice in _choices(linked)}, key=lambda keys: (len(keys), keys)
    )
    words: list[tuple[str, ...]] = [()]
    left = MOST_CALLS
    for word in words:
        differs, used, followed = _followed(replace(call, keys=word), old, new)
        left -= followed
        if differs:
            return True
        if left < 0:
            return False
        if used:
            words.extend((*word, *choice) for choice in choices[: MOST_WORDS - len(words)])
    return False


def calls_differ(calls: tuple[Call, Call], old: Plan, new: Plan) -> bool:
    """Whether one call, given for each plan with the keys of its own people, is told apart."""
    told = []
    for call, (linked, names) in zip(calls, (old, new), strict=True):
        states = {names[person]: state for person, state in call.states.items()}
        told.append(heard(follow(call, linked), states, linked, names))
    return told[0] != told[1]


def _choices(linked: LinkedPlan) -> Iterator[tuple[str, ...]]:
    """What callers can do at the menus of a plan: press a key, dial an extension or name after it or at once, wait."""
    yield (WAIT,)
    for edge in (edge for edges in linked.graph.edges.values() for edge in edges if edge.condition == "pressed"):
        first = () if edge.key == "extension" else (edge.key,)
        if edge.target.kind != "directory":
            yield first
        elif edge.target.key == "extension":
            yield from ((*first, *digits, "hash") for digits in linked.extensions)
        else:
            named = (digits for user in linked.plan.users.values() for digits in spellings(user, "either"))
            yield from ((*first, *digits, "hash") for digits in named)


def _followed(call: Call, old: Plan, new: Plan) -> tuple[bool, bool, int]:
    """Whether a call differs in some state of the people asked on its way, and whether all its keys can be used.

    Also, how many states that were.
    """
    worlds: list[dict[str, State]] = [{}]
    used, number = False, 0
    while worlds:
        states = worlds.pop()
        number += 1
        traces, unknown = [], None
        for linked, names in (old, new):
            asked = Asked(states, names)
            traces.append(follow(replace(call, states=asked), linked))
            unknown = unknown or asked.unknown
            used = used or not traces[-1].unused_keys
        if unknown is not None:
            worlds.extend({**states, unknown: state} for state in STATES)
        elif _told_apart(traces, states, old, new):
            return True, used, number
    return False, used, number


def _told_apart(traces: list[Trace], states: Mapping[str, State], old: Plan, new: Plan) -> bool:
    try:
        told = [heard(trace, states, *plan) for trace, plan in zip(traces, (old, new), strict=True)]
    except HistoryDecidesError:
        return False
    return told[0] != told[1]


def heard(trace: Trace, states: Mapping[str, State], linked: LinkedPlan, names: Mapping[str, str]) -> list[Heard]:
    """What the caller hears of a trace, under shared names; silent steps are left out."""
    found: list[Heard] = []
    before: Edge | None = None
    for hop in trace.hops:
        found.extend(_of_hop(hop, before, states, trace.call.moment, (linked, names)))
        before = hop.edge
    if trace.end in (LOOPED, TOO_MANY_REDIRECTIONS):
        found.append(("lost on its way",))
    elif trace.end == OUTSIDE:
        found.append(("outside", trace.hops[-1].edge.target.key))
    elif trace.answered_by is None:
        found.append((trace.end.key,))
    return found


def _of_hop(
    hop: Hop, before: Edge | None, states: Mapping[str, State], moment: datetime, plan: Plan
) -> Iterator[Heard]:
    linked, names = plan
    edge, kind = hop.edge, hop.edge.source.kind
    if edge.condition in ("pressed", "silence"):
        menu = getattr(linked.plan.auto_attendants[edge.source.key], str(edge.route[2]))
        yield "menu", str(menu.greeting if menu else "default")
        yield ("pressed",) if edge.condition == "pressed" else ("waits", edge.seconds)
    elif edge.condition == "after_greeting":
        yield _mailbox(edge, before, linked, names)
    elif kind == "hunt_group" and edge.condition in ("answered", "overflow", "no_answer"):
        yield from _group(hop, states, linked, names)
    elif edge.condition == "answered":
        yield "answered by", names[edge.source.key]
    elif edge.condition == "no_answer":
        if edge.seconds:
            yield "one", names[edge.source.key], edge.seconds, _along(edge.source, moment, linked)
    elif edge.seconds:
        yield "waits", edge.seconds


def _mailbox(edge: Edge, before: Edge | None, linked: LinkedPlan, names: Mapping[str, str]) -> Heard:
    key = edge.source.key
    if edge.source.kind == "voicemail":
        voicemail = linked.plan.users[key].voicemail
        assert voicemail
        busy = before is not None and before.condition in ("busy", "when_busy")
        said = voicemail.greetings.busy if busy else voicemail.greetings.no_answer
    else:
        said = linked.plan.mailboxes[key].greeting
    own = said in (None, "default", "recorded") or edge.target == MESSAGE
    return "mailbox", str(said or "default"), names[key] if own else ""


def _along(node: Node, moment: datetime, linked: LinkedPlan) -> Hashable:
    user = linked.plan.users.get(node.key) if node.kind == "user" else None
    ring = user.simultaneous_ring if user else None
    if user is None or ring is None or not ring.numbers:
        return None
    if ring.during and not is_open(Clock(ring.during.schedule, ring.during.holidays), moment, linked):
        return None
    return bool(user.devices)


def _group(hop: Hop, states: Mapping[str, State], linked: LinkedPlan, names: Mapping[str, str]) -> Iterator[Heard]:
    """A group as policy, free members and seconds: who of them was first is history."""
    group = linked.plan.hunt_groups[hop.edge.source.key]
    limit = linked.plan.company.ring_limit
    if group.overflow and group.overflow.to is not None:
        limit = min(group.overflow.after or 0, limit)
    free = [names[key] for key in ringable(group, linked.plan) if states.get(names[key], "answers") in rings_in(group)]
    turn = min(max(group.next_member_after.rings * 5, 1), limit) if group.next_member_after else limit
    if not limit:
        return
    if group.policy == "regular":
        free = free[: -(-limit // turn)]
    if not free:
        yield "waits", hop.edge.seconds
        return
    if len(free) == 1:
        answers = states.get(free[0], "answers") == "answers"
        yield ("answered by", free[0]) if answers else ("one", free[0], limit, None)
        return
    answering = sum(states.get(person, "answers") == "answers" for person in free)
    if group.policy in ("circular", "uniform") and 0 < answering < len(free) and -(-limit // turn) < len(free):
        raise HistoryDecidesError
    first = free.index(min(free))
    order: dict[str, Hashable] = {
        "regular": tuple(free),
        "circular": (*free[first:], *free[:first]),
    }
    yield (
        group.policy,
        order.get(group.policy, frozenset(free)),
        turn if group.policy != "simultaneous" else limit,
        limit,
    )
    if hop.answered_by is not None:
        yield ("answered",)


SWAPS = (
    ("after: 15s", "after: 60s"), ("rings: 2", "rings: 5"), ("rings: 0", "rings: 2"), ("u0", "u1"), ("u1", "u2"),
    ("true", "false"), ("regular", "uniform"), ("circular", "simultaneous"), ("09:00", "10:00"), ("m0", "m1"),
    ("busy_tone", "wait"), ("follow", "off"), ("g0", "g1"), ("to: box", "to: u0"), ("to: u0", "to: 0612345678"),
    ("1: ", "2: "), ("after: 0s", "after: 15s"), ("u0, u1", "u1, u0"), ("no_answer", "busy"), ("[u0]", "[u0, u1]"),
    ("generic-sip}]", "generic-sip}, {model: generic-sip}]"), ("transfer: u0", "transfer: box"),
    ("during: late", "during: open"), ("last_first", "either"), ("Kaas", "Baas"),
)  # fmt: skip


def changed(text: str, dice: random.Random) -> str:
    """A plan changed in a place or two."""
    lines = text.splitlines()
    for _ in range(dice.randint(1, 2)):
        one, two = dice.choice(SWAPS)
        places = [place for place, line in enumerate(lines) if one in line or two in line]
        if places:
            place = dice.choice(places)
            line = lines[place]
            lines[place] = line.replace(one, two, 1) if one in line else line.replace(two, one, 1)
    return "\n".join(lines) + "\n"
