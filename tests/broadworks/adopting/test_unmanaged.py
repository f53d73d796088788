"""What a plan leaves to the platform: no deployment writes or removes it, it is no drift, and no proof claims it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from deploying import EXAMPLE, NEW_YEAR, Office, office

RECEPTION, GROUP, MENU, BOX = (
    ("user", "receptie@mijnbedrijf.example"),
    ("hunt_group", "verkoop@mijnbedrijf.example"),
    ("auto_attendant", "hoofdmenu@mijnbedrijf.example"),
    ("mailbox", "algemeen@mijnbedrijf.example"),
)
LEFT = {
    "receptie": "[forwarding, voicemail, simultaneous_ring, blocked_callers, block_outgoing, caller_id, call_waiting]",
    "verkoop": "[overflow, not_reachable, when_busy, policy, night_forwarding]",
    "hoofdmenu": "[business_hours, holidays, first_digit_timeout, night_forwarding]",
}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(EXAMPLE, tmp_path / "mijn-bedrijf")
    with office(tmp_path / "mijn-bedrijf") as found:
        found.ok("deploy", "--yes", *NEW_YEAR)
        yield found


def leave(company: Office, key: str, names: str) -> None:
    """Leave settings of an object to the platform, and take them out of the plan."""
    text = (company.folder / "plan.yaml").read_text("utf-8")
    (company.folder / "plan.yaml").write_text(text.replace(f"\n  {key}:\n", f"\n  {key}:\n    unmanaged: {names}\n", 1))


@pytest.mark.parametrize("key", LEFT)
def test_what_is_left_to_the_platform_stays_as_somebody_set_it(key: str, company: Office) -> None:
    before = company.held()
    text = (company.folder / "plan.yaml").read_text("utf-8")
    leave(company, key, LEFT[key])
    planned = company.ok("plan", *NEW_YEAR).out
    assert "no changes" in planned
    assert "unmanaged" not in planned
    # The other way round: somebody changes all of it, and nobody is told, nothing is changed back.
    (company.folder / "plan.yaml").write_text(text, "utf-8")
    company.edit("not_reachable: 0612345678", "not_reachable: 0612345679")
    company.edit("overflow: {after: 30s, to: receptie}", "overflow: {after: 35s, to: support}")
    company.ok("deploy", "--yes", "--force", *NEW_YEAR)
    changed = company.held()
    assert changed != before
    (company.folder / "plan.yaml").write_text(text, "utf-8")
    for other, names in LEFT.items():
        leave(company, other, names)
    assert "no changes" in company.ok("plan", *NEW_YEAR).out
    assert "as the plan wants it" in company.ok("drift", *NEW_YEAR).out
    company.edit("last_name: Verkoop", "last_name: Koopman")
    company.ok("deploy", "--yes", *NEW_YEAR)
    after = company.held()
    assert after["hunt group verkoop@mijnbedrijf.example"] == changed["hunt group verkoop@mijnbedrijf.example"]
    assert "what the platform does at verkoop.overflow is not known" in company.run("check", "--proof").text


def test_what_does_not_exist_yet_is_made_as_if_the_plan_said_nothing_of_it(company: Office) -> None:
    company.edit(
        "\nhunt_groups:\n", "\nhunt_groups:\n  nieuw: {extension: 103, members: [support1], unmanaged: [overflow]}\n"
    )
    company.ok("deploy", "--yes", *NEW_YEAR)
    assert "no changes" in company.ok("plan", *NEW_YEAR).out
    assert company.held()["hunt group nieuw@mijnbedrijf.example"]["overflow.to"] is None
