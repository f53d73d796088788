"""Deployments that are killed at every command, and answers that get lost: what comes out is what a clean run makes.

The platform itself kills the deploying process, at the very command, before or after it has carried it out.
"""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from deploying import Office, deploy_and_leave, large_company, office

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
        found.ok("deploy", "--yes")
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
                again = found.ok("deploy", "--yes")
                assert "was cut off" in again.err, again.text
                yield at, before, state_of(found), found.ok("plan").out


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
    for at, before, state, plan in outcomes(tmp_path / "mijn-bedrijf", places, forks):
        assert differing(state, wanted) == [], f"killed {'before' if before else 'after'} command {at}"
        assert "no changes" in plan, f"killed {'before' if before else 'after'} command {at}:\n{plan}"
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


def lost(tmp_path: Path, seeds: Iterable[int], wanted: Rows) -> None:
    folder = large_company(tmp_path / "mijn-bedrijf")
    for seed in seeds:
        shutil.rmtree(tmp_path / "state", ignore_errors=True)
        # A document has up to fifteen commands: of the answers that a client waits for, one in twenty is lost.
        orders = fault_rules(["drop-after=0.2%", "drop-before=0.1%", "cut=0.05%"])
        with office(folder, FaultInjection(orders, seed=seed)) as found:
            for _ in range(20):
                if found.run("deploy", "--yes").code == 0:
                    break
            found.served.fault_injection.rules = ()  # type: ignore[union-attr]
            assert differing(state_of(found), wanted) == [], f"seed {seed}"
            assert "no changes" in found.ok("plan").out, f"seed {seed}"


def test_lost_answers_change_nothing_in_the_end(tmp_path: Path, clean: tuple[Rows, int]) -> None:
    lost(tmp_path, range(3), clean[0])


@pytest.mark.slow
def test_many_lost_answers_change_nothing_in_the_end(tmp_path: Path, clean: tuple[Rows, int]) -> None:
    lost(tmp_path, range(3, 40), clean[0])
