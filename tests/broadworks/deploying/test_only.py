"""`--only KEY`: one object and what it needs, and nothing else; whoever deploys the rest later finds it undone."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from broadworks_live import at_work, plan, platform
from deploying import Office, office

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy
from nummerplan.compiler.deployment.planning.chosen_changes import PlanOptions
from nummerplan.compiler.deployment.planning.deployments import plan_changes

COMPANY = """\
nummerplan: 1
company: {name: Zaak, main_number: 0854879610}
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
numbers: [0854879610..0854879639]
schedules: {kantoor: {mon-fri: 09:00-17:00}, avond: {daily: 18:00-20:00}}
users:
  anna: {extension: 201, number: 0854879610, password: !secret users/anna, devices: [{model: generic-sip}]}
  bob: {extension: 202, password: !secret users/bob, devices: [{model: generic-sip}]}
  carla: {extension: 203, devices: [{model: generic-sip}]}
  dirk: {extension: 204, forwarding: {always: carla}}
hunt_groups:
  balie: {extension: 300, members: [anna, bob], overflow: {after: 20s, to: dirk}}
auto_attendants:
  menu:
    extension: 400
    business_hours: kantoor
    business_hours_menu: {keys: {1: balie, 0: {operator: anna}}}
    after_hours_menu: {keys: {0: {operator: anna}}}
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(COMPANY, "utf-8")
    with office(folder) as found:
        yield found


@pytest.fixture
def live(empty: Office) -> Office:
    empty.ok("deploy", "--yes")
    return empty


def changed(company: Office, *keys: str) -> list[str]:
    """What `plan` would do to which objects, with what they need."""
    only = [option for key in keys for option in ("--only", key)]
    (found,) = json.loads(company.ok("plan", *only, "--format", "json").out)["plans"]
    return sorted(f"{one['action']} {one['name'].partition('@')[0]}" for one in found["changes"])


