"""Deployments that are killed or refused at every command, and answers that get lost: all end as a clean run does.

The platform itself kills the deploying process, at the very command, before or after it has carried it out.
"""

import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from broadworks_live import at_work, plan, platform
from deploying import NEW_YEAR, Office, deploy_and_leave, large_company, office

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy
from nummerplan.compiler.deployment.planning.deployments import plan_changes
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules

EVERY = 10
"""Every so many-th command is enough for each day; the slow test takes all of them."""


@dataclass
class Murderous(FaultInjection):
    """Kills a process at one command: before it is carried out or afterwards, always without an answer."""

    victim: int = 0
    at: int = 0
    before: bool = False
    seen: int = 0

    def fault(self, changes: bool) -> str:
        self.seen += changes
        if changes and self.victim and self.seen == self.at:
            os.kill(self.victim, signal.SIGKILL)
            return "drop-before" if self.before else "drop-after"
        return super().fault(changes)


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Makes processes that have everything imported already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["deploying", "nummerplan.cli.deploy", "nummerplan.targets.broadworks.connection"])
    return context


Rows = dict[str, list[Any]]


def state_of(found: Office) -> Rows:
    """Every row of the platform; settings of users as they are read, since a default may be written out or not."""
    return {**found.state("user_setting", "device_type"), "read": list(found.held().items())}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, int]:
    """What a deployment that nobody disturbs makes, and how many commands it takes."""
    fault_injection = Murderous()
    with office(large_company(tmp_path_factory.mktemp("clean") / "mijn-bedrijf"), fault_injection) as found:
        found.ok("deploy", "--yes", *NEW_YEAR)
        commands = fault_injection.seen
        return state_of(found), commands


def outcomes(folder: Path, places: Iterable[int], forks: ForkServerContext) -> Iterator[tuple[int, bool, Rows, str]]:
    """Kill a deployment at each place and deploy again: what the platform holds then, and what a plan still says."""
    large_company(folder)
    for at in places:
        for before in (False, True) if at % EVERY == 1 else (bool(at % 2),):
            shutil.rmtree(folder.parent / "state", ignore_errors=True)
            fault_injection = Murderous()
            with office(folder, fault_injection) as found:
                ready = forks.Event()
                process = forks.Process(target=deploy_and_leave, args=(folder, ready))
                process.start()
                fault_injection.victim, fault_injection.at, fault_injection.before = process.pid or 0, at, before
                ready.set()
                process.join()
                assert process.exitcode == -signal.SIGKILL, (at, process.exitcode)
                fault_injection.victim = 0
                again = found.ok("deploy", "--yes", *NEW_YEAR)
                assert "was cut off" in again.err, again.text
                assert {*secrets_written(folder).values()} == {1}, f"killed at command {at}"
                yield at, before, state_of(found), found.ok("plan", *NEW_YEAR).out


def differing(state: Rows, wanted: Rows) -> list[tuple[str, Any]]:
    """Rows that are in one of two states only, with their tables."""
    return [
        (table, row)
        for table in wanted
        for row in (
            *(row for row in state[table] if row not in wanted[table]),
            *(row for row in wanted[table] if row not in state[table]),
        )
    ]


def killed(tmp_path: Path, places: Iterable[int], forks: ForkServerContext, wanted: Rows) -> int:
    count = 0
    for at, before, state, shown in outcomes(tmp_path / "mijn-bedrijf", places, forks):
        assert differing(state, wanted) == [], f"killed {'before' if before else 'after'} command {at}"
        assert "no changes" in shown, f"killed {'before' if before else 'after'} command {at}:\n{shown}"
        count += 1
    return count


def test_a_deployment_killed_at_a_tenth_of_its_commands_ends_as_a_clean_one(
    tmp_path: Path, clean: tuple[Rows, int], forks: ForkServerContext
) -> None:
    wanted, commands = clean
    assert commands >= 300
    assert killed(tmp_path, range(4, commands + 1, EVERY), forks, wanted) >= 30


@pytest.mark.slow
def test_a_deployment_killed_at_any_command_ends_as_a_clean_one(
    tmp_path: Path, clean: tuple[Rows, int], forks: ForkServerContext
) -> None:
    wanted, commands = clean
    assert killed(tmp_path, range(1, commands + 1), forks, wanted) >= 300


def changes_sent(found: Office) -> int:
    """How many commands that change something came to the platform since the last look."""
    assert found.served is not None
    store = found.served.store
    names = [str(row["request"]) for row in store.all("SELECT request FROM tally")]
    with store.transaction():
        store.run("DELETE FROM tally")
    return sum("Get" not in name and not name.startswith(("Login", "Logout", "Authentication")) for name in names)


def not_done(text: str) -> int:
    """How many objects a deployment says are not done: some by name, and of the others their number."""
    found = re.search(r"^  not done: (.*)$", text, re.MULTILINE)
    line = found[1] if found else ""  # what was refused had been so anyway
    names, _, more = re.sub(r" and (\d+) more$", r"|\1", line).partition("|")
    return names.count(", ") + bool(names) + int(more or 0)


