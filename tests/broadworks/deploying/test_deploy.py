"""plan, deploy, undo, drift and import on the example company and the BroadWorks simulator, as people type them."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deploying import Office, office

from nummerplan.compiler.deployment.planning import saved_plan
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules

OVERFLOW = '"forwardTimeoutSeconds":{}'
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mijn-bedrijf"


@pytest.fixture
def fault_injection() -> FaultInjection:
    return FaultInjection()


@pytest.fixture
def empty(tmp_path: Path, fault_injection: FaultInjection) -> Iterator[Office]:
    """The example company, of which its platform knows no more than the group and its numbers."""
    folder = tmp_path / "mijn-bedrijf"
    shutil.copytree(EXAMPLE, folder)
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8").partition("\ncalls:")[0] + "\n"  # what callers are promised has tests of its own
    plan.write_text(text, "utf-8")
    with office(folder, fault_injection) as found:
        yield found


@pytest.fixture
def live(empty: Office) -> Office:
    """The example company as it is deployed."""
    empty.ok("deploy", "--yes")
    return empty


def commands_sent(office: Office) -> int:
    """How many commands that change something came to the platform."""
    assert office.served is not None
    reads = ("%Get%", "Login%", "Logout%", "Authentication%")
    where = " AND ".join("request NOT LIKE ?" for _ in reads)
    row = office.served.store.one(f"SELECT count(*) AS n FROM tally WHERE {where}", *reads)  # noqa: S608
    assert row is not None
    return int(row["n"])


def test_a_plan_shows_what_is_created_and_changes_nothing(empty: Office) -> None:
    before = empty.state()
    done = empty.ok("plan")
    assert "  + user verkoper1\n" in done.out
    assert "      forwarding.no_answer.to: 209 (receptie)\n" in done.out
    assert "      overflow.after: 30s\n" in done.out
    assert "  22 to create, 1 to change, 0 to delete; commands: " in done.out
    assert "  loss: plan.yaml:" in done.out
    assert empty.state() == before
    assert commands_sent(empty) == 0


def test_what_is_deployed_needs_no_change_any_more(live: Office) -> None:
    sent = commands_sent(live)
    assert "no changes: the platform is as the plan wants it" in live.ok("plan").out
    assert json.loads(live.ok("plan", "--format", "json").out)["plans"][0]["changes"] == []
    assert live.ok("deploy").code == 0
    assert "as the plan wants it" in live.ok("drift").out
    assert commands_sent(live) == sent


def test_one_changed_key_is_one_command_shown_with_both_values(live: Office) -> None:
    sent = commands_sent(live)
    live.edit("2: support ", "2: verkoop ")
    live.edit("overflow: {after: 30s", "overflow: {after: 45s")
    out = live.ok("plan").out
    assert "  ~ menu hoofdmenu\n      business_hours_menu.keys: without [2 transfer 102 (support)], with [2 tra" in out
    assert "  ~ hunt group verkoop\n      overflow.after: 30s -> 45s\n" in out
    assert "0 to create, 2 to change, 0 to delete; commands: 2, in documents: 1" in out
    done = live.ok("deploy", "--yes")
    assert "done; commands: 2; every object was read back and is as wanted" in done.err
    assert commands_sent(live) == sent + 2


def test_without_a_terminal_and_without_yes_nothing_is_changed(empty: Office) -> None:
    before = empty.state()
    done = empty.ok("deploy", code=1)
    assert "nothing was changed: there is no terminal to ask on; --yes deploys without asking" in done.err
    assert empty.state() == before


def test_a_plan_with_errors_goes_nowhere(live: Office) -> None:
    live.edit("extension: 211", "extention: 211")
    for command in (["plan"], ["deploy", "--yes"], ["drift"]):
        done = live.ok(*command, code=1)
        assert "plans with errors are not deployed:" in done.err
        assert f"plan.yaml:{live.line('extention')}:" in done.err


def test_weak_secrets_are_told_before_anything_is_sent_and_never_shown(live: Office) -> None:
    names = re.findall(r"!secret ([\w/-]+)", (live.folder / "plan.yaml").read_text("utf-8"))
    device = next(name for name in names if name.startswith("devices/"))
    live.secrets[device] = "geheimpje"
    before = commands_sent(live)
    for command in (["plan"], ["deploy", "--yes"]):
        done = live.ok(*command, code=1)
        assert "error[NP604] device-password-weak" in done.err
        assert "geheimpje" not in done.out + done.err
    assert commands_sent(live) == before
    live.secrets[device] = "Geh3im:pje"
    done = live.ok("plan")
    assert "warning[NP605] device-password-characters" in done.err
    assert "Geh3im:pje" not in done.out + done.err


def test_what_the_platform_would_refuse_is_said_before_anything_is_sent(live: Office) -> None:
    live.edit("label: sales", "label: sales and everything that has a price")
    done = live.ok("deploy", "--yes", code=1)
    assert "the platform would refuse this:" in done.err
    assert f"plan.yaml:{live.line('label: sales and')}:" in done.err


def without_victor(office: Office) -> None:
    """Verkoper2 has left the company."""
    text = (office.folder / "plan.yaml").read_text("utf-8")
    begin, end = text.index("  verkoper2:\n"), text.index("  support1:\n")
    text = (text[:begin] + text[end:]).replace("[verkoper1, verkoper2]", "[verkoper1]")
    text = text.replace(": 0854879612", ": 0854879610")
    (office.folder / "plan.yaml").write_text(text, "utf-8")


def test_deleting_needs_to_be_allowed(live: Office) -> None:
    without_victor(live)
    before = live.state()
    done = live.ok("deploy", "--yes", code=1)
    assert "that needs --allow-delete" in done.err
    assert live.state() == before
    live.ok("deploy", "--yes", "--allow-delete")
    assert not [row for row in live.state()["subscriber"] if row[0] == "verkoper2@mijnbedrijf.example"]
    assert "no changes" in live.ok("plan").out


def test_a_deletion_is_undone_with_everything_that_can_be_known(live: Office) -> None:
    before = live.state("mark")
    text = (live.folder / "plan.yaml").read_text("utf-8")
    without_victor(live)
    live.ok("deploy", "--yes", "--allow-delete")
    done = live.ok("deploy", "--undo", "--yes")
    assert "this undoes the deployment by" in done.err
    assert live.state() == before
    (live.folder / "plan.yaml").write_text(text, "utf-8")
    assert "no changes" in live.ok("plan").out


def test_changing_much_needs_force_and_creating_never_does(live: Office) -> None:
    live.edit("time_zone: Europe/Amsterdam", "time_zone: Europe/Brussels")
    done = live.ok("deploy", "--yes", code=1)
    assert "existing objects would be changed or deleted, more than 30 %; that needs --force" in done.err
    live.ok("deploy", "--yes", "--force")
    many = "".join(
        f"  u{n}: {{first_name: N, last_name: L{n}, extension: {300 + n}, forwarding: {{always: 209}}}}\n"
        for n in range(30)
    )
    live.edit("\nusers:\n", f"\nusers:\n{many}")
    assert "30 to create" in live.ok("deploy", "--yes").out


def test_undo_restores_and_only_what_nobody_changed_since(live: Office) -> None:
    before = live.state()
    live.edit("overflow: {after: 30s", "overflow: {after: 45s")
    live.ok("deploy", "--yes")
    live.by_hand("subscriber", OVERFLOW.format(45), OVERFLOW.format(50), "verkoop@%")
    done = live.ok("deploy", "--undo", "--yes", code=1)
    assert "this is no longer as the deployment left it, so it is not undone:" in done.err
    assert "hunt group verkoop: overflow.after was left as 45s and is now 50s" in done.err
    live.by_hand("subscriber", OVERFLOW.format(50), OVERFLOW.format(45), "verkoop@%")
    live.ok("deploy", "--undo", "--yes")
    assert live.state() == before


def test_a_journal_without_deployments_has_nothing_to_undo(empty: Office) -> None:
    assert (
        "the journal knows of no deployment that could be undone" in empty.ok("deploy", "--undo", "--yes", code=1).err
    )


def test_drift_names_what_differs_and_where_the_plan_says_it(live: Office) -> None:
    live.by_hand("subscriber", OVERFLOW.format(30), OVERFLOW.format(50), "verkoop@%")
    done = live.ok("drift", code=1)
    assert "hunt group verkoop: overflow.after is 50s, the plan says 30s" in done.out
    (found,) = json.loads(live.ok("drift", "--format", "json", code=1).out)["companies"]
    (difference,) = found["differences"]
    (setting,) = difference["settings"]
    assert (difference["is"], difference["key"]) == ("different", "verkoop")
    place = f"plan.yaml:{live.line('overflow: {after: 30s')}:23"
    assert setting == {"setting": "overflow.after", "platform": 50, "plan": 30, "place": place}


def test_drift_shows_whose_telephones_are_registered(live: Office, fault_injection: FaultInjection) -> None:
    fault_injection.registered = frozenset({"receptie-yealink-t54w@mijnbedrijf.example"})
    out = live.ok("drift", "--status").out
    assert "  user receptie: registered: receptie-yealink-t54w\n" in out
    assert "  user support1: no telephone is registered\n" in out


def test_a_night_switch_set_by_hand_stays_until_it_is_reset(live: Office) -> None:
    live.by_hand("group_setting", "Auto On", "On")
    out = live.ok("plan").out
    assert "company mijn-bedrijf: night_forwarding.mode was set to on by hand and stays so (plan: schedule)" in out
    assert "no changes" in out
    live.ok("deploy", "--yes")
    assert "was set to on by hand" in live.ok("drift").out, "still known as set by hand"
    assert "night_forwarding.mode: on -> schedule" in live.ok("deploy", "--yes", "--reset-overrides").out
    assert "by hand" not in live.ok("plan").out


def test_what_users_manage_themselves_is_never_touched(live: Office) -> None:
    live.edit("  usage_alert_eur: 250 ", "  managed_by_user: [forwarding, night_forwarding]\n  usage_alert_eur: 250 ")
    live.ok("deploy", "--yes", "--force")
    live.by_hand("group_setting", "Auto On", "Off")
    live.by_hand("user_setting", '"209"', '"201"', "verkoper1@%")
    assert "no changes" in live.ok("plan").out


def test_a_renamed_user_keeps_his_identity(live: Office) -> None:
    live.edit("  verkoper1:\n", "  vera:\n    renamed_from: verkoper1\n")
    live.edit("[verkoper1, verkoper2]", "[vera, verkoper2]")
    out = live.ok("plan").out
    assert "  ~ user vera, formerly verkoper1@mijnbedrijf.example\n" in out
    live.ok("deploy", "--yes", "--allow-delete")
    assert "no changes" in live.ok("plan").out


def test_a_secret_is_sent_when_it_is_another_one_and_never_shown(live: Office) -> None:
    live.secrets["users/receptie/password"] = "Nieuw-Woord-9!"
    out = live.ok("plan").out
    assert "  ~ user receptie\n      password: written anew, and never shown\n" in out
    assert "0 to create, 1 to change" in out
    live.ok("deploy", "--yes")
    assert "no changes" in live.ok("plan").out
    journals = b"".join(file.read_bytes() for file in (live.folder.parent / "state").rglob("*") if file.is_file())
    assert b"Nieuw-Woord" not in journals
    assert b"Geheim-1234!" not in journals


def test_a_recording_is_sent_when_its_file_is_another_one(live: Office) -> None:
    shutil.copy(live.folder / "audio" / "bezet.wav", live.folder / "audio" / "welkom.wav")
    assert "  ~ recording audio/welkom.wav\n      content: written anew" in live.ok("plan").out
    live.ok("deploy", "--yes")
    assert "no changes" in live.ok("plan").out


def test_without_a_journal_secrets_are_left_as_they_are_unless_asked_for(live: Office) -> None:
    shutil.rmtree(live.folder.parent / "state" / "nummerplan")
    assert "nothing is remembered of them: 9; --write-secrets writes them" in live.ok("plan").out
    out = live.ok("plan", "--write-secrets").out
    assert "0 to create, 9 to change" in out


def test_a_missing_secret_is_named_before_anything_is_sent(empty: Office) -> None:
    before = empty.state()
    empty.edit('provider = "env"', 'provider = "file:../secrets.toml"', "nummerplan.toml")
    secrets = empty.folder.parent / "secrets.toml"
    secrets.write_text('"platforms/hosted" = "Beheer-1234!"\n"devices/receptie" = "Geheim-Toestel-7!"\n')
    secrets.chmod(0o600)
    done = empty.ok("deploy", "--yes", code=2)
    assert "the provider does not have these secrets: " in done.err
    assert "users/receptie/password" in done.err
    assert empty.state() == before


def test_a_saved_plan_is_deployed_exactly(empty: Office) -> None:
    empty.ok("plan", "--out", "../saved.json")
    text = (empty.folder.parent / "saved.json").read_text("utf-8")
    assert "Geheim" not in text
    empty.ok("deploy", "--plan", "../saved.json", "--yes")
    assert "no changes" in empty.ok("plan").out
    done = empty.ok("deploy", "--plan", "../saved.json", "--yes")
    assert "nothing to do: all that the saved plan changes here is done already" in done.out


@pytest.mark.parametrize("moved", ["plan", "recording", "platform", "saved"])
def test_a_saved_plan_that_no_longer_fits_is_refused(live: Office, moved: str) -> None:
    live.edit("overflow: {after: 30s", "overflow: {after: 45s")
    live.ok("plan", "--out", "../saved.json")
    if moved == "plan":
        live.edit("first_name: Vera", "first_name: Eva")
    elif moved == "recording":
        shutil.copy(live.folder / "audio" / "bezet.wav", live.folder / "audio" / "welkom.wav")
    elif moved == "platform":
        live.by_hand("subscriber", "Vera", "Eva")
    else:
        live.edit('"saved_plan": 2', '"saved_plan": 7', "../saved.json")
    before = live.state()
    done = live.ok("deploy", "--plan", "../saved.json", "--yes", code=2 if moved == "saved" else 1)
    assert "plan again" in done.err
    assert live.state() == before


def test_where_nothing_can_be_written_is_told_in_a_sentence(live: Office) -> None:
    done = live.ok("plan", "--out", "nowhere/saved.json", code=2)
    assert "nowhere/saved.json cannot be written: No such file or directory" in done.err
    assert "--out saves plans of files" in live.ok("plan", "-", "--out", "saved.json", code=2).err
    assert "plan.yaml is no folder for journals" in live.ok("drift", "--journal", "plan.yaml", code=2).err


NO_COMMANDS: list[dict[str, object]] = [
    {"reversible": None},
    {"object": ["user"]},
    {"fields": {"x": {"y": 1}}},
    {"fields": 3},
    {"together": "1"},
    {"request": 7},
]


def test_commands_of_a_saved_plan_that_are_none_are_told_in_a_sentence(empty: Office) -> None:
    empty.ok("plan", "--out", "../saved.json")
    file, (journals,) = empty.folder.parent / "saved.json", (empty.folder.parent / "state").glob("nummerplan")
    whole = file.read_text("utf-8")
    for damage in NO_COMMANDS:
        data = json.loads(whole)
        data["plans"][0]["operations"][-1].update(damage)
        data["plans"][0]["seal"] = saved_plan._seal(data["plans"][0], journals)  # by somebody who has the key
        file.write_text(json.dumps(data))
        done = empty.ok("deploy", "--plan", "../saved.json", "--yes", code=2)
        assert "what was saved of this plan is no deployment; plan again" in done.err, damage


def test_half_a_letter_in_a_saved_plan_is_told_before_anything_is_written(empty: Office) -> None:
    empty.ok("plan", "--out", "../saved.json")
    file, (journals,) = empty.folder.parent / "saved.json", (empty.folder.parent / "state").glob("nummerplan")
    data = json.loads(file.read_text("utf-8"))
    data["plans"][0]["operations"][0]["fields"]["name"] = "\ud83d"
    data["plans"][0]["seal"] = saved_plan._seal(data["plans"][0], journals)
    file.write_text(json.dumps(data))
    assert "this is no saved plan" in empty.ok("deploy", "--plan", "../saved.json", "--yes", code=2).err


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"saved_plan": 2, "nummerplan": 3, "plans": []}', "\x00"])
def test_what_is_no_saved_plan_is_told_in_a_sentence(live: Office, content: str) -> None:
    (live.folder.parent / "saved.json").write_text(content)
    assert "saved.json: " in live.ok("deploy", "--plan", "../saved.json", "--yes", code=2).err


def test_a_refused_command_ends_the_deployment_and_the_way_on_is_said(
    empty: Office, fault_injection: FaultInjection
) -> None:
    fault_injection.rules = fault_rules(["fail@40"])
    done = empty.ok("deploy", "--yes", code=1)
    assert "  refused: " in done.err
    assert "  done: " in done.err
    assert "  not done: " in done.err
    assert "  to go on: fix the plan and deploy again; it begins from what the platform holds\n" in done.err
    fault_injection.rules = ()
    empty.ok("deploy", "--yes", "--force")
    assert "no changes" in empty.ok("plan").out


def test_a_lost_answer_is_asked_after_and_not_sent_again_on_a_guess(
    empty: Office, fault_injection: FaultInjection
) -> None:
    fault_injection.rules = fault_rules(["drop-after@20", "drop-before@60", "cut@90"])
    done = empty.ok("deploy", "--yes")
    assert "every object was read back and is as wanted" in done.err
    assert "no changes" in empty.ok("plan").out


def test_a_platform_that_is_gone_is_told_in_a_sentence(live: Office) -> None:
    live.edit("hosted]", "hosted]\ntimeout = 2", "nummerplan.toml")
    text = (live.folder / "nummerplan.toml").read_text("utf-8")
    address = text.split('address = "')[1].split('"')[0]
    live.edit(address, "tcp://127.0.0.1:9", "nummerplan.toml")
    done = live.ok("plan", code=3)
    assert "tcp://127.0.0.1:9" in done.err


def test_nothing_of_a_plan_or_a_platform_acts_on_a_terminal(live: Office) -> None:
    live.edit("name: Verkoop\n", 'name: "Ver\\u202Ekoop"\n')
    live.by_hand("subscriber", '"Vera"', '"Ve\\u202era"', "verkoper1@%")
    commands = (["plan"], ["drift"], ["deploy", "--yes"])
    shown = [live.run(*command).text for command in commands]
    live.edit("name: Mijn bedrijf\n", 'name: "Mijn \\e[2Jbedrijf"\n')
    shown += [live.run(*command).text for command in commands]
    live.edit("group: mijn-bedrijf", 'group: "mi\\u202Ejn"')
    live.edit("\\e[2J", "")
    shown += [live.run(*command).text for command in commands]
    assert "  ~ hunt group verkoop\n      name: Verkoop -> Ver\\u202ekoop\n" in shown[0]
    assert "first_name is Ve\\u202era, the plan says Vera" in shown[1]
    assert "U+001B" in shown[3]
    assert "hosted/SP/mi\\u202ejn: " in shown[6]
    assert not {"\x1b", "\u202e"} & set("".join(shown))


def test_an_import_compiles_to_what_is_there_and_overwrites_nothing(live: Office) -> None:
    shutil.copy(live.folder / "nummerplan.toml", live.folder.parent)
    where = (
        "--platform",
        "hosted",
        "--service-provider",
        "SP",
        "--group",
        "mijn-bedrijf",
        "--domain",
        "mijnbedrijf.example",
    )
    done = live.run("import", *where, "--out", "../imported")
    assert done.code in (0, 1), done.text
    assert "objects written to " in done.err
    plan = (live.folder.parent / "imported" / "plan.yaml").read_text("utf-8")
    assert "hunt_groups:" in plan
    guessed = live.run("import", *where[:-2], "--out", "../guessed")
    assert "the domain of most ids is mijnbedrijf.example, and so that of the plan" in guessed.err
    assert (live.folder.parent / "guessed" / "plan.yaml").read_text("utf-8") == plan
    again = live.ok("import", *where, "--out", "../imported", code=2)
    assert "is there already; name another folder with --out" in again.err
    shutil.copytree(live.folder / "audio", live.folder.parent / "imported" / "audio")
    shutil.rmtree(live.folder.parent / "state" / "nummerplan")
    assert "no changes" in live.ok("plan", "../imported").out


def test_every_deployment_is_in_the_audit_log(live: Office) -> None:
    done = live.ok("audit", "--changes")
    assert "  hosted/SP/mijn-bedrijf  deploy  begun  " in done.out
    assert "  hosted/SP/mijn-bedrijf  deploy  complete  " in done.out
    assert "    create hunt group verkoop@mijnbedrijf.example\n" in done.out
    newest = done.err.split()[-1]
    live.ok("audit", "--known", newest)
    log = next((live.folder.parent / "state").rglob("audit.jsonl"))
    log.write_text(log.read_text("utf-8").replace("root", "piet").replace('"deploy"', '"undo"'), "utf-8")
    assert "audit.jsonl:2: the chain of hashes breaks here" in live.ok("audit", code=1).err
    assert "has no line with the hash" in live.run("audit", "--known", "0" * 64).err or live.run("audit").code == 1


def test_the_log_names_the_revision_and_what_was_allowed(empty: Office, git: Callable[..., str]) -> None:
    git("init", "--quiet", at=empty.folder)
    git("add", "--all", at=empty.folder)
    git("commit", "--quiet", "--message=The plan", at=empty.folder)
    commit = git("rev-parse", "HEAD", at=empty.folder).strip()
    empty.ok("deploy", "--yes")
    empty.edit("overflow: {after: 30s", "overflow: {after: 45s")
    empty.ok("deploy", "--yes", "--allow-delete", "--force")
    log = next((empty.folder.parent / "state").rglob("audit.jsonl")).read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in log]
    assert [(entry["event"], entry["revision"], entry["allowed"]) for entry in entries] == [
        ("begun", commit, []),
        ("complete", commit, []),
        ("begun", f"{commit}+", ["--allow-delete", "--force"]),
        ("complete", f"{commit}+", ["--allow-delete", "--force"]),
    ]
    assert f"  {commit}+  plan.yaml\n" in empty.ok("audit").out


def test_a_name_that_something_else_has_on_the_platform_is_no_plan_s_to_take(live: Office) -> None:
    live.by_hand("subscriber", '"policy":"Regular"', '"policy":"Weighted"', "verkoop@%")
    done = live.ok("plan", code=1)
    text = "the platform has verkoop@mijnbedrijf.example already, in a form that no plan can describe: it is left alone"
    assert f"plan.yaml:{live.line('  verkoop:')}:3: {text}" in done.err


def test_a_number_that_moves_is_announced_and_moves(live: Office) -> None:
    live.edit("extension: 212\n    number: 0854879612\n", "extension: 212\n")
    live.edit("extension: 211\n", "extension: 211\n    number: 0854879612\n")
    out = live.ok("plan").out
    assert "  ! 085 487 9612 goes from user verkoper2 to user verkoper1: between two commands nobody has it\n" in out
    live.ok("deploy", "--yes")
    assert "no changes" in live.ok("plan").out


def test_commands_about_platforms_cost_the_others_no_time(tmp_path: Path) -> None:
    """What deploying needs is imported when something is deployed."""
    import subprocess
    import sys

    (tmp_path / "plan.yaml").write_text("nummerplan: 1\n")
    code = (
        "import sys; from nummerplan.cli import nummerplan\n"
        "nummerplan.main(['check', '--fail-on', 'error', '.'], standalone_mode=False)\n"
        "print([name for name in ('lxml', 'broadworks_ocip', 'sqlite3', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


ALWAYS = '"alwaysRedirectToVoiceMail":{}'


def test_a_mailbox_that_somebody_switched_off_takes_calls_again(live: Office) -> None:
    live.by_hand("user_setting", ALWAYS.format("true"), ALWAYS.format("false"), "company@%")
    assert "mailbox company: takes_calls is false, the plan says true" in live.run("drift").out
    live.ok("deploy", "--yes")
    assert live.ok("plan").out.count("no changes") == 1


@pytest.mark.parametrize(("box", "kind"), [("company", "mailbox company"), ("fax", "fax box fax")])
def test_a_mailbox_whose_voicemail_was_taken_away_gets_it_back(live: Office, box: str, kind: str) -> None:
    assert live.served is not None
    store = live.served.store
    with store.transaction():
        store.run(
            "DELETE FROM user_service WHERE subscriber IN (SELECT id FROM subscriber WHERE user_id LIKE ?)", f"{box}@%"
        )
    assert f"{kind}: takes_calls is false, the plan says true" in live.run("drift").out
    live.ok("deploy", "--yes")
    assert live.ok("plan").out.count("no changes") == 1
