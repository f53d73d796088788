"""What counts as a redirection, what ends the memory of places, and which end comes first."""

import pytest

from oracle.calls import Outcome
from oracle.company import Company
from oracle.own_tests.small_plans import BOX, call, plan, user

CHAIN = user("a", "201", "forwarding: {always: b}") + user("b", "202", "forwarding: {always: c}") + user("c", "203")
MENU = (
    "auto_attendants: {m: {number: 0887654001, business_hours_menu: {keys: {0: {operator: a}, 6: dial_by_name}}, %s}}\n"
)
BOXES = "mailboxes: {box: {number: 0887654002, record: false, then: {transfer: a}}}\n"


@pytest.mark.parametrize(
    ("dialled", "keys", "most", "end"),
    [
        ("0887654001", "", 2, "answered"),  # the step out of the menu is no redirection itself
        ("0887654001", "", 1, "too_many_redirections"),
        ("0887654001", "6 7 6 4 8 hash 1", 2, "answered"),  # nor is the step out of its directory
        ("0887654001", "6 7 6 4 8 hash 1", 1, "too_many_redirections"),
        ("0887654002", "", 2, "answered"),  # nor the one out of a mailbox
        ("0887654002", "", 1, "too_many_redirections"),
    ],
)
def test_step_out_of_a_place_that_answered(dialled: str, keys: str, most: int, end: str) -> None:
    """After a menu's transfer the count is 0, so a chain of two forwards fits into a limit of two."""
    company = plan("users:\n" + CHAIN + MENU % "" + BOXES, f"max_redirections: {most}")
    assert call(company, dialled, keys=keys).end == end


def test_step_out_of_a_voicemail() -> None:
    """The way to one's own voicemail is a redirection, the step out of it is none."""
    voicemail = "voicemail: {email: a@b.example, when: [always], record: false, then: {transfer: b}}"
    users = user("a", "201", voicemail) + user("b", "202", "forwarding: {always: c}") + user("c", "203")
    assert call(plan("users:\n" + users, "max_redirections: 1"), "201").end == "answered"


def test_closed_menu_does_not_answer() -> None:
    """A step out of a menu that night forwarding closes is a redirection."""
    company = plan("users:\n" + CHAIN + MENU % "night_forwarding: {mode: on, to: a}", "max_redirections: 2")
    assert call(company, "0887654001").end == "too_many_redirections"


@pytest.mark.parametrize(
    ("to", "end"),
    [
        ("0887654009", "not_in_use"),  # nobody holds it
        ("112", "not_in_use"),
        ("12", "not_in_use"),  # unknown
        ("0612345678", "not_in_use"),  # blocked
        ("0206543210", "too_many_redirections"),
        ("a", "loop"),
    ],
)
def test_not_in_use_comes_before_the_count(to: str, end: str) -> None:
    """The network hears first that a number is not in use, before redirections are counted."""
    users = user("a", "201", "forwarding: {always: b}") + user("b", "202", f"forwarding: {{always: {to}}}")
    assert call(plan("users:\n" + users, "max_redirections: 1, block_outgoing: [mobile]"), "201").end == end


def round_trip() -> Company:
    """User a sends all calls to a menu, whose operator he is."""
    users = "users:\n" + user("a", "201", "number: 0887654002, forwarding: {always: m}") + user("d", "77", BOX)
    keys = "0: {operator: a}, 1: a, 2: d, 4: {play: recorded}, 5: dial_by_extension, 7: repeat_menu"
    settings = "number: 0887654001, first_digit_timeout: 20s"
    return plan(users + f"auto_attendants: {{m: {{{settings}, business_hours_menu: {{keys: {{{keys}}}}}}}}}\n")


def places(outcome: Outcome) -> str:
    """The names of the places on the way of a call."""
    return " ".join(name for _, name in outcome.path)


@pytest.mark.parametrize(
    ("keys", "way", "elapsed"),
    [
        ("", "a m a", 20),
        ("8", "a m a", 20),  # a key that the menu does not have is no key pressed
        ("8 8 8", "a m a", 20),  # after three of them as when nobody chose, with its seconds
        ("8 8 8 wait", "a m a", 20),  # that is the silence of `wait`
        ("5 9 9 hash", "a m a", 20),  # what is dialled and is nobody's is one such key
        ("4", "a m a m", 20),  # a key that acts: the menu is come to anew, and the rest is forgotten
        ("7", "a m a m", 20),
        ("1", "a m a m a", 20),  # after a transfer the menu is forgotten too
        ("1 8 8 8", "a m a m a", 20),
        ("5 2 0 1", "a m a m a", 20),  # an extension that is dialled
    ],
)
def test_memory_of_places(keys: str, way: str, elapsed: int) -> None:
    """Only a key that acts, or an extension or name that is dialled, ends the memory of places."""
    outcome = call(round_trip(), "0887654002", keys=keys)
    assert (outcome.end, places(outcome), outcome.elapsed) == ("loop", way, elapsed)


@pytest.mark.parametrize(
    ("keys", "way"),
    [
        ("8 8 2", "m d"),
        ("8 8 4 8 8 2", "m d"),  # the count of wrong keys begins anew
        ("8 8 7 8 8 2", "m d"),
        ("8 8 8 2", "m a m"),  # three are as when nobody chose
    ],
)
def test_count_of_wrong_keys(keys: str, way: str) -> None:
    """It begins anew after a key that acts."""
    assert places(call(round_trip(), "0887654001", keys=keys)) == way


def test_keys_after_three_wrong_ones() -> None:
    """They are pressed at the next menu."""
    menus = "  m: {number: 0887654001, business_hours_menu: {keys: {0: {operator: n}, 2: a}}}\n"
    menus += "  n: {number: 0887654002, business_hours_menu: {keys: {2: b}}}\n"
    company = plan("users:\n" + user("a", "201") + user("b", "202") + "auto_attendants:\n" + menus)
    assert call(company, "0887654001", keys="8 8 8 2").who == "b"