FIRST_NAMES = {f"{key}: {{": f"{key}: {{first_name: X, " for key in ("anna", "bob", "carla", "dirk")}
BOB = "  bob: {extension: 202, password: !secret users/bob, devices: [{model: generic-sip}]}\n"
EVA = "  eva: {extension: 205, devices: [{model: generic-sip}]}\n"
CASES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "others change too": ("anna", {}, ["change anna"]),
    "a new member of a group and his telephone": (
        "balie",
        {"[anna, bob]": "[anna, eva]", "  dirk: ": f"{EVA}  dirk: "},
        ["change balie", "create eva", "create eva-generic-sip"],
    ),
    "whom it leads to gets another extension": (
        "balie",
        {"extension: 204": "extension: 254", "after: 20s": "after: 30s"},
        ["change balie", "change dirk"],
    ),
    "his extension comes from another, who gets a third one's": (
        "anna",
        {
            "extension: 201": "extension: X",
            "extension: 203": "extension: 206",
            "extension: 202": "extension: 203",
            "extension: X": "extension: 202",
        },
        ["change anna", "change bob", "change carla"],
    ),
    "a menu at other hours": (
        "menu",
        {"business_hours: kantoor": "business_hours: winkel", "{kantoor": "{winkel: {sat: 10:00-16:00}, kantoor"},
        ["change menu", "create winkel"],
    ),
    "somebody new with his telephone": (
        "eva",
        {"  dirk: ": EVA.replace("[{", "[{mac: 80:5E:C0:00:00:01, ") + "  dirk: "},
        ["create eva", "create eva-generic-sip"],
    ),
    "who goes is taken off before": (
        "bob",
        {"[anna, bob]": "[anna]", BOB: ""},
        ["change balie", "delete bob", "delete bob-generic-sip"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_object_and_what_it_needs(live: Office, case: str) -> None:
    key, edits, expected = CASES[case]
    for old, new in edits.items():
        live.edit(old, new)
    for old, new in FIRST_NAMES.items():
        if old in (live.folder / "plan.yaml").read_text("utf-8"):
            live.edit(old, new)
    assert changed(live, key) == expected
    others = {*changed(live)} - {*expected}
    assert others
    live.ok("deploy", "--only", key, "--yes", "--force", "--allow-delete")
    assert {*changed(live)} == others


def test_a_telephone_is_of_who_has_it(live: Office) -> None:
    live.edit("203, devices: [{model", "203, devices: [{mac: 80:5E:C0:00:00:01, model")
    assert changed(live, "carla") == ["change carla-generic-sip"]


def test_a_second_telephone_comes_with_who_gets_it_whatever_it_is_called_after(live: Office) -> None:
    shared = "mac: 80:5E:C0:00:00:01, model: generic-sip"
    live.edit("203, devices: [{model: generic-sip", f"203, devices: [{{{shared}")
    live.edit("extension: 204,", f"extension: 204, devices: [{{model: generic-sip}}, {{{shared}, line: 2}}],")
    assert changed(live, "dirk") == ["change carla-generic-sip", "change dirk", "create dirk-generic-sip"]


def test_what_is_left_out_is_counted_and_not_taken_for_done(empty: Office) -> None:
    done = empty.ok("deploy", "--only", "anna", "--yes")
    assert "+ user anna" in done.out
    assert "user bob" not in done.out
    assert "  = objects that change too and were not asked for: 10\n" in done.out
    assert (
        "no changes to what was asked for: there the platform is as the plan wants it"
        in empty.ok("plan", "--only", "anna").out
    )
    assert "+ user bob" in empty.ok("plan").out
    empty.ok("deploy", "--yes", "--force")
    assert "no changes: the platform is as the plan wants it" in empty.ok("plan").out


ONCE = "  translation, once what is left out is deployed too: proven"


def test_the_proof_is_of_the_whole_plan_and_nothing_is_claimed_of_a_part(empty: Office) -> None:
    before = empty.state()
    shown = empty.ok("plan", "--only", "anna").out
    assert ONCE in shown
    assert "translation: proven" not in shown
    (found,) = json.loads(empty.ok("plan", "--only", "anna", "--format", "json").out)["plans"]
    assert (found["translation"]["proven"], found["translation_supposes_the_rest"]) == (True, True)
    done = empty.ok("deploy", "--only", "anna", "--yes")
    assert empty.state() != before
    assert (
        "what was asked for was read back and is as wanted; objects that change too and were left out: 10" in done.err
    )
    assert "every object" not in done.err
    assert "proven" not in done.err
    drift = empty.ok("drift", code=1).out
    assert "not explained" in drift
    assert "proven" not in drift
    (found,) = json.loads(empty.ok("plan", "--format", "json").out)["plans"]
    assert (found["translation"]["proven"], found["translation_supposes_the_rest"]) == (True, False)
    assert "translation: proven" in empty.ok("deploy", "--yes", "--force").err
    assert "translation: proven" in empty.ok("drift").out


def test_a_loss_of_what_is_left_out_stops_too(live: Office) -> None:
    live.edit("to: dirk}}", "to: {voicemail: anna}}}")
    live.edit("anna: {extension: 201,", "anna: {extension: 201, voicemail: {email: a@v.example},")
    live.settings('voicemail_transfer = "none"')
    live.edit("extension: 203,", "extension: 203, first_name: X,")
    before = live.state()
    done = live.ok("deploy", "--only", "carla", "--yes", code=1)
    assert "the plan does not accept it (platform.accepts)" in done.err
    assert "[voicemail-destination]" in done.err
    assert live.state() == before
    accepted = "domain: zaak.example, accepts: [{loss: voicemail-destination, at: balie, reason: known}]"
    live.edit("domain: zaak.example", accepted)
    assert "translation, once what is left out is deployed too: by a loss: " in live.ok("plan", "--only", "carla").out
    live.ok("deploy", "--only", "carla", "--yes")


def test_of_several_companies_one_that_is_done_in_part_is_not_counted_as_wanted(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (tmp_path / "alle" / name).mkdir(parents=True)
        text = COMPANY.replace("group: zaak, domain: zaak", f"group: {name}, domain: {name}")
        text = text.replace("08548796", {"een": "08548796", "twee": "08548797"}[name])
        (tmp_path / "alle" / name / "plan.yaml").write_text(text, "utf-8")
    with office(tmp_path / "alle") as both:
        assert "companies as wanted: 0 of 2" in both.ok("deploy", "--only", "anna", "--yes").err
        assert "companies as wanted: 2 of 2" in both.ok("deploy", "--yes", "--force").err


def test_of_what_is_left_out_no_secret_is_remembered(live: Office) -> None:
    live.secrets |= {"users/anna": "Nieuw-Woord-1!", "users/bob": "Nieuw-Woord-2!"}
    assert changed(live, "anna") == ["change anna"]
    live.ok("deploy", "--only", "anna", "--yes")
    assert changed(live) == ["change bob"]


def test_the_company_has_no_key_and_is_chosen_by_its_kind(live: Office) -> None:
    live.edit("{name: Zaak,", "{name: Winkel,")
    assert changed(live, "company") == ["change zaak"]
    assert changed(live, "carla") == []


def test_a_key_that_nothing_has_is_an_error(live: Office) -> None:
    assert (
        "there is no carlo, neither in the plan nor on the platform; did you mean carla?"
        in live.ok("plan", "--only", "carlo", code=2).err
    )
    assert "--only chooses of a plan" in live.ok("deploy", "--only", "carla", "--undo", code=2).err


def test_several_are_chosen_saved_and_deployed_so(empty: Office) -> None:
    empty.ok("plan", "--only", "anna", "--only", "dirk", "--out", "../saved.json")
    done = empty.ok("deploy", "--plan", "../saved.json", "--yes")
    assert "were not asked for: 7" in done.out
    assert "+ user carla" in done.out, "dirk forwards to her"
    assert changed(empty, "anna", "dirk") == []
    assert "create bob" in changed(empty)


def step_by_step(seeds: Iterable[int], folder: Path) -> None:
    """One random company becomes another, object by object in any order: nothing is refused, nothing stays behind."""
    with platform(list(seeds)) as address:
        for seed in seeds:
            with at_work(plan(seed), seed, address, folder) as (session, connection):
                assert deploy(ApplyContext(session, connection), plan_changes(session, connection)).complete
            with at_work(plan(seed + 500, at=seed), seed, address, folder) as (session, connection):
                chosen = random.Random(seed)  # noqa: S311 - any order will do
                while changes := plan_changes(session, connection).changes.changes:
                    change = chosen.choice(changes)
                    key = change.after.key if change.after and change.after.key else change.identity.name
                    deployment = plan_changes(session, connection, PlanOptions(only=(key,)))
                    assert change.identity in deployment.changes.touched
                    result = deploy(ApplyContext(session, connection), deployment)
                    assert result.complete, (seed, key, result.failures, result.left)


@pytest.fixture
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.usefixtures("_state")
def test_a_random_company_changes_object_by_object(tmp_path: Path) -> None:
    step_by_step([1], tmp_path)


@pytest.mark.slow
@pytest.mark.usefixtures("_state")
def test_random_companies_change_object_by_object(tmp_path: Path) -> None:
    step_by_step(range(100, 140), tmp_path)


def test_somebodys_voicemail_is_needed_by_what_leads_there(live: Office) -> None:
    """A transfer to voicemail is dialled with a code before the extension: whoever has it has to be there before."""
    to = "overflow: {after: 20s, to: {voicemail: eva}}"
    live.edit("overflow: {after: 20s, to: dirk}", to)
    live.edit(
        "hunt_groups:",
        "  eva: {extension: 205, devices: [{model: generic-sip}], voicemail: {email: e@z.nl}}\nhunt_groups:",
    )
    assert changed(live, "balie") == ["change balie", "create eva", "create eva-generic-sip"]
    live.ok("deploy", "--yes", "--only", "balie")
    assert "as the plan wants it" in live.ok("drift").out


def test_a_voicemail_that_is_switched_on_is_needed_too(live: Office) -> None:
    live.edit("overflow: {after: 20s, to: dirk}", "overflow: {after: 20s, to: {voicemail: carla}}")
    live.edit("carla: {extension: 203,", "carla: {extension: 203, voicemail: {email: c@z.nl},")
    assert changed(live, "balie") == ["change balie", "change carla"]
