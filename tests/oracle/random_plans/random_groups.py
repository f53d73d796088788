"""The hunt groups, menus and mailboxes of a random plan."""

from random import Random
from typing import Any

from oracle.random_plans.random_names import Names, maybe
from oracle.random_plans.random_people import after_greeting, night

POLICIES = ["regular", "circular", "simultaneous", "uniform"]
KEYS = [*"0123456789", "star", "hash"]


def random_groups(rng: Random, names: Names) -> dict[str, Any]:
    """The section hunt_groups."""
    return {key: _group(rng, names, key) for key in names.groups}


def _group(rng: Random, names: Names, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": key.upper(),
        **names.held(key),
        **names.extra(rng, key),
        "policy": rng.choice(POLICIES),
    }
    found["members"] = rng.sample(names.users, rng.randint(1, len(names.users)))
    if maybe(rng, 0.7):
        found["next_member_after"] = {"rings": rng.choice([1, 2, 3, 4, 6])}
    if maybe(rng, 0.75):
        found["overflow"] = {
            "after": rng.choice(["0s", "5s", "15s", "20s", "30s", "1m", "110s", "150s"]),
            "to": names.destination(rng),
        }
    if maybe(rng, 0.5):
        found["when_busy"] = rng.choice(["busy_tone", "wait", names.destination(rng), names.destination(rng)])
    if maybe(rng, 0.5):
        found["not_reachable"] = rng.choice(["busy_tone", names.destination(rng), names.destination(rng)])
    if maybe(rng, 0.3):
        found["ring_busy_members"] = rng.choice([True, False])
    if maybe(rng, 0.5):
        found["night_forwarding"] = night(rng, names)
    if names.second_edition and maybe(rng, 0.05):
        found["unmanaged"] = ["overflow"]
    return found


def random_attendants(rng: Random, names: Names) -> dict[str, Any]:
    """The section auto_attendants."""
    found: dict[str, Any] = {}
    for key in names.attendants:
        attendant: dict[str, Any] = {
            "name": key.upper(),
            **names.held(key),
            **names.extra(rng, key),
            "business_hours_menu": _menu(rng, names),
        }
        if maybe(rng, 0.4):
            attendant["after_hours_menu"] = _menu(rng, names)
        if maybe(rng, 0.4):
            attendant["business_hours"] = rng.choice(names.schedules)
        if maybe(rng, 0.3) and names.calendars:
            attendant["holidays"] = rng.choice(names.calendars)
        if maybe(rng, 0.5):
            attendant["night_forwarding"] = night(rng, names)
        if maybe(rng, 0.3):
            attendant["dial_by_name_order"] = "either"
        if maybe(rng, 0.3):
            attendant["first_digit_timeout"] = rng.choice(["3s", "20s"])
        found[key] = attendant
    return found


def _menu(rng: Random, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {"keys": {key: _action(rng, names) for key in sorted(rng.sample(KEYS, rng.randint(1, 4)))}}
    if maybe(rng, 0.7):
        found["keys"][rng.choice(["0", "9"])] = {"operator": names.destination(rng)}
    if maybe(rng, 0.35):
        found["dial_by_extension"] = True
    return found


def _action(rng: Random, names: Names) -> object:
    """One of the actions of a key; a key without action is left out of the menu."""
    kind = rng.choice(
        [
            "transfer",
            "transfer",
            "bare",
            "operator",
            "play",
            "repeat_menu",
            "dial_by_name",
            "dial_by_extension",
            "hang_up",
        ]
    )
    if kind == "bare":
        return names.destination(rng)
    if kind in ("transfer", "operator"):
        return {kind: names.destination(rng), **({"announce": True} if kind == "transfer" and maybe(rng, 0.3) else {})}
    if kind == "play":
        return {"play": {"say": "Een ogenblik"}}
    return kind if maybe(rng, 0.7) else {kind: True}


def random_mailboxes(rng: Random, names: Names) -> dict[str, Any]:
    """The section mailboxes."""
    found: dict[str, Any] = {}
    for key in names.mailboxes:
        box: dict[str, Any] = {**names.held(key), "email": "a@b.example"}
        if maybe(rng, 0.2):
            box["kind"] = "fax"
        else:
            box |= after_greeting(rng, names)
        found[key] = box
    return found
