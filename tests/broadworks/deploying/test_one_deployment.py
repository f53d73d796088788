"""Changes that once were refused for ever, or never found done: each is one deployment, and then nothing is left."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from deploying import EXAMPLE, Office, office

from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Identity

HEAD = """\
nummerplan: 1
company: {name: Zaak, main_number: 0854879610}
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
numbers: [0854879610..0854879639]
"""
BOSS = "users:\n  boss: {extension: 299, number: 0854879610, devices: [{model: generic-sip}]}\n"
RINGS, REFUSES = "UserSimultaneousRingPersonal", "UserSelectiveCallRejection"
PHONE = "devices: [{model: generic-sip}]"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Deploys a small company of which the users and what follows are given; others of it are written by `becomes`."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(HEAD + BOSS, "utf-8")
    with office(folder) as found:

        def deploy(users: str) -> Office:
            becomes(found, users)
            return found

        yield deploy


def write(company: Office, users: str) -> None:
    (company.folder / "plan.yaml").write_text(HEAD + BOSS + users, "utf-8")


def becomes(company: Office, users: str) -> str:
    """Deploys another plan, after which nothing is left to do; gives what was shown."""
    write(company, users)
    done = company.ok("deploy", "--yes", "--allow-delete", "--force")
    assert "no changes" in company.ok("plan").out
    assert "as the plan wants it" in company.ok("drift").out
    return done.out


# Schedules that only rules name which are switched off

RING = "simultaneous_ring: {numbers: [0612345678], during: {schedule: avond}}"
REFUSE = "blocked_callers: {rules: [{name: Reclame, numbers: [0201234567], during: {schedule: avond}}]}"


def evening(name: str, *settings: str) -> str:
    """Anna with some settings, and a schedule of a name, if there is one."""
    schedules = f"schedules: {{avond: {{name: {name}, daily: 18:00-20:00}}}}\n" if name else ""
    return f"  anna: {{extension: 201, {', '.join((PHONE, *settings))}}}\n{schedules}"


@pytest.mark.parametrize(("setting", "also"), [(RING, ""), (RING, "first_name: Anna"), (REFUSE, "call_waiting: false")])
def test_a_schedule_of_a_rule_gets_another_name(live: Callable[[str], Office], setting: str, also: str) -> None:
    company = live(evening("Oud", setting))
    out = becomes(company, evening("Nieuw", setting, *filter(None, [also])))
    assert "  ~ schedule avond, formerly Oud\n" in out
    assert [row[2] for row in company.state()["schedule"]] == ["Nieuw"]
    assert "Oud" not in str(company.state()["user_setting"])
    company.ok("deploy", "--undo", "--yes", "--force", "--allow-delete")
    write(company, evening("Oud", setting))
    assert "no changes" in company.ok("plan").out


def test_a_schedule_that_changes_too_is_made_anew(live: Callable[[str], Office]) -> None:
    company = live(evening("Oud", RING))
    out = becomes(company, evening("Nieuw", RING).replace("18:00-20:00", "18:00-21:00"))
    assert "  - schedule Oud\n" in out
    assert [row[2] for row in company.state()["schedule"]] == ["Nieuw"]


def test_a_schedule_is_deleted_unasked_by_no_new_name(live: Callable[[str], Office]) -> None:
    company = live(evening("Oud", RING))
    write(company, evening("Nieuw", RING))
    company.ok("deploy", "--yes")
    twins = "schedules: {{een: {{name: {0} een, daily: 18:00-20:00}}, twee: {{name: {0} twee, daily: 18:00-20:00}}}}\n"
    becomes(company, twins.format("Oude"))
    write(company, twins.format("Nieuwe"))
    assert "2 to create, 0 to change, 2 to delete" in company.ok("plan").out
    write(company, twins.format("Oude").replace("Oude twee", "Nieuwe twee"))
    assert "formerly Oude twee" in company.ok("deploy", "--yes").out


def test_holidays_and_hours_in_use_get_other_names(live: Callable[[str], Office]) -> None:
    attendant = """\
auto_attendants:
  menu:
    extension: 250
    business_hours: kantoor
    holidays: vrij
    business_hours_menu: {{keys: {{0: {{operator: boss}}}}}}
    after_hours_menu: {{keys: {{0: {{operator: boss}}}}}}
