"""One key in two spellings stands in a mapping twice, and neither is dropped without a word."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import LocatedFinding

HEAD = """nummerplan: 1
company: {name: X, main_number: 088-7654000}
numbers: [088-7654000]
"""
MENU = """users:
  a: {first_name: An, last_name: Bee, extension: 201}
auto_attendants:
  m:
    extension: 300
    number: 088-7654000
    business_hours_menu:
      greeting: {say: Druk een hekje}
      keys:
"""


def twice(text: str) -> list[LocatedFinding]:
    """What is found about keys that stand twice."""
    return [finding for finding in check_text(HEAD + text).findings if finding.rule == "duplicate-key"]


@pytest.mark.parametrize(
    ("first", "second"),
    [('"#": {transfer: a}', "hash: hang_up"), ("star: repeat_menu", '"*": a'), ('"*": a', "star: {label: ster}")],
)
def test_a_sign_and_its_name_are_one_key_of_a_menu(first: str, second: str) -> None:
    (finding,) = twice(f"{MENU}        0: {{operator: a}}\n        {first}\n        {second}\n")
    assert finding.span.text in second
    assert finding.remarks[0].span.text in first


@pytest.mark.parametrize(
    "text",
    [
        "schedules: {w: {mon: 08:00-17:00, dates: {2026-12-20: closed, 2026-12-20..2026-12-20: 12:00-17:00}}}",
        "holidays: {f: {dates: {2026-12-24: Kerstavond, 2026-12-24..2026-12-24: Kerst}}}",
        "holidays: {f: {yearly: {12-24: Kerstavond, 12-24..12-24: Kerst}}}",
        "defaults: {auto_attendants: {business_hours_menu: {keys: {hash: hang_up, '#': repeat_menu}}}}",
    ],
)
def test_a_day_and_a_range_of_that_day_are_one_key_and_so_is_one_in_the_defaults(text: str) -> None:
    assert len(twice(text + "\n")) == 1


def test_the_first_of_the_two_is_what_the_plan_means() -> None:
    text = f'{HEAD}{MENU}        0: {{operator: a}}\n        "#": nobody\n        hash: hang_up\n'
    assert any(finding.rule == "destination-unknown" for finding in check_text(text).findings)


def test_different_keys_and_ranges_are_left_in_peace() -> None:
    menu = f'{MENU}        0: {{operator: a}}\n        "#": hang_up\n        star: repeat_menu\n'
    days = "holidays: {f: {dates: {2026-12-24: Kerstavond, 2026-12-24..2026-12-25: Kerst}}}\n"
    assert not twice(menu + days)
