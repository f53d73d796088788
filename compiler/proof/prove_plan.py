"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterator, Mapping, Sequence

from nummerplan.compiler.calls.clocks import clocks_here
from nummerplan.compiler.calls.directory_dialling import keys_along
from nummerplan.compiler.calls.next_place import Place
from nummerplan.compiler.proof.lost_calls import SHARED_UNITS, LostCalls, caller_at, reach_at_any_time
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.search.reachability import components
from nummerplan.compiler.search.reaches import Reaches, in_order
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof, LostCall
from nummerplan.model.calls.situation import Situation


def prove_plan(linked: LinkedPlan) -> Iterator[EntryProof]:
    """Every number as callers from outside meet it, and every extension (or number, without one) as colleagues do."""
    starts = list(_starts(linked))
    clocks = _clocks_met_from(starts, linked)
    reach = reach_at_any_time(Reaches(linked))
    by_clocks: dict[tuple[Clock, ...], list[Place]] = {}
    for start in starts:
        reach.explore(start)
        if reach.leads_to_loss(start):
            by_clocks.setdefault(clocks[start], []).append(start)
    found = _searched(by_clocks, linked)
    for start in starts:
        losses, undecided = found.get(start, ((), ()))
        situations = linked.calls.situations(clocks[start])
        branches = reach.ways(start)
        yield EntryProof(
            start.node, start.external, clocks[start], situations, branches, tuple(losses), tuple(undecided)
        )


def _searched(
    by_clocks: Mapping[tuple[Clock, ...], list[Place]], linked: LinkedPlan
) -> dict[Place, tuple[list[LostCall], list[Situation]]]:
    """What is lost at entries at which something may be, and the situations in which nothing could be decided."""
    found: dict[Place, tuple[list[LostCall], list[Situation]]] = {}
    reaches, shared = Reaches(linked), Budget(SHARED_UNITS)
    for clocks, starts in by_clocks.items():
        for situation in linked.calls.situations(clocks):
            is_open = open_in(dict(zip(clocks, situation.open, strict=True)))
            lost_calls = LostCalls(reaches, is_open, shared)
            for start in starts:
                losses, undecided = found.setdefault(start, ([], []))
                lost = lost_calls.at(start.node, start.external)
                if isinstance(lost, Undecided):
                    undecided.append(situation)
                elif lost is not None:
                    keys, states = keys_along(lost.edges, linked), lost.asked.example()
                    witness = Call(start.node, situation.sample, caller_at(start), keys, states)
                    losses.append(LostCall(situation, lost.edges, lost.place.node, witness))
    return found


def _starts(linked: LinkedPlan) -> Iterator[Place]:
    edges = linked.graph.edges
    have_extensions = {edges[node][0].target for node in edges if node.kind == "extension"}
    for entry in edges:
        if entry.kind == "number":
            yield Place(entry, external=True)
        if entry.kind == "extension" or (entry.kind == "number" and edges[entry][0].target not in have_extensions):
            yield Place(entry, external=False)


def _clocks_met_from(starts: Sequence[Place], linked: LinkedPlan) -> dict[Place, tuple[Clock, ...]]:
    """The clocks that calls can meet from each entry, going through the plan once."""
    edges, met = linked.graph.edges, dict[Place, frozenset[Clock]]()

    def targets(place: Place) -> list[Place]:
        node, external = place[:2]
        after = external or node.kind == "mobile"  # what comes back from the mobile network is a call from outside
        mine = (edge for edge in edges.get(node, ()) if edge.callers == "any" or edge.takes(external))
        return [Place(edge.target, after) for edge in mine]

    for places in components(starts, targets, met.__contains__):
        found = {clock for node, external, *_ in places for clock in clocks_here(node, external, linked)}
        below = {met[target] for place in places for target in targets(place) if target in met}
        clocks = frozenset(found).union(*below)
        met.update(dict.fromkeys(places, clocks))
    return {start: in_order(met[start]) for start in starts}
