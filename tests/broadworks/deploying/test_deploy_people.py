"""Deploying as a person sits before it: a terminal asks, an interruption stops at a whole document."""

import os
import pty
import resource
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import NUMMERPLAN
from deploying import Office, office

from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mijn-bedrijf"
PATIENCE = 60.0


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "mijn-bedrijf"
    shutil.copytree(EXAMPLE, folder)
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8").partition("\ncalls:")[0]
    plan.write_text(f"{text}\n", "utf-8")
    with office(folder, FaultInjection()) as found:
        yield found


class Terminal:
    """The command on a terminal of its own, with what it has shown so far."""

    def __init__(self, company: Office, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = company.environment | {"TERM": "xterm"}
        self.process = subprocess.Popen(
            [*NUMMERPLAN, *arguments], cwd=company.folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        self.shown = ""

    def until(self, text: str) -> str:
        """Read until a text is there."""
        end = time.monotonic() + PATIENCE
        while text not in self.shown:
            if not select.select([self._ours], [], [], max(0.0, end - time.monotonic()))[0]:
                raise AssertionError(f"{text!r} did not come: {self.shown[-2000:]}")
            assert self._read(), f"the command ended before {text!r} came: {self.shown[-2000:]}"
        return self.shown

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def end(self) -> int:
        """Read to the end; gives the exit code."""
        while self._read():
            pass
        os.close(self._ours)
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        try:
            content = os.read(self._ours, 65536)
        except OSError:  # nobody is on the other side any more
            return False
        self.shown += content.decode("utf-8", "replace")
        return bool(content)


def test_a_terminal_asks_and_no_changes_nothing(company: Office) -> None:
    before = company.state()
    terminal = Terminal(company, "deploy")
    assert "22 to create" in terminal.until("[y/N]")
    terminal.type("n\n")
    assert terminal.end() == 1
    assert "nothing was changed" in terminal.shown
    assert company.state() == before


def test_a_terminal_asks_and_yes_deploys_with_a_progress_bar(company: Office) -> None:
    terminal = Terminal(company, "deploy")
    terminal.until("[y/N]")
    terminal.type("y\n")
    assert terminal.end() == 0, terminal.shown
    assert "deploying" in terminal.shown
    assert "no changes" in company.ok("plan").out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interruption_waits_for_the_document_under_way_and_the_next_run_goes_on(
    number: signal.Signals, company: Office
) -> None:
    assert company.served is not None
    fault_injection = company.served.fault_injection
    process = subprocess.Popen(
        [*NUMMERPLAN, "deploy", "--yes"],
        cwd=company.folder,
        env=company.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not company.state()["subscriber"]:
        fault_injection.delay = 0.02
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number
    assert "commands that were surely carried out: " in err
    assert "stopped: interrupted" in err
    assert "what was begun is in the journal: run the same command again, and it goes on from there" in err
    fault_injection.delay = 0
    again = company.ok("deploy", "--yes")
    assert "was cut off after at least" in again.err
    assert "no changes" in company.ok("plan").out


def test_undo_takes_back_a_deployment_that_was_cut_off(company: Office) -> None:
    assert company.served is not None
    before = company.held()
    process = subprocess.Popen(
        [*NUMMERPLAN, "deploy", "--yes"], cwd=company.folder, env=company.environment, stdout=subprocess.DEVNULL
    )
    company.served.fault_injection.delay = 0.01
    while not company.state()["subscriber"]:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    company.served.fault_injection.delay = 0
    company.ok("deploy", "--undo", "--yes", "--allow-delete", "--force")
    assert company.held() == before
    assert "22 to create" in company.ok("plan").out


@pytest.mark.parametrize("kilobytes", [8, 28, 32, 36])
def test_on_a_full_disk_what_was_done_and_how_to_go_on_is_told(kilobytes: int, company: Office) -> None:
    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    done = subprocess.run(
        [*NUMMERPLAN, "deploy", "--yes"],
        cwd=company.folder,
        env=company.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=full,
    )
    assert done.returncode in (2, 3), done.stderr
    assert "cannot be used" in done.stderr
    if company.state()["subscriber"]:
        assert "commands that were surely carried out: " in done.stderr
        assert "to go on: run the same command again" in done.stderr
    company.ok("deploy", "--yes")
    assert "no changes" in company.ok("plan").out
