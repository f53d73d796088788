"""Rules about time look at all clocks of a call at once, and say when in the words of a week."""

from datetime import date

import pytest

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.finding import LocatedFinding

PLAN = """
company:
  main_number: 088-7654000
  business_hours: office
  NIGHT
numbers: [088-7654000..088-7654009]
schedules:
  office: {mon-fri: 08:30-17:30}
  evening: {mon-fri: 18:00-21:00}
  long: {mon-fri: 08:30-20:00}
  always: {daily: all day}
holidays:
  nl: {public: NL}
  past: {dates: {2020-05-05: Bevrijdingsdag}}
users:
  anna:
    extension: 201
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    voicemail: {email: a@b.example, when: [busy, no_answer]}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    MENU
    business_hours_menu: {keys: {9: {operator: anna}}}
    after_hours_menu: {keys: {1: anna, 9: {operator: post}}}
mailboxes:
  post: {extension: 999, email: post@b.example}
"""


def checked(menu: str, night: str = "night_forwarding: {mode: schedule, to: 999}") -> Checked:
    text = PLAN.replace("MENU", menu).replace("NIGHT", night)
    return check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection())


def found(rule: str, plan: Checked) -> list[LocatedFinding]:
    return [finding for finding in plan.located if finding.rule == rule]


def test_a_menu_that_is_open_only_at_night_is_never_heard() -> None:
    plan = checked("business_hours: evening")
    (finding,) = found("menu-always-closed", plan)
    assert "while it is open, night forwarding takes them" in str(finding.message)
    assert found("open-while-next-closed", plan) == []
    assert finding.witness is not None
    clock = next(clock for clock, _ in finding.claim.when) if finding.claim else None
    assert clock is not None
    assert is_open(clock, finding.witness.call.moment, plan.linked)
    assert follow(finding.witness.call, plan.linked).hops[1].edge.condition == "night"


def test_a_holiday_that_the_menu_lacks_does_not_let_its_after_hours_menu_play() -> None:
    # By single clocks it could: the office is closed, and night forwarding, which knows holidays too, is open.
    night = "night_forwarding: {mode: schedule, holidays: nl, to: 999}"
    assert len(found("open-while-next-closed", checked("business_hours: office", night))) == 1
    night = "holidays: nl\n  night_forwarding: {mode: schedule, to: 999}"
    assert len(found("after-hours-menu-never-plays", checked("name: Hoofdmenu", night))) == 1


@pytest.mark.parametrize(
    ("menu", "times"),
    [
        ("business_hours: long", "Mon-Fri 17:30-20:00"),
        ("business_hours: always", "Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun"),
    ],
)
def test_the_times_are_told_as_people_say_them(menu: str, times: str) -> None:
    (finding,) = found("open-while-next-closed", checked(menu))
    assert str(finding.message).endswith(f"takes its callers: {times}")


def test_night_forwarding_never_acts_when_the_last_holiday_is_over() -> None:
    def night(more: str) -> str:
        return f"night_forwarding: {{mode: schedule, business_hours: always, {more}to: 999}}"

    assert len(found("night-forwarding-never-acts", checked("name: Menu", night("holidays: past, ")))) == 1
    assert found("night-forwarding-never-acts", checked("name: Menu", night("holidays: nl, "))) == []


def test_a_night_key_is_judged_by_all_clocks_of_the_menu_and_of_what_is_behind_it() -> None:
    menu = "business_hours: HOURS\n    night_forwarding: off"
    assert len(found("night-key-leads-to-closed", checked(menu.replace("HOURS", "long")))) == 1
    assert found("night-key-leads-to-closed", checked(menu.replace("HOURS", "evening"))) == []


def test_a_circle_names_the_times_at_which_calls_go_round() -> None:
    text = (
        PLAN.replace("NIGHT", "holidays: nl")
        .replace("MENU", "name: Menu")
        .replace("{operator: post}", "{operator: avond}")
    )
    text = text.replace(
        "mailboxes:",
        "  avond:\n    extension: 556\n    business_hours: evening\n"
        "    business_hours_menu: {keys: {9: {operator: hoofdmenu}}}\n"
        "    after_hours_menu: {keys: {9: {operator: post}}}\nmailboxes:",
    )
    plan = check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection())
    (finding,) = found("forwarding-loop", plan)
    assert "(Mon-Fri 18:00-21:00 except holidays)" in str(finding.message)