schedules: {{kantoor: {{name: {0}, mon-fri: 08:30-17:30}}}}
holidays: {{vrij: {{name: {1}, dates: {{2027-04-30: Brugdag}}}}}}
"""
    company = live(attendant.format("Kantoor", "Vrij"))
    out = becomes(company, attendant.format("Werktijden", "Feestdagen"))
    assert "  ~ schedule kantoor, formerly Kantoor\n" in out
    assert "  ~ holiday calendar vrij, formerly Vrij\n" in out
    assert "0 to delete" in out


@pytest.mark.parametrize("left", ["simultaneous_ring: {numbers: [0612345678]}", "call_waiting: false"])
def test_a_schedule_goes_that_a_ring_no_longer_names(live: Callable[[str], Office], left: str) -> None:
    company = live(evening("Oud", RING))
    becomes(company, evening("", left))
    assert company.state()["schedule"] == []


def test_rules_of_others_that_are_off_keep_all_but_their_hours(live: Callable[[str], Office]) -> None:
    company = live(evening("Oud", RING, REFUSE))
    becomes(company, evening("Oud"))
    make_rules(company)
    out = becomes(company, evening(""))
    for rule in ("thuis", "avonden"):
        assert f"  note: rule {rule} of anna, which is switched off, loses its hours: Oud goes\n" in out
    assert company.state()["schedule"] == []
    ring, refuse = (row for row in company.state()["user_setting"] if "criteria" in str(row))
    assert '"thuis"' in str((ring, refuse))
    assert "+31201234567" in str((ring, refuse))
    assert "Oud" not in str((ring, refuse))


def make_rules(company: Office) -> None:
    """Somebody makes rules in a portal, for the evening, and switches them off."""
    callers = {"from_dn_criteria_selection": "Any", "include_anonymous_callers": False}
    callers |= {"include_unavailable_callers": False}
    named = {"type": "Group", "name": "Oud"}
    refused = callers | {"from_dn_criteria_selection": "Specified Only", "phone_number": ["+31201234567"]}
    rule = {"time_schedule": named, "blacklisted": False}
    requests: list[tuple[str, dict[str, Any]]] = [
        ("UserServiceAssignListRequest", {"service_name": ["Simultaneous Ring Personal", "Selective Call Rejection"]}),
        (f"{RINGS}AddCriteriaRequest", rule | {"criteria_name": "thuis", "from_dn_criteria": callers}),
        (f"{RINGS}ModifyRequest17", {"criteria_activation": [{"criteria_name": "thuis", "is_active": False}]}),
        (f"{REFUSES}AddCriteriaRequest16", rule | {"criteria_name": "avonden", "from_dn_criteria": refused}),
        (
            f"{REFUSES}ModifyActiveCriteriaListRequest",
            {"criteria_activation": [{"criteria_name": "avonden", "is_active": False}]},
        ),
    ]
    anna = Identity("user", "anna@zaak.example")
    with company.connected() as connection:
        operations = [Operation(anna, request, {"user_id": anna.name, **fields}) for request, fields in requests]
        assert {outcome.verdict for outcome in connection.send(operations)} == {"done"}


# Days that are over, and days that are still far off

CALENDAR = """\
  anna: {extension: 201, devices: [{model: generic-sip}]}
schedules: {kantoor: {mon-fri: 09:00-17:00, dates: {2026-12-20: 12:00-17:00, 2028-03-04: 10:00-12:00}}}
holidays:
  nl:
    public: NL
    yearly: {12-27..01-02: Kerstsluiting, 12-24: {name: Kerstavond, closed: 12:00-24:00}}
    dates: {2026-12-28..2026-12-31: Verhuizing, 2027-03-03: Open dag}
