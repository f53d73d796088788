"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.compiler.calls.edge_conditions import IsOpen, clocks_here
from nummerplan.compiler.calls.situations import situations
from nummerplan.compiler.search.clocks_met import call_of, in_order
from nummerplan.compiler.search.edge_cache import Branches
from nummerplan.compiler.search.lost_calls import AnyTime, Budget, Prover
from nummerplan.compiler.search.reachability import components
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof, Loss
from nummerplan.model.calls.situation import Situation

Start = tuple[Node, bool]
"""Where calls begin, and whether they come from outside."""


def prove_plan(linked: LinkedPlan) -> Iterator[EntryProof]:
    """Every number as callers from outside meet it, and every extension (or number, without one) as colleagues do."""
    starts = list(_starts(linked))
    clocks = _clocks_met_from(starts, linked)
    cut = {row: situations(row, linked) for row in dict.fromkeys(clocks.values())}
    any_time = AnyTime(linked)
    seen = {start: any_time.look(*start) for start in starts}
    closer: dict[tuple[Clock, ...], list[Start]] = {}
    for start in starts:
        if seen[start].may_be_lost:
            closer.setdefault(clocks[start], []).append(start)
    found = _looked_closer(closer, cut, linked)
    for start in starts:
        losses, undecided = found.get(start, ((), 0))
        row = clocks[start]
        yield EntryProof(*start, row, cut[row], seen[start].branches, tuple(losses), undecided)


def _looked_closer(
    closer: Mapping[tuple[Clock, ...], list[Start]],
    cut: Mapping[tuple[Clock, ...], tuple[Situation, ...]],
    linked: LinkedPlan,
) -> dict[Start, tuple[list[Loss], int]]:
    """The losses at entries at which something may be lost, and in how many situations nothing could be decided."""
    found: dict[Start, tuple[list[Loss], int]] = {}
    branches, budget = Branches(linked), Budget()
    for clocks, starts in closer.items():
        for situation in cut[clocks]:
            prover = Prover(linked, _reader(dict(zip(clocks, situation.open, strict=True))), branches, budget)
            for start in starts:
                verdict = prover.prove(*start)
                losses, undecided = found.get(start, ([], 0))
                if verdict.lost is not None:
                    losses.append(Loss(situation, verdict.lost, call_of(*start, situation, verdict.lost, linked)))
                found[start] = losses, undecided + (not verdict.decided)
    return found


def _reader(rows: Mapping[Clock, bool]) -> IsOpen:
    return lambda clock: rows.get(clock, True)


def _starts(linked: LinkedPlan) -> Iterator[Start]:
    edges = linked.graph.edges
    have_extensions = {edges[node][0].target for node in edges if node.kind == "extension"}
    for entry in edges:
        if entry.kind == "number":
            yield entry, True
        if entry.kind == "extension" or (entry.kind == "number" and edges[entry][0].target not in have_extensions):
            yield entry, False


def _clocks_met_from(starts: Sequence[Start], linked: LinkedPlan) -> dict[Start, tuple[Clock, ...]]:
    """The clocks that calls can meet from each entry, going through the plan once."""
    edges, met = linked.graph.edges, dict[Start, frozenset[Clock]]()

    def onward(place: Start) -> list[Start]:
        node, external = place
        after = external or node.kind == "mobile"  # what comes back from the mobile network is a call from outside
        return [(edge.target, after) for edge in edges.get(node, ()) if edge.callers == "any" or edge.takes(external)]

    for places in components(starts, onward, met.__contains__):
        found = {clock for node, external in places for clock in clocks_here(node, external, linked)}
        below = {met[target] for place in places for target in onward(place) if target in met}
        clocks = frozenset(found).union(*below)
        met.update(dict.fromkeys(places, clocks))
    return {start: in_order(met[start]) for start in starts}
