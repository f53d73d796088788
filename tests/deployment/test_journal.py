"""What is kept of deployments: the journal, its fingerprints of secrets, the lock and the audit log."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.applying.deploy import record_state
from nummerplan.compiler.deployment.records.audit import FIRST, NAME, add_audit_entry, audit_hashes, read_audit
from nummerplan.compiler.deployment.records.journal import Journal, JournalError, open_journal
from nummerplan.compiler.deployment.records.secret_fingerprints import SecretFingerprints, fingerprint_key
from nummerplan.compiler.deployment.records.state_folder import state_folder, tenant_folder
from nummerplan.compiler.deployment.records.tenant_lock import LockedError, lock_tenant
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import Memory, SecretFingerprint
from nummerplan.model.deployment.platform import Operation, Outcome
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.errors import SettingError

RITA, SAM = Identity("user", "rita@x"), Identity("user", "sam@x")
PIN = "{{secret pin}}"
ABOUT = {"who": "rita", "host": "h", "begun": "2027-01-04T10:00:00Z", "plan": "plan.yaml", "revision": ""}


def mint(**secrets: str) -> SecretFingerprints:
    return SecretFingerprints(b"k" * 32, NamedSecrets(secrets.get), lambda path: path.encode())


def wanted(identity: Identity = RITA, **secrets: str) -> TenantObject:
    return TenantObject(identity, {"name": "Rita"}, secrets=secrets)


CREATES = ChangeSet((Change("create", None, wanted(pin=PIN)), Change("create", None, wanted(SAM, pin=PIN))))
COMMANDS = [Operation(RITA, "Add", {}), Operation(SAM, "Add", {}), Operation(SAM, "Modify", {})]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path) as found:
        yield found


def begun(journal: Journal, *verdicts: str, commands: Sequence[Operation] = COMMANDS) -> int:
    """A run whose commands came out so; for those without a verdict nothing was sent."""
    pin = mint(pin="4711")
    secrets = {(identity, "pin"): SecretFingerprint(pin.digest(PIN), PIN, pending=True) for identity in (RITA, SAM)}
    run = journal.begin(CREATES, secrets, None, **ABOUT)
    journal.plan(run, commands)
    for number, verdict in enumerate(verdicts):
        journal.mark_sent(run, [number])
        if verdict != "sent":
            outcome = {
                "done": Outcome("done"),
                "failed": Outcome("failed", "[Error 1] no"),
                "unknown": Outcome("unknown"),
            }
            journal.mark_answered(run, [number], [outcome[verdict]])
    return run


def must_write(
    journal: Journal, secrets: SecretFingerprints, identity: Identity = RITA, unknown_too: bool = False
) -> bool:
    return secrets.must_write(journal.memory(), unknown_too)(identity, wanted(identity, pin=PIN), "pin")


def test_a_run_that_was_cut_off_is_found_again_with_its_goal(journal: Journal, tmp_path: Path) -> None:
    begun(journal, "done", "sent")
    with open_journal(tmp_path) as later:
        run = later.unfinished()
    assert run is not None
    assert (run.state, run.who, run.commands, run.done, run.changes) == ("running", "rita", 3, 1, CREATES)


def test_a_finished_run_is_the_last_one_and_not_unfinished(journal: Journal) -> None:
    run = begun(journal, "done", "done", "done")
    held = Tenant({RITA: TenantObject(RITA, {"name": "Rita", "members": ("a", ("b",))})})
    journal.finish(run, "done", held, "2027-01-04T10:00:05Z")
    found = journal.last()
    assert journal.unfinished() is None
    assert found is not None
    assert (found.number, found.left) == (run, held)


def test_a_run_that_sent_nothing_has_nothing_to_undo(journal: Journal) -> None:
    run = begun(journal)
    journal.finish(run, "failed", Tenant({}), "")
    assert journal.last() is None


def test_what_was_undone_is_not_undone_again(journal: Journal) -> None:
    first = begun(journal, "done", "done", "done")
    journal.finish(first, "done", Tenant({}), "")
    second = begun(journal, "done", "done", "done")
    journal.finish(second, "done", Tenant({}), "")
    undoing = journal.begin(ChangeSet(()), {}, second, **ABOUT)
    journal.plan(undoing, COMMANDS)
    journal.mark_sent(undoing, [0])
    journal.finish(undoing, "done", Tenant({}), "")
    found = journal.last()
    assert found is not None
    assert found.number == first


@pytest.mark.parametrize(
    ("verdicts", "rita", "sam"),
    [
        (("done", "done", "done"), False, False),
        (("done", "done"), False, True),
        (("done", "done", "unknown"), False, True),
        (("sent",), True, True),
        ((), True, True),
    ],
)
def test_secrets_that_no_command_holds_count_as_written_when_every_command_of_their_object_is_done(
    journal: Journal, verdicts: tuple[str, ...], rita: bool, sam: bool
) -> None:
    run = begun(journal, *verdicts)
    assert must_write(journal, mint(pin="4711"))
    journal.end_round(run)
    assert must_write(journal, mint(pin="4711"), RITA) is rita
    assert must_write(journal, mint(pin="4711"), SAM) is sam


HOLD_SECRETS = [
    Operation(RITA, "Add", {"name": "Rita", "password": PIN}),
    Operation(SAM, "Add", {"name": "Sam"}),
    Operation(SAM, "Modify", {"numbers": [{"pin": PIN}]}),
    Operation(RITA, "Modify", {"name": "Rita"}),
]


@pytest.mark.parametrize(
    ("verdicts", "rita", "sam"),
    [
        (("done",), False, True),
        (("failed", "done", "done", "done"), True, False),
        (("done", "done", "sent"), False, True),
        (("done", "failed", "done", "failed"), False, False),
    ],
)
def test_secrets_count_as_written_when_the_commands_that_hold_them_are_done(
    journal: Journal, verdicts: tuple[str, ...], rita: bool, sam: bool
) -> None:
    run = begun(journal, *verdicts, commands=HOLD_SECRETS)
    journal.end_round(run)
    assert must_write(journal, mint(pin="4711"), RITA) is rita
    assert must_write(journal, mint(pin="4711"), SAM) is sam


def test_a_journal_of_the_release_before_is_taken_over(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        run = begun(journal, "done", "done", "done")
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        database.execute("ALTER TABLE command DROP COLUMN secrets")
        database.execute("PRAGMA user_version = 1")
    with open_journal(tmp_path) as journal:
        journal.end_round(run)
        assert not must_write(journal, mint(pin="4711"))
        journal.plan(run, HOLD_SECRETS)


def test_a_secret_that_is_another_now_is_written(journal: Journal) -> None:
    journal.end_round(begun(journal, "done", "done", "done"))
    assert not must_write(journal, mint(pin="4711"))
    assert must_write(journal, mint(pin="4712"))
    assert not must_write(journal, SecretFingerprints(b"k" * 32, NamedSecrets(), lambda path: b"")), "nobody can tell"


def test_secrets_of_objects_that_nobody_saw_to_are_left_until_the_plan_says_otherwise(journal: Journal) -> None:
    assert not must_write(journal, mint(pin="4711"))
    assert must_write(journal, mint(pin="4711"), unknown_too=True)
    record_state(journal, [wanted(pin=PIN)], mint(pin="4711"))
    assert not must_write(journal, mint(pin="4711"))
    assert must_write(journal, mint(pin="4712"))


def test_a_secret_that_a_known_object_gets_is_written(journal: Journal) -> None:
    record_state(journal, [wanted()], mint())
    assert must_write(journal, mint(pin="4711"))


def test_what_is_remembered_follows_a_new_name_and_goes_with_its_object(journal: Journal) -> None:
    record_state(journal, [wanted(pin=PIN)], mint(pin="4711"))
    journal.rename([(RITA, SAM)])
    assert not must_write(journal, mint(pin="4711"), SAM)
    journal.forget([SAM])
    assert journal.memory() == Memory()


def test_no_secret_is_in_the_journal_nor_enough_to_guess_one(journal: Journal, tmp_path: Path) -> None:
    journal.end_round(begun(journal, "done", "done", "done"))
    content = (tmp_path / "journal.sqlite").read_bytes()
    assert b"4711" not in content
    first, second = (known.digest for known in journal.memory().fingerprints.values())
    assert first != second, "each fingerprint has a salt of its own"
    assert not SecretFingerprints(b"q" * 32, NamedSecrets({"pin": "4711"}.get), lambda path: b"").matches(first, PIN)


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_fingerprint_matches_its_own_secret_alone(one: str, other: str) -> None:
    digest = mint(pin=one).digest(PIN)
    assert mint(pin=one).matches(digest, PIN)
    assert mint(pin=other).matches(digest, PIN) is (one == other)


def test_only_the_owner_reads_journal_key_and_log(tmp_path: Path) -> None:
    folder = state_folder(tmp_path / "state")
    place = tenant_folder(folder, "hosted/../é x")
    key = fingerprint_key(folder)
    add_audit_entry(folder, {"a": 1})
    with open_journal(place):
        pass
    assert place.parent == folder
    assert fingerprint_key(folder) == key
    assert len(key) == 32
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, place)}
    assert set(modes.values()) == {0o700}
    files = [folder / "key", folder / NAME, place / "journal.sqlite"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(SettingError, match="others can write"):
        state_folder(tmp_path)


def test_a_journal_of_another_release_or_of_nobody_is_refused(tmp_path: Path) -> None:
    with open_journal(tmp_path), sqlite3.connect(tmp_path / "journal.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalError, match="another release"), open_journal(tmp_path):
        pass
    (tmp_path / "journal.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(JournalError, match="the journal is damaged"), open_journal(tmp_path):
        pass


HOLD = """
import sys, time
from pathlib import Path
from nummerplan.compiler.deployment.records.tenant_lock import lock_tenant
with lock_tenant(Path(sys.argv[1]), "hosted/SP/G"):
    print("held", flush=True)
    time.sleep(600)
