"""Telephones with one place that pass from one person to another: one deployment, whatever the order of the people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from deploying import Office, office

HEAD = """\
nummerplan: 1
company: {name: Zaak, main_number: 0854879610}
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
numbers: [0854879610..0854879619]
auto_attendants: {menu: {extension: 400, number: 0854879610, business_hours_menu: {keys: {0: {operator: anna}}}}}
users:
"""
DESK = "{model: generic-sip, name: balie, mac: 00:04:13:AB:CD:01, sip_username: %s}"
CANTEEN = "{model: generic-sip, name: kantine, mac: 00:04:13:AB:CD:02, sip_username: %s}"


def people(**telephones: str) -> str:
    """Anna and whoever else there is, each with these telephones; who has none forwards to Anna."""
    users = "".join(
        f"  {name}: {{extension: {extension}, "
        + (f"devices: [{devices}]}}\n" if devices else "forwarding: {always: anna}}\n")
        for extension, (name, devices) in enumerate(telephones.items(), 201)
    )
    return f"{HEAD}{users}"


BEFORE = people(anna=DESK % "a", bert=CANTEEN % "b", cees="", dora="{model: generic-sip, name: zolder}")
AFTER = {
    "they swap": people(anna=CANTEEN % "a", bert=DESK % "b", cees="", dora="{model: generic-sip, name: zolder}"),
    "all pass theirs on": people(
        anna=CANTEEN % "a", bert="{model: generic-sip, name: zolder, sip_username: b}", cees=DESK % "c", dora=""
    ),
    "one who goes leaves his to one who comes": people(
        anna=DESK % "a", evert=CANTEEN % "e", cees="", dora="{model: generic-sip, name: zolder}"
    ).replace("202", "222"),
    "one gives his up for another's, and his goes": people(
        anna=CANTEEN % "a", bert="", cees="", dora="{model: generic-sip, name: zolder}"
    ),
    "a first one becomes another's second": people(
        anna=f"{DESK % 'a'}, {CANTEEN % 'a2'}", bert="", cees="", dora="{model: generic-sip, name: zolder}"
    ),
}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(BEFORE, "utf-8")
    with office(folder) as found:
        assert found.served is not None
        with found.served.store.transaction():
            found.served.store.run("UPDATE device_type SET ports = 1")
        found.ok("deploy", "--yes")
        yield found


@pytest.mark.parametrize("case", AFTER)
def test_a_telephone_with_one_place_passes_in_one_deployment(case: str, company: Office) -> None:
    for text in (AFTER[case], BEFORE):
        (company.folder / "plan.yaml").write_text(text, "utf-8")
        company.ok("deploy", "--yes", "--force", "--allow-delete")
        assert "as the plan wants it" in company.ok("drift").out


def test_whoever_has_the_telephone_that_one_object_gets_changes_with_it(company: Office) -> None:
    (company.folder / "plan.yaml").write_text(AFTER["they swap"], "utf-8")
    company.ok("deploy", "--yes", "--force", "--only", "anna")
    assert "as the plan wants it" in company.ok("drift").out
