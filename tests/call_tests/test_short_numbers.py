"""Short numbers that colleagues dial: emergency numbers of a country, services, and own extensions in their way."""

from pathlib import Path

import pytest
from command import nummerplan

from nummerplan.compiler.pipeline import check_text

USER = """\
    first_name: Anna
    last_name: Proef
    devices: [{{model: yealink-t54w}}]
    voicemail: {{email: anna@v.example, when: [busy, no_answer]}}
    extension: {extension}
"""
COUNTRIES = {
    "BE": "02 555 12 00",
    "FR": "01 42 68 53 00",
    "NZ": "03 477 4000",
    "AU": "02 9374 4000",
    "NL": "088-7654000",
}


def plan(country: str, extension: str) -> str:
    number = COUNTRIES[country]
    user = USER.format(extension=extension)
    head = f"company: {{name: V, main_number: {number}, country: {country}}}\nnumbers: [{number}]\n"
    return f"nummerplan: 1\n{head}users:\n  anna:\n{user}    number: {number}\n"


@pytest.mark.parametrize("number", ["113", "144", "116111", "116117", "14020", "140183", "18001", "1850", "0900-8844"])
def test_colleagues_may_call_services_of_the_country(number: str, tmp_path: Path) -> None:
    calls = f"calls:\n  - {{dial: {number}, from: anna, allowed: true}}\n"
    (tmp_path / "plan.yaml").write_text(plan("NL", "201") + calls)
    ran = nummerplan("test", ".", "--today", "2026-11-30", at=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("country", "extension"),
    [
        ("BE", "100"),
        ("BE", "101"),
        ("BE", "112"),
        ("FR", "15"),
        ("FR", "17"),
        ("FR", "18"),
        ("NZ", "111"),
        ("AU", "000"),
    ],
)
def test_an_extension_that_is_an_emergency_number_is_an_error(country: str, extension: str) -> None:
    found = [f for f in check_text(plan(country, extension)).findings if f.rule == "extension-hides-service-number"]
    assert [(f.level, f.span.text) for f in found] == [("error", extension)]


@pytest.mark.parametrize(("country", "extension"), [("BE", "102"), ("NZ", "101"), ("FR", "16"), ("NL", "100")])
def test_another_extension_hides_nobody_who_helps(country: str, extension: str) -> None:
    found = [f for f in check_text(plan(country, extension)).findings if f.rule == "extension-hides-service-number"]
    assert [f for f in found if f.level == "error"] == []
