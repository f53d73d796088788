"""A call that is sent on too often, at places which callers can come back to by pressing keys."""

from datetime import date

from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts

PLAN = """
company: {main_number: 088-7654000, max_redirections: 1}
numbers: [088-7654000, 088-7654001]
users:
  anna: {extension: 201, number: 088-7654000, devices: [{model: yealink-t54w}], forwarding: {missed: bert}}
  bert: {extension: 202, devices: [{model: yealink-t54w}], forwarding: {missed: LAST}}
auto_attendants:
  menu: {extension: 500, number: 088-7654001, business_hours_menu: {keys: {1: anna, 9: {operator: {voicemail: post}}}}}
"""


def told(last: str, most: int = 1) -> list[str]:
    text = PLAN.replace("LAST", last).replace("max_redirections: 1", f"max_redirections: {most}")
    plan = check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2026, 11, 23), Selection())
    rules = ("too-many-redirections", "forwarding-loop")
    return [f"{f.rule}: {f.witness.end.key}" for f in plan.located if f.rule in rules and f.witness]


def test_callers_who_can_go_round_by_keys_are_in_no_loop_and_are_dropped_on_their_way() -> None:
    assert told("menu") == ["too-many-redirections: too_many_redirections"]


def test_a_loop_without_keys_is_reported_as_a_loop_only() -> None:
    assert told("anna") == ["forwarding-loop: loop"]


def test_a_way_that_is_short_enough_is_fine() -> None:
    assert told("menu", most=2) == []
