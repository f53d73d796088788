"""What was shown is what is sent: the commands of a deployment are computed once, whatever a target gives later."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from deploying import Office, office

from nummerplan.compiler.deployment.planning import company_plan
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.profile import RELEASES, name_in
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mijn-bedrijf"


@dataclass
class Unsure:
    """The operations of a target that gives one command less each time it is asked, and counts how often that is."""

    given: list[tuple[Operation, ...]] = field(default_factory=list)

    def __call__(self, changes: ChangeSet, platform: Tenant, site: Site) -> Sequence[Operation]:
        operations = tuple(PROVISIONING.operations(changes, platform, site))
        self.given.append(operations[: len(operations) - len(self.given)])
        return self.given[-1]


Uses = Callable[[Callable[[ChangeSet, Tenant, Site], Sequence[Operation]]], None]


@pytest.fixture
def uses(monkeypatch: pytest.MonkeyPatch) -> Uses:
    """Make every command deploy with these operations."""

    def use(operations: Callable[[ChangeSet, Tenant, Site], Sequence[Operation]]) -> None:
        provisioning = replace(PROVISIONING, operations=operations)
        monkeypatch.setattr(company_plan, "platforms", lambda: {"broadworks": provisioning})

    return use


@pytest.fixture
def faults() -> FaultInjection:
    return FaultInjection()


@pytest.fixture
def company(tmp_path: Path, faults: FaultInjection) -> Iterator[Office]:
    folder = tmp_path / "mijn-bedrijf"
    shutil.copytree(EXAMPLE, folder)
    with office(folder, faults) as found:
        yield found


def sent(company: Office) -> list[str]:
    """The names of all commands that came to the platform and change something, in their order."""
    assert company.served is not None
    rows = company.served.store.all("SELECT request FROM tally ORDER BY rowid")
    names = [str(row["request"]) for row in rows]
    return [name for name in names if "Get" not in name and not name.startswith(("Login", "Logout", "Authentication"))]


def on_the_wire(requests: Sequence[str]) -> list[str]:
    return [name_in(request, RELEASES[-1]) for request in requests]


def requests(operations: Sequence[Operation]) -> list[str]:
    return on_the_wire([operation.request for operation in operations])


def test_a_deployment_sends_the_commands_that_it_has_shown(company: Office, uses: Uses) -> None:
    unsure = Unsure()
    uses(unsure)
    done = company.ok("deploy", "--yes")
    (shown,) = unsure.given
    assert f"commands: {len(shown)}, in documents: " in done.out
    assert f"done; commands: {len(shown)};" in done.err
    assert sent(company) == requests(shown)


def test_planning_computes_the_commands_once_for_showing_and_saving(company: Office, uses: Uses) -> None:
    unsure = Unsure()
    uses(unsure)
    out = company.ok("plan", "--out", "../saved.json").out
    (shown,) = unsure.given
    (saved,) = json.loads((company.folder.parent / "saved.json").read_text("utf-8"))["plans"]
    assert f"commands: {len(shown)}, in documents: " in out
    assert [operation["request"] for operation in saved["operations"]] == [operation.request for operation in shown]


def test_a_saved_plan_sends_its_own_commands_and_asks_the_target_for_none(company: Office, uses: Uses) -> None:
    company.ok("plan", "--out", "../saved.json")
    (saved,) = json.loads((company.folder.parent / "saved.json").read_text("utf-8"))["plans"]
    unsure = Unsure()
    uses(unsure)
    done = company.ok("deploy", "--plan", "../saved.json", "--yes")
    assert unsure.given == []
    assert f"commands: {len(saved['operations'])}, in documents: " in done.out
    assert sent(company) == on_the_wire([operation["request"] for operation in saved["operations"]])


def test_undoing_sends_the_commands_that_it_has_shown(company: Office, uses: Uses) -> None:
    company.ok("deploy", "--yes")
    before = len(sent(company))
    unsure = Unsure()
    uses(unsure)
    company.ok("deploy", "--undo", "--yes", "--allow-delete", "--force")
    (shown,) = unsure.given
    assert sent(company)[before:] == requests(shown)


def test_after_a_lost_answer_only_what_is_left_of_the_shown_changes_is_sent(
    company: Office, faults: FaultInjection, uses: Uses
) -> None:
    given: list[tuple[ChangeSet, tuple[Operation, ...]]] = []

    def recorded(changes: ChangeSet, platform: Tenant, site: Site) -> Sequence[Operation]:
        given.append((changes, tuple(PROVISIONING.operations(changes, platform, site))))
        return given[-1][1]

    uses(recorded)
    faults.rules = fault_rules(["drop-after@20"])
    company.ok("deploy", "--yes")
    (changes, shown), (left, again) = given
    count = len(sent(company)) - len(again)
    assert 20 <= count < len(shown)
    assert sent(company) == [*requests(shown[:count]), *requests(again)]
    assert set(left.touched) <= set(changes.touched)
    assert {operation.identity for operation in again} <= set(left.touched)


def forge(saved: dict[str, Any]) -> None:
    """Let a saved plan delete a user of another company."""
    delete = {"object": Identity("user", "baas@elders.example"), "request": "UserDeleteRequest"}
    delete |= {"fields": {"user_id": "baas@elders.example"}, "together": 0, "reversible": True}
    saved["plans"][0]["operations"].append(delete)


def unseal(saved: dict[str, Any]) -> None:
    saved["plans"][0]["seal"] = ""


def pass_on(saved: dict[str, Any]) -> None:
    """Let the commands of one company go to another."""
    saved["plans"][0]["tenant"] = "hosted/SP/elders"


def shorten(saved: dict[str, Any]) -> None:
    saved["plans"][0]["changes"].pop()


@pytest.mark.parametrize("change", [forge, unseal, shorten, pass_on])
def test_a_saved_plan_that_somebody_changed_is_refused(
    company: Office, change: Callable[[Mapping[str, Any]], None]
) -> None:
    company.ok("plan", "--out", "../saved.json")
    file = company.folder.parent / "saved.json"
    saved = json.loads(file.read_text("utf-8"))
    change(saved)
    file.write_text(json.dumps(saved), "utf-8")
    done = company.ok("deploy", "--plan", "../saved.json", "--yes", code=2)
    tenant = saved["plans"][0]["tenant"]
    assert f"saved.json: the plan of {tenant} was changed after it was saved, or saved with another folder" in done.err
    assert sent(company) == []


def test_a_saved_plan_of_another_folder_of_journals_is_refused(company: Office) -> None:
    company.ok("plan", "--out", "../saved.json", "--journal", "../elsewhere")
    done = company.ok("deploy", "--plan", "../saved.json", "--yes", code=2)
    assert "saved with another folder of journals; plan again" in done.err
    company.ok("deploy", "--plan", "../saved.json", "--yes", "--journal", "../elsewhere")
