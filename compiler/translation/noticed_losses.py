"""Which losses somebody notices: each is put into the plan alone, and calls that can come to it are compared.

Where there are more than that is worth doing for, those that are left count as noticed.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from nummerplan.compiler.difference.compare_calls import calls_differ
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link, relink
from nummerplan.compiler.search.reachability import reachable
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import Loss, PlanEdit
from nummerplan.model.calls.call_graph import ENTRIES, Node
from nummerplan.model.calls.linked_plan import LinkedPlan

MOST_WORK = 2_000
"""So many numbers, extensions and objects are looked at for losses that are tried one by one: a second or so."""


def losses_of_calls(losses: Iterable[Loss]) -> list[Loss]:
    """Those of a kind that callers may notice."""
    return [loss for loss in losses if loss.kind is not None and loss.kind.effect == "calls"]


def noticed_losses(linked: LinkedPlan, losses: Sequence[Loss]) -> list[Loss]:
    """The losses of which callers and colleagues notice something, without a word about what they notice."""
    return noticed_of(linked, losses_of_calls(losses))


def noticed_of(linked: LinkedPlan, losses: Sequence[Loss], together: bool | None = None) -> list[Loss]:
    """The losses of which somebody notices something. One without edits counts: nobody knows what happens instead.

    `together` says whether anybody notices all of them together, if that is known.
    """
    trial = _Trial(linked)
    certain = [loss for loss in losses if not loss.edits]
    left = [loss for loss in losses if loss.edits] if together is not False else []
    edits = [edit for loss in left for edit in loss.edits]
    found: list[Loss] = []
    untried: list[Loss] = []
    for loss in left:
        if trial.work > MOST_WORK:
            untried.append(loss)
        elif trial.notices(loss.edits):
            found.append(loss)
    if found:
        found += untried
    elif untried or len(left) > 1:
        # Two that only together are noticed are both noticed.
        found = left if together or trial.notices(edits) else []
    return [loss for loss in losses if loss in certain or loss in found]


class _Trial:
    """Puts edits into a plan and sees whether anybody notices; `work` grows with what is looked at."""

    def __init__(self, linked: LinkedPlan) -> None:
        self._linked = linked
        self.work = 0

    def notices(self, edits: Sequence[PlanEdit]) -> bool:
        """Whether anybody notices some edits of the plan."""
        linked = self._linked
        plan = edited(linked.plan, edits)
        other = relink(linked, plan, (edit.route for edit in edits))
        if other is None:
            self.work += sum(1 for _ in plan.named())
            other = link(plan, linked.name, linked.today)
            return bool(outgoing_difference(linked, other)) or calls_differ(linked, other)
        if any(edit.route[0] == "users" for edit in edits) and outgoing_difference(linked, other):
            return True
        edges = linked.graph.edges
        changed = [node for node, new in other.graph.edges.items() if new is not edges.get(node)]
        leading = [node for node in reachable(changed, self._before) if node.kind in ENTRIES]
        own = [node for node in leading if not {edge.target for edge in edges[node]}.isdisjoint(changed)]
        # Whoever calls the object itself notices first, as a rule.
        self.work += len(own)
        if own and calls_differ(linked, other, own):
            return True
        self.work += len(leading)
        return calls_differ(linked, other, leading)

    def _before(self, node: Node) -> list[Node]:
        return self._leading.get(node, [])

    @cached_property
    def _leading(self) -> dict[Node, list[Node]]:
        """The places from which calls come to each place."""
        found: dict[Node, list[Node]] = {}
        for node, edges in self._linked.graph.edges.items():
            for target in {edge.target for edge in edges}:
                found.setdefault(target, []).append(node)
        return found
