"""A menu is open while what stands before or behind it is closed.

The menu chooses between its two menus by one clock, and night forwarding follows another schedule or other
holidays. In the time between, a caller hears that the company is open, presses a key, and lands in the
night; or the menu's own hours never count, because night forwarding took the call before.

Let both follow the same hours: leave `business_hours` and `holidays` of the menu out, and the company's
count.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.situation import Situation
from nummerplan.model.calls.witness import Claim, over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.clock_use import times_together

ABOUT = About(
    code="NP301",
    level=Level.WARNING,
    manual="6.8.2",
    gives_way_to=("menu-always-closed",),
    bad="""
company:
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
schedules:
  office: {mon-fri: 08:30-17:30}
  long: {mon-fri: 08:30-20:00}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours: long  # <-
    business_hours_menu: {keys: {1: support}}
    after_hours_menu: {keys: {0: hang_up}}
  storingen:
    number: 088-7654001
    business_hours: long
    night_forwarding: off
    business_hours_menu:
      keys:
        1: support  # <-
    after_hours_menu: {keys: {0: hang_up}}
hunt_groups:
  support: {extension: 102, members: [support1]}
users:
  support1: {extension: 221}
mailboxes:
  company: {extension: 999}
""",
    good="""
company:
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
schedules:
  office: {mon-fri: 08:30-17:30}
  counter: {mon-fri: 09:00-12:00}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours: counter
    business_hours_menu: {keys: {1: support}}
    after_hours_menu: {keys: {0: hang_up}}
hunt_groups:
  support: {extension: 102, members: [support1]}
users:
  support1: {extension: 221}
mailboxes:
  company: {extension: 999}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report menus with two menus that are open while night forwarding, or what is behind a key, is closed."""
    for menu in linked.plan.auto_attendants.values():
        edges = linked.graph.edges.get(node_of(menu), ())
        clock = next((edge.when[0][0] for edge in edges if edge.condition == "silence" and edge.when), None)
        night = next((edge for edge in edges if edge.condition == "night"), None)
        if menu.after_hours_menu is None or clock is None or (night and not night.when):
            continue
        if night and (times := times_together(((clock, True), *night.when), linked)):
            yield _taken_before(linked, menu, clock, night, times)
        else:
            yield from _closed_behind(linked, menu, edges)


def _taken_before(linked: LinkedPlan, menu: AutoAttendant, clock: Clock, night: Edge, times: Situation) -> Finding:
    by_night = night.when[0][0]
    return Finding(
        _clock_route(menu, clock, by_night),
        say(
            "menu {key} is open ({clock}) at times at which night forwarding takes its callers: {times}",
            key=menu.key,
            clock=linked.words.clock(clock),
            times=times.name,
        ),
        remarks=(
            Remark(
                _night_route(linked, _differs(clock, by_night)),
                say("night forwarding follows {clock}", clock=linked.words.clock(by_night)),
            ),
        ),
        help=say("let both follow the same hours, or set night_forwarding of the menu to off"),
        claim=over((night,), who="external")._replace(when=((clock, True),)),
    )


def _closed_behind(linked: LinkedPlan, menu: AutoAttendant, edges: tuple[Edge, ...]) -> Iterator[Finding]:
    """Keys of the open menu behind which somebody follows another clock: one finding for each such clock."""
    reported: set[Clock] = set()
    for edge in edges:
        if edge.condition != "pressed" or "business_hours_menu" not in edge.route:
            continue
        behind = _closed(edge.target, linked)
        if behind is None or behind.when[0][0] in reported:
            continue
        times = times_together((*edge.clocks(external=True), *behind.clocks(external=True)), linked)
        if times is not None:
            reported.add(behind.when[0][0])
            yield _finding_behind(linked, menu, edge, behind, times)


def _closed(node: Node, linked: LinkedPlan) -> Edge | None:
    """What happens to callers from outside at a place while it is closed; None if it never is."""
    edges = linked.graph.edges.get(node, ())
    night = next((edge for edge in edges if edge.condition == "night"), None)
    if night is not None:
        return night if night.when else None
    return next((edge for edge in edges if edge.condition == "silence" and edge.when and not edge.when[0][1]), None)


def _finding_behind(linked: LinkedPlan, menu: AutoAttendant, edge: Edge, behind: Edge, times: Situation) -> Finding:
    there, own, clock = linked.words.place(edge.target), edge.when[0][0], behind.when[0][0]
    other = linked.entity(behind.source) if behind.condition == "silence" else None
    if isinstance(other, AutoAttendant):
        followed = _clock_route(other, clock, own)
    else:
        followed = _night_route(linked, _differs(own, clock))
    return Finding(
        edge.route,
        say("menu {key} is open while {there} is closed: {times}", key=menu.key, there=there, times=times.name),
        remarks=(
            Remark(_clock_route(menu, own, clock), say("the menu follows {clock}", clock=linked.words.clock(own))),
            Remark(followed, say("{there} follows {clock}", there=there, clock=linked.words.clock(clock))),
        ),
        help=say("let both follow the same hours and holidays"),
        claim=Claim(((edge, behind),), who="external"),
    )


def _differs(clock: Clock, other: Clock) -> str:
    """The setting by which two clocks differ; hours before holidays."""
    return "business_hours" if clock.schedule != other.schedule else "holidays"


def _clock_route(menu: AutoAttendant, clock: Clock, other: Clock) -> Route:
    """Which of the menu's two settings is the other one."""
    differs = _differs(clock, other)
    return menu.at(differs) if getattr(menu, differs) else menu.route


def _night_route(linked: LinkedPlan, differs: str) -> Route:
    """Where night forwarding has this setting from; where it has none, from where it has the rest of its clock."""
    company, night = linked.plan.company, linked.plan.company.night_forwarding
    for setting in (differs, "business_hours", "holidays"):
        if night and getattr(night, setting):
            return ("company", "night_forwarding", setting)
        if getattr(company, setting):
            return ("company", setting)
    return ("company", "night_forwarding")
