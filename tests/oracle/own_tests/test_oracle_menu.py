"""What happens at an auto attendant, key by key."""

import pytest

from oracle.company import Company
from oracle.own_tests.small_plans import BOX, call, plan, user

USERS = (
    "users:\n"
    + user("anna", "201", BOX)
    + user("bram", "20", BOX)
    + user("cees", "2015", BOX)
    + user("dora", "77", BOX)
)


def menu(keys: str, settings: str = "", more: str = "", company: str = "") -> Company:
    """A menu at the first number with these keys; the users are 201, 20, 2015 and 77."""
    first = f"business_hours_menu: {{keys: {{{keys}}}, {settings}}}"
    body = f"auto_attendants: {{m: {{extension: 300, number: 0887654001, {first}, {more}}}}}\n"
    return plan(USERS + body, company)


AT_ONCE = "dial_by_extension: true"


@pytest.mark.parametrize(
    ("keys", "who"),
    [
        ("2 0 1 5", "cees"),  # no longer one can come
        ("2 0 1 hash", "anna"),
        ("2 0 1 wait", "anna"),
        ("2 0 1", "anna"),
        ("2 0 9", "bram"),  # a whole one, and no longer one can come
        ("7 7", "dora"),
        ("2 1", "dora"),  # no extension can come: key 2 acts
        ("2 wait 0 1", "dora"),  # key 2 after 3 s
        ("star", "anna"),
        ("9", "anna"),  # not configured, then silence
        ("", "anna"),
    ],
)
def test_extensions_at_once(keys: str, who: str) -> None:
    """Digits are collected while an own extension can still come of them; else the key of the first digit acts."""
    assert call(menu("0: {operator: anna}, 2: dora, star: anna", AT_ONCE), "0887654001", keys=keys).who == who


def test_digits_after_the_first_count_as_pressed_next() -> None:
    """Key 2 repeats the menu, and 77 is dialled in it."""
    assert call(menu("0: {operator: anna}, 2: repeat_menu", AT_ONCE), "0887654001", keys="2 7 7").who == "dora"


@pytest.mark.parametrize(
    ("keys", "who"),
    [
        ("5 2 0 1 5", "cees"),
        ("5 2 0 1 hash", "anna"),
        ("5 9 9 hash 1", "dora"),  # nobody's: its digits with their hash are used up
        ("5 9 9 wait 1", "dora"),
        ("5 wait 1", "dora"),
        ("5 9 hash 5 9 hash 5 9 hash 1", "anna"),  # three keys that are not configured
        ("6 3 hash 1", "dora"),  # a name that nobody has
        ("6 7 6 4 8 hash 3", "cees"),  # smit, the third
        ("6 7 6 4 8 hash 9 1", "dora"),
        ("6 7 6 4 8", "anna"),
        ("8 8 1", "dora"),
        ("8 8 8 1", "anna"),  # three times in all, then as no key
        ("4 1", "dora"),  # a message, then the menu again
    ],
)
def test_keys_for_extensions_and_names(keys: str, who: str) -> None:
    """There no key acts: what is nobody's counts as one key that is not configured."""
    company = menu("0: {operator: anna}, 1: dora, 4: {play: recorded}, 5: dial_by_extension, 6: dial_by_name")
    assert call(company, "0887654001", keys=keys).who == who


@pytest.mark.parametrize(
    ("keys", "pressed", "end"),
    [
        ("1: anna", "", "cut_off"),
        ("1: hang_up", "1", "hung_up"),
        ("3: {operator: anna}, 2: {operator: 0206543210}", "", "outside"),  # the lowest key that has one
        ("1: 0887654009", "1", "not_in_use"),
        ("1: 112", "1", "not_in_use"),
    ],
)
def test_ends(keys: str, pressed: str, end: str) -> None:
    """Nobody chose, somebody hung up, and the like."""
    assert call(menu(keys), "0887654001", keys=pressed).end == end


def test_lists_screen_menu_keys() -> None:
    """What the company blocks is not in use behind a key."""
    assert call(menu("1: 0612345678", company="block_outgoing: [mobile]"), "0887654001", keys="1").end == "not_in_use"


def test_closed_menu_does_not_answer() -> None:
    """Night forwarding takes external callers only, to its own destination."""
    company = menu("0: {operator: anna}", more="night_forwarding: {mode: on, to: bram}")
    outcome = call(company, "0887654001")
    assert (outcome.who, outcome.elapsed) == ("bram", 0)
    assert call(company, "0887654001", caller="internal").who == "anna"


def test_either_order_of_names() -> None:
    """Both orders of first and last name."""
    keys = "6 2 6 6 2 hash"  # anna
    assert call(menu("6: dial_by_name"), "0887654001", keys=keys).end == "cut_off"
    assert call(menu("6: dial_by_name", more="dial_by_name_order: either"), "0887654001", keys=keys).who == "anna"
