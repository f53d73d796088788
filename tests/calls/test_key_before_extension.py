"""A menu key that extensions begin with: digits are collected while an extension can still come of them."""

from datetime import datetime

import pytest
from linked_plans import linked_plan

from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.pipeline import check_text

PLAN = """\
nummerplan: 1
company: {name: V, main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna: &user
    first_name: Anna
    last_name: A
    extension: 201
    devices: [{model: yealink-t54w}]
    voicemail: {email: anna@v.example, when: [busy, no_answer]}
  bert: {<<: *user, last_name: B, extension: 202}
auto_attendants:
  menu:
    name: Menu
    extension: 500
    number: 088-7654000
    business_hours_menu:
      greeting: {say: "toets 2 voor Bert, of kies het toestel. Toets 0 voor Anna"}
      dial_by_extension: true
      keys: {2: bert, 0: {operator: anna}}
"""


@pytest.mark.parametrize(
    ("press", "who", "seconds"),
    [
        (("201",), "anna", 0),
        (("2", "0", "1"), "anna", 0),
        (("2",), "bert", 3),
        (("202",), "bert", 0),
        (("0",), "anna", 0),
    ],
)
def test_whom_the_keys_reach_and_when(press: tuple[str, ...], who: str, seconds: int) -> None:
    linked = linked_plan(PLAN)
    trace = follow(describe(Description("088-7654000", at=datetime(2026, 12, 1, 10), press=press), linked), linked)
    assert (trace.answered_by, trace.seconds) == (who, seconds)


def test_that_is_no_defect_of_the_plan() -> None:
    assert [f.rule for f in check_text(PLAN).findings if f.level != "advice" and f.rule != "mac-missing"] == []


TWO_MENUS = """\
nummerplan: 1
company: {name: V, main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna: {first_name: Anna, last_name: A, extension: 201, devices: [{model: yealink-t54w}]}
auto_attendants:
  first:
    name: First
    extension: 500
    number: 088-7654000
    business_hours_menu: {greeting: {say: "toets 1"}, keys: {1: anna, 0: {operator: second}}}
  second:
    name: Second
    extension: 501
    business_hours_menu: {greeting: {say: "toets 1"}, keys: {1: anna}}
"""


def test_silence_after_the_third_key_that_a_menu_does_not_have_lasts_until_it_goes_on() -> None:
    linked = linked_plan(TWO_MENUS)
    about = Description("088-7654000", at=datetime(2026, 12, 1, 10), press=("7", "8", "9", "wait", "1"))
    trace = follow(describe(about, linked), linked)
    assert (trace.answered_by, trace.unused_keys) == ("anna", ())


def test_an_extension_of_thousands_of_digits_takes_no_memory_for_each_of_them() -> None:
    linked = linked_plan(PLAN.replace("extension: 202", f"extension: {'2' * 50_000}"))
    assert len(linked.extension_beginnings) < 100
    assert {"2", "22", "201"} <= linked.extension_beginnings
