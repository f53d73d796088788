"""Two pull requests on one repository of companies: planned side by side, merged and deployed one after the other."""

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from deploying import Office, office
from workflows import BIN, bash, step

from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules

COMPANY = """\
nummerplan: 1
company: {{name: {name}, main_number: {number}0}}
platform: {{name: hosted, service_provider: SP, group: {key}, domain: {key}.example}}
numbers: [{number}0..{number}9]
users:
  # The first one in.
  anna: {{first_name: Anna, last_name: Balie, extension: 201, number: {number}0, devices: [{{model: generic-sip}}]}}


  # The last one out.
  bert: {{first_name: Bert, last_name: Winkel, extension: 202, devices: [{{model: generic-sip}}]}}
"""
TOWNS = {"bakker": "020555010", "slager": "020555020", "kapper": "020555030"}


class Repository:
    """A repository of plans with its main branch, requests that were planned, and the platform of the companies."""

    def __init__(self, at: Office, faults: FaultInjection) -> None:
        self.at, self.faults = at, faults
        self.plans: dict[str, str] = {}
        self.git("init", "-q", "-b", "main")
        (at.folder / ".gitignore").write_text("plan.json\nplan.txt\n", "utf-8")
        self.commit("companies")

    @property
    def journal(self) -> Path:
        """Where the steps of the workflow keep it: outside of the checkout."""
        return self.at.folder.parent / "journal"

    def git(self, *arguments: str, may_fail: bool = False) -> bool:
        identity = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=self.at.folder, check=False, capture_output=True, text=True
        )
        assert may_fail or done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.returncode == 0

    def commit(self, subject: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", subject)

    def request(self, name: str, *edits: tuple[str, str, str]) -> None:
        """A branch off main on which something was edited: file, old and new text."""
        self.git("checkout", "-q", "-b", name, "main")
        for file, old, new in edits:
            self.at.edit(old, new, file)
        self.commit(name)
        self.git("checkout", "-q", "main")

    def plan(self, name: str) -> str:
        """Plan a request as its workflow does: of main with the branch merged, and nothing of others."""
        self.git("checkout", "-q", "--detach", "main")
        self.git("merge", "-q", "--no-ff", "--no-edit", name)
        done = bash(step("plan", "Plan"), self.at, EVENT="pull_request")
        assert done.returncode == 0, done.stdout + done.stderr
        self.plans[name] = (self.at.folder / "plan.json").read_text("utf-8")
        (self.at.folder / "plan.json").unlink()
        self.git("checkout", "-q", "main")
        return "".join(line for line in done.stdout.splitlines(keepends=True) if not line.startswith("::"))

    def merge(self, name: str) -> bool:
        """Merge a request; not where both changed the same lines."""
        if self.git("merge", "-q", "--no-ff", "--no-edit", name, may_fail=True):
            return True
        self.git("merge", "--abort")
        return False

    def update(self, name: str, *theirs: tuple[str, str, str]) -> None:
        """Bring a request up to main; what both changed is taken from main, and edited once more."""
        self.git("checkout", "-q", name)
        self.git("merge", "-q", "--no-edit", "-X", "theirs", "main")
        for file, old, new in theirs:
            self.at.edit(old, new, file)
        if theirs:
            self.commit(f"{name}: once more")
        self.git("checkout", "-q", "main")

    def plan_by_hand(self) -> None:
        """Plan all of main, as the workflow does that somebody starts."""
        done = bash(step("plan", "Plan"), self.at, EVENT="workflow_dispatch")
        assert done.returncode == 0, done.stdout + done.stderr
        self.plans["by hand"] = (self.at.folder / "plan.json").read_text("utf-8")
        (self.at.folder / "plan.json").unlink()

    def kill_a_deployment(self, name: str) -> None:
        """Kill it while it waits for an answer."""
        self.faults.begin(fault_rules(["hang-after@2"]))
        (self.at.folder / "plan.json").write_text(self.plans[name], "utf-8")
        command = [BIN / "nummerplan", "deploy", "--plan", "plan.json", "--yes", "--journal", self.journal]
        process = subprocess.Popen(
            command, cwd=self.at.folder, env=self.at.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with closing(sqlite3.connect(self.journal / "hosted%2FSP%2Fbakker" / "journal.sqlite")) as journal:
            while not journal.execute("SELECT 1 FROM command WHERE run = 2 AND state = 'sent'").fetchall():
                assert process.poll() is None
                time.sleep(0.02)
        process.kill()
        process.wait()
        (self.at.folder / "plan.json").unlink()
        self.faults.begin(())

    def deploy(self, name: str) -> subprocess.CompletedProcess[str]:
        """Deploy what was planned for a request, as its workflow does when it is merged."""
        (self.at.folder / "plan.json").write_text(self.plans[name], "utf-8")
        done = bash(step("deploy", "Deploy"), self.at)
        (self.at.folder / "plan.json").unlink()
        return done

    def green(self, name: str) -> str:
        done = self.deploy(name)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Callable[..., Repository]]:
    """A repository of three companies that are deployed."""
    folder = tmp_path / "checkout"
    for key, number in TOWNS.items():
        (folder / key).mkdir(parents=True)
        text = COMPANY.format(name=key.capitalize(), key=key, number=number)
        (folder / key / "plan.yaml").write_text(text, "utf-8")
    faults = FaultInjection()
    with office(folder, faults) as at:

        def begin() -> Repository:
            found = Repository(at, faults)
            at.ok("deploy", "--yes", "--journal", found.journal)
            return found

        yield begin


def is_as_wanted(found: Repository) -> None:
    drift = found.at.ok("drift", "--journal", found.journal)
    assert drift.out.count("the platform is as the plan wants it") == len(TOWNS)


BAKKER = ("bakker/plan.yaml", "last_name: Winkel", "last_name: Oven")
SLAGER = ("slager/plan.yaml", "last_name: Winkel", "last_name: Koeling")
OTHER_LINE = ("bakker/plan.yaml", "last_name: Balie", "last_name: Kassa")
SAME_LINE = ("bakker/plan.yaml", "last_name: Winkel", "last_name: Deeg")


OTHER_WAY = pytest.param("two", "one", marks=pytest.mark.slow)
ORDERS = pytest.mark.parametrize(("first", "second"), [("one", "two"), OTHER_WAY])


@ORDERS
def test_for_two_companies(repository: Callable[..., Repository], first: str, second: str) -> None:
    found = repository()
    found.request("one", BAKKER)
    found.request("two", SLAGER)
    for name in ("one", "two"):
        assert found.plan(name).count("1 to change") == 1
    for name in (first, second):
        assert found.merge(name)
        assert "every object was read back" in found.green(name)
    is_as_wanted(found)


@pytest.mark.slow
@ORDERS
def test_one_is_planned_while_the_other_waits_for_its_deployment(
    repository: Callable[..., Repository], first: str, second: str
) -> None:
    found = repository()
    found.request("one", BAKKER)
    found.request("two", SLAGER)
    found.plan(first)
    assert found.merge(first)
    assert found.plan(second).count("1 to change") == 1
    assert found.merge(second)
    assert "done; commands: 1" in found.green(second)
    assert "done; commands: 1" in found.green(first)
    is_as_wanted(found)


@pytest.mark.slow
@ORDERS
def test_for_one_company_the_second_is_brought_up_to_date(
    repository: Callable[..., Repository], first: str, second: str
) -> None:
    found = repository()
    found.request("one", BAKKER)
    found.request("two", OTHER_LINE)
    for name in ("one", "two"):
        found.plan(name)
    assert found.merge(first)
    found.green(first)
    found.update(second)
    found.plan(second)
    assert found.merge(second)
    found.green(second)
    is_as_wanted(found)


def test_for_one_company_the_second_was_merged_all_the_same(repository: Callable[..., Repository]) -> None:
    found = repository()
    found.request("one", BAKKER)
    found.request("two", OTHER_LINE)
    for name in ("one", "two"):
        found.plan(name)
    for name in ("one", "two"):
        assert found.merge(name)
    stale = found.deploy("two")
    assert stale.returncode == 1
    assert "bakker/plan.yaml has changed since this was planned; plan again" in stale.stderr
    found.plan_by_hand()
    found.green("by hand")
    assert "done already" in found.green("by hand")
    is_as_wanted(found)


@pytest.mark.slow
@ORDERS
def test_with_a_conflict_the_second_is_settled_and_planned_again(
    repository: Callable[..., Repository], first: str, second: str
) -> None:
    found = repository()
    found.request("one", BAKKER)
    found.request("two", SAME_LINE)
    for name in ("one", "two"):
        found.plan(name)
    assert found.merge(first)
    found.green(first)
    assert not found.merge(second)
    now = {"one": "Oven", "two": "Deeg"}
    found.update(second, (BAKKER[0], f"last_name: {now[first]}", f"last_name: {now[second]}"))
    found.plan(second)
    assert found.merge(second)
    found.green(second)
    is_as_wanted(found)


@pytest.mark.parametrize("stop", ["refused", pytest.param("killed", marks=pytest.mark.slow)])
def test_what_stopped_half_way_is_said_first(repository: Callable[..., Repository], stop: str) -> None:
    found = repository()
    found.request("one", BAKKER, OTHER_LINE)
    found.request("two", SLAGER)
    for name in ("one", "two"):
        found.plan(name)
        assert found.merge(name)
    if stop == "refused":
        found.faults.begin(fault_rules(["fail@2"]))
        assert found.deploy("one").returncode == 1
        found.faults.begin(())
        said = "hosted/SP/bakker: the platform refused a part of the deployment by"
    else:
        found.kill_a_deployment("one")
        said = "hosted/SP/bakker: the deployment by"
    done = found.deploy("two")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.startswith(said), done.stderr
    found.request("three", ("kapper/plan.yaml", "last_name: Winkel", "last_name: Schaar"))
    assert found.plan("three").startswith(said)
    found.plan_by_hand()
    found.green("by hand")
    is_as_wanted(found)
    assert not found.plan("three").startswith("hosted")
