"""The files for continuous integration elsewhere: valid by their platforms, and run as a runner would."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ACTION = ROOT / "ci" / "github" / "action.yml"
EXAMPLE = ROOT / "ci" / "github" / "example-workflow.yml"
JOB = ROOT / "ci" / "gitlab" / "nummerplan.yml"
GOOD = ROOT / "examples" / "mijn-bedrijf"

BAD = """\
nummerplan: 1
company:
  name: Bakkerij Jansen
  main_number: 088-7654100
numbers: [088-7654100]
users:
  jansen:
    first_name: Piet
    last_name: Jansen
    extention: 201
    number: 088-7654100
    devices:
      - {model: generic-sip}
    voicemail: {email: jansen@example.nl}
"""


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A checkout with a good and a bad plan; one path has a blank."""
    shutil.copytree(GOOD, tmp_path / "good")
    for name in ("bad one", "bad"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text(BAD, "utf-8")
    return tmp_path


def bash(script: str, at: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub's and GitLab's runners do: stop at the first failure."""
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(shell, cwd=at, env=env, check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (ACTION, ["vendor.github-actions"]),
        (EXAMPLE, ["vendor.github-workflows"]),
        (ROOT / "ci" / "github" / "deploy-workflow.yml", ["vendor.github-workflows"]),
        (JOB, ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
        (ROOT / "ci" / "gitlab" / "nummerplan-deploy.yml", ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_the_file_is_valid_by_its_platform(file: Path, schema: list[str]) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", *schema, str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_is_used_and_documented() -> None:
    text, page = ACTION.read_text("utf-8"), (ROOT / "ci" / "README.md").read_text("utf-8")
    for name, about in read(ACTION)["inputs"].items():
        assert f"${{{{ inputs.{name} }}}}" in text
        assert f"| `{name}` | {'none' if about['default'] == '' else '`' + about['default'] + '`'} |" in page


def test_check_runs_once() -> None:
    """Every report comes of one run: two would be twice the time, and may differ."""
    action, job = read(ACTION)["runs"]["steps"][1]["run"], "".join(read(JOB)["nummerplan"]["script"])
    assert [len(re.findall(r"nummerplan\"? check ", script)) for script in (action, job)] == [1, 1]


class Action:
    """The action in a folder, run without GitHub: inputs go through `env` as the runner would put them."""

    def __init__(self, folder: Path, temporary: Path, environment: dict[str, str]) -> None:
        self.steps = read(folder / "action.yml")["runs"]["steps"]
        self.environment = environment | {"GITHUB_ACTION_PATH": str(folder), "RUNNER_TEMP": str(temporary)}

    def run(self, step: int, at: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = {name: about["default"] for name, about in read(ACTION)["inputs"].items()}
        given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        values = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], template)
            for name, template in self.steps[step]["env"].items()
        }
        return bash(self.steps[step]["run"], at, self.environment | values)


@pytest.fixture(scope="module")
def action(
    checkout: Path, offline: dict[str, str], git: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Action:
    """The action that the example names, at the version that it names, after its first step, which installs."""
    named = re.search(r"uses: OWNER/nummerplan/(\S+)@(\S+)", EXAMPLE.read_text("utf-8"))
    assert named
    fetched = tmp_path_factory.mktemp("actions") / "nummerplan"
    git("clone", "--quiet", "--branch", named[2], checkout.as_uri(), str(fetched), at=checkout)
    action = Action(fetched / named[1], tmp_path_factory.mktemp("runner"), offline)
    done = action.run(0, checkout, python=str(BIN / "python"))
    assert done.returncode == 0, done.stdout + done.stderr
    return action


def test_the_action_passes_a_good_plan(action: Action, plans: Path) -> None:
    done = action.run(1, plans, paths="good")
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((plans / "nummerplan.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {result["level"] for result in results} <= {"note"}


def test_the_action_fails_on_a_bad_plan_and_leaves_annotations_and_sarif(action: Action, plans: Path) -> None:
    done = action.run(1, plans, paths="good\nbad one/plan.yaml\n", sarif_file="out.sarif")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "::error file=bad one/plan.yaml,line=10" in done.stdout
    results = json.loads((plans / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    errors = [result["locations"][0]["physicalLocation"] for result in results if result["level"] == "error"]
    assert [(place["artifactLocation"]["uri"], place["region"]["startLine"]) for place in errors] == [
        ("bad%20one/plan.yaml", 10)
    ]


def test_the_action_takes_options_and_no_commands(action: Action, plans: Path) -> None:
    ignored = action.run(1, plans, paths="bad", options="--ignore=unknown-key\n--fail-on=error")
    assert ignored.returncode == 0, ignored.stdout + ignored.stderr
    attack = action.run(1, plans, paths="good\n$(touch hacked)\n; touch hacked", options="")
    assert attack.returncode not in (0, 1)
    assert not (plans / "hacked").exists()


def test_the_job_reports_code_quality(
    checkout: Path, offline: dict[str, str], plans: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    job = read(JOB)["nummerplan"]
    temporary = tmp_path_factory.mktemp("builds")
    # As the file says that it is included; only the address is this machine's.
    source = re.search(r'^# +NUMMERPLAN_SOURCE: "(\S+)"$', JOB.read_text("utf-8"), re.MULTILINE)
    assert source
    address = source[1].replace("https://GITLAB/GROUP/nummerplan.git", checkout.as_uri())
    given = {"NUMMERPLAN_SOURCE": address, "NUMMERPLAN_PATHS": "good bad", "TMPDIR": str(temporary)}
    environment = offline | job["variables"] | given | {"PATH": f"{BIN}:{offline['PATH']}"}
    done = bash("\n".join(job["before_script"] + job["script"]), plans, environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad/plan.yaml:10:" in done.stdout
    issues = json.loads((plans / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    places = [(issue["check_name"], issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues]
    assert ("NP003 unknown-key", "bad/plan.yaml", 10) in places


def test_the_job_without_a_source_says_what_is_missing(offline: dict[str, str], plans: Path) -> None:
    job = read(JOB)["nummerplan"]
    done = bash("\n".join(job["before_script"]), plans, offline | job["variables"])
    assert done.returncode == 2
    assert "Set NUMMERPLAN_SOURCE" in done.stdout
