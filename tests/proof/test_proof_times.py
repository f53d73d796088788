"""The proof says a thing once, with all the times at which it is so."""

from linked_plans import linked_plan

from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.compiler.text.proof_text import entry_lines

BEGINNING = """
company: {main_number: 0113-212300, business_hours: open}
numbers: [0113-212300]
schedules:
  open: {mon-fri: 09:00-17:00, dates: {2026-12-20: 12:00-16:00}}
"""
NO_OPERATOR = """
auto_attendants:
  m:
    number: 0113-212300
    business_hours_menu: {keys: {1: a}}
    after_hours_menu: {keys: {1: DOES}}
mailboxes: {a: {extension: 301}}
"""


def lines(text: str) -> list[str]:
    linked = linked_plan(BEGINNING + text)
    (proof,) = (found for found in prove_plan(linked) if found.external)
    return [str(line) for line in entry_lines(proof, linked) if "nummerplan trace" not in str(line)]


def test_what_is_so_by_day_and_at_night_is_so_at_any_time() -> None:
    assert lines(NO_OPERATOR.replace("DOES", "{hang_up: true}")) == [
        "  0113 212 300: a call is lost: at any time, whatever people do: the call is cut off"
    ]


def test_times_at_which_the_same_is_said_are_joined() -> None:
    second = """
  n:
    extension: 302
    business_hours: late
    business_hours_menu: {keys: {9: {operator: a}}}
    after_hours_menu: {keys: {1: {hang_up: true}}}
mailboxes:"""
    text = NO_OPERATOR.replace("DOES", "{hang_up: true}").replace("1: a", "9: {operator: n}")
    text = "  late: {mon-fri: 13:00-17:00}" + text.replace("mailboxes:", second.lstrip("\n"))
    assert lines(text) == [
        "  0113 212 300: a call is lost: Mon-Fri 00:00-13:00 + 17:00-24:00, Sat-Sun, whatever people do: "
        "the call is cut off"
    ]


MOBILE = "mobile: {subscriptions: {piket: {number: 0612340001}}}\n"
TO_MOBILE = "  0113 212 300: handed over to the network's voicemail of mobile piket"


def test_what_is_handed_over_at_different_times_by_different_ways_is_said_twice() -> None:
    menu = NO_OPERATOR.replace("{1: a}", "{1: piket, 9: {operator: a}}").replace("{1: DOES}", "{9: {operator: piket}}")
    assert [line for line in lines(menu + MOBILE) if "handed over" in line] == [
        f"{TO_MOBILE}, when nobody answers: Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun except 2026-12-20 12:00-16:00",
        f"{TO_MOBILE}, with the keys 1: Mon-Fri 09:00-17:00 and on 2026-12-20 12:00-16:00",
    ]


def test_what_is_handed_over_by_day_and_at_night_is_so_at_any_time() -> None:
    menu = NO_OPERATOR.replace("{1: a}", "{9: {operator: piket}}").replace("{1: DOES}", "{0: {operator: piket}}")
    assert [line for line in lines(menu + MOBILE) if "handed over" in line] == [
        f"{TO_MOBILE}, when nobody answers: at any time"
    ]
