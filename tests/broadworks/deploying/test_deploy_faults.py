"""Deployments that are killed or refused at every command, and answers that get lost: all end as a clean run does.

The platform itself kills the deploying process, at the very command, before or after it has carried it out.
"""

import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, cast

import pytest
from broadworks_live import at_work, plan, platform
from deploying import NEW_YEAR, Office, deploy_and_leave, large_company, office

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy
from nummerplan.compiler.deployment.planning.deployments import plan_changes
from nummerplan.model.deployment.platform import Connection, Operation, Outcome
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules

EVERY = 20
"""Every so many-th command is enough for each day; the slow test takes all of them."""


@dataclass
class Murderous(FaultInjection):
    """Counts changes, and kills a process at one: before it is carried out or afterwards, always without an answer."""

    victim: int = 0
    at: int = 0
    before: bool = False
    seen: int = 0
    request: str = ""
    carried_out: Counter[str] = field(default_factory=Counter)

    def fault_of(self, request: str) -> str:
        self.request = request
        return super().fault_of(request)

    def fault(self, changes: bool) -> str:
        self.seen += changes
        fault = super().fault(changes)
        if changes and self.victim and self.seen == self.at:
            os.kill(self.victim, signal.SIGKILL)
            fault = "drop-before" if self.before else "drop-after"
        if changes and fault not in ("fail", "drop-before"):
            self.carried_out[self.request] += 1
        return fault


SECRETS = {"GroupAccessDeviceModifyRequest22", "GroupAnnouncementFileModifyRequest", "UserModifyRequest22"}
"""What writes the secrets of objects that are there: passwords, recordings. Whether a secret has been written cannot be
read; where no answer says so it is written again, and means the same."""
OF_A_FAX = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
"""A fax box takes calls by its voicemail and its fax together; where one is off both are written. There is one here;
each answer that is lost about either of them writes it once more."""


def nothing_twice(carried_out: Counter[str], clean: Counter[str]) -> None:
    """See that no command was carried out more often than by a deployment that nobody disturbed, but for secrets."""
    more = carried_out - clean
    assert more.keys() <= SECRETS | {OF_A_FAX}, more
    assert more[OF_A_FAX] <= 2, more


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
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Counter[str]]:
    """What a deployment that nobody disturbs makes, and the commands that it takes."""
    fault_injection = Murderous()
    with office(large_company(tmp_path_factory.mktemp("clean") / "mijn-bedrijf"), fault_injection) as found:
        found.ok("deploy", "--yes", *NEW_YEAR)
        assert fault_injection.carried_out.total() == fault_injection.seen
        return state_of(found), fault_injection.carried_out


def outcomes(
    folder: Path, places: Iterable[int], forks: ForkServerContext, commands: Counter[str]
) -> Iterator[tuple[int, bool, Rows, str]]:
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
                fault_injection.victim, done = 0, fault_injection.carried_out.total()
                assert done == at - before
                again = found.ok("deploy", "--yes", *NEW_YEAR)
                said = int(re.findall(r"was cut off after at least (\d+) commands", again.err)[0])
                assert said <= done <= said + MOST_COMMANDS, again.err
                rest = sum(map(int, re.findall(r": done; commands: (\d+);", again.err)))
                assert rest == fault_injection.carried_out.total() - done, again.err
                nothing_twice(fault_injection.carried_out, commands)
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


def killed(tmp_path: Path, places: Iterable[int], forks: ForkServerContext, clean: tuple[Rows, Counter[str]]) -> int:
    (wanted, commands), count = clean, 0
    for at, before, state, shown in outcomes(tmp_path / "mijn-bedrijf", places, forks, commands):
        assert differing(state, wanted) == [], f"killed {'before' if before else 'after'} command {at}"
        assert "no changes" in shown, f"killed {'before' if before else 'after'} command {at}:\n{shown}"
        count += 1
    return count


def test_a_deployment_killed_at_a_twentieth_of_its_commands_ends_as_a_clean_one(
    tmp_path: Path, clean: tuple[Rows, Counter[str]], forks: ForkServerContext
) -> None:
    assert clean[1].total() >= 300
    assert killed(tmp_path, range(4, clean[1].total() + 1, EVERY), forks, clean) >= 15


@pytest.mark.slow
def test_a_deployment_killed_at_any_command_ends_as_a_clean_one(
    tmp_path: Path, clean: tuple[Rows, Counter[str]], forks: ForkServerContext
) -> None:
    assert killed(tmp_path, range(1, clean[1].total() + 1), forks, clean) >= 300


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


