"""The keys of a menu: what they do in a plan, and what the platform calls it (manual 6.8.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.tenant import Identity, Value
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import MENU_KEYS, AutoAttendant, KeyAction, Menu
from nummerplan.model.plan.fields.greeting import audio_file
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.loss_kinds import KEY_WITHOUT_FILE
from nummerplan.targets.broadworks.object_kind import PlanBuilder, WantedSettings
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.greetings import file_key
from nummerplan.targets.broadworks.parts.limits import fits
from nummerplan.targets.broadworks.parts.object_names import announcement_name

LABEL = 20
"""Letters of a key's label."""
_WIRE = {"star": "*", "hash": "#"}
_KEYS = {_WIRE.get(key, key): key for key in MENU_KEYS}
ACTIONS = {
    "transfer": "Transfer Without Prompt",
    "announced transfer": "Transfer With Prompt",
    "operator": "Transfer To Operator",
    "play": "Play Announcement",
    "dial_by_name": "Name Dialing",
    "dial_by_extension": "Extension Dialing",
    "repeat_menu": "Repeat Menu",
    "hang_up": "Exit",
}
"""What keys do, by the plan's word."""
_WORDS = {wire: word for word, wire in ACTIONS.items()}
_TRANSFERS = ("transfer", "announced transfer", "operator")


def wanted_keys(gathered: WantedSettings, attendant: AutoAttendant, name: str, menu: Menu) -> tuple[Value, ...]:
    """The keys that do something, in the order of the keypad: key, action, what it leads to, label."""
    found: list[Value] = []
    for key in MENU_KEYS:
        if key in menu.keys:
            action = menu.keys[key]
            route = attendant.at(name, "keys", key)
            done = _done(gathered, action, route)
            fits(gathered.context, (*route, "label"), action.label, LABEL)
            if done is not None:
                found.append((key, *done, action.label))
    return tuple(found)


def _done(gathered: WantedSettings, action: KeyAction, route: Route) -> tuple[str, str | None] | None:
    """What a key does and with what; None for what the platform cannot do."""
    for word in ("transfer", "operator"):
        destination = getattr(action, word)
        if destination is not None:
            to = gathered.context.reach(destination, (*route, word), say("the key does nothing"), PlanEdit(route))
            return (f"announced {word}" if word == "transfer" and action.announce else word, to) if to else None
    if action.play is not None:
        return _played(gathered, action, route)
    return next(((word, None) for word in action.actions), None)


def _played(gathered: WantedSettings, action: KeyAction, route: Route) -> tuple[str, str] | None:
    file = audio_file(action.play)
    if file is not None:
        return "play", announcement_name(file)
    text = say("a key of BroadWorks plays a recording of the plan's folder only; the key does nothing")
    gathered.context.lose((*route, "play"), text, KEY_WITHOUT_FILE, PlanEdit(route))
    return None


def new_keys(keys: Value) -> list[dict[str, Any]]:
    """The keys of a new menu: those that do something."""
    return [{"key": key, "entry": _filled(entry)} for key, entry in _entries(keys)]


def all_keys(keys: Value) -> list[dict[str, Any]]:
    """All twelve keys: one that is not named would stay as it is."""
    given = dict(_entries(keys))
    return [{"key": key, "entry": given.get(key, NIL)} for key in _KEYS]


def _entries(keys: Value) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in keys if isinstance(keys, tuple) else ():
        key, action, value, label = row if isinstance(row, tuple) and len(row) == 4 else ("0", "", None, None)
        plays = action == "play"
        entry = {
            "description": label or NIL,
            "action": ACTIONS.get(str(action), str(action)),
            "phone_number": NIL if plays else value or NIL,
            "audio_file": file_key(value) if plays else NIL,
        }
        yield _WIRE.get(str(key), str(key)), entry


def _filled(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value is not NIL}


def read_keys(menu: Answer) -> tuple[Value, ...]:
    """The keys that do something on the platform; what no plan can do keeps the platform's word."""
    found: dict[str, Value] = {}
    for part in menu.parts("keyConfiguration"):
        key, entry = _KEYS.get(part.text("key") or ""), part.first("entry")
        if key is None or entry is None:
            continue
        action = entry.text("action") or ""
        word = _WORDS.get(action, action)
        file = entry.first("audioFile")
        value = (file.text("name") if file else None) if word == "play" else normal(entry.text("phoneNumber"))
        found[key] = (key, word, value, entry.text("description"))
    return tuple(found[key] for key in MENU_KEYS if key in found)


def written_keys(menu: Identity, keys: Value, builder: PlanBuilder) -> dict[str, Any]:
    """The keys of a menu as a person writes them; what no plan can do is left out, and remembered."""
    written: dict[str, Any] = {}
    for row in keys if isinstance(keys, tuple) else ():
        key, action, value, label = row if isinstance(row, tuple) and len(row) == 4 else ("", "", None, None)
        done: dict[str, Any] = {}
        if action in _TRANSFERS:
            done[str(action).rpartition(" ")[2]] = builder.to(value)
        elif action in ACTIONS:
            done[str(action)] = value if action == "play" else True
        if done and None not in done.values():
            announce = {"announce": True} if action == "announced transfer" else {}
            written[str(key)] = done | announce | ({"label": label} if label else {})
        else:
            builder.cannot_say(menu)
    return written
