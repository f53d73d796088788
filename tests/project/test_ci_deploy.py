"""The workflows that plan on a pull request and deploy on merge, their steps run as a runner would run them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from deploying import Office, office

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOW = ROOT / "ci" / "github" / "deploy-workflow.yml"
JOBS = ROOT / "ci" / "gitlab" / "nummerplan-deploy.yml"
EXAMPLE = ROOT / "examples" / "mijn-bedrijf"


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@pytest.fixture
def plans(tmp_path: Path) -> Iterator[Office]:
    """A checkout of a repository of plans, and the platform that its company is to live on."""
    folder = tmp_path / "checkout"
    shutil.copytree(EXAMPLE, folder)
    with office(folder) as found:
        yield found


def run(script: str, at: Office, shell: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    # The journal is on the runner, outside of every checkout.
    journal = str(at.folder.parent / "journal")
    named = {
        "JOURNAL": journal,
        "NUMMERPLAN_JOURNAL": journal,
        "GITHUB_STEP_SUMMARY": str(at.folder.parent / "summary"),
    }
    environment = at.environment | named | variables | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    return subprocess.run([*shell, script], cwd=at.folder, env=environment, check=False, capture_output=True, text=True)


def bash(script: str, at: Office, **variables: str) -> subprocess.CompletedProcess[str]:
    """As GitHub's runner does: stop at the first failure."""
    return run(script, at, ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"], **variables)


def step(job: str, name: str) -> str:
    script: str = next(step["run"] for step in read(WORKFLOW)["jobs"][job]["steps"] if step.get("name") == name)
    return script


def script(job: str, part: str = "script") -> str:
    lines: list[str] = read(JOBS)[job][part]
    return "\n".join(lines)


def test_the_workflow_plans_shows_and_deploys_exactly_that(plans: Office) -> None:
    planned = bash(step("plan", "Plan"), plans)
    assert planned.returncode == 0, planned.stdout + planned.stderr
    assert "22 to create" in (plans.folder.parent / "summary").read_text("utf-8")
    deployed = bash(step("deploy", "Deploy"), plans)
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    again = bash(step("deploy", "Deploy"), plans)
    assert again.returncode == 1
    assert "the platform has moved since this was planned; plan again" in again.stderr


def test_no_name_is_a_command_to_the_runner_or_ends_the_summarys_code(plans: Office) -> None:
    plans.edit("first_name: Vera", 'first_name: "``` ##[add-mask]e ::error::x"')
    planned = bash(step("plan", "Plan"), plans)
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
    assert bash(step("plan", "Plan"), plans).returncode == 0
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