"""
FAR = "note: the days of {} are not in calendar nl yet; they come when it changes, or from January {} on\n"


def on(company: Office, day: str, code: int = 0) -> str:
    """What drift says on a day; `plan` finds changes where it finds differences."""
    out = company.ok("drift", "--today", day, code=code).out
    assert ("no changes" in company.ok("plan", "--today", day).out) == (code == 0)
    return out


@pytest.mark.parametrize("day", ["2026-12-21", "2026-12-30"])
def test_days_that_are_over_are_no_drift(live: Callable[[str], Office], day: str) -> None:
    write(company := live(""), CALENDAR)
    company.ok("deploy", "--yes", "--today", "2026-12-01")
    before = company.state("event")
    assert "differs" not in on(company, day)
    assert "note: " not in on(company, day)
    write(company, CALENDAR.replace("2026-12-20: 12:00-17:00, ", ""))
    assert "differs" not in on(company, day), "nor is it one when the plan no longer has them"
    assert company.state("event") == before


@pytest.mark.parametrize("day", ["2027-01-01", "2027-12-31"])
def test_the_year_after_next_is_not_there_yet(live: Callable[[str], Office], day: str) -> None:
    write(company := live(""), CALENDAR)
    company.ok("deploy", "--yes", "--today", "2026-12-01")
    assert FAR.format(2029, 2028) in on(company, day)


def test_next_year_has_to_be_there(live: Callable[[str], Office]) -> None:
    write(company := live(""), CALENDAR)
    company.ok("deploy", "--yes", "--today", "2026-12-01")
    assert "holiday calendar nl: days is [" in on(company, "2028-01-03", code=1)
    company.ok("deploy", "--yes", "--today", "2028-01-03")
    assert "note: " not in on(company, "2028-01-03")
    assert FAR.format(2031, 2030) in on(company, "2029-06-01")


def test_the_year_after_next_comes_when_the_calendar_changes(live: Callable[[str], Office]) -> None:
    write(company := live(""), CALENDAR)
    company.ok("deploy", "--yes", "--today", "2026-12-01")
    write(company, CALENDAR.replace("2027-03-03: Open dag", "2029-03-03: Open dag"))
    assert "2029-03-03 Open dag" in company.ok("deploy", "--yes", "--today", "2027-04-01").out
    assert "note: " not in on(company, "2027-04-01")
    assert any("2029-12-25" in str(row) for row in company.state()["event"])


# Forwards by number to somebody who is renumbered

TWO = """\
  anna: {{extension: {anna}, number: 0854879611, {phone}, forwarding: {{busy: bob}}}}
  bob: {{extension: {bob}, number: 0854879612, {phone}, {name}forwarding: {{not_reachable: anna}}}}
"""


def two(anna: int, bob: int, name: str = "") -> str:
    return TWO.format(anna=anna, bob=bob, phone=PHONE, name=f"first_name: {name}, " if name else "")


def by_number(company: Office) -> None:
    """Somebody writes the number of anna where bob's forward has her extension."""
    company.by_hand("user_setting", '"201"', '"+31854879611"', "bob@%")


def forward_of_bob(company: Office) -> object:
    return company.held()["user bob@zaak.example"]["forwarding.not_reachable.to"]


@pytest.mark.parametrize("extensions", [(251, 252), (202, 201)])
def test_two_who_forward_to_each_other_get_other_extensions(
    live: Callable[[str], Office], extensions: tuple[int, int]
) -> None:
    company = live(two(201, 202))
    becomes(company, two(*extensions))
    assert forward_of_bob(company) == str(extensions[0])