"""


def test_one_deployment_at_a_time_and_a_dead_one_holds_nobody_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(LockedError, match=f"process {other.pid}, since 20") as refused,
            lock_tenant(tmp_path, "hosted/SP/G"),
        ):
            pass
        assert "another deployment of hosted/SP/G is at work: " in str(refused.value)
        other.send_signal(signal.SIGKILL)
        other.wait()
        with lock_tenant(tmp_path, "hosted/SP/G"):
            assert json.loads((tmp_path / "lock.json").read_text())["process"] == os.getpid()


def test_the_audit_log_is_a_chain(tmp_path: Path) -> None:
    assert read_audit(tmp_path).head == FIRST
    heads = [add_audit_entry(tmp_path, {"event": event}) for event in ("begun", "complete", "é\n")]
    log = read_audit(tmp_path)
    assert [entry["event"] for entry in log.entries] == ["begun", "complete", "é\n"]
    assert (log.broken, log.head, list(audit_hashes(tmp_path))) == (None, heads[-1], heads)


@given(st.integers(0, 4), st.data())
def test_whatever_is_done_to_the_audit_log_shows(
    tmp_path_factory: pytest.TempPathFactory, place: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("audit")
    head = [add_audit_entry(folder, {"number": number, "long": "x" * 3000}) for number in range(5)][-1]
    lines = (folder / NAME).read_bytes().splitlines(keepends=True)
    done = data.draw(st.sampled_from(["change", "remove", "repeat", "swap", "cut"]))
    if done == "change":
        lines[place] = lines[place].replace(b'"number": ', b'"number": 1')
    elif done == "remove":
        del lines[place]
    elif done == "repeat":
        lines.insert(place, lines[place])
    elif done == "swap":
        lines[place], lines[place - 1] = lines[place - 1], lines[place]
    else:
        lines[place] = lines[place][:-9] + (b"\n" if place < 4 else b"")
    (folder / NAME).write_bytes(b"".join(lines))
    log = read_audit(folder)
    assert log.broken is not None or head not in audit_hashes(folder)


def test_the_log_goes_on_after_a_line_that_was_cut_off(tmp_path: Path) -> None:
    add_audit_entry(tmp_path, {"number": 1})
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"number": ')
    add_audit_entry(tmp_path, {"number": 3})
    log = read_audit(tmp_path)
    assert log.broken == 2
    assert [entry.get("number") for entry in log.entries] == [1, None, 3]
