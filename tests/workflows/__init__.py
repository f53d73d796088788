"""The steps of the workflows that people copy, run as a runner would run them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from deploying import Office

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOW = ROOT / "ci" / "github" / "deploy-workflow.yml"
JOBS = ROOT / "ci" / "gitlab" / "nummerplan-deploy.yml"


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


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
