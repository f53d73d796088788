"""The company's own settings, schedules and holiday calendars of a random plan."""

from random import Random
from typing import Any

from oracle.random_plans.random_names import Names, maybe

HOURS = [
    "08:30-17:30",
    "09:00-17:00",
    "22:00-06:00",
    "17:30-19:00",
    "02:00-03:00",
    "00:00-12:00",
    "12:00-24:00",
    "all day",
]
DAY_KEYS = ["mon-fri", "daily", "sat", "sun", "mon", "fri-mon", "wed"]
BLOCKED = ["international", "mobile", "0900", "0906", "0909"]
DATES = [
    "2026-12-20",
    "2026-12-24..2026-12-26",
    "2027-03-28",
    "2027-04-27",
    "2027-10-31",
    "2026-12-25",
    "2027-02-28..2027-03-01",
    "2028-05-29",  # the last day that is looked at
]
YEARLY = ["12-24", "12-27..01-02", "02-29", "10-03"]
PART_DAYS: list[Any] = ["12:00-24:00", "00:00-09:00", ["08:00-10:00", "16:00-24:00"], "all day"]


def blocked(rng: Random) -> list[str]:
    """A list of blocked numbers."""
    return rng.sample(BLOCKED, rng.choice([0, 1, 1, 2, 3]))


def random_company(rng: Random, names: Names) -> dict[str, Any]:
    """The section company."""
    found: dict[str, Any] = {"name": "Toeval", "main_number": "0887654001"}
    if maybe(rng, 0.5):
        found["block_outgoing"] = blocked(rng)
    if maybe(rng, 0.2):
        found["block_forwarding"] = blocked(rng)
    if maybe(rng, 0.3):
        found["caller_id"] = rng.choice(["company", "user"])
    if maybe(rng, 0.7):
        found["business_hours"] = rng.choice(names.schedules)
    if maybe(rng, 0.5) and names.calendars:
        found["holidays"] = rng.choice(names.calendars)
    if maybe(rng, 0.6):
        found["night_forwarding"] = {
            "mode": rng.choice(["schedule", "schedule", "schedule", "on", "off"]),
            "to": names.destination(rng),
        }
        if maybe(rng, 0.3):
            found["night_forwarding"]["business_hours"] = rng.choice(names.schedules)
        if maybe(rng, 0.3) and names.calendars:
            found["night_forwarding"]["holidays"] = rng.choice(names.calendars)
    if maybe(rng, 0.3):
        found["ring_limit"] = rng.choice(["20s", "25s", "45s", "1m", "150s"])
    if maybe(rng, 0.3):
        found["max_redirections"] = rng.choice([1, 2, 3])
    return found


def _hours(rng: Random) -> object:
    """The hours of one day."""
    return rng.choice(HOURS) if maybe(rng, 0.8) else ["08:00-12:00", "13:00-17:00"]


def random_schedules(rng: Random, names: Names) -> dict[str, Any]:
    """The section schedules."""
    found: dict[str, Any] = {}
    for key in names.schedules:
        found[key] = {day: _hours(rng) for day in rng.sample(DAY_KEYS, rng.choice([1, 1, 2]))}
        if "daily" in found[key]:
            found[key] = {"daily": found[key]["daily"]}
        if names.second_edition and maybe(rng, 0.4):
            found[key]["dates"] = {
                day: rng.choice(["closed", _hours(rng)]) for day in rng.sample(DATES, rng.choice([1, 2]))
            }
    return found


def random_calendars(rng: Random, names: Names) -> dict[str, Any]:
    """The section holidays."""
    found: dict[str, Any] = {}
    for key in names.calendars:
        calendar: dict[str, Any] = {}
        if maybe(rng, 0.5):
            calendar["public"] = "NL"
            if maybe(rng, 0.4):
                calendar["without"] = ["Goede vrijdag"]
        if not calendar or maybe(rng, 0.5):
            chosen = rng.sample(DATES, rng.choice([1, 2]))
            calendar["dates"] = {
                day: rng.choice(["Vrij", {"name": "Deels", "closed": rng.choice(PART_DAYS)}]) for day in chosen
            }
        if names.second_edition and maybe(rng, 0.4):
            calendar["yearly"] = {
                rng.choice(YEARLY): rng.choice(["Elk jaar", {"name": "Deels", "closed": rng.choice(PART_DAYS)}])
            }
        found[key] = calendar
    return found
