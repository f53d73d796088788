"""The proof of a whole plan: every entry, every situation; what is lost, each with one call that shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nummerplan.compiler.branches import Branches
from nummerplan.compiler.guards import IsOpen, States, clocks_here
from nummerplan.compiler.look_up import keys_along
from nummerplan.compiler.narrow import choose
from nummerplan.compiler.prove import AnyTime, Budget, Prover
from nummerplan.compiler.reach import components
from nummerplan.compiler.situations import situations
from nummerplan.model.call import Call, Caller, State
from nummerplan.model.call_graph import Clock, Node
from nummerplan.model.case import Case
from nummerplan.model.proof import EntryProof, Loss, LostCall
from nummerplan.model.situation import Situation

PREFERRED: tuple[State, ...] = ("absent", "unreachable", "busy", "on_call")
"""What a witness makes of a person, the commonest first."""


Start = tuple[Node, bool]
"""Where calls begin, and whether they come from outside."""


def prove_plan(case: Case) -> Iterator[EntryProof]:
    """Every number as callers from outside meet it, and every extension (or number, without one) as colleagues do."""
    starts = list(_starts(case))
    clocks = _clocks_met_from(starts, case)
    cut = {row: situations(row, case) for row in dict.fromkeys(clocks.values())}
    any_time = AnyTime(case)
    seen = {start: any_time.look(*start) for start in starts}
    closer: dict[tuple[Clock, ...], list[Start]] = {}
    for start in starts:
        if seen[start].may_be_lost:
            closer.setdefault(clocks[start], []).append(start)
    found = _looked_closer(closer, cut, case)
    for start in starts:
        losses, undecided = found.get(start, ((), 0))
        row = clocks[start]
        yield EntryProof(*start, row, cut[row], seen[start].branches, tuple(losses), undecided)


def _looked_closer(
    closer: Mapping[tuple[Clock, ...], list[Start]], cut: Mapping[tuple[Clock, ...], tuple[Situation, ...]], case: Case
) -> dict[Start, tuple[list[Loss], int]]:
    """The losses at entries at which something may be lost, and in how many situations nothing could be decided."""
    found: dict[Start, tuple[list[Loss], int]] = {}
    branches, budget = Branches(case), Budget()
    for clocks, starts in closer.items():
        for situation in cut[clocks]:
            prover = Prover(case, _reader(dict(zip(clocks, situation.open, strict=True))), branches, budget)
            for start in starts:
                verdict = prover.prove(*start)
                losses, undecided = found.get(start, ([], 0))
                if verdict.lost is not None:
                    losses.append(Loss(situation, verdict.lost, witness(*start, situation, verdict.lost, case)))
                found[start] = losses, undecided + (not verdict.decided)
    return found


def _reader(rows: Mapping[Clock, bool]) -> IsOpen:
    return lambda clock: rows.get(clock, True)


def _starts(case: Case) -> Iterator[Start]:
    edges = case.graph.edges
    have_extensions = {edges[node][0].target for node in edges if node.kind == "extension"}
    for entry in edges:
        if entry.kind == "number":
            yield entry, True
        if entry.kind == "extension" or (entry.kind == "number" and edges[entry][0].target not in have_extensions):
            yield entry, False


def clocks_met(entry: Node, case: Case) -> tuple[Clock, ...]:
    """Every clock that a call from this entry can meet anywhere on its way."""
    reached, queue = {entry}, [entry]
    for node in queue:
        for edge in case.graph.edges.get(node, ()):
            if edge.target not in reached:
                reached.add(edge.target)
                queue.append(edge.target)
    return clocks_at(queue, case)


def _clocks_met_from(starts: Sequence[Start], case: Case) -> dict[Start, tuple[Clock, ...]]:
    """The clocks that calls can meet from each entry, going through the plan once."""
    edges, met = case.graph.edges, dict[Start, frozenset[Clock]]()

    def onward(place: Start) -> list[Start]:
        node, external = place
        after = external or node.kind == "mobile"  # what comes back from the mobile network is a call from outside
        return [(edge.target, after) for edge in edges.get(node, ()) if edge.callers == "any" or edge.takes(external)]

    for places in components(starts, onward, met.__contains__):
        found = {clock for node, external in places for clock in clocks_here(node, external, case)}
        below = {met[target] for place in places for target in onward(place) if target in met}
        clocks = frozenset(found).union(*below)
        met.update(dict.fromkeys(places, clocks))
    return {start: _in_order(met[start]) for start in starts}


def clocks_at(nodes: Iterable[Node], case: Case) -> tuple[Clock, ...]:
    """Every clock that decides at one of these places."""
    callers = (True, False)
    return _in_order({clock for node in nodes for external in callers for clock in clocks_here(node, external, case)})


def _in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    return tuple(sorted(clocks, key=str))


def witness(entry: Node, external: bool, situation: Situation, lost: LostCall, case: Case) -> Call:
    """One concrete call that is lost: whoever it asks is absent if that will do; everybody else answers."""
    states: dict[str, States] = choose(dict(lost.store[0]), lost.store[1]) or {}
    people = {person: next(state for state in PREFERRED if state in allowed) for person, allowed in states.items()}
    keys = keys_along(lost.edges, case)
    return Call(entry, situation.sample, Caller("external" if external else "internal"), keys, people)
