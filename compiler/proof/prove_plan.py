"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.compiler.calls.edge_conditions import clocks_here
from nummerplan.compiler.calls.situations import situations
from nummerplan.compiler.proof.lost_calls import SHARED_UNITS, AnyTime, LostCalls
from nummerplan.compiler.search.edge_cache import EdgeCache
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.search.reachability import components
from nummerplan.compiler.search.reaches import Reaches, in_order
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.call_questions import open_in
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
    reaches, cache, shared = Reaches(linked), EdgeCache(linked), Budget(SHARED_UNITS)
    for clocks, starts in closer.items():
        for situation in cut[clocks]:
            is_open = open_in(dict(zip(clocks, situation.open, strict=True)))
            lost_calls = LostCalls(reaches, is_open, cache, shared)
            for entry, external in starts:
                verdict = lost_calls.at(entry, external)
                losses, undecided = found.get((entry, external), ([], 0))
                if (lost := verdict.lost) is not None:
                    caller = Caller("external" if external else "internal")
                    witness = Call(entry, situation.sample, caller, lost.keys, lost.states)
                    losses.append(Loss(situation, lost, witness))
                found[entry, external] = losses, undecided + (not verdict.decided)
    return found


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

    def targets(place: Start) -> list[Start]:
        node, external = place
        after = external or node.kind == "mobile"  # what comes back from the mobile network is a call from outside
        return [(edge.target, after) for edge in edges.get(node, ()) if edge.callers == "any" or edge.takes(external)]

    for places in components(starts, targets, met.__contains__):
        found = {clock for node, external in places for clock in clocks_here(node, external, linked)}
        below = {met[target] for place in places for target in targets(place) if target in met}
        clocks = frozenset(found).union(*below)
        met.update(dict.fromkeys(places, clocks))
    return {start: in_order(met[start]) for start in starts}
