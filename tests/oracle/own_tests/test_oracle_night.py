"""Night forwarding: without a destination, and which list of blocked numbers screens it."""

import pytest

from oracle.company import Company
from oracle.own_tests.small_plans import BOX, call, plan, user

OBJECTS = ["0887654001", "0887654002", "0887654003"]  # a user, a group and a menu
MOBILE = "0612345678"


def night(company: str, own: str = "", settings: str = "") -> Company:
    """A user a, a group and a menu with night forwarding, and a colleague b with a mailbox."""
    following = f"night_forwarding: {own}" if own else "night_forwarding: follow"
    users = user("a", "201", ", ".join(part for part in ("number: 0887654001", following, settings) if part))
    menu = "business_hours_menu: {keys: {0: {operator: b}}}"
    rest = f"hunt_groups: {{g: {{number: 0887654002, members: [b], {following}}}}}\n"
    rest += f"auto_attendants: {{m: {{number: 0887654003, {menu}, {following}}}}}\n"
    return plan(
        "users:\n"
        + users
        + user("b", "202", f"{BOX}, night_forwarding: off")
        + rest
        + "schedules: {day: {daily: 08:00-18:00}}\n",
        company,
    )


@pytest.mark.parametrize(
    ("company", "own", "at", "end"),
    [
        ("night_forwarding: {mode: on}", "", "10:00", "not_in_use"),
        ("night_forwarding: {mode: schedule}, business_hours: day", "", "20:00", "not_in_use"),
        ("night_forwarding: {mode: schedule}, business_hours: day", "", "10:00", "answered"),
        ("night_forwarding: {mode: off}", "{mode: on}", "10:00", "not_in_use"),
        ("", "on", "10:00", "not_in_use"),
        ("", "", "10:00", "answered"),
        ("night_forwarding: {mode: on}", "{mode: follow, to: b}", "10:00", "answered"),
    ],
)
def test_no_destination(company: str, own: str, at: str, end: str) -> None:
    """Night forwarding that is on, or closed by its clock, goes to a number that is not in use."""
    found = night(company, own)
    assert [call(found, dialled, f"2026-11-24 {at}").end for dialled in OBJECTS] == [end] * 3


def test_colleagues_are_not_forwarded() -> None:
    """It takes external callers only."""
    assert call(night("night_forwarding: {mode: on}"), "201", caller="internal").end == "answered"


COMPANYS = f"night_forwarding: {{mode: on, to: {MOBILE}}}"
OWN = f"{{mode: on, to: {MOBILE}}}"
ALLOWED, BLOCKED = "block_outgoing: []", "block_outgoing: [mobile]"


@pytest.mark.parametrize(
    ("company", "own", "users", "ends"),
    [
        (f"{COMPANYS}, {BLOCKED}", "", ALLOWED, ["not_in_use"] * 3),  # the company's destination, the company's list
        (COMPANYS, "", BLOCKED, ["outside"] * 3),
        (BLOCKED, OWN, ALLOWED, ["outside", "not_in_use", "not_in_use"]),  # an own destination, the list of that object
        ("", OWN, BLOCKED, ["not_in_use", "outside", "outside"]),
        (f"{BLOCKED}, block_forwarding: []", OWN, BLOCKED, ["outside"] * 3),
        (f"{COMPANYS}, {BLOCKED}, block_forwarding: []", "", BLOCKED, ["outside"] * 3),
        (f"{COMPANYS}, block_forwarding: [mobile]", "", ALLOWED, ["not_in_use"] * 3),
    ],
)
def test_screened(company: str, own: str, users: str, ends: list[str]) -> None:
    """The company's own destination is screened by its list, an object's own by the list of that object."""
    found = night(company, own, users)
    assert [call(found, dialled).end for dialled in OBJECTS] == ends
