"""`explain` answers every label of the portal's manual: with the setting, the value, the rule, or "the portal only"."""

import re
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result

from nummerplan.cli import nummerplan
from nummerplan.compiler.text.explain import find_rule, find_settings
from nummerplan.compiler.text.portal_words import headings, only_in_portal
from nummerplan.model.plan.call_tests import EndWord
from nummerplan.rules import all_rules

LINES = Path(__file__).with_name("portal_labels.txt").read_text(encoding="utf-8").splitlines()
LABELS = [tuple(line.split(" => ")) for line in LINES if not line.startswith("#")]
NAMES = [label for label, _ in LABELS]


def run(*arguments: str) -> Result:
    return CliRunner(env={"LC_ALL": "C"}).invoke(nummerplan, arguments, standalone_mode=False)


def answer(page: str) -> str:
    """What a page answers, from its headings, or from its lines when it lists more than four settings."""
    titles = re.findall(r"^# (.*)$", page, re.M) or re.findall(r"^- ([^ ]+): ", page, re.M)
    if section := re.search(r"\b(?:portal only|router).* Manual: section ([\d.]+), ", page):
        return f"portal {section[1]}"
    if re.match(r"NP\d{3} ", titles[0]):
        return f"rule {titles[0].split()[1]}"
    return ", ".join(re.sub(r": ", "=", title, count=1) for title in titles)


def test_all_labels_of_the_manual_are_here() -> None:
    assert len(NAMES) == len(set(NAMES)) == 312


@pytest.mark.parametrize(("label", "expected"), LABELS)
def test_a_label_of_the_portal_is_answered(label: str, expected: str) -> None:
    assert answer(run("explain", label).output) == expected


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_label_is_answered_in_both_languages(language: str) -> None:
    wrong = [label for label in NAMES if run("--lang", language, "explain", label).return_value != 0]
    assert wrong == []


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("keuzemenu's", "Keuzemenu's"),
        ("KEUZEMENUS", "Keuzemenu's"),
        ("tijdschema’s", "Tijdschema's"),
        ("emailadres", "e-mailadres"),
        ("E mail adres", "E-mail adres"),
        ("macadres", "MAC-adres"),
        ("datum beeindigd", "Datum beëindigd"),
        ("Wachttijd seconden", "Wachttijd (seconden)"),
        ("bedrag incl btw", "Bedrag (incl. BTW)"),
        ("volg bedrijfsinstelling.", "Volg bedrijfsinstelling"),
        ("sip-alg", "SIP ALG"),
        ("  Opslaan ", "Opslaan"),
    ],
)
def test_a_label_is_known_as_people_type_it(typed: str, label: str) -> None:
    assert answer(run("explain", typed).output) == dict(LABELS)[label]


@pytest.mark.parametrize("word", get_args(EndWord))
def test_every_end_of_a_call_is_answered_in_both_languages(word: str) -> None:
    english, dutch = (run("--lang", language, "explain", word).output for language in ("en", "nl"))
    title = f"# calls[].ends: {word}\n"
    assert title in english
    assert title in dutch
    assert english.split(title)[1] != dutch.split(title)[1]


def test_a_group_of_ends_names_its_ends_and_an_end_its_group() -> None:
    assert run("explain", "handed-over").output == (
        "# calls[].ends: handed_over\n\nThe call is handed over.\n\n"
        "- outside: the call is handed over to the number outside\n"
        "- mobile_voicemail: a voicemail that is not the company's takes the call\n"
        "- docs/semantics.md: How a call ends\n"
    )
    assert "- lost: the caller is lost\n" in run("explain", "cut_off").output
    assert "did you mean handed_over?" in run("explain", "handed_ovr").output


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("circular", "hunt_groups.KEY.policy=circular"),
        ("manage_users", "portal_users.KEY.roles=manage_users"),
        ("schedules.kantoor.mon-fri", "schedules.KEY.DAY"),
        ("schedules.kantoor.daily", "schedules.KEY.DAY"),
    ],
)
def test_a_value_or_a_day_is_answered(word: str, expected: str) -> None:
    assert answer(run("explain", word).output) == expected


def test_a_value_shows_its_own_label_only() -> None:
    page = run("explain", "Circulair").output
    assert "- Values in the portal: circular (Circulair)\n" in page
    assert "Vaste volgorde" not in page
    assert "- Values in the portal: regular (Vaste volgorde), circular (Circulair)," in run("explain", "policy").output


def test_what_only_the_portal_shows_is_no_setting_and_no_rule() -> None:
    known = [word for word in only_in_portal() if find_settings(word) or find_rule(word, all_rules())]
    assert known == []


def test_every_heading_leads_to_all_that_it_names() -> None:
    for heading, names in headings().items():
        found = {setting.group.path(setting.entry).replace(".KEY", "") for setting in find_settings(heading)}
        rule = find_rule(heading, all_rules())
        assert found | ({rule.name} if rule else set()) == set(names), heading


def test_a_word_that_is_longer_than_any_name_is_answered_at_once() -> None:
    done = run("explain", "overflow" + "(" * 20_000)
    assert done.return_value == 2
    assert "nothing is called" in done.stderr