def test_somebody_is_renumbered_while_another_who_changes_forwards_to_his_number(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    out = becomes(company, two(251, 202, "Bob"))
    assert "forwarding" not in out.partition("callers:")[0], "his number still leads to anna"
    assert forward_of_bob(company) == "+31854879611"


def test_who_forwards_by_number_is_read_back_as_he_was(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    becomes(company, two(201, 202, "Bob"))
    assert forward_of_bob(company) == "+31854879611"


def test_a_number_that_goes_to_somebody_else_takes_no_forward_along(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    out = becomes(
        company,
        two(201, 202).replace(", number: 0854879611", "")
        + f"  carla: {{extension: 203, number: 0854879611, {PHONE}}}\n",
    )
    assert "forwarding.not_reachable.to: 085 487 9611 -> 201 (anna)" in out
    assert forward_of_bob(company) == "201"


def test_undoing_a_renumbering_leaves_forwards_by_number_alone(live: Callable[[str], Office]) -> None:
    company = live(two(201, 202))
    by_number(company)
    before = company.state()
    becomes(company, two(251, 202, "Bob"))
    company.ok("deploy", "--undo", "--yes")
    assert company.state() == before


def test_everybody_who_leads_to_a_renumbered_person_by_number_stays_as_he_is(tmp_path: Path) -> None:
    """Forwards, overflows, keys of menus and the night of the example company, all written by hand as a number."""
    shutil.copytree(EXAMPLE, tmp_path / "mijn-bedrijf")
    with office(tmp_path / "mijn-bedrijf") as company:
        company.ok("deploy", "--yes")
        number = '"+31854879610"'
        company.by_hand("subscriber", '"phoneNumber":"209"', f'"phoneNumber":{number}')
        for table in ("subscriber", "user_setting"):
            company.by_hand(table, '"forwardToPhoneNumber":"209"', f'"forwardToPhoneNumber":{number}')
        by_number = str(company.state()).count(number)
        assert "no changes" in company.ok("plan").out
        company.edit("extension: 209", "extension: 219")
        out = company.ok("deploy", "--yes", "--force").out
        assert "no changes" in company.ok("plan").out
        changed = [line for line in out.splitlines() if "209" in line and "callers" not in line]
        assert changed == ["      extension: 209 -> 219"]
        assert str(company.state()).count(number) == by_number


# Other keys

RENAMED = {
    "hunt_groups": """\
  anna: {{extension: 201, devices: [{{model: generic-sip}}]}}
hunt_groups:
  {key}{former}extension: 300, number: 0854879613, extra_numbers: [0854879614], members: [anna],
    overflow: {{after: 20s, to: anna}}}}
""",
    "auto_attendants": """\
  anna: {{extension: 201, devices: [{{model: generic-sip}}]}}
auto_attendants:
  {key}{former}extension: 400, number: 0854879613, business_hours_menu: {{keys: {{1: anna, 0: {{operator: anna}}}}}}}}
""",
    "mailboxes": """\
  anna: {{extension: 201, devices: [{{model: generic-sip}}]}}
mailboxes:
  {key}{former}extension: 500, email: post@zaak.example}}
""",
    "users": """\
  bob: {{extension: 202, devices: [{{model: yealink-t31p, mac: 80:5E:C0:00:00:01, line: 2}}]}}
  {key}{former}extension: 201, password: !secret users/anna, voicemail: {{email: anna@zaak.example}}, devices: [
    {{model: yealink-t31p, mac: 80:5E:C0:00:00:01, password: !secret devices/anna, sip_password: !secret sip/anna}}]}}
""",
}


def under(section: str, key: str, former: str = "") -> str:
    return RENAMED[section].format(key=key, former=f": {{renamed_from: {former}, " if former else ": {")


def rows_of_ids(company: Office) -> dict[str, int]:
    """The platform's own number of each object that has a user id: who is deleted and made again gets another."""
    assert company.served is not None
    return {row["user_id"]: row["id"] for row in company.served.store.all("SELECT id, user_id FROM subscriber")}


@pytest.mark.parametrize("section", RENAMED)
def test_what_is_renamed_stays_the_same_object(live: Callable[[str], Office], section: str) -> None:
    company = live(under(section, "oud"))
    ids, devices = rows_of_ids(company), company.state()["device"]
    out = becomes(company, under(section, "nieuw", "oud"))
    assert " nieuw, formerly oud@zaak.example\n" in out
    assert "0 to create, 1 to change, 0 to delete" in out
    assert "password" not in out
    after = rows_of_ids(company)
    assert after.pop("nieuw@zaak.example") == ids.pop("oud@zaak.example")
    assert after == ids
    assert company.state()["device"] == devices
    becomes(company, under(section, "nieuw"))
    assert company.state()["device"] == devices, "nor does anything come of it when the plan forgets the former key"


def test_a_telephone_keeps_its_line_and_its_name_whatever_its_users_are_called(live: Callable[[str], Office]) -> None:
    company = live(under("users", "anna"))
    before = company.held()["user anna@zaak.example"]
    becomes(company, under("users", "anja", "anna"))
    becomes(company, under("users", "anita", "anja"))
    note = "note: the account of anita stays anna-yealink-t31p on the platform; write sip_username: anna-yealink-t31p"
    assert note in company.ok("plan").out
    after = company.held()["user anita@zaak.example"]
    assert {name: after[name] for name in ("device", "sip_username")} == {
        "device": "bob-yealink-t31p",
        "sip_username": before["sip_username"],
    }


def shared_lines(company: Office) -> list[str]:
    """The lines of all telephones beside the first ones."""
    assert company.served is not None
    rows = company.served.store.all("SELECT line_port FROM shared_line ORDER BY line_port")
    return [row["line_port"] for row in rows]


def test_second_telephones_keep_their_lines_and_names_whatever_their_users_are_called(
    live: Callable[[str], Office],
) -> None:
    phones = "devices: [{model: generic-sip}, {model: generic-sip}, {model: yealink-t31p, mac: 80:5E:C0:00:00:01}]"
    company = live(f"  anna: {{extension: 201, {phones}}}\n")
    devices, lines = company.state()["device"], shared_lines(company)
    assert len(lines) == 2
    out = becomes(company, f"  anja: {{renamed_from: anna, extension: 201, {phones}}}\n")
    assert "0 to create, 1 to change, 0 to delete" in out
    assert (company.state()["device"], shared_lines(company)) == (devices, lines)
    becomes(company, f"  anja: {{extension: 201, {phones}}}\n")
    assert (company.state()["device"], shared_lines(company)) == (devices, lines)
    note = "note: the account of anja stays anna-yealink-t31p on the platform; write sip_username: anna-yealink-t31p"
    assert note not in company.ok("plan").out, "the account is called as the telephone is"


def test_telephones_come_change_places_and_go(live: Callable[[str], Office]) -> None:
    desk, home, car = (f"{{model: generic-sip, name: {name}}}" for name in ("bureau", "thuis", "auto"))
    company = live(f"  anna: {{extension: 201, devices: [{desk}]}}\n")
    for anna, bob in (
        ((desk, home), (car,)),
        ((home, desk), (car,)),
        ((desk, car, home), ()),
        ((car,), (desk, home)),
        ((), (home, car)),
    ):
        people = (("anna", anna, 201), ("bob", bob, 202))
        kept = "forwarding: {always: boss}"
        becomes(
            company,
            "".join(f"  {key}: {{extension: {n}, {kept}, devices: [{', '.join(of)}]}}\n" for key, of, n in people),
        )
        assert len(shared_lines(company)) == max(len(anna) - 1, 0) + max(len(bob) - 1, 0)
    becomes(company, "")
    assert shared_lines(company) == []


def test_who_had_a_user_name_is_recognised_by_his_line(live: Callable[[str], Office]) -> None:
    company = live(f"  anna: {{extension: 201, username: a1, {PHONE}}}\n")
    ids, devices = rows_of_ids(company), company.state()["device"]
    out = becomes(company, f"  anja: {{renamed_from: anna, extension: 251, {PHONE}}}\n")
    assert "~ user anja, formerly a1@zaak.example" in out
    assert "0 to create, 1 to change, 0 to delete" in out
    assert rows_of_ids(company)["anja@zaak.example"] == ids["a1@zaak.example"]
    assert company.state()["device"] == devices


def test_a_shared_telephone_outlives_who_it_was_called_after(live: Callable[[str], Office]) -> None:
    company = live(under("users", "anna"))
    line = company.held()["user anna@zaak.example"]["sip_username"]
    out = becomes(company, under("users", "anna").partition("\n")[2])
    assert "0 to create, 1 to change, 1 to delete" in out
    assert "  ~ telephone bob-yealink-t31p\n      username: - -> bob-yealink-t31p\n" in out
    assert company.held()["user anna@zaak.example"]["sip_username"] == line
    assert "note: a telephone stays bob-yealink-t31p on the platform" in company.ok("plan").out


def test_a_telephone_that_another_names_is_new(live: Callable[[str], Office]) -> None:
    company = live(f"  anna: {{extension: 201, {PHONE}}}\n")
    assert "+ telephone toestel" in becomes(
        company, "  anna: {extension: 201, devices: [{model: generic-sip, name: toestel}]}\n"
    )
    out = becomes(company, "  anna: {extension: 201, devices: [{model: yealink-t31p}]}\n")
    assert "+ telephone anna-yealink-t31p" in out


def test_who_forgets_the_former_key_is_told_what_the_telephone_is_called(live: Callable[[str], Office]) -> None:
    company = live(f"  anna: {{extension: 201, username: a1, {PHONE}}}\n")
    becomes(company, f"  anja: {{extension: 201, username: a1, {PHONE}}}\n")
    note = "note: a telephone stays anna-generic-sip on the platform; write name: anna-generic-sip in its device, for"
    assert note in company.ok("plan").out
    assert note in company.ok("drift").out
    company.edit("username: a1, devices: [{model", "username: a1, devices: [{name: anna-generic-sip, model")
    assert "note" not in company.ok("plan").out


def test_a_schedule_is_renamed_by_its_name(live: Callable[[str], Office]) -> None:
    schedule = "schedules: {{avond: {{daily: 18:00-20:00, {}}}}}\n"
    company = live(schedule.format("name: Oud"))
    out = becomes(company, schedule.format("name: Nieuw, renamed_from: Oud"))
    assert "0 to create, 1 to change, 0 to delete; commands: 1," in out
