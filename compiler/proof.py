"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterable, Iterator, Sequence

from nummerplan.compiler.guards import States, clocks_here
from nummerplan.compiler.look_up import keys_along
from nummerplan.compiler.prove import Branches, Prover, choose
from nummerplan.compiler.reach import components
from nummerplan.compiler.situations import situations
from nummerplan.model.call import Call, Caller, State
from nummerplan.model.call_graph import Clock, Node
from nummerplan.model.case import Case
from nummerplan.model.proof import EntryProof, Loss, LostCall
from nummerplan.model.situation import Situation

PREFERRED: tuple[State, ...] = ("absent", "unreachable", "busy", "on_call")
"""What a witness makes of a person, the commonest first."""


def prove_plan(case: Case) -> Iterator[EntryProof]:
    """Every number as callers from outside meet it, and every extension (or number, without one) as colleagues do."""
    entries = list(_entries(case))
    prover = _PlanProver(case, entries)
    return (prover.prove(entry, external) for entry, external in entries)


def _entries(case: Case) -> Iterator[tuple[Node, bool]]:
    """Where calls begin, and whether they come from outside."""
    edges = case.graph.edges
    have_extensions = {edges[node][0].target for node in edges if node.kind == "extension"}
    for entry in edges:
        if entry.kind == "number":
            yield entry, True
        if entry.kind == "extension" or (entry.kind == "number" and edges[entry][0].target not in have_extensions):
            yield entry, False


class _PlanProver:
    """Proves entries one after the other: time is cut once for each row of clocks, and places are known from before."""

    def __init__(self, case: Case, entries: Sequence[tuple[Node, bool]]) -> None:
        self.case = case
        self._clocks = _clocks_met_from(entries, case)
        self._branches = Branches(case)
        self._cut: dict[tuple[Clock, ...], tuple[Situation, ...]] = {}
        self._provers: dict[tuple[tuple[Clock, ...], tuple[bool, ...]], Prover] = {}

    def prove(self, entry: Node, external: bool) -> EntryProof:
        clocks = self._clocks[entry, external]
        if clocks not in self._cut:
            self._cut[clocks] = situations(clocks, self.case)
        found = self._cut[clocks]
        verdicts = [self._prover(clocks, situation.open).prove(entry, external) for situation in found]
        losses = tuple(
            Loss(situation, verdict.lost, witness(entry, external, situation, verdict.lost, self.case))
            for situation, verdict in zip(found, verdicts, strict=True)
            if verdict.lost is not None
        )
        branches = sum(verdict.branches for verdict in verdicts)
        undecided = sum(not verdict.decided for verdict in verdicts)
        return EntryProof(entry, external, found, branches, losses, undecided)

    def _prover(self, clocks: tuple[Clock, ...], row: tuple[bool, ...]) -> Prover:
        if (clocks, row) not in self._provers:
            known = dict(zip(clocks, row, strict=True))
            self._provers[clocks, row] = Prover(self.case, lambda clock: known.get(clock, True), self._branches)
        return self._provers[clocks, row]


def clocks_met(entry: Node, case: Case) -> tuple[Clock, ...]:
    """Every clock that a call from this entry can meet anywhere on its way."""
    reached, queue = {entry}, [entry]
    for node in queue:
        for edge in case.graph.edges.get(node, ()):
            if edge.target not in reached:
                reached.add(edge.target)
                queue.append(edge.target)
    return clocks_at(queue, case)


def _clocks_met_from(entries: Sequence[tuple[Node, bool]], case: Case) -> dict[tuple[Node, bool], tuple[Clock, ...]]:
    """The clocks that calls can meet from each entry, going through the plan once."""
    edges, met = case.graph.edges, dict[tuple[Node, bool], frozenset[Clock]]()

    def onward(place: tuple[Node, bool]) -> list[tuple[Node, bool]]:
        node, external = place
        after = external or node.kind == "mobile"  # what comes back from the mobile network is a call from outside
        return [(edge.target, after) for edge in edges.get(node, ()) if edge.callers == "any" or edge.takes(external)]

    for places in components(entries, onward, met.__contains__):
        found = {clock for node, external in places for clock in clocks_here(node, external, case)}
        below = {met[target] for place in places for target in onward(place) if target in met}
        clocks = frozenset(found).union(*below)
        met.update(dict.fromkeys(places, clocks))
    return {entry: _in_order(met[entry]) for entry in entries}


def clocks_at(nodes: Iterable[Node], case: Case) -> tuple[Clock, ...]:
    """Every clock that decides at one of these places."""
    return _in_order({clock for node in nodes for clock in clocks_here(node, external=True, case=case)})


def _in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    return tuple(sorted(clocks, key=str))


def witness(entry: Node, external: bool, situation: Situation, lost: LostCall, case: Case) -> Call:
    """One concrete call that is lost: whoever it asks is absent if that will do; everybody else answers."""
    states: dict[str, States] = choose(dict(lost.store[0]), lost.store[1]) or {}
    people = {person: next(state for state in PREFERRED if state in allowed) for person, allowed in states.items()}
    keys = keys_along(lost.edges, case)
    return Call(entry, situation.sample, Caller("external" if external else "internal"), keys, people)
