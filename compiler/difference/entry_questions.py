"""What is asked of each entry: at which hours and for which callers its calls can differ, seen from what they meet."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from nummerplan.compiler.calls.next_edge import ways
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.reachability import components
from nummerplan.compiler.search.reaches import clocks_at
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

EXTERNAL, INTERNAL, ANONYMOUS = Caller("external"), Caller("internal"), Caller("anonymous")

Fact = tuple[str, Hashable]
"""What a call can meet: `hours`, `anonymous` callers who are treated otherwise, a `blocked` pattern of somebody."""

HIDDEN: Fact = ("anonymous", None)


class EntryQuestion(NamedTuple):
    """The clocks and the callers that can matter for an entry."""

    clocks: tuple[Clock, ...]
    callers: tuple[Caller, ...]


def entry_questions(
    entries: Iterable[Node], plans: tuple[ComparedPlan, ComparedPlan], hours: SharedHours
) -> dict[Node, EntryQuestion]:
    """The questions for some entries of both plans, going through each plan once."""
    asked = tuple(entries)
    old, new = (_facts_met(asked, plan, hours) for plan in plans)
    found = {}
    for entry in asked:
        facts = old[entry] | new[entry]
        clocks = hours.clocks(fact for kind, fact in facts if kind == "hours")
        found[entry] = EntryQuestion(clocks, tuple(_callers(entry, facts, plans)))
    return found


def _facts_met(entries: Iterable[Node], plan: ComparedPlan, hours: SharedHours) -> Mapping[Node, frozenset[Fact]]:
    """What calls to some entries, and from each place behind them, can meet on their way."""
    edges = plan.linked.graph.edges

    def targets(node: Node) -> list[Node]:
        return [edge.target for edge in edges[node] if edge.target in edges]

    facts: dict[Node, frozenset[Fact]] = {}
    for group in components(entries, targets, lambda _: False):  # each after all groups that it leads to
        below = {facts[target] for node in group for target in targets(node) if target in facts}
        found = frozenset[Fact]().union(*below, *(_facts_at(node, plan, hours) for node in group))
        facts.update(dict.fromkeys(group, found))
    return facts


def _facts_at(node: Node, plan: ComparedPlan, hours: SharedHours) -> Iterator[Fact]:
    linked = plan.linked
    for clock in clocks_at((node,), linked):
        yield "hours", hours.of(clock, plan.side)
    for edge in linked.graph.edges[node]:
        if edge.callers == "anonymous":
            yield HIDDEN
        elif edge.callers == "listed" and isinstance(index := edge.route[-1], int):
            for pattern in linked.plan.users[node.key].blocked_callers.rules[index].numbers:
                yield "blocked", (plan.side, node.key, pattern)


def _callers(entry: Node, facts: frozenset[Fact], plans: tuple[ComparedPlan, ComparedPlan]) -> dict[Caller, None]:
    """One caller of each sort that the two plans can treat differently: others are treated as one of these."""
    if entry.kind == "extension":
        return {INTERNAL: None}
    found = dict.fromkeys([EXTERNAL, INTERNAL, *([ANONYMOUS] if HIDDEN in facts else [])])
    blocked = sorted(fact for kind, fact in facts if kind == "blocked" and isinstance(fact, tuple))
    patterns = sorted({pattern for _, _, pattern in blocked})
    for side, user, pattern in blocked:
        number = _number(pattern, user, patterns, plans[side].linked)
        if number is not None:
            found[Caller("external", number)] = None
    return found


def _number(pattern: str, user: str, patterns: list[str], linked: LinkedPlan) -> str | None:
    """A number (E.164) that a user's pattern covers, and no longer pattern if that can be."""
    if not pattern.endswith("*"):
        return linked.numbering.e164(pattern)
    digits, *others = ("".join(filter(str.isdigit, text)) for text in (pattern, *patterns))
    longer = tuple(other for other in others if other != digits and other.startswith(digits))
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
