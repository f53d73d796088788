"""Rules that compare all plans of a repository: what may exist only once, exists only once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nummerplan.compiler.pipeline import check_paths

Plans = Callable[..., list[tuple[str, str, int, str]]]


@pytest.fixture
def found(tmp_path: Path) -> Plans:
    """Write plans, check them together, and give (rule, plan, line, message) of what the repository rules found."""

    def check(rule: str, **plans: str) -> list[tuple[str, str, int, str]]:
        for name, text in plans.items():
            (tmp_path / f"{name}.plan.yaml").write_text(text.lstrip("\n"), encoding="utf-8")
        _, report = check_paths([tmp_path], date(2026, 11, 23))
        return [
            (
                finding.rule,
                Path(finding.span.source.name).name.partition(".")[0],
                finding.span.begin.line,
                str(finding.message).replace(f"{tmp_path}/", ""),
            )
            for finding in report.findings
            if finding.rule == rule
        ]

    return check


def test_a_number_that_two_companies_have_is_reported_at_the_later_one(found: Plans) -> None:
    assert found(
        "number-in-two-plans",
        bakker="users:\n  balie: {extension: 201, number: 020-7654321}\n",
        slager="users:\n  kassa:\n    extension: 201\n    number: +31 20 765 4321\n",
    ) == [("number-in-two-plans", "slager", 4, "020 765 4321 is also a number of balie in the plan bakker.plan.yaml")]


def test_ranges_that_overlap_are_reported_once_and_not_for_each_number(found: Plans) -> None:
    plan = "numbers:\n  - 0854879610..0854879619\nusers:\n{users}"
    users = "".join(f"  user{i}: {{extension: 20{i}, number: 085487961{i}}}\n" for i in range(5))
    assert found("number-in-two-plans", a=plan.format(users=users), b=plan.format(users=users)) == [
        (
            "number-in-two-plans",
            "b",
            2,
            "0854879610..0854879619 shares numbers with 0854879610..0854879619 of the plan a.plan.yaml",
        )
    ]


def test_overlap_within_one_plan_is_not_the_repository_s_business(found: Plans) -> None:
    plan = "numbers: [0854879610..0854879619, 0854879615]\n"
    assert found("number-in-two-plans", a=plan, b="numbers: [0854879620..0854879629]\n") == []


def test_extensions_and_keys_belong_to_their_plan_alone(found: Plans) -> None:
    plan = "users:\n  receptie: {extension: 201}\n"
    for rule in ("number-in-two-plans", "username-used-twice", "mac-in-two-plans"):
        assert found(rule, a=plan, b=plan) == []


def test_a_telephone_is_in_one_plan(found: Plans) -> None:
    plan = "users:\n  balie:\n    devices: [{model: yealink-t54w, mac: %s}]\n"
    assert found("mac-in-two-plans", a=plan % "80:5E:C0:12:34:56", b=plan % "805EC0-123456") == [
        (
            "mac-in-two-plans",
            "b",
            3,
            "80:5E:C0:12:34:56 is also the address of a phone of balie in the plan a.plan.yaml",
        )
    ]


def test_a_username_is_one_person_s_on_the_platform(found: Plans) -> None:
    plan = "users:\n  {key}: {{username: {name}}}\n"
    assert found(
        "username-used-twice",
        a=plan.format(key="rita", name="balie@bedrijf.example"),
        b=plan.format(key="sam", name="BALIE@bedrijf.example"),
        c=plan.format(key="tom", name="tom@bedrijf.example"),
    ) == [("username-used-twice", "b", 2, "BALIE@bedrijf.example is also the username of rita in the plan a.plan.yaml")]


def test_one_administrator_may_look_after_two_companies(found: Plans) -> None:
    plan = "portal_users:\n  beheer: {{username: ict, email: {email}, roles: [manage_users]}}\n"
    assert (
        found("portal-username-used-twice", a=plan.format(email="i@ict.example"), b=plan.format(email="i@ict.example"))
        == []
    )


def test_two_administrators_do_not_share_a_username(found: Plans) -> None:
    plan = "portal_users:\n  beheer: {{username: ict, email: {email}, roles: [manage_users]}}\n"
    assert found(
        "portal-username-used-twice", a=plan.format(email="i@ict.example"), b=plan.format(email="j@ict.example")
    ) == [("portal-username-used-twice", "b", 2, "ict is also the username of beheer in the plan a.plan.yaml")]


def test_a_sim_card_is_in_one_subscription(found: Plans) -> None:
    plan = "mobile:\n  subscriptions:\n    {key}: {{number: {number}, sim: 90124123}}\n"
    assert found(
        "sim-used-twice", a=plan.format(key="vera", number="0612345678"), b=plan.format(key="tom", number="0612345679")
    ) == [("sim-used-twice", "b", 3, "90124123 is also the SIM card of vera in the plan a.plan.yaml")]
