"""The users and own mobiles of a random plan."""

from random import Random
from typing import Any

from oracle.random_plans.random_company import blocked
from oracle.random_plans.random_names import OUTSIDE, Names, maybe

FIRST = ["Anna", "Bram", "Cees", "Anna"]
LAST = ["Jansen", "Smit", "Jansen", "Bakker", "Jansma", "Jan"]
CALLERS = ["0207654321", "020*", "0032*", "00*", "+*", "+31*", "+32470123456", "0612345678", "06*", "0611111111"]
RINGS = [0, 2, 3, 4, 5, 6, 10, 20]


def random_users(rng: Random, names: Names) -> dict[str, Any]:
    """The section users."""
    return {key: _user(rng, names, key) for key in names.users}


def _user(rng: Random, names: Names, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "first_name": rng.choice(FIRST),
        "last_name": rng.choice(LAST),
        **names.held(key),
        **names.extra(rng, key),
    }
    if maybe(rng, 0.1):
        found["infix"] = "van"
    if maybe(rng, 0.8):
        found["devices"] = [{"model": "generic-sip"}]
    if maybe(rng, 0.25):
        found["call_waiting"] = False
    if maybe(rng, 0.15):
        found["hide_caller_id"] = True
    if maybe(rng, 0.15):
        found["caller_id"] = rng.choice(["company", "own", "0887654001"])
    if maybe(rng, 0.2):
        found["block_outgoing"] = blocked(rng)
    if maybe(rng, 0.35):
        found["simultaneous_ring"] = _ring_along(rng, names)
    if maybe(rng, 0.8):
        found["forwarding"] = _forwarding(rng, names)
    if key in names.voicemails:
        found["voicemail"] = _voicemail(rng, names)
    if maybe(rng, 0.25):
        found["blocked_callers"] = _blocked(rng, names)
    if maybe(rng, 0.5):
        found["night_forwarding"] = night(rng, names)
    if names.second_edition and maybe(rng, 0.05):
        found["unmanaged"] = [rng.choice(["forwarding", "night_forwarding", "voicemail"])]
    return found


def night(rng: Random, names: Names) -> object:
    """The night forwarding of an object."""
    mode = rng.choice(["follow", "on", "off", "off"])
    return {"mode": mode, "to": names.destination(rng)} if mode != "off" and maybe(rng, 0.5) else mode


def _during(rng: Random, names: Names) -> object:
    """A clock named on the spot."""
    schedule = rng.choice(names.schedules)
    return (
        {"schedule": schedule, "holidays": rng.choice(names.calendars)}
        if names.calendars and maybe(rng, 0.5)
        else schedule
    )


def _ring_along(rng: Random, names: Names) -> dict[str, Any]:
    numbers = [*(names.numbers[key] for key in names.mobiles), *OUTSIDE[:3]]
    own = numbers[: len(names.mobiles)]
    both = len(own) > 1 and maybe(rng, 0.4)
    ringing = rng.sample(own, 2) if both else rng.sample(numbers, rng.choice([1, 1, 2]))
    found: dict[str, Any] = {"numbers": ringing}
    if both or maybe(rng, 0.4):
        # Without it the voicemails of two mobiles race each other.
        found["answer_confirmation"] = rng.random() < (0.2 if both else 0.5)
    if maybe(rng, 0.4):
        found["while_on_a_call"] = rng.choice([True, False])
    if maybe(rng, 0.4):
        found["during"] = _during(rng, names)
    return found


def _forwarding(rng: Random, names: Names) -> dict[str, Any]:
    kinds = rng.sample(["busy", "no_answer", "not_reachable", "missed"], rng.choice([1, 1, 2, 3]))
    if maybe(rng, 0.12):
        kinds.append("always")
    found: dict[str, Any] = {}
    for kind in kinds:
        to = names.destination(rng)
        found[kind] = (
            {"to": to, "rings": rng.choice(RINGS)} if kind in ("no_answer", "missed") and maybe(rng, 0.6) else to
        )
    return found


def _then(rng: Random, names: Names) -> object:
    return {"transfer": names.destination(rng)} if maybe(rng, 0.6) else "hang_up"


def after_greeting(rng: Random, names: Names) -> dict[str, Any]:
    """Whether a message can be left, and else what follows the greeting."""
    return {"record": False, "then": _then(rng, names)} if maybe(rng, 0.4) else {}


def _voicemail(rng: Random, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {"email": "a@b.example", **after_greeting(rng, names)}
    if maybe(rng, 0.7):
        found["when"] = rng.choice([["busy", "no_answer"], ["no_answer"], ["busy"], ["always"]])
    if maybe(rng, 0.5):
        found["rings"] = rng.choice(RINGS)
    return found


def _blocked(rng: Random, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if maybe(rng, 0.15):
        found["all"] = True
    if maybe(rng, 0.4):
        found["anonymous"] = True
    if not found or maybe(rng, 0.6):
        known = CALLERS if names.second_edition else [text for text in CALLERS if text != "+*"]
        rule: dict[str, Any] = {"numbers": rng.sample(known, rng.choice([1, 2]))}
        if maybe(rng, 0.6):
            rule["during"] = _during(rng, names)
        found["rules"] = [rule]
    return found


BARS = ["call_waiting", "automatic_forwarding", "roaming", "outgoing", "calls_to_abroad", "0900", "0909_0906"]


def random_mobiles(rng: Random, names: Names) -> dict[str, Any]:
    """The subscriptions of the section mobile."""
    found: dict[str, Any] = {}
    for key in names.mobiles:
        mobile: dict[str, Any] = {"number": names.numbers[key]}
        if maybe(rng, 0.15):
            mobile["sim_blocked"] = True
        if maybe(rng, 0.35):
            mobile["business_voicemail"] = True
        if maybe(rng, 0.25):
            mobile["barred"] = rng.sample(BARS, rng.choice([1, 2]))
        if maybe(rng, 0.1):
            mobile["ends"] = "2027-06-30"
        if maybe(rng, 0.7):
            kinds = rng.sample(["busy", "no_answer", "not_reachable"], rng.choice([1, 2, 3])) + (
                ["always"] if maybe(rng, 0.15) else []
            )
            mobile["forwarding"] = {kind: names.number(rng) for kind in kinds}
        found[key] = mobile
    return found
