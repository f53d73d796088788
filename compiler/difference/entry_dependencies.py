"""What the calls of each entry can depend on: hours, numbers that somebody blocks, callers who hide theirs."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.reachability import components
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

EXTERNAL, INTERNAL, ANONYMOUS = Caller("external"), Caller("internal"), Caller("anonymous")

Fact = tuple[str, Hashable]


class Reach(NamedTuple):
    """What calls from a place can meet on their way."""

    hours: frozenset[Hashable]
    blocked: frozenset[tuple[str, str]]
    """Users with a pattern of theirs."""
    anonymous: bool
    colleagues: bool
    """Whether colleagues and callers from outside may be treated otherwise."""


def reach(linked: LinkedPlan, side: int, hours: SharedHours) -> Mapping[Node, Reach]:
    """For each entry of a plan."""
    edges = linked.graph.edges

    def targets(node: Node) -> list[Node]:
        return [edge.target for edge in edges[node] if edge.target in edges]

    facts: dict[Node, frozenset[Fact]] = {}
    for group in components(edges, targets, lambda _: False):  # each after all groups that it leads to
        below = {facts[target] for node in group for target in targets(node) if target in facts}
        found = frozenset[Fact]().union(*below, *(_own(node, linked, side, hours) for node in group))
        facts.update(dict.fromkeys(group, found))
    shared = {found: _read(found) for found in set(facts.values())}
    return {node: shared[found] for node, found in facts.items() if node.kind in ENTRIES}


def _own(node: Node, linked: LinkedPlan, side: int, hours: SharedHours) -> set[Fact]:
    found: set[Fact] = set()
    for edge in linked.graph.edges[node]:
        if edge.callers != "any" or edge.day is not None:
            found.add(("colleagues", None))
        clocks = edge.clocks(external=True)
        found |= {("hours", hours.of(clock, side)) for clock, _ in clocks}
        if edge.callers == "anonymous":
            found.add(("anonymous", None))
        elif edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            rule = linked.plan.users[node.key].blocked_callers.rules[index]
            found |= {("blocked", (node.key, pattern)) for pattern in rule.numbers}
    if node.kind == "mobile":  # from here on everybody calls from outside
        found.add(("colleagues", None))
    if node.kind == "user" and (ring := linked.plan.users[node.key].simultaneous_ring) and ring.during:
        found.add(("hours", hours.of(Clock(ring.during.schedule, ring.during.holidays), side)))
    return found


def _read(facts: frozenset[Fact]) -> Reach:
    return Reach(
        frozenset(fact for kind, fact in facts if kind == "hours"),
        frozenset(fact for kind, fact in facts if kind == "blocked" and isinstance(fact, tuple)),
        any(kind == "anonymous" for kind, _ in facts),
        any(kind == "colleagues" for kind, _ in facts),
    )


def callers(entry: Node, old: Reach, new: Reach, cases: tuple[LinkedPlan, LinkedPlan]) -> tuple[Caller, ...]:
    """One caller of each sort that the two plans can treat differently: others are treated as one of these."""
    if entry.kind == "extension":
        return (INTERNAL,)
    found = [EXTERNAL, INTERNAL]
    if old.anonymous or new.anonymous:
        found.append(ANONYMOUS)
    patterns = sorted({pattern for side in (old, new) for _, pattern in side.blocked})
    for reached, linked in ((old, cases[0]), (new, cases[1])):
        for user, pattern in sorted(reached.blocked):
            number = _number(pattern, user, patterns, linked)
            if number is not None and Caller("external", number) not in found:
                found.append(Caller("external", number))
    return tuple(found)


def _number(pattern: str, user: str, patterns: list[str], linked: LinkedPlan) -> str | None:
    """A number (E.164) that a user's pattern covers, and no longer pattern if that can be."""
    if not pattern.endswith("*"):
        return linked.numbering.e164(pattern)
    digits = "".join(filter(str.isdigit, pattern))
    longer = tuple(
        other
        for other in ("".join(filter(str.isdigit, text)) for text in patterns)
        if other != digits and other.startswith(digits)
    )
    for avoid in (longer, ()):
        for fill in "0123456789":
            for size in range(7, 15):
                text = digits + fill * (size - len(digits))
                for number in map(linked.numbering.e164, (text, f"+{text}")):
                    if number and not text.startswith(avoid) and _refused(user, number, linked):
                        return number
    return None


def _refused(user: str, number: str, linked: LinkedPlan) -> bool:
    edges = ways(Node("user", user), Caller("external", number), lambda _: True, linked)
    return bool(edges) and edges[0].condition == "refused"
