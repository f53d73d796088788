"""What is kept of deployments may be damaged at any byte: that is told with what to do, and breaks nothing off."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import CLEAN
from deploying import HOME, Office, office

from nummerplan.compiler.deployment.records.audit import NAME, add_audit_entry, read_audit
from nummerplan.compiler.deployment.records.journal import JournalError, open_journal
from nummerplan.compiler.deployment.records.secret_fingerprints import fingerprint_key
from nummerplan.model.errors import SettingError
from nummerplan.targets.broadworks.client.rate import Rate


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A company that was deployed, changed, and deployed again."""
    folder = tmp_path_factory.mktemp("kept") / "bakker"
    folder.mkdir()
    plan = CLEAN.replace("numbers:", HOME.format(group="bakker", domain="bakker.example") + "numbers:", 1)
    (folder / "plan.yaml").write_text(plan, "utf-8")
    with office(folder) as found:
        found.ok("deploy", "--yes")
        found.edit("last_name: Balie", "last_name: Jansen")
        found.ok("deploy", "--yes", "--force")
        yield found


@pytest.fixture
def journal(deployed: Office) -> Iterator[Path]:
    """The journal's file; it is whole again afterwards."""
    (place,) = (deployed.folder.parent / "state").rglob("journal.sqlite")
    whole = place.read_bytes()
    yield place
    place.write_bytes(whole)


def test_a_journal_that_is_damaged_at_any_byte_is_read_or_refused(journal: Path) -> None:
    whole, dice = journal.read_bytes(), random.Random(5)  # noqa: S311 - any bytes
    refused = 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(dice.choice((1, 1, 4, 60))):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        journal.write_bytes(bytes(damaged[: dice.choice((len(damaged), dice.randrange(len(damaged))))]))
        try:
            with open_journal(journal.parent) as opened:
                opened.memory()
                opened.unfinished()
                opened.last()
        except JournalError:
            refused += 1
    assert 40 < refused < 400


def test_what_to_do_about_a_damaged_journal_is_said_and_holds(deployed: Office, journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:3000] + b"\xff" * 6000)
    done = deployed.ok("deploy", "--yes", code=2)
    assert "the journal is damaged" in done.err
    assert "Put it aside" in done.err
    journal.unlink()
    deployed.ok("deploy", "--yes")


def test_a_damaged_journal_that_was_refused_is_not_kept_locked(journal: Path) -> None:
    with sqlite3.connect(journal) as database:
        database.execute("UPDATE mark SET digest = x'00'")
        database.executemany("INSERT INTO switch VALUES ('user', ?, 'x', '')", [(str(k),) for k in range(2000)])
    database.close()
    with open_journal(journal.parent) as opened, pytest.raises(JournalError) as refused:
        opened.memory()
    with open_journal(journal.parent) as opened:
        opened.settle()
    assert refused.value  # What it was raised in is kept until here, as the test's own report keeps it.


def test_a_command_ends_in_a_sentence_whatever_the_journal_holds(deployed: Office, journal: Path) -> None:
    whole, dice = journal.read_bytes(), random.Random(6)  # noqa: S311 - any bytes
    for _ in range(12):
        damaged = bytearray(whole)
        for _ in range(40):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        journal.write_bytes(bytes(damaged))
        done = deployed.run("plan")
        assert done.code in (0, 1, 2), done.text
        assert done.code != 2 or "journal" in done.err


@pytest.mark.parametrize("damaged", [b"geen slot" * 300, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_lock_that_is_none_is_told_with_its_file(damaged: bytes, deployed: Office) -> None:
    (lock,) = (deployed.folder.parent / "state").rglob("lock.sqlite")
    lock.write_bytes(damaged)
    done = deployed.ok("deploy", "--yes", code=2)
    assert "lock.sqlite is damaged" in done.err
    assert "take it away" in done.err
    lock.unlink()
    deployed.ok("deploy", "--yes")


@pytest.mark.parametrize("length", [0, 31, 33, 65, 100_000])
def test_a_key_of_fingerprints_that_is_none_is_refused(length: int, tmp_path: Path) -> None:
    assert len(fingerprint_key(tmp_path)) == 32
    (tmp_path / "key").write_bytes(b"x" * length)
    with pytest.raises(SettingError, match=f"it has {length} bytes in place of 32"):
        fingerprint_key(tmp_path)


@pytest.mark.parametrize("line", [b"[" * 100_000, b"\xff\xfe", b"{}", b"null", b'{"previous": 1e999}', b"\0" * 10])
def test_a_line_of_the_audit_log_that_is_none_is_where_it_breaks(line: bytes, tmp_path: Path) -> None:
    add_audit_entry(tmp_path, {"who": "rita"})
    with (tmp_path / NAME).open("ab") as file:
        file.write(line + b"\n")
    assert read_audit(tmp_path).broken == 2
    add_audit_entry(tmp_path, {"who": "sam"})
    assert len(read_audit(tmp_path).entries) == 3


class Still:
    """A clock that does not wait."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float, /) -> None:
        self.now += seconds


def test_a_rate_file_that_is_taken_away_meanwhile_is_made_again(tmp_path: Path) -> None:
    place = tmp_path / "rates" / "p.json"
    rate = Rate(5, place, Still())
    with rate.turn(2):
        place.unlink()
        place.parent.rmdir()
    with rate.turn(2):
        place.unlink()
    assert place.exists()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[]",
        '{"next": NaN, "sent": {}, "open": {}}',
        '{"next": 1, "sent": {"x": 1}, "open": {}}',
        '{"next": 1, "sent": {"1001": "veel"}, "open": {}}',
        '{"next": 1, "sent": [], "open": {"a": 3}}',
        '{"next": 1, "sent": {}, "open": {"a": [1, 1e400]}}',
        '{"next": 1, "sent": {}, "open": {"a": [1, 99999999999999999999]}}',
        "\0\udcff",
    ],
)
def test_a_rate_file_that_is_none_counts_as_used_up(text: str, tmp_path: Path) -> None:
    place = tmp_path / "p.json"
    place.write_bytes(text.encode("utf-8", "surrogateescape"))
    with Rate(5, place, Still()).turn(2):
        pass