def refused(tmp_path: Path, places: Iterable[int], clean: tuple[Rows, Counter[str]]) -> int:
    """Answer one command of a deployment with an error: what is said of it is true, and the next one does the rest."""
    (wanted, commands), count, folder = clean, 0, large_company(tmp_path / "mijn-bedrijf")
    for at in places:
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        with office(folder, FaultInjection(fault_rules([f"fail@{at}"]))) as found:
            failed = found.ok("deploy", "--yes", *NEW_YEAR, code=1).err
            assert failed.count("fails as ordered") == 1, failed
            (surely, planned) = re.findall(r"surely carried out: (\d+); planned: (\d+)", failed)[0]
            assert int(planned) == commands.total()
            assert int(surely) + failed.count("  refused: ") == changes_sent(found), failed
            again = found.ok("deploy", "--yes", "--force", *NEW_YEAR)
            counts = re.findall(r"(\d+) to create, (\d+) to change, 0 to delete", again.out)
            left = sum(map(int, counts[0])) if counts else 0
            assert left == not_done(failed), f"error at command {at}:\n{failed}\n{again.out}"
            assert int(surely) + changes_sent(found) <= commands.total(), f"error at {at}: something is done twice"
            assert differing(state_of(found), wanted) == [], f"error at command {at}"
            assert {*secrets_written(folder).values()} == {1}
        count += 1
    return count


def test_a_deployment_in_which_a_command_is_refused_is_finished_by_the_next(
    tmp_path: Path, clean: tuple[Rows, Counter[str]]
) -> None:
    assert refused(tmp_path, range(7, clean[1].total() + 1, 25), clean) >= 12


@pytest.mark.slow
def test_a_deployment_in_which_any_command_is_refused_is_finished_by_the_next(
    tmp_path: Path, clean: tuple[Rows, Counter[str]]
) -> None:
    assert refused(tmp_path, range(1, clean[1].total() + 1), clean) >= 300


SOME = ("drop-after=0.2%", "drop-before=0.1%", "cut=0.05%")
"""A document has up to fifteen commands: of the answers that a client waits for, one in twenty is lost."""
MANY = ("drop-after=5%",)
"""One in twenty commands has no answer, nor have those after it in its document: half of the documents."""


def lost(tmp_path: Path, seeds: Iterable[int], orders: Sequence[str], clean: tuple[Rows, Counter[str]]) -> int:
    """Lose answers until a deployment has come to its end, and count deployments. What each said is true."""
    (wanted, commands), folder, runs = clean, large_company(tmp_path / "mijn-bedrijf"), 0
    for seed in seeds:
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        fault_injection = Murderous(fault_rules(orders), seed=seed)
        with office(folder, fault_injection) as found:
            for _ in range(40):
                before, runs = fault_injection.carried_out.total(), runs + 1
                run = found.run("deploy", "--yes", *NEW_YEAR)
                said = sum(map(int, re.findall(r"(?:surely carried out|: done; commands): (\d+)", run.err)))
                assert said <= fault_injection.carried_out.total() - before, f"seed {seed}: {run.text}"
                assert run.code in (0, 3), f"seed {seed}: {run.text}"
                if run.code == 0:
                    break
            fault_injection.rules = ()
            nothing_twice(fault_injection.carried_out, commands)
            assert differing(state_of(found), wanted) == [], f"seed {seed}"
            assert "no changes" in found.ok("plan", *NEW_YEAR).out, f"seed {seed}"
            assert {*secrets_written(folder).values()} <= {1}, f"seed {seed}"
    return runs


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that does not pause before it tries again."""
    monkeypatch.setattr("nummerplan.targets.broadworks.client.exchange._FIRST_PAUSE", 0.0)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("orders", "seeds"), [(SOME, range(2)), (MANY, range(1))])
def test_lost_answers_change_nothing_in_the_end(
    tmp_path: Path, clean: tuple[Rows, Counter[str]], orders: Sequence[str], seeds: range
) -> None:
    assert lost(tmp_path, seeds, orders, clean) >= len(seeds)


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("orders", "seeds"), [(SOME, range(2, 40)), (MANY, range(1, 21))])
def test_many_lost_answers_change_nothing_in_the_end(
    tmp_path: Path, clean: tuple[Rows, Counter[str]], orders: Sequence[str], seeds: range
) -> None:
    assert lost(tmp_path, seeds, orders, clean) >= len(seeds)


class Forgetful:
    """A platform that answers no command, and of which half the people are there whenever one looks a second time."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.looks, self.sent = connection, 0, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.connection, name)

    def send(self, operations: Sequence[Operation]) -> list[Outcome]:
        self.sent += 1
        assert self.sent < 50, "this never ends"
        return [Outcome("unknown")] * len(operations)

    def read_objects(self, identities: Iterable[Identity], wanted: Tenant | None = None) -> Tenant:
        self.looks += 1
        found = self.connection.read_objects(identities, wanted).objects
        there = [one for one in identities if one.kind == "user" and self.looks % 2 == 0]
        return Tenant({**found, **{identity: TenantObject(identity, {}) for identity in there}})


def test_what_is_done_and_undone_in_turns_comes_to_an_end(tmp_path: Path) -> None:
    with platform([0]) as address, at_work(plan(0), 0, address, tmp_path) as (session, connection):
        deployment = plan_changes(session, connection)
        forgetful = Forgetful(connection)
        result = deploy(ApplyContext(session, cast("Connection", forgetful)), deployment)
        assert (str(result.stopped), result.done) == ("the platform does not answer", 0)
        assert forgetful.sent <= 6


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
@pytest.mark.parametrize("fault", ["fail", "drop-after", "drop-before"])
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
