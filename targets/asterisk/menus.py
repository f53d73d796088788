"""Auto attendants for the dialplan: two menus behind one door, their keys, and whom callers can dial in them."""

from collections.abc import Iterator
from dataclasses import dataclass

from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.plan.auto_attendants import MENU_KEYS, AutoAttendant, KeyAction, Menu
from nummerplan.model.plan.keypad import NameOrder, keypad_digits, spellings
from nummerplan.targets.asterisk.exchange import Exchange, Night, Way
from nummerplan.targets.asterisk.identifiers import comment

MENU_GREETING = "vm-enter-num-to-call"
MOST_CHOICES = 9
_DIALLED = {"star": "*", "hash": "#"}


@dataclass(frozen=True)
class KeyLine:
    """A key: what is dialled for it, what it does (`go`, `play`, `anew`, `hang_up`, `extension`, `name`)."""

    key: str
    does: str
    way: Way | None
    announce: bool
    play: str
    why: str


@dataclass(frozen=True)
class MenuContext:
    """One of the two menus; `silence` is where a caller goes who presses nothing."""

    context: str
    about: str
    greeting: str
    timeout: int
    keys: tuple[KeyLine, ...]
    dial_by_extension: bool
    silence: Way
    names: str


@dataclass(frozen=True)
class AttendantContext:
    """An auto attendant: night forwarding, the clock that chooses between the menus (empty: none does), the menus."""

    context: str
    about: str
    night: Night | None
    clock: str
    open: MenuContext
    closed: MenuContext | None


def attendant_context(attendant: AutoAttendant, exchange: Exchange) -> AttendantContext:
    """What a call meets at an auto attendant."""
    node = node_of(attendant)
    silences = [edge for edge in exchange.edges(node) if edge.condition == "silence"]
    clock = silences[0].when[0][0] if silences[0].when else None
    after = attendant.after_hours_menu
    business = attendant.business_hours_menu or Menu()
    return AttendantContext(
        context=exchange.context(node),
        about=exchange.about(attendant, attendant.name or attendant.key),
        night=exchange.night(node),
        clock=exchange.clock(clock) if clock else "",
        open=_menu(attendant, "business_hours_menu", business, "open", exchange),
        closed=_menu(attendant, "after_hours_menu", after, "closed", exchange) if after and clock else None,
    )


def _menu(attendant: AutoAttendant, section: str, menu: Menu, prefix: str, exchange: Exchange) -> MenuContext:
    context = f"{prefix}-{exchange.ids['auto_attendant'][attendant.key]}"
    route = attendant.at(section)
    edges = [edge for edge in exchange.edges(node_of(attendant)) if edge.route[:3] == route]
    silence = next(edge for edge in edges if edge.condition == "silence")
    pressed = {edge.key: edge for edge in edges if edge.condition == "pressed"}
    lines = tuple(_key(key, menu.keys[key], pressed[key], context, exchange) for key in MENU_KEYS if key in menu.keys)
    return MenuContext(
        context=context,
        about=exchange.about(attendant, section.replace("_", " ")),
        greeting=exchange.sound(menu.greeting, context, MENU_GREETING, (*route, "greeting")),
        timeout=attendant.first_digit_timeout,
        keys=lines,
        dial_by_extension=menu.dial_by_extension,
        silence=exchange.way(silence.target),
        names=f"names-{attendant.dial_by_name_order}",
    )


def _key(key: str, action: KeyAction, edge: Edge, context: str, exchange: Exchange) -> KeyLine:
    route = edge.route[:5]
    play = ""
    does = "go"
    if action.transfer is None and action.operator is None:
        named = action.actions
        words = {"dial_by_name": "name", "dial_by_extension": "extension", "hang_up": "hang_up", "repeat_menu": "anew"}
        does = words.get(named[0], "play") if named else "go"
    if does == "play":
        play = exchange.sound(action.play, f"{context}-{key}", MENU_GREETING, (*route, "play"))
    return KeyLine(
        key=_DIALLED.get(key, key),
        does=does,
        way=exchange.way(edge.target) if does == "go" else None,
        announce=action.transfer is not None and action.announce,
        play=play,
        why=comment(f"{_does(action)} ({exchange.bench.where(route)})"),
    )


def _does(action: KeyAction) -> str:
    """A key as its plan has it: what it is called, and its destination or action."""
    done = str(action.transfer or action.operator or " ".join(action.actions))
    return f"{action.label}: {done}" if action.label else done


def names_context(order: NameOrder, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """What callers dial who spell a name, and the users (the first nine) whose names begin so, joined by `&`."""
    found: dict[str, dict[str, None]] = {}
    for user in exchange.plan.users.values():
        if not user.last_name:
            continue
        name = exchange.ids["user"][user.key]
        for spelt in spellings(user, order):
            for size in range(1, min(len(spelt), 20) + 1):
                people = found.setdefault(spelt[:size], {})
                if len(people) < MOST_CHOICES:
                    people[name] = None
    for digits, people in sorted(found.items()):
        yield digits, "&".join(people)


def spelt_aloud(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """A user, and the recordings that say the letters of his last name."""
    for user in exchange.plan.users.values():
        letters = [mark for mark in (user.last_name or "").casefold() if mark.isascii() and keypad_digits(mark)]
        if letters:
            yield exchange.ids["user"][user.key], "&".join(f"letters/{mark}" for mark in letters[:12])


def orders_used(linked: LinkedPlan) -> tuple[NameOrder, ...]:
    """The orders in which callers spell names in menus that have a key for it."""
    found: dict[NameOrder, None] = {}
    for attendant in linked.plan.auto_attendants.values():
        for _, menu in attendant.menus():
            if any(action.dial_by_name for action in menu.keys.values()):
                found[attendant.dial_by_name_order] = None
    return tuple(found)
