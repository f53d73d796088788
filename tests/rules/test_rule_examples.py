"""Every rule's own examples: what it must report, line by line, and what it must leave alone."""

from datetime import date

import pytest

from nummerplan.compiler.findings.check_plans import report
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_text, check_texts
from nummerplan.model.rule import Rule
from nummerplan.rules import all_rules

TODAY = date(2026, 11, 23)
MARK = "# <-"


def lines(text: str, rule: Rule) -> list[int]:
    plain = "\n".join(line.split(MARK)[0].rstrip() if MARK in line else line for line in text.split("\n"))
    # Where another rule says it better, this one is asked alone.
    selection = Selection(ignore=rule.about.gives_way_to)
    checked = check_texts("plan.yaml", [(None, "plan.yaml", plain)], TODAY, selection)
    found = report([checked]).findings
    return sorted({finding.span.begin.line for finding in found if finding.rule == rule.name})


RULES = [rule for rule in all_rules() if rule.about.bad]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_reports_exactly_the_marked_lines(rule: Rule) -> None:
    marked = [number for number, line in enumerate(rule.about.bad.split("\n"), 1) if MARK in line]
    assert marked
    assert lines(rule.about.bad, rule) == marked
    assert lines(rule.about.good, rule) == []


NOT_SHOWN_BY_ONE_TEXT = {
    "file-unreadable",
    "file-not-text",
    "greeting-file-missing",
    "audio-file-unused",
    "number-in-two-plans",
    "mac-in-two-plans",
    "platform-loss",
    "loss-accepted-in-vain",
}
"""Rules about bytes, about the files beside a plan, about several plans, and about platforms that the settings of a
project name; each has tests of its own."""


def test_every_other_rule_has_examples() -> None:
    assert {rule.name for rule in all_rules() if not rule.about.bad} == NOT_SHOWN_BY_ONE_TEXT


def test_codes_and_names_are_given_once() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules)
    assert all(len(rule.code) == 5 and rule.code.startswith("NP") and rule.code[2:].isdigit() for rule in rules)
    assert all(0 < len(rule.summary) < 100 and "\n" not in rule.summary for rule in rules)


def test_rules_give_way_to_rules_that_there_are() -> None:
    names = {rule.name for rule in all_rules()}
    assert {better for rule in all_rules() for better in rule.about.gives_way_to} <= names


def test_the_reference_plan_is_clean() -> None:
    from pathlib import Path

    text = (Path(__file__).parents[2] / "examples" / "mijn-bedrijf" / "plan.yaml").read_text()
    assert {finding.level.value for finding in check_text(text).findings} <= {"advice"}
