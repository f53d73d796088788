"""A call at an auto attendant (`docs/semantics.md`, At an auto attendant)."""

from collections.abc import Iterator

from nummerplan.compiler.linking.routing.directory import BY_EXTENSION, BY_NAME, Directory
from nummerplan.compiler.linking.routing.night import night
from nummerplan.model.calls.call_graph import CUT_OFF, HUNG_UP, NOT_IN_USE, ClockStates, Edge, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.calls.night import menu_clock
from nummerplan.model.plan.auto_attendants import AutoAttendant, KeyAction, Menu
from nummerplan.model.source import Route


def auto_attendant_edges(attendant: AutoAttendant, directory: Directory) -> list[Edge]:
    """What can happen to a call at a menu, in the order in which it is tried."""
    node = node_of(attendant)
    daytime = night(attendant, node, directory)
    edges = list(daytime.edges)
    for name, menu, when in menus(attendant, directory):
        found = _menu_edges(attendant, node, name, menu, directory)
        edges.extend(edge._replace(callers=daytime.callers, day=daytime.clock, when=when) for edge in found)
    return edges


def menus(attendant: AutoAttendant, directory: Directory) -> Iterator[tuple[str, Menu, ClockStates]]:
    """The menus that can play, with their names and the clock at which they do."""
    business, after = attendant.business_hours_menu, attendant.after_hours_menu
    clock = directory.known_clock(menu_clock(directory.plan.company, attendant))
    if after is None or clock.always_open:
        yield "business_hours_menu", business or Menu(), ()
        return
    yield "business_hours_menu", business or Menu(), ((clock, True),)
    yield "after_hours_menu", after, ((clock, False),)


def _menu_edges(attendant: AutoAttendant, node: Node, name: str, menu: Menu, directory: Directory) -> Iterator[Edge]:
    for key, action in menu.keys.items():
        target, setting = _action(action, node, attendant, directory)
        yield Edge(node, target, "pressed", attendant.at(name, "keys", key, *setting), key=key)
    if menu.dial_by_extension:
        yield Edge(node, BY_EXTENSION, "pressed", attendant.at(name, "dial_by_extension"), key="extension")
    operator = menu.operator_key
    if operator is None:
        yield Edge(node, CUT_OFF, "silence", attendant.at(name), seconds=attendant.first_digit_timeout)
    else:
        target, setting = _action(menu.keys[operator], node, attendant, directory)
        yield Edge(
            node,
            target,
            "silence",
            attendant.at(name, "keys", operator, *setting),
            seconds=attendant.first_digit_timeout,
        )


def _action(action: KeyAction, node: Node, attendant: AutoAttendant, directory: Directory) -> tuple[Node, Route]:
    """Where a key leads, and the setting that says so."""
    if action.transfer is not None:
        return directory.goes_to(action.transfer, directory.blocked_for(attendant)), ("transfer",)
    if action.operator is not None:
        return directory.goes_to(action.operator, directory.blocked_for(attendant)), ("operator",)
    if action.dial_by_name:
        return BY_NAME, ()
    if action.dial_by_extension:
        return BY_EXTENSION, ()
    if action.hang_up:
        return HUNG_UP, ()
    if action.repeat_menu or action.play is not None:
        return node, ()
    return NOT_IN_USE, ()
