"""The clocks that decide on calls, and the call that an example of a search stands for."""

from collections.abc import Iterable

from nummerplan.compiler.calls.directory_dialling import keys_along
from nummerplan.compiler.calls.edge_conditions import States, clocks_here
from nummerplan.compiler.search.narrow import choose
from nummerplan.model.calls.call import Call, Caller, State
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import LostCall
from nummerplan.model.calls.situation import Situation

PREFERRED: tuple[State, ...] = ("absent", "unreachable", "busy", "on_call")
"""What a witness makes of a person, the commonest first."""


def clocks_met(entry: Node, linked: LinkedPlan) -> tuple[Clock, ...]:
    """Every clock that a call from this entry can meet anywhere on its way."""
    reached, queue = {entry}, [entry]
    for node in queue:
        for edge in linked.graph.edges.get(node, ()):
            if edge.target not in reached:
                reached.add(edge.target)
                queue.append(edge.target)
    return clocks_at(queue, linked)


def clocks_at(nodes: Iterable[Node], linked: LinkedPlan) -> tuple[Clock, ...]:
    """Every clock that decides at one of these places."""
    callers = (True, False)
    return in_order({clock for node in nodes for external in callers for clock in clocks_here(node, external, linked)})


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Clocks in an order of their own, so that equal sets give equal rows."""
    return tuple(sorted(clocks, key=str))


def call_of(entry: Node, external: bool, situation: Situation, lost: LostCall, linked: LinkedPlan) -> Call:
    """One concrete call that is lost: whoever it asks is absent if that will do; everybody else answers."""
    states: dict[str, States] = choose(dict(lost.store[0]), lost.store[1]) or {}
    people = {person: next(state for state in PREFERRED if state in allowed) for person, allowed in states.items()}
    keys = keys_along(lost.edges, linked)
    return Call(entry, situation.sample, Caller("external" if external else "internal"), keys, people)
