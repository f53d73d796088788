"""Callers without a number are refused at the company's front door.

Doctors, lawyers, schools and the police often call without showing a number. Whoever takes the calls of the
company number, or is the operator of a menu, should not refuse them: the caller has no other way in.
Refusing anonymous callers on a personal number is fine.
"""

from collections.abc import Iterator, Mapping

from nummerplan.model.calls.call_graph import REFUSED, CallGraph, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.deciding_edges import decided_at

ABOUT = About(
    code="NP319",
    level=Level.WARNING,
    manual="5.2.4",
    bad="""
company: {main_number: 088-7654000}
numbers: [088-7654000]
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours_menu:
      keys:
        1: verkoper1
        9: {operator: receptie}
users:
  receptie:
    extension: 209
    blocked_callers: {anonymous: true}  # <-
  verkoper1:
    extension: 211
    blocked_callers: {anonymous: true}
""",
    good="""
company: {main_number: 088-7654000}
numbers: [088-7654000]
users:
  receptie:
    extension: 209
    number: 088-7654000
  verkoper1:
    extension: 211
    blocked_callers: {anonymous: true}
""",
)

CHOSEN = ("pressed", "dialled", "answered")
"""Steps by which a caller has left the front door: a key, or a person who took the call."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report users who refuse anonymous callers and to whom the company number or an operator leads."""
    refusing = [u for u in linked.plan.users.values() if u.blocked_callers.anonymous and not u.blocked_callers.all]
    if not refusing:
        return
    number = linked.numbering.e164(linked.plan.company.main_number or "")
    main = Node("number", number) if number else None
    arrived = _front_door(linked.graph, main) if main else set()
    operators = _operators(linked)
    for user in refusing:
        node = node_of(user)
        if node in operators:
            remark: Remark | None = Remark(operators[node], say("the operator of a menu"))
            dialled = None
            message = say("{key} is an operator and refuses callers without a number", key=user.key)
        elif node in arrived and main:
            remark, dialled = None, main
            message = say(
                "{key} refuses callers without a number, and takes calls of the company number {number}",
                key=user.key,
                number=linked.words.place(main),
            )
        else:
            continue
        refused = decided_at(user.at("blocked_callers", "anonymous"), user, linked)
        yield Finding(
            user.at("blocked_callers", "anonymous"),
            message,
            remarks=(remark,) if remark else (),
            help=say("take anonymous: true out here"),
            claim=over(refused, REFUSED, who="anonymous")._replace(number=dialled),
        )


def _operators(linked: LinkedPlan) -> Mapping[Node, Route]:
    """Who is an operator, and where that is written first."""
    found: dict[Node, Route] = {}
    for use in linked.destinations:
        if use.purpose == "operator" and use.node:
            found.setdefault(use.node, use.route)
    return found


def _front_door(graph: CallGraph, main: Node) -> set[Node]:
    """Where callers of the company number come to without choosing."""
    arrived, queue = {main}, [main]
    for node in queue:
        for edge in graph.edges.get(node, ()):
            if edge.condition not in CHOSEN and edge.target not in arrived and edge.takes(external=True):
                arrived.add(edge.target)
                queue.append(edge.target)
    return arrived
