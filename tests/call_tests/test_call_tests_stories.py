"""The manual's stories (6.1.1 and 6.2), told as call tests in the example plan: turned to a defect, each is caught."""

import re
from datetime import date
from pathlib import Path

import pytest

from nummerplan.compiler.call_tests.run_call_tests import run_call_tests
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.finding import Level

ROOT = Path(__file__).parents[2]
PLAN = (ROOT / "examples" / "mijn-bedrijf" / "plan.yaml").read_text()


def checked(text: str) -> Checked:
    return check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection())


def failing(text: str) -> set[str]:
    plan = checked(text)
    return {str(result.name) for result in run_call_tests(plan.linked, {}) if not result.ok}


def complaints(text: str) -> set[str]:
    return {finding.rule for finding in checked(text).located if finding.level is not Level.ADVICE}


def test_the_stories_are_true_of_the_plan() -> None:
    assert failing(PLAN) == set()
    assert complaints(PLAN) == set()


@pytest.mark.parametrize("page", ["README.md", "docs/language.md"])
def test_the_call_tests_that_the_pages_show_are_true_of_the_plan(page: str) -> None:
    (shown,) = re.findall(r"```yaml\n(calls:\n(?:.*\n)*?)```", (ROOT / page).read_text())
    text = PLAN[: PLAN.index("\ncalls:") + 1] + shown
    assert shown.count("\n  - ") >= 2
    assert failing(text) == set()
    assert complaints(text) == set()


DEFECTS = {
    "sales and support are swapped": (
        "        1: {transfer: verkoop,",
        "        1: {transfer: support,",
        {"sales in office hours", "sales is absent", "one of sales is on a call"},
    ),
    "key 2 is gone": ("        2: support ", "        3: support ", {"support behind key 2"}),
    "key 9 leads to support": ("9: {operator: receptie}", "9: {operator: support}", {"the reception behind key 9"}),
    "key 9 is no operator": (
        "9: {operator: receptie}",
        "9: {transfer: receptie}",
        {"nobody chooses", "no caller is ever lost", "the last minute of the day"},
    ),
    "the star hangs up": ("star: repeat_menu", "star: hang_up", {"the star plays the menu again"}),
    "sales without overflow": (
        "    overflow: {after: 30s, to: receptie}\n",
        "",
        {"sales is absent", "no caller is ever lost"},
    ),
    "sales overflows to support": (
        "overflow: {after: 30s, to: receptie}",
        "overflow: {after: 30s, to: support}",
        {"sales is absent"},
    ),
    "sales waits too short for its second member": (
        "overflow: {after: 30s, to: receptie}",
        "overflow: {after: 15s, to: receptie}",
        {"sales is absent"},
    ),
    "a member of sales left": ("members: [verkoper1, verkoper2]", "members: [verkoper2]", {"sales in office hours"}),
    "sales in another order": (
        "members: [verkoper1, verkoper2]",
        "members: [verkoper2, verkoper1]",
        {"sales in office hours", "sales is absent"},
    ),
    "all of sales rings at once": ("policy: regular", "policy: simultaneous", {"sales in office hours"}),
    "sales has no way out without internet": (
        "    not_reachable: 0612345678       # or busy_tone\n",
        "    not_reachable: busy_tone\n",
        {"sales has no internet"},  # a busy tone by name is wanted: no caller is lost
    ),
    "support has no number": ("    number: 088-7654002\n    policy", "    policy", {"support has a number of its own"}),
    "support answers busy": ("when_busy: receptie", "when_busy: busy_tone", {"all of support is busy"}),
    "support's second member left": (
        "members: [support1, support2]",
        "members: [support1]",
        {"support does not answer"},
    ),
    "support takes anonymous callers": (
        "      anonymous: true\n",
        "",
        {"support takes no calls without a number"},
    ),
    "surveys at dinner": ("daily: 17:30-19:00", "daily: 19:00-20:00", {"no surveys at dinner"}),
    "the day ends later": ("mon-fri: 08:30-17:30", "mon-fri: 08:30-18:00", {"closing time"}),
    "the day ends earlier": ("mon-fri: 08:30-17:30", "mon-fri: 08:30-17:00", {"the last minute of the day"}),
    "the day begins later": ("mon-fri: 08:30-17:30", "mon-fri: 09:00-17:30", {"the first minute of the day"}),
    "open on Saturday night": (
        "    mon-fri: 08:30-17:30",
        "    mon-fri: 08:30-17:30\n    sat: all day",
        {"at night no telephone rings"},
    ),
    "the night leads to the reception": ("    to: 999\n", "    to: receptie\n", {"after hours", "closing time"}),
    "no night forwarding": (
        "    mode: schedule                  #",
        "    mode: off                       #",
        {"after hours"},
    ),
    "the menu is open at night": (
        "    night_forwarding: follow        # or",
        "    night_forwarding: off           # or",
        {"at night the announcement plays at once"},
    ),
    "the announcement goes on to the reception": (
        "then: hang_up ",
        "then: {transfer: receptie} ",
        {"after hours", "no caller is ever lost"},
    ),
    "no public holidays": ("    public: NL ", "    # public: NL ", {"King's Day is a holiday"}),
    "Good Friday is a holiday": (
        "    without: [Goede vrijdag] ",
        "    # without: [Goede vrijdag] ",
        {"Good Friday is a working day"},
    ),
    "Christmas Eve is a working day": (
        "      2026-12-24: {name: Kerstavond, closed: 12:00-24:00}\n",
        "",
        {"the afternoon of Christmas Eve"},
    ),
    "the reception forwards nothing without internet": (
        "      not_reachable: 0612345678\n    voicemail",
        "      not_reachable: 999\n    voicemail",
        {"the reception has no internet"},
    ),
    "the reception has no voicemail when busy": (
        "voicemail: {when: [busy, no_answer], rings: 5}",
        "voicemail: {when: [no_answer], rings: 5}",
        {"the reception is taken", "no caller is ever lost"},
    ),
    "missed calls of sales go nowhere": (
        "forwarding: {missed: {to: receptie, rings: 5}}   # busy",
        "forwarding: {missed: {to: verkoop, rings: 5}}   # busy",
        set(),  # the group passes over the colleague who calls, and its overflow is the reception; a rule tells it
    ),
    "missed calls of sales go to support": (
        "forwarding: {missed: {to: receptie, rings: 5}}   # busy",
        "forwarding: {missed: {to: support, rings: 5}}   # busy",
        {"missed by a colleague"},
    ),
    "the fax is a mailbox": ("kind: fax", "kind: voicemail", set()),
    "everybody shows his own number": ("caller_id: company ", "caller_id: user ", {"customers see the company"}),
    "no company name": ("show_company_name: true", "show_company_name: false", {"customers see the company"}),
    "paid numbers are open": ("[international, 0906, 0909]", "[international]", {"nobody dials paid numbers"}),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_caught(defect: str) -> None:
    before, after, caught_by = DEFECTS[defect]
    assert PLAN.count(before) >= 1
    text = PLAN.replace(before, after, 1)
    if caught_by:
        assert caught_by <= failing(text)
    else:
        assert complaints(text) or failing(text)
