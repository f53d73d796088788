"""What is read of a platform is what it holds, or nothing: no answer is taken for an empty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from broadworks_plans import ONE_OF_EACH
from deploying import Office, office

from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection, fault_rules


@pytest.fixture
def fault_injection() -> FaultInjection:
    return FaultInjection()


@pytest.fixture
def live(tmp_path: Path, fault_injection: FaultInjection) -> Iterator[Office]:
    """A company with one of everything, as it is deployed."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(ONE_OF_EACH, "utf-8")
    with office(folder, fault_injection) as found:
        found.ok("deploy", "--yes")
        yield found


def asked(live: Office) -> list[str]:
    """The questions of one `drift`, in their order."""
    assert live.served is not None
    rows = live.served.store.all("SELECT max(rowid) AS last FROM tally")
    before = rows[0]["last"] or 0
    live.ok("drift")
    found = live.served.store.all("SELECT request FROM tally WHERE rowid > ? ORDER BY rowid", before)
    return [row["request"] for row in found if "Get" in row["request"] and not row["request"].startswith("System")]


def refused(live: Office, fault: str, *command: str) -> str:
    """What a command says when one question is not answered as it should be; it stops."""
    assert live.served is not None
    live.served.fault_injection.begin(fault_rules([fault]))
    done = live.run(*command)
    live.served.fault_injection.begin(())
    assert done.code == 3, (fault, done.text)
    assert "+ " not in done.out
    assert "nothing was changed" in done.err, done.err
    return done.err


@pytest.mark.parametrize("fault", ["fail", "bare"])
def test_whatever_question_is_not_answered_the_reading_stops(live: Office, fault: str) -> None:
    """An error, or a success that says nothing, at each single question of a reading."""
    questions = asked(live)
    assert len(questions) > 40
    before = live.state()
    for place, request in enumerate(questions, 1):
        said = refused(live, f"{fault}@any:{place + 1}", "drift")  # the first asks for the platform's release
        assert f"{request} was asked of" in said
    assert live.state() == before


@pytest.mark.parametrize("command", ["plan", "drift", "deploy", "import"])
def test_a_person_whom_the_platform_does_not_describe_is_not_absent(live: Office, command: str) -> None:
    more = {
        "deploy": ("--yes",),
        "import": ("--platform", "hosted", "--service-provider", "SP", "--group", "zaak", "--out", "new"),
    }.get(command, ())
    said = refused(live, "fail@UserGetRequest23V2:1", command, *more)
    assert "UserGetRequest23V2 was asked of anna@zaak.example" in said
    assert not (live.folder / "new").exists()


def test_a_list_of_telephones_without_a_list_is_none(live: Office) -> None:
    said = refused(live, "bare@GroupAccessDeviceGetListRequest", "plan")
    assert "GroupAccessDeviceGetListRequest was asked of zaak" in said
    assert "answered with SuccessResponse" in said


def test_a_success_that_was_none_is_seen_when_it_is_read_back(live: Office) -> None:
    live.edit("name: Zaak", "name: Winkel")
    assert live.served is not None
    live.served.fault_injection.begin(fault_rules(["bare@GroupModifyRequest:1"]))
    done = live.run("deploy", "--yes")
    assert done.code == 1, done.text
    assert "not done: company zaak" in done.err
    assert "done: hunt group verkoop, menu menu" in done.err


def test_only_a_login_that_may_not_ask_for_the_release_goes_on_without_it(live: Office) -> None:
    """Any other refusal is no word about the release, and the settings' one may be wrong."""
    refused(live, "fail@SystemSoftwareVersionGetRequest:1", "plan")
