"""Twenty plans of small companies as a good partner writes them: no error, no warning; and each way to spoil one, told.

The plans are in `tests/rules/plans`. A spoilt plan gets exactly the findings named: one for each defect, at its place.
"""

from datetime import date
from pathlib import Path

import pytest

from nummerplan.compiler.pipeline import check_paths, check_text
from nummerplan.model.finding import Level, LocatedFinding

PLANS = Path(__file__).parent / "plans"
COMPANIES = sorted(path.name for path in PLANS.iterdir())
TODAY = date(2026, 11, 23)


def serious(findings: tuple[LocatedFinding, ...]) -> list[str]:
    """Errors and warnings as `level rule: what is pointed at`."""
    return [f"{f.level} {f.rule}: {f.span.text}" for f in findings if f.level is not Level.ADVICE]


@pytest.mark.parametrize("company", COMPANIES)
def test_a_good_plan_is_clean(company: str) -> None:
    _, report = check_paths([PLANS / company], TODAY)
    assert report.coverage.plans == 1
    assert serious(report.findings) == []
    assert len(report.findings) <= 2, "advice is rare, or nobody reads it"


def test_there_are_twenty_and_they_share_nothing() -> None:
    _, report = check_paths([PLANS], TODAY)
    assert report.coverage.plans == len(COMPANIES) == 20
    assert serious(report.findings) == []


SPOILT = [
    ("bakery", "    overflow: {after: 40s, to: bestellen}\n", "    overflow: {after: 40s, to: bestelling}\n",
     ["error destination-unknown: bestelling"]),
    ("bakery", "to: gesloten}", "to: iedereen}",
     ["error night-destination-forwarded: iedereen", "warning object-only-colleagues-reach: gesloten"]),
    ("bakery", "  night_forwarding: {mode: schedule, to: gesloten}\n", "",
     ["warning company-hours-without-effect: winkel", "warning object-only-colleagues-reach: gesloten"]),
    ("bakery", "    devices: [{model: yealink-w70b, mac: 80:5E:C0:20:01:02, password: !secret devices/bakkerij}]\n", "",
     ["error nothing-can-ring: bakkerij"]),
    ("notary", "number: 030-5550202\n", "number: 030-5550202\n    night_forwarding: on\n",
     ["warning night-forwarding-always-on: on"]),
    ("notary", "forwarding: {missed: {to: secretariaat, rings: 4}}", "forwarding: {no_answer: secretariaat}",
     ["warning missed-calls-lost: forwarding"]),
    ("notary", "members: [secretaresse1, secretaresse2]", "members: [secretaresse1, secretaresse1]",
     ["warning member-twice: secretaresse1"]),
    ("notary", "overflow: {after: 30s, to: {voicemail: balie}}", "overflow: {after: 30s, to: notaris}",
     ["error forwarding-loop: notaris"]),
    ("notary", "    extension: 203\n    number: 030-5550203\n", "",
     ["error object-nobody-reaches: kandidaat"]),
    ("notary", "    extension: 205\n", "",
     ["error member-without-number: secretaresse2"]),
    ("school", "        3: conciergerie\n", "        4: conciergerie\n",
     ['warning menu-key-promised-not-set: "Welkom bij De Regenboog.']),
    ("school", "2: {operator: administratie}", "2: administratie",
     ["error menu-without-operator: business_hours_menu"]),
    ("builder", "block_outgoing: [international,", "block_outgoing: [mobile, international,",
     ["error forward-to-blocked-number: sjoerd_mobiel"]),
    ("builder", "no_answer: 0515-555140", "no_answer: 21",
     ["error mobile-forwards-to-extension: 21"]),
    ("builder", "{missed: {to: werf, rings: 5}}", "{missed: {to: +32 470 12 34 56, rings: 5}}",
     ["error forward-to-blocked-number: +32 470 12 34 56"]),
    ("builder", "no_answer: 0515-555140, ", "",
     ["warning mobile-voicemail-takes-calls: sjoerd_mobiel"]),
    ("gp-practice", "overflow: {after: 90s, to: terugbellen}", "overflow: {after: 110s, to: terugbellen}",
     ["warning unanswered-too-long: terugbellen"]),
    ("gp-practice", "telefonisch: {mon-fri: [08:00-12:00, 13:00-16:00]}", "telefonisch: {mon-fri: 08:00-18:00}",
     ["warning open-while-next-closed: telefonisch"]),
    ("gp-practice", "{mode: schedule, to: huisartsenpost}", "{mode: schedule}",
     ["error night-destination-missing: night_forwarding"]),
    ("taxi", "    night_forwarding: off\n", "",
     ["error night-destination-forwarded: nachtdienst"]),
    # Its network's voicemail takes what the mobile does not answer: handed over, which is advice.
    ("taxi", "to: nachtdienst}\nnumbers", "to: nachtauto}\nnumbers", []),
    ("duty-rota", "    forwarding: {missed: {to: meldkamer, rings: 6}}\n", "",
     ["error night-destination-loses-calls: nachtmenu", "warning object-only-colleagues-reach: meldkamer"]),
    ("duty-rota", "    night_forwarding: off\n    simultaneous", "    simultaneous",
     ["error night-key-leads-to-closed: piket"]),
    ("after-hours-menu", "  holidays: nl\nnumbers", "  holidays: nl\n  night_forwarding: {to: bericht}\nnumbers",
     ["warning after-hours-menu-never-plays: after_hours_menu"]),
    ("fax-only-number", "number: 043-5551009, ", "extension: 997, ",
     ["warning fax-without-number: fax"]),
    ("fax-only-number", "number: 043-5551009, ", "",
     ["error object-nobody-reaches: fax"]),
    ("accountant", "password: !secret devices/partner", "password: geheim",
     ["error secret-in-plain-text: ******"]),
    ("accountant", "{mode: schedule, to: 999}", "{mode: on, to: 999}",
     ["warning night-forwarding-always-on: on"]),
    ("webshop", "1: {operator: retouren}", "1: {operator: retour}",
     ["error destination-unknown: retour"]),
    ("webshop", "overflow: {after: 90s, to: bericht}", "overflow: {after: 90s, to: retouren}",
     ["error forwarding-loop: verkoop", "warning object-only-colleagues-reach: bericht"]),
    ("lunch-closing", "balie: {mon-fri: [08:00-12:30,", "balie: {mon-fri: [08:00-13:30,",
     ["warning schedule-overlap: 13:15-17:30", "warning after-hours-menu-never-plays: after_hours_menu"]),
    ("one-person", ", when: [busy, no_answer], rings: 5", "",
     ["warning missed-calls-lost: voicemail"]),
    ("hotel", "    voicemail: {email: desk@duinzicht.example, when: [busy, no_answer], rings: 6}\n",
     "    forwarding: {missed: restaurant}\n",
     ["error forwarding-loop: receptie"]),
    ("dentist", "extension: 20, number: 073-5551500", "extension: 112, number: 073-5551500",
     ["error extension-hides-service-number: 112"]),
]  # fmt: skip
"""A plan, what is written in it, what somebody writes instead, and what is then found."""


