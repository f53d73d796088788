"""Follow varied calls of a plan in one process; prints how many, and the seconds of the quickest of some runs.

What is measured is the way from text to the end of the call: the number as people write it, the moment, the caller,
the keys, and who is absent, busy, on a call or unreachable. Reading the plan and printing are not in it.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.pipeline import check_paths
from nummerplan.model.calls.call_graph import ENTRIES, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan

CALLS = 20_000
NOW = datetime(2026, 11, 23, 10, 0)
STATES: tuple[State, ...] = ("absent", "busy", "on_call", "unreachable")


def descriptions(linked: LinkedPlan, dice: random.Random) -> Iterator[Description]:
    """Calls to every number and extension, at any time of a year; of a site, half of the people do not answer."""
    entries = [node for node in linked.graph.edges if node.kind in ENTRIES]
    people = list(linked.plan.users)
    sites: dict[str, list[str]] = {}
    for key in people:
        sites.setdefault(key.partition("_")[0], []).append(key)
    for _ in range(CALLS):
        entry = dice.choice(entries)
        states: dict[State, tuple[str, ...]] = {}
        for key in sites.get(linked.graph.edges[entry][0].target.key.partition("_")[0], ()):
            if dice.random() < 0.5:
                state = dice.choice(STATES)
                states[state] = (*states.get(state, ()), key)
        keys = tuple(dice.choice("123459") for _ in range(dice.randint(0, 2)))
        caller = dice.choice(["external", "anonymous", "0612345678", dice.choice(people)])
        yield Description(dialled(entry, linked, dice), caller, moment(dice), keys, states)


def dialled(entry: Node, linked: LinkedPlan, dice: random.Random) -> str:
    """A number in one of the ways in which people write it."""
    if entry.kind == "extension":
        return entry.key
    return dice.choice([entry.key, linked.numbering.shown(entry.key), "0" + entry.key[3:]])


def moment(dice: random.Random) -> str:
    """A date or a day of the week, and a time."""
    clock = f"{dice.randint(0, 23):02}:{dice.randint(0, 59):02}"
    if dice.random() < 0.2:
        return f"{dice.choice(['Mon', 'wed', 'Za'])} {clock}"
    return f"{date(2026, 1, 1).replace(month=dice.randint(1, 12), day=dice.randint(1, 28))} {clock}"


def main() -> None:
    """Measure some runs over the same calls; who follows them must come to several ends."""
    linked = check_paths([Path(sys.argv[1])], NOW.date())[0][0].linked
    calls = list(descriptions(linked, random.Random(1)))  # noqa: S311 - no secret is made here
    ends = {follow(describe(call, linked, NOW), linked).end for call in calls[:1000]}
    if len(ends) < 3:
        sys.exit(f"these calls come to too few ends: {ends}")
    best = float("inf")
    for _ in range(int(sys.argv[2])):
        begin = time.perf_counter()
        for call in calls:
            follow(describe(call, linked, NOW), linked)
        best = min(best, time.perf_counter() - begin)
    print(len(calls), best)


if __name__ == "__main__":
    main()
