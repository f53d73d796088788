"""A menu is open while what stands before or behind it is closed.

The menu chooses between its two menus by one clock, and night forwarding follows another schedule or other
holidays. In the time between, a caller is told that the company is open, presses a key, and lands in the
night; or the menu's own hours never count, because night forwarding took the call before.

Let both follow the same hours: leave `business_hours` and `holidays` of the menu out, and the company's
count.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

from nummerplan.model.auto_attendants import AutoAttendant
from nummerplan.model.call_graph import Clock, Edge
from nummerplan.model.call_way import called
from nummerplan.model.case import Case, node_of
from nummerplan.model.clock_use import clock_shown, open_while_closed
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.hunt_groups import HuntGroup
from nummerplan.model.message import say
from nummerplan.model.night import menu_clock, night_clock, night_of
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.model.users import User

ABOUT = About(
    code="NP301",
    level=Level.WARNING,
    manual="6.8.2",
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

Apart = Callable[[Clock, Clock], str | None]
"""A moment at which the first clock is open and the second closed."""


def check(case: Case) -> Iterator[Finding]:
    """Report menus with two menus whose clock is open while night forwarding's, or the next menu's, is closed."""
    company = case.plan.company
    # Large plans have hundreds of menus and few clocks.
    apart: Apart = cache(partial(open_while_closed, case))
    for menu in case.plan.auto_attendants.values():
        clock = menu_clock(company, menu)
        if menu.after_hours_menu is None or clock.always_open:
            continue
        night = night_of(company, menu)
        if night and night.clock and (moment := apart(clock, night.clock)):
            yield _taken_before(case, menu, clock, night.clock, moment)
        elif night is None or night.clock:
            yield from _closed_behind(case, menu, clock, apart)


def _taken_before(case: Case, menu: AutoAttendant, clock: Clock, night: Clock, moment: str) -> Finding:
    return Finding(
        _clock_route(menu, clock, night),
        say(
            "menu {key} is open at {moment} ({clock}), but night forwarding has taken its callers by then",
            key=menu.key,
            moment=moment,
            clock=clock_shown(clock),
        ),
        remarks=(Remark(_night_route(case), say("night forwarding follows {clock}", clock=clock_shown(night))),),
        help=say("let both follow the same hours, or set night_forwarding of the menu to off"),
    )


def _closed_behind(case: Case, menu: AutoAttendant, clock: Clock, apart: Apart) -> Iterator[Finding]:
    """Keys of the open menu behind which somebody follows another clock: one finding for each such clock."""
    told: set[Clock] = set()
    for edge in case.graph.edges.get(node_of(menu), ()):
        if edge.condition != "pressed" or "business_hours_menu" not in edge.route:
            continue
        behind = _clock_behind(case, edge)
        if behind and behind not in told and (moment := apart(clock, behind)):
            told.add(behind)
            yield _finding_behind(case, menu, edge, behind, moment)


def _clock_behind(case: Case, edge: Edge) -> Clock | None:
    company, target = case.plan.company, case.entity(edge.target) if edge.target.kind != "voicemail" else None
    if isinstance(target, User | HuntGroup | AutoAttendant) and (night := night_of(company, target)):
        return night.clock
    if isinstance(target, AutoAttendant) and target.after_hours_menu:
        return menu_clock(company, target)
    return None


def _finding_behind(case: Case, menu: AutoAttendant, edge: Edge, behind: Clock, moment: str) -> Finding:
    there = called(edge.target, case.numbering)
    return Finding(
        edge.route,
        say("at {moment} menu {key} is open, and {there} closed", moment=moment, key=menu.key, there=there),
        remarks=(
            Remark(menu.at("business_hours"), say("the menu follows its own hours")),
            Remark(_night_route(case), say("{there} follows {clock}", there=there, clock=clock_shown(behind))),
        ),
        help=say("let both follow the same hours and holidays"),
    )


def _clock_route(menu: AutoAttendant, clock: Clock, night: Clock) -> Route:
    """Which of the menu's two settings is the other one."""
    differs = "business_hours" if clock.schedule != night.schedule else "holidays"
    return menu.at(differs) if getattr(menu, differs) else menu.route


def _night_route(case: Case) -> Route:
    clock, night = night_clock(case.plan.company), case.plan.company.night_forwarding
    if night and (night.business_hours or night.holidays):
        return ("company", "night_forwarding", "business_hours" if night.business_hours else "holidays")
    return ("company", "business_hours" if clock.schedule else "holidays")