def secrets_written(folder: Path) -> dict[tuple[str, ...], int]:
    """How often each secret of each object was surely written, as the journal has it."""
    journal = next((folder.parent / "state").rglob("journal.sqlite"))
    with closing(sqlite3.connect(journal)) as database:
        rows = database.execute(
            "SELECT kind, name, secrets, count(*) FROM command WHERE state = 'done' AND secrets != '' GROUP BY 1, 2, 3"
        )
        return {tuple(row[:3]): row[3] for row in rows}


def refused(tmp_path: Path, places: Iterable[int], clean: tuple[Rows, int]) -> int:
    """Answer one command of a deployment with an error: what is said of it is true, and the next one does the rest."""
    (wanted, commands), count, folder = clean, 0, large_company(tmp_path / "mijn-bedrijf")
    for at in places:
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        with office(folder, FaultInjection(fault_rules([f"fail@{at}"]))) as found:
            failed = found.ok("deploy", "--yes", *NEW_YEAR, code=1).err
            assert failed.count("fails as ordered") == 1, failed
            (surely, planned) = re.findall(r"surely carried out: (\d+); planned: (\d+)", failed)[0]
            assert int(planned) == commands
            assert int(surely) + failed.count("  refused: ") == changes_sent(found), failed
            again = found.ok("deploy", "--yes", "--force", *NEW_YEAR)
            counts = re.findall(r"(\d+) to create, (\d+) to change, 0 to delete", again.out)
            left = sum(map(int, counts[0])) if counts else 0
            assert left == not_done(failed), f"error at command {at}:\n{failed}\n{again.out}"
            assert int(surely) + changes_sent(found) <= commands, f"error at command {at}: something is done twice"
            assert differing(state_of(found), wanted) == [], f"error at command {at}"
            assert {*secrets_written(folder).values()} == {1}
        count += 1
    return count


def test_a_deployment_in_which_a_command_is_refused_is_finished_by_the_next(
    tmp_path: Path, clean: tuple[Rows, int]
) -> None:
    assert refused(tmp_path, range(7, clean[1] + 1, 25), clean) >= 12


@pytest.mark.slow
def test_a_deployment_in_which_any_command_is_refused_is_finished_by_the_next(
    tmp_path: Path, clean: tuple[Rows, int]
) -> None:
    assert refused(tmp_path, range(1, clean[1] + 1), clean) >= 300


def lost(tmp_path: Path, seeds: Iterable[int], wanted: Rows) -> None:
    folder = large_company(tmp_path / "mijn-bedrijf")
    for seed in seeds:
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        # A document has up to fifteen commands: of the answers that a client waits for, one in twenty is lost.
        orders = fault_rules(["drop-after=0.2%", "drop-before=0.1%", "cut=0.05%"])
        with office(folder, FaultInjection(orders, seed=seed)) as found:
            for _ in range(20):
                if found.run("deploy", "--yes", *NEW_YEAR).code == 0:
                    break
            found.served.fault_injection.rules = ()  # type: ignore[union-attr]
            assert differing(state_of(found), wanted) == [], f"seed {seed}"
            assert "no changes" in found.ok("plan", *NEW_YEAR).out, f"seed {seed}"


def test_lost_answers_change_nothing_in_the_end(tmp_path: Path, clean: tuple[Rows, int]) -> None:
    lost(tmp_path, range(3), clean[0])


@pytest.mark.slow
def test_many_lost_answers_change_nothing_in_the_end(tmp_path: Path, clean: tuple[Rows, int]) -> None:
    lost(tmp_path, range(3, 40), clean[0])


def disturbed_change(seed: int, fault: str, at: int, folder: Path) -> bool:
    """Let a random company become another while one command meets a fault; then finish. Says whether it met one."""
    folder.mkdir()
    faults = Murderous()  # which kills nobody without a victim, and counts
    with platform([seed], faults) as address:
        with at_work(plan(seed), seed, address, folder) as (session, connection):
            assert deploy(ApplyContext(session, connection), plan_changes(session, connection)).complete
        with at_work(plan(seed + 500, at=seed), seed, address, folder) as (session, connection):
            deployment = plan_changes(session, connection)
            if at > len(deployment.operations):
                return False
            # It counts on from what the first deployment sent.
            faults.rules = fault_rules([f"{fault}@{faults.seen + at}"])
            first = deploy(ApplyContext(session, connection), deployment)
            faults.rules = ()
            rest = plan_changes(session, connection)
            last = deploy(ApplyContext(session, connection), rest) if rest.changes else None
            assert last is None or last.complete, (seed, at, last.failures, last.left)
            assert not plan_changes(session, connection).changes, (seed, at)
            if fault == "fail":
                assert first.done + (last.done if last else 0) <= len(deployment.operations), (seed, at)
    return True


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["fail", "drop-after"])
def test_a_company_that_becomes_another_with_a_fault_on_the_way_gets_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    met = 0
    for seed in range(8):
        for at in range(1, 500, 4):
            if not disturbed_change(seed, fault, at, tmp_path / f"{seed}-{at}"):
                break
            met += 1
    assert met >= 60
