"""A menu key leads back to the same menu.

Who presses the key hears the same menu again, as if nothing had happened. If that is meant, `repeat_menu` says so; more
often the wrong destination was named. A destination that sends every call back counts as well.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import CallGraph, Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP208",
    level=Level.WARNING,
    manual="6.8.3",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        1: hoofdmenu  # <-
        9: {operator: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      keys:
        9: {operator: receptie}
        star: repeat_menu
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Follow every key as far as no person and no key decides."""
    for attendant in linked.plan.auto_attendants.values():
        menu = node_of(attendant)
        for edge in linked.graph.edges.get(menu, ()):
            if edge.condition == "pressed" and edge.route[-1] in ("transfer", "operator"):
                steps = _straight_on(edge, linked.graph)
                if steps[-1].target == menu and not _silent_too(edge, linked.graph):
                    yield Finding(
                        edge.route,
                        say("key {key} of menu {menu} leads back to the same menu", key=edge.key, menu=attendant.key),
                        help=say("write repeat_menu if that is meant, or name another destination"),
                        claim=Claim((tuple(steps),)),
                    )


def _straight_on(edge: Edge, graph: CallGraph) -> list[Edge]:
    """The way from a key on, as long as every call takes the same next step; it may end where it began."""
    steps, seen = [edge], {edge.target}
    while (onward := _only_edge(graph.edges.get(steps[-1].target, ()))) and onward.source != edge.source:
        steps.append(onward)
        if onward.target in seen:
            break
        seen.add(onward.target)
    return steps


def _only_edge(edges: tuple[Edge, ...]) -> Edge | None:
    return edges[0] if len(edges) == 1 and edges[0].condition in ("always", "after_greeting") else None


def _silent_too(edge: Edge, graph: CallGraph) -> bool:
    """The operator key of a menu that leads to the menu itself is a loop, which another rule reports."""
    return any(other.condition == "silence" and other.route == edge.route for other in graph.edges[edge.source])
