"""A key that is pressed at night leads to a place that is closed at night.

After hours a menu offers a key, such as 1 for emergencies. Whoever is behind it follows the company's night forwarding,
so the call is sent on once more and never rings: the caller hears the company's mailbox, or the same menu again. This
is easily overlooked, since following the company is the default.

Set `night_forwarding: off` at the place that the key leads to, or give it a destination of its own.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import ever_together

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
    """Look behind the keys that callers from outside can press only while night forwarding acts."""
    shared = linked.plan.company.night_forwarding
    if shared is None or shared.mode != "schedule":
        return
    by_night = {use.node for use in linked.destinations if use.purpose == "night"}
    for attendant in linked.plan.auto_attendants.values():
        node = node_of(attendant)
        nights = _nights(node, linked) if node in by_night else []
        if attendant.after_hours_menu or nights:
            yield from _judge(node, nights, linked)


def _nights(menu: Node, linked: LinkedPlan) -> list[Edge]:
    """The night forwardings by which callers from outside come to a menu; none if they come otherwise too."""
    arriving = [edge for edge in linked.graph.incoming.get(menu, ()) if edge.source.kind != "extension"]
    return arriving if all(edge.condition == "night" for edge in arriving) else []


def _judge(node: Node, nights: list[Edge], linked: LinkedPlan) -> Iterator[Finding]:
    reported: set[Node] = set()
    for edge in linked.graph.edges.get(node, ()):
        if edge.condition != "pressed" or edge.target.kind not in ("user", "hunt_group", "auto_attendant"):
            continue
        night = next(
            (onward for onward in linked.graph.edges.get(edge.target, ()) if onward.condition == "night"), None
        )
        # A destination of its own is where the place is to be found at night.
        if night is None or night.route[0] != "company" or edge.target == node or edge.target in reported:
            continue
        if _pressed_while_closed(edge, night, nights, linked):
            reported.add(edge.target)
            yield _finding(edge, night, node, linked)


def _pressed_while_closed(edge: Edge, night: Edge, nights: list[Edge], linked: LinkedPlan) -> bool:
    """Whether the key is pressed from outside only at moments at which the place behind it is closed."""
    if not night.when or not edge.takes(external=True) or not (nights or (edge.when and not edge.when[0][1])):
        return False
    arriving = [(*edge.clocks(external=True), *night_edge.when) for night_edge in nights] or [
        edge.clocks(external=True)
    ]
    pressed = [clocks for clocks in arriving if ever_together(clocks, linked)]
    open_behind = tuple((clock, not state) for clock, state in night.when)
    return bool(pressed) and not any(ever_together((*clocks, *open_behind), linked) for clocks in pressed)


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
