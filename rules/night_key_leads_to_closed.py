"""A key that is pressed at night leads to a place that is closed at night.

After hours a menu offers a key, such as 1 for emergencies. Whoever is behind it follows the company's night forwarding,
so the call is sent on once more and never rings: the caller hears the company's mailbox, or the same menu again. This
is easily overlooked, since following the company is the default.

Set `night_forwarding: off` at the place that the key leads to, or give it a destination of its own.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim, Witness
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP325",
    level=Level.ERROR,
    manual="6.8.4",
    bad="""
company:
  main_number: 088-7654000
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
numbers: [088-7654000]
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  storingsdienst:
    extension: 230
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    night_forwarding: off
    business_hours_menu: {keys: {1: storingsdienst}}
    after_hours_menu:
      greeting: {say: "Wij zijn gesloten. Bij een storing toets 1."}
      keys:
        1: storingsdienst  # <-
        0: {operator: 999}
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
""",
    good="""
company:
  main_number: 088-7654000
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
numbers: [088-7654000]
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  storingsdienst:
    extension: 230
    devices: [{model: yealink-t54w}]
    night_forwarding: off
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    night_forwarding: off
    business_hours_menu: {keys: {1: storingsdienst}}
    after_hours_menu:
      greeting: {say: "Wij zijn gesloten. Bij een storing toets 1."}
      keys:
        1: storingsdienst
        0: {operator: 999}
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look behind the keys that callers from outside can press only after hours."""
    shared = linked.plan.company.night_forwarding
    if shared is None or shared.mode != "schedule":
        return
    for attendant in linked.plan.auto_attendants.values():
        node = node_of(attendant)
        if node in linked.calls.from_outside:
            yield from _judge(node, linked)


def _judge(node: Node, linked: LinkedPlan) -> Iterator[Finding]:
    """The keys of one menu, one for each place behind them; if it plays by day too, those of its after hours menu."""
    reported: set[Node] = set()
    for edge in linked.graph.edges.get(node, ()):
        if edge.condition != "pressed" or not edge.takes(external=True):
            continue
        behind = linked.graph.edges.get(edge.target, ())
        night = next((onward for onward in behind if onward.condition == "night"), None)
        # A destination of its own is where the place is to be found at night.
        if night is None or night.route[0] != "company" or edge.target == node or edge.target in reported:
            continue
        after_hours = bool(edge.when) and not edge.when[0][1]
        if (after_hours or not _plays_by_day(node, linked)) and not _ever_open(edge, linked):
            reported.add(edge.target)
            yield _finding(edge, night, node, linked)


def _plays_by_day(node: Node, linked: LinkedPlan) -> bool:
    """Whether callers from outside come to a menu without night forwarding: by its own number, or from elsewhere."""
    before = linked.calls.from_outside[node]
    return (before is not None and before.kind == "number") or node in linked.calls.by_day


def _ever_open(edge: Edge, linked: LinkedPlan) -> bool:
    """Whether some call from outside presses the key while the place behind it is open."""
    onward = [found for found in linked.graph.edges[edge.target] if found.condition not in ("night", "refused")]
    claim = Claim(tuple((edge, found) for found in onward if found.takes(external=True)), who="external")
    found = linked.calls.call(claim)
    return isinstance(found, Witness) or not found.decided


def _finding(edge: Edge, night: Edge, node: Node, linked: LinkedPlan) -> Finding:
    there = linked.words.place(edge.target)
    entity = linked.entity(edge.target)
    return Finding(
        edge.route,
        say(
            "whoever presses {key} here never reaches {there}: at these hours it is closed, and {onward}",
            key=edge.key,
            there=there,
            onward=linked.words.onward(night.target),
        ),
        remarks=(Remark(entity.route, say("this is {place}", place=there), on_key=True),) if entity else (),
        help=say("set night_forwarding: off at {here}", here=there),
        claim=Claim(((edge, night),), who="external"),
    )
