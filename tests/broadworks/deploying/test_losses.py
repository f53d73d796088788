"""What callers would notice of a platform is told before anything is sent, and sent only where the plan accepts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from deploying import Office, office

from nummerplan.targets.broadworks.object_kind import PlanContext

PLAN = """\
nummerplan: 1
company: {name: Veldproef, main_number: 088-7654000, country: NL}
numbers: [088-7654000..088-7654009]
platform: {name: hosted, service_provider: SP, group: veld, domain: veld.example}
users:
  anna:
    first_name: Anna
    extension: 201
    devices: [{model: generic-sip}]
    voicemail: {email: anna@v.example, when: [busy, no_answer]}
  bert: {first_name: Bert, extension: 202, devices: [{model: generic-sip}]}
hunt_groups:
  balie:
    extension: 301
    number: 088-7654000
    members: [anna, bert]
    overflow: {after: 60s, to: {voicemail: anna}}
"""
PROVEN = "proven: on all 4 numbers and extensions callers and colleagues meet exactly what the plan says"
NO_CODE = 'voicemail_transfer = "none"'
LOSS = "the platform has no transfer to voicemail (voicemail_transfer); nothing is set here"
DOMAIN = "domain: veld.example"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    with office(folder) as found:
        yield found


def accept(company: Office, entry: str) -> None:
    company.edit(DOMAIN, f"{DOMAIN}, accepts: [{{{entry}, reason: known}}]")


def test_a_group_overflows_to_a_voicemail_by_the_platform_s_transfer(company: Office) -> None:
    done = company.ok("deploy", "--yes")
    assert f"  translation: {PROVEN}" in done.out
    assert f"  translation: {PROVEN}" in done.err  # of what was read back
    held = company.held()["hunt group balie@veld.example"]
    assert (held["overflow.to"], held["when_busy"]) == ("*55201", "*55201")
    assert company.ok("drift").out.endswith(f"  translation: {PROVEN}\n")


def test_a_loss_that_callers_notice_stops_a_deployment_until_it_is_accepted(company: Office) -> None:
    company.settings(NO_CODE)
    before = company.state()
    for command in (("deploy", "--yes"), ("plan",)):
        done = company.ok(*command, code=1)
        assert f": {LOSS} [voicemail-destination]" in done.out
        assert "the plan says hunt group balie for 60 s, then the voicemail of anna; there it is hunt group" in done.out
        assert "the plan does not accept it (platform.accepts): plan.yaml:17:" in done.err
    assert company.state() == before
    accept(company, "loss: voicemail-destination, at: balie")
    assert PROVEN not in company.ok("deploy", "--yes").text
    assert "everything else is proven" in company.ok("drift").out


def test_a_loss_that_is_met_only_where_another_one_sends_callers_is_accepted_too(company: Office) -> None:
    """No mobile rings along while all calls to bert are forwarded; where they are not, it does, on days off too."""
    clock = "schedules: {werk: {daily: 08:00-18:00}}\nholidays: {vrij: {dates: {2027-05-05: Bevrijdingsdag}}}\nusers:"
    along = "simultaneous_ring: {numbers: [0612345678], during: {schedule: werk, holidays: vrij}}"
    company.edit("users:", clock)
    company.edit("extension: 202,", f"extension: 202, forwarding: {{always: {{voicemail: anna}}}}, {along},")
    company.edit("to: {voicemail: anna}}", "to: anna}")
    company.ok("deploy", "--yes")
    company.settings(NO_CODE)
    accept(company, "loss: voicemail-destination, at: bert")
    done = company.ok("deploy", "--yes", code=1)
    assert "[rule-holidays]" in done.err
    assert "[voicemail-destination]" not in done.err
    company.edit("bert, reason: known}", "bert, reason: known}, {loss: rule-holidays, at: bert, reason: known}")
    company.ok("deploy", "--yes")


@pytest.mark.parametrize(
    "entry",
    [
        "loss: voicemail-destination, at: anna",
        "loss: night-destination, at: all",
        "loss: voicemail-destination, at: all, until: 2026-11-29",
    ],
)
def test_another_loss_another_object_or_a_day_that_has_passed_accepts_nothing(company: Office, entry: str) -> None:
    company.settings(NO_CODE)
    accept(company, entry)
    company.ok("deploy", "--yes", "--today", "2026-11-30", code=1)


def test_check_warns_of_losses_and_of_entries_in_vain(company: Office) -> None:
    company.settings(NO_CODE)
    done = company.ok("check", "--format", "concise", code=1)
    assert f"warning[NP801] platform-loss: on hosted: {LOSS} [voicemail-destination]" in done.out
    accept(company, "loss: voicemail-destination, at: all, until: 2026-11-29")
    done = company.ok("check", "--format", "concise", "--today", "2026-11-30", code=1)
    assert "NP801" in done.out
    assert "warning[NP803] loss-acceptance-expired: voicemail-destination was accepted until 2026-11-29" in done.out
    assert "NP80" not in company.ok("check", "--format", "concise", "--today", "2026-11-29").out
    company.settings()
    done = company.ok("check", "--format", "concise", "--today", "2026-11-29", code=1)
    assert "warning[NP802] loss-accepted-in-vain: hosted has no loss voicemail-destination at all" in done.out


def test_harmless_losses_are_for_those_who_want_all(company: Office) -> None:
    harmless = "a ring lasts as long as the platform says"
    assert harmless not in company.ok("plan").out
    assert harmless in company.ok("plan", "--verbose").out


def test_what_no_loss_explains_is_a_defect_and_stops_the_deployment(
    company: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlanContext, "dials", lambda self, destination: "202" if destination else None)
    before = company.state()
    done = company.ok("deploy", "--yes", code=1)
    assert "not explained: at any time, 088 765 4000 and extension 301" in done.out
    assert "that is a defect of nummerplan, and nothing is sent" in done.err
    assert company.state() == before
    done = company.ok("compile", "--target", "broadworks", "--out", "out", code=1)
    assert "  note: not explained: " in done.out


def test_drift_says_what_callers_meet_of_a_change_by_hand(company: Office) -> None:
    company.ok("deploy", "--yes")
    company.by_hand("subscriber", '"*55201"', '"202"', "balie@%")
    done = company.ok("drift", code=1)
    assert "not explained: at any time, 088 765 4000 and extension 301" in done.out
