"""Promises about all calls against the truth: every call that there is, with every history, on small random plans."""

import random
from collections.abc import Iterator
from itertools import permutations, product

import pytest
from call_by_call import every_call, pushes_of
from linked_plans import linked_plan
from small_plans import small_plan

from nummerplan.compiler.call_tests.call_ends import wanted_end
from nummerplan.compiler.call_tests.check_promise import ANYBODY, CallPromise, check_promise
from nummerplan.compiler.call_tests.resolve_call_test import Times
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.example_calls import with_orders
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.plan.call_tests import EndWord, MailboxEnd

WORDS: tuple[EndWord, ...] = ("answered", "refused", "busy_tone", "gives_up", "cut_off", "lost", "not_lost", "hung_up")


def histories(linked: LinkedPlan) -> Iterator[LinkedPlan]:
    """The plan with its groups in every order that earlier calls can have left behind."""
    rows: list[list[tuple[str, tuple[str, ...]]]] = []
    for key, group in linked.plan.hunt_groups.items():
        members = tuple(group.members)
        orders = {members}
        if group.policy == "circular":
            orders |= {(*members[start:], *members[:start]) for start in range(len(members))}
        elif group.policy != "regular":
            orders |= set(permutations(members))
        rows.append([(key, order) for order in sorted(orders)])
    for chosen in product(*rows):
        yield with_orders(dict(chosen), linked)


def keeps(promise: CallPromise, end: EndWord | MailboxEnd | None, trace: Trace) -> bool:
    """Whether a call came to what a promise speaks of, word for word as docs/language.md has it."""
    if end is not None:
        if trace.seconds > (promise.within if promise.within is not None else 10**6):
            return False
        last = trace.hops[-1].edge.source if trace.hops else None
        if isinstance(end, MailboxEnd):
            found = last == Node("mailbox", "box") and trace.end.key in ("message", "announced")
        elif end in ("lost", "not_lost"):
            found = (trace.end in LOST) == (end == "lost")
        else:
            found = trace.end.key == {"gives_up": "gives_up"}.get(end, end)
        if not found:
            return False
    if promise.place is None:
        return True
    came = when(promise.place, trace)
    return came is not None and (promise.within is None or came <= promise.within)


def when(place: Node, trace: Trace) -> int | None:
    """After how many seconds a call came to a place or to a person who answers."""
    if place == ANYBODY:
        return trace.seconds if trace.answered_by else None
    if place.kind in ("user", "mobile"):
        return trace.seconds if trace.answered_by == place.key else None
    before = 0
    for hop in trace.hops:
        if hop.edge.source == place:
            return before
        before = hop.at
    return None


def breaks(promise: CallPromise, end: EndWord | MailboxEnd | None, trace: Trace) -> bool:
    if promise.never:
        return keeps(promise, end, trace)
    if promise.place is not None and trace.end.key == "hung_up":
        return False
    return not keeps(promise, end, trace)


def some_promise(dice: random.Random, linked: LinkedPlan) -> tuple[CallPromise, EndWord | MailboxEnd | None]:
    """A promise of some kind."""
    end: EndWord | MailboxEnd | None = dice.choice(WORDS)
    if linked.plan.mailboxes and dice.random() < 0.2:
        end = MailboxEnd(mailbox="box")
    place = dice.choice([ANYBODY, ANYBODY, *map(node_of, linked.plan.named())])
    what = dice.choice(["end", "place", "place", "both"])
    within = dice.choice([None, None, 0, 5, 10, 15, 20, 25, 30, 60])
    meant = wanted_end(end, linked) if what != "place" else None
    never = dice.random() < 0.5
    return CallPromise(never, meant, place if what != "end" else None, within), end if what != "place" else None


def some_states(dice: random.Random, linked: LinkedPlan) -> dict[str, State]:
    people = [*linked.plan.users, *linked.plan.mobile.subscriptions]
    states: list[State] = ["absent", "absent", "busy", "on_call", "unreachable"]
    return {person: dice.choice(states) for person in people if dice.random() < 0.3}


def fits(trace: Trace, states: dict[str, State], promise: CallPromise) -> bool:
    """Whether people are as the test says, and everybody else as the promise supposes."""
    answering = not promise.never and promise.place is not None
    return all(
        state == states[person] if person in states else not answering or state == "answers"
        for person, state in trace.call.states.items()
    )


def compare(seed: int, counted: dict[str, int]) -> None:
    linked, dice = linked_plan(small_plan(seed)), random.Random(seed)  # noqa: S311 - no secret is made here
    entries = [node for node in linked.graph.edges if node.kind in ("number", "extension")]
    pushes = pushes_of(linked)
    every = list(histories(linked))
    for _ in range(4):
        promise, end = some_promise(dice, linked)
        states, entry = some_states(dice, linked), dice.choice(entries)
        caller = Caller(dice.choice(["external", "internal", "anonymous"]))
        times = Times(linked)
        looked = list(check_promise(promise, (entry,), caller, states, times))
        for situation, (_, found) in zip(times.of(Reaches(linked).clocks(entry)), looked, strict=True):
            about = (seed, promise, end, states, entry, caller.kind, str(situation.name))
            assert not isinstance(found, Undecided), about
            if found is not None:
                counted["broken"] += 1
                replayed = follow(found.trace.call, with_orders(dict(found.orders), linked))
                assert breaks(promise, end, replayed), about
                assert all(replayed.call.states[person] == state for person, state in states.items()), about
                if promise.supposes_answers:
                    assert replayed.call.states.keys() == states.keys(), about
                continue
            counted["kept"] += 1
            start = Call(entry, situation.sample, caller)
            for world in every:
                for trace, _ in every_call(start, world, pushes):
                    assert not (fits(trace, states, promise) and breaks(promise, end, trace)), (about, trace.call)


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_promises_agree_with_every_call_of_every_history(start: int) -> None:
    counted = {"kept": 0, "broken": 0}
    for seed in range(start, start + 20):
        compare(seed, counted)
    assert min(counted.values()) > 20


@pytest.mark.slow
@pytest.mark.parametrize("start", range(60, 3060, 100))
def test_promises_agree_with_every_call_of_many_plans(start: int) -> None:
    counted = {"kept": 0, "broken": 0}
    for seed in range(start, start + 100):
        compare(seed, counted)
    assert min(counted.values()) > 100
