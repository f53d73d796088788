"""The workflows that plan on a pull request and deploy on merge, their steps run as a runner would run them."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from deploying import Office, office
from workflows import bash, run, script, step

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mijn-bedrijf"


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[Office]:
    """A checkout of a repository of plans, and the platform that its company is to live on."""
    folder = tmp_path / "checkout"
    shutil.copytree(EXAMPLE, folder)
    with office(folder) as found:
        yield found


def test_the_workflow_plans_shows_and_deploys_exactly_that(plans: Office) -> None:
    planned = bash(step("plan", "Plan"), plans, EVENT="workflow_dispatch")
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert "22 to create" in (plans.folder.parent / "summary").read_text("utf-8")
    deployed = bash(step("deploy", "Deploy"), plans)
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    again = bash(step("deploy", "Deploy"), plans)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "all that the saved plan changes here is done already" in again.stdout


def test_no_name_is_a_command_to_the_runner_or_ends_the_summarys_code(plans: Office) -> None:
    plans.edit("first_name: Vera", 'first_name: "``` ##[add-mask]e ::error::x"')
    planned = bash(step("plan", "Plan"), plans, EVENT="workflow_dispatch")
    assert planned.returncode == 0, planned.stdout + planned.stderr
    deployed = bash(step("deploy", "Deploy"), plans)
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    for done in (planned, deployed):
        first, *shown, last = done.stdout.splitlines()
        token = first.removeprefix("::stop-commands::")
        assert (len(token), last) == (32, f"::{token}::")
        assert token not in "".join(shown)
    assert "##[add-mask]e" in planned.stdout
    summary = (plans.folder.parent / "summary").read_text("utf-8")
    assert "##[add-mask]e" in summary
    # A block that is indented has no end that a text could write.
    assert [line for line in summary.splitlines() if not line.startswith("    ")] == []


def test_what_was_merged_otherwise_than_planned_is_not_deployed(plans: Office) -> None:
    assert bash(step("plan", "Plan"), plans, EVENT="workflow_dispatch").returncode == 0
    plans.edit("first_name: Vera", "first_name: Eva")
    deployed = bash(step("deploy", "Deploy"), plans)
    assert deployed.returncode == 1
    assert "plan.yaml has changed since this was planned; plan again" in deployed.stderr


def test_the_jobs_plan_and_deploy(plans: Office) -> None:
    for job in ("telephone-plan", "telephone-plan-deploy"):
        done = run(script(job), plans, ["sh", "-e", "-c"])
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("message", "request_number"),
    [
        ("Merge branch 'x' into 'main'\n\nNew menu\n\nSee merge request telephony/plans!27", "27"),
        ("A commit of its own", None),
        ("See merge request telephony/plans!27; touch hacked", None),
    ],
)
def test_the_merge_request_is_found_in_the_message(plans: Office, message: str, request_number: str | None) -> None:
    lookup = script("telephone-plan-deploy", "before_script")
    # What fetches is left out: there is no GitLab here.
    lookup = re.sub(r"curl .*", 'echo "request $request"', lookup, flags=re.DOTALL)
    done = run(lookup, plans, ["sh", "-e", "-c"], CI_COMMIT_MESSAGE=message)
    assert done.stdout.endswith(f"request {request_number}\n" if request_number else "that could be deployed.\n")
    assert done.returncode == (0 if request_number else 1)
    assert not (plans.folder / "hacked").exists()
