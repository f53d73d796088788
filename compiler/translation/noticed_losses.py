"""Which losses somebody notices: each is put into the plan alone, and calls that can come to it are compared.

After it come those that callers meet only where another one has sent them. Where there are more than that is worth
doing for, those that are left count as noticed.
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

    Round after round: what is noticed in the plan alone, then what callers meet only because of that, and so on until
    it is all that they meet together. `together` says whether anybody notices all of them together, if that is known.
    """
    found = [loss for loss in losses if not loss.edits]
    left = [loss for loss in losses if loss.edits] if together is not False else []
    there, work = linked, 0
    while left:
        trial = _Trial(there, work)
        more = _noticed_alone(trial, left)
        if not more and len(left) > 1 and trial.notices(_edits(left)):
            more = _needed(trial, left)
        if not more:
            break
        found, left = [*found, *more], [loss for loss in left if loss not in more]
        if left:
            there, work = link(edited(there.plan, _edits(more)), linked.name, linked.today), trial.work
            if not _Trial(there).notices(_edits(left)):
                break
    return [loss for loss in losses if loss in found]


def _edits(losses: Iterable[Loss]) -> list[PlanEdit]:
    return [edit for loss in losses for edit in loss.edits]


def _noticed_alone(trial: "_Trial", losses: Sequence[Loss]) -> list[Loss]:
    """Those that are noticed without the others; when the work is too much, those that were not tried as well."""
    found: list[Loss] = []
    untried: list[Loss] = []
    for loss in losses:
        if trial.work > MOST_WORK:
            untried.append(loss)
        elif trial.notices(loss.edits):
            found.append(loss)
    if not found and untried and not trial.notices(_edits(losses)):
        return []
    return [*found, *untried]


def _needed(trial: "_Trial", losses: Sequence[Loss]) -> list[Loss]:
    """Some losses of which each alone is nothing, but not those of them that can be left out."""
    needed = list(losses)
    for loss in losses:
        others = [other for other in needed if other is not loss]
        if trial.work <= MOST_WORK and others and trial.notices(_edits(others)):
            needed = others
    return needed


class _Trial:
    """Puts edits into a plan and sees whether anybody notices; `work` grows with what is looked at."""

    def __init__(self, linked: LinkedPlan, work: int = 0) -> None:
        self._linked = linked
        self.work = work

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
