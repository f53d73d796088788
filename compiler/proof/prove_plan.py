"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nummerplan.compiler.calls.clocks import clocks_here
from nummerplan.compiler.calls.directory_dialling import keys_along
from nummerplan.compiler.calls.next_place import Place
from nummerplan.compiler.proof.lost_calls import SHARED_UNITS, LostCalls, reach_at_any_time
from nummerplan.compiler.search.best_first import Undecided
from nummerplan.compiler.search.call_steps import CallState, people_in
from nummerplan.compiler.search.people_states import Budget
from nummerplan.compiler.search.reachability import components
from nummerplan.compiler.search.reaches import Reaches, in_order
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.calls.call_questions import open_in
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof, HandOver, LostCall
from nummerplan.model.calls.situation import Situation


def prove_plan(linked: LinkedPlan) -> Iterator[EntryProof]:
    """Every number as callers from outside meet it, and every extension (or number, without one) as colleagues do."""
    starts = list(_starts(linked))
    clocks = _clocks_met_from(starts, linked)
    reach = reach_at_any_time(Reaches(linked))
    by_clocks: dict[tuple[Clock, ...], list[Place]] = {}
    for start in starts:
        reach.explore(start)
        if reach.leads_to_loss(start) or reach.leads_outside(start):
            by_clocks.setdefault(clocks[start], []).append(start)
    found = _searched(by_clocks, linked)
    for start in starts:
        at = found.get(start, _Found([], [], [], []))
        situations, branches = linked.calls.situations(clocks[start]), reach.ways(start)
        yield EntryProof(
            start.node,
            start.external,
            clocks[start],
            situations,
            branches,
            tuple(at.losses),
            tuple(at.undecided),
            tuple(at.handed_over),
            bool(at.more),
        )


class _Found(NamedTuple):
    """What was found at one entry, in all situations; `more` are those in which more may be handed over."""

    losses: list[LostCall]
    undecided: list[Situation]
    handed_over: list[HandOver]
    more: list[Situation]


def _searched(by_clocks: Mapping[tuple[Clock, ...], list[Place]], linked: LinkedPlan) -> dict[Place, _Found]:
    """What is lost and handed over at entries at which something may be."""
    found: dict[Place, _Found] = {}
    reaches, shared, outside = Reaches(linked), Budget(SHARED_UNITS), Budget(SHARED_UNITS)
    for clocks, starts in by_clocks.items():
        for situation in linked.calls.situations(clocks):
            is_open = open_in(dict(zip(clocks, situation.open, strict=True)))
            calls = LostCalls(reaches, is_open, shared, outside)
            for start in starts:
                at = found.setdefault(start, _Found([], [], [], []))
                _look(calls, start, situation, at, linked)
    return found


def _look(calls: LostCalls, start: Place, situation: Situation, found: _Found, linked: LinkedPlan) -> None:
    """What is lost and handed over at one entry in one situation."""

    def example(state: CallState) -> Call:
        keys, people = keys_along(state.edges, linked), people_in(state, linked)
        return Call(start.node, situation.sample, state.caller, keys, people)

    lost = calls.at(start.node, start.external)
    if isinstance(lost, Undecided):
        found.undecided.append(situation)
    elif lost is not None:
        found.losses.append(LostCall(situation, lost.edges, lost.place.node, example(lost)))
    for one in calls.handed_over(start.node, start.external):
        if isinstance(one, Undecided):
            found.more.append(situation)
        else:
            found.handed_over.append(HandOver(situation, one.to, one.when, example(one.call)))


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