@pytest.mark.parametrize(("company", "good", "bad", "expected"), SPOILT, ids=lambda text: str(text)[:40])
def test_a_spoilt_plan_is_told_once_for_each_defect(company: str, good: str, bad: str, expected: list[str]) -> None:
    text = (PLANS / f"{company}.plan.yaml").read_text(encoding="utf-8")
    assert good in text
    found = serious(check_text(text.replace(good, bad, 1), today=TODAY).findings)
    assert [line[: len(wanted)] for line, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected), found


def test_extensions_that_begin_911_are_no_trouble_where_112_works() -> None:
    text = (PLANS / "dentist.plan.yaml").read_text(encoding="utf-8").replace("extension: 20,", "extension: 91,")
    assert serious(check_text(text, today=TODAY).findings) == []


def test_a_key_that_repeats_the_menu_need_not_be_promised() -> None:
    text = (PLANS / "webshop.plan.yaml").read_text(encoding="utf-8")
    assert "star: repeat_menu" in text
    assert "menu-key-not-promised" not in {finding.rule for finding in check_text(text, today=TODAY).findings}


def test_night_forwardings_that_lead_to_each_other_are_one_circle() -> None:
    text = (PLANS / "notary.plan.yaml").read_text(encoding="utf-8")
    for number, other in (("030-5550202", "kandidaat"), ("030-5550203", "notaris")):
        own = f"number: {number}\n    night_forwarding: {{mode: follow, to: {other}}}\n"
        text = text.replace(f"number: {number}\n", own, 1)
    (loop,) = (f for f in check_text(text, today=TODAY).findings if f.level is Level.ERROR)
    assert loop.rule == "night-destination-forwarded"
    assert "user kandidaat -> user notaris -> user kandidaat" in str(loop.message)


def test_a_group_that_is_its_own_night_destination_does_not_overflow_to_itself() -> None:
    text = (PLANS / "bakery.plan.yaml").read_text(encoding="utf-8").replace("to: gesloten}", "to: iedereen}")
    rules = {finding.rule for finding in check_text(text, today=TODAY).findings}
    assert not rules & {"overflow-returns", "forwarding-loop"}


def test_a_weak_secret_is_worth_a_line_where_plain_secrets_are_allowed() -> None:
    from nummerplan.compiler.findings.rule_selection import Selection
    from nummerplan.compiler.pipeline import check_texts

    text = (PLANS / "accountant.plan.yaml").read_text(encoding="utf-8")
    text = text.replace("password: !secret devices/partner", "password: geheim")
    selection = Selection(ignore=("secret-in-plain-text",))
    checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], TODAY, selection)
    assert serious(checked.located) == ["error device-password-weak: ******"]
