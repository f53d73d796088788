"""The house rules that a machine can hold: who imports whom, and how large a room may be."""

import ast
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ROOMS = ("compiler", "model", "rules", "targets")


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("line", ["import {room}", "from {room} import all_rules", "import {room}.plan"])
def test_a_bare_import_is_refused(room: str, line: str) -> None:
    ruff = [str(BIN / "ruff"), "check", "--no-cache", "--select", "TID251", "--output-format", "concise"]
    code = line.format(room=room)
    done = subprocess.run(
        [*ruff, "--stdin-filename", "rules/x.py", "-"],
        cwd=ROOT,
        input=code,
        check=False,
        capture_output=True,
        text=True,
    )
    assert f"import nummerplan.{room}" in done.stdout


BROKEN_CONTRACTS = {
    "a rule imports a rule": ("rules/zz.py", "import nummerplan.rules.duplicate_key"),
    "a rule imports the compiler": ("rules/zz.py", "import nummerplan.compiler.reading.read"),
    "a rule reads YAML": ("rules/zz.py", "import yaml"),
    "the model opens connections": ("model/zz.py", "import socket"),
    "the model imports a rule": ("model/zz.py", "import nummerplan.rules"),
    "the compiler knows a rule by name": ("compiler/zz.py", "import nummerplan.rules.duplicate_key"),
    "the compiler imports the command line": ("compiler/zz.py", "import nummerplan.cli"),
    "a target imports a target": ("targets/zz/__init__.py", "import nummerplan.targets.voicemail"),
    "the BroadWorks simulator knows plans": ("targets/broadworks/simulator/zz.py", "import nummerplan.model.plan.plan"),
    "the BroadWorks simulator knows the client": (
        "targets/broadworks/simulator/zz.py",
        "import nummerplan.targets.broadworks.client.field_values",
    ),
    "the BroadWorks client knows objects of plans": (
        "targets/broadworks/client/zz.py",
        "import nummerplan.targets.broadworks.objects",
    ),
    "a kind of object on BroadWorks imports another": (
        "targets/broadworks/objects/zz.py",
        "import nummerplan.targets.broadworks.objects.user",
    ),
    "the client knows the BroadWorks simulator": (
        "targets/broadworks/zz.py",
        "import nummerplan.targets.broadworks.simulator.store",
    ),
    "something else asks rules/analysis": ("compiler/zz.py", "import nummerplan.rules.analysis.near_names"),
    "an analysis for rules reads files": ("rules/analysis/zz.py", "import pathlib"),
    "an analysis for rules searches calls": (
        "rules/analysis/zz.py",
        "import nummerplan.compiler.search.call_questions",
    ),
    "records of deployments know the workflow": (
        "compiler/deployment/records/zz.py",
        "import nummerplan.compiler.deployment.workflow.companies",
    ),
    "a graph is searched elsewhere": ("compiler/text/zz.py", "import networkx"),
    "a queue is kept elsewhere": ("rules/zz.py", "from heapq import heappush"),
    "a circle": ("model/plan/plan.py", "import nummerplan.model.calls.linked_plan"),
}


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [str(BIN / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)


@pytest.fixture(scope="session")
def copy(checkout: Path, git: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that a test may change, if it puts it right again."""
    clone = tmp_path_factory.mktemp("contracts") / "clone"
    git("clone", "--quiet", str(checkout), str(clone), at=checkout)
    return clone


def test_the_contracts_hold(copy: Path) -> None:
    done = contracts(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("defect", BROKEN_CONTRACTS)
def test_a_broken_contract_is_noticed(defect: str, copy: Path, git: Callable[..., str]) -> None:
    name, line = BROKEN_CONTRACTS[defect]
    file = copy / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")
    try:
        done = contracts(copy)
    finally:
        git("checkout", "--quiet", ".", at=copy)
        git("clean", "--quiet", "--force", "-d", at=copy)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def product_code(project_files: list[str]) -> dict[str, str]:
    names = [name for name in project_files if name.endswith(".py") and name.startswith((*ROOMS, "src/nummerplan"))]
    return {name: (ROOT / name).read_text("utf-8") for name in names}


def too_long(sizes: dict[str, int], most: int) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > most}


def test_files_stay_small(project_files: list[str]) -> None:
    sizes = {name: text.count("\n") for name, text in product_code(project_files).items()}
    assert too_long(sizes, 400) == {}
    assert statistics.median(sizes.values()) <= 90
    assert len(too_long(sizes, 250)) <= len(sizes) / 10, too_long(sizes, 250)


def test_functions_stay_small(project_files: list[str]) -> None:
    sizes = {}
    for name, text in product_code(project_files).items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                sizes[f"{name}:{node.lineno} {node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    assert too_long(sizes, 60) == {}
    assert statistics.median(sizes.values()) <= 10
    assert len(too_long(sizes, 35)) <= len(sizes) / 10, too_long(sizes, 35)


VAGUE = {
    "utils",
    "util",
    "core",
    "common",
    "misc",
    "helpers",
    "helper",
    "manager",
    "managers",
    "service",
    "services",
    "base",
    "handler",
    "handlers",
    "engine",
}


def test_no_room_has_a_name_that_refuses_nothing(project_files: list[str]) -> None:
    assert [name for name in project_files if VAGUE & set(Path(name).with_suffix("").parts)] == []


MOST_SIDE_BY_SIDE = 22
"""About twenty files in a folder, its `__init__.py` and data among them; rules and pages that are made are many."""


def test_folders_stay_small(project_files: list[str]) -> None:
    folders = Counter(
        str(Path(name).parent) for name in project_files if Path(name).parts[0] in (*ROOMS, "src", "tests")
    )
    many = {folder: count for folder, count in folders.items() if count > MOST_SIDE_BY_SIDE and folder != "rules"}
    assert many == {}


def test_only_the_search_keeps_queues_of_places(project_files: list[str]) -> None:
    elsewhere = [
        name
        for name, text in product_code(project_files).items()
        if not name.startswith(("compiler/search/", "targets/broadworks/simulator/"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "deque" for alias in node.names)
    ]
    assert elsewhere == []


def test_one_class_holds_the_states_of_people() -> None:
    """Whatever has a field of states, or of states by person, beside the condition that an edge asks."""
    holders = set()
    for found in iter_modules_below("nummerplan.compiler"):
        for name, kind in vars(import_module(found)).items():
            if isinstance(kind, type) and kind.__module__ == found:
                fields = [str(annotation) for annotation in getattr(kind, "__annotations__", {}).values()]
                if any("frozenset" in field and "Literal['answers'" in field for field in fields):
                    holders.add(name)
    # What an edge asks, and in which states a telephone rings, is the plan's and nothing that a call learnt.
    of_the_plan = {
        "Guard": "what an edge asks of people",
        "Clause": "what an edge asks of some of several people",
        "RingSignature": "in which states a member's telephone rings for a group",
        "RingStates": "in which states of a user his telephones ring, and his numbers",
        "MobileStates": "in which states an own mobile rings, is busy, or is unreachable",
        "Leg": "in which states an own mobile rings along, and its network's voicemail takes the call",
    }
    assert holders - of_the_plan.keys() == {"PeopleStates"}


def iter_modules_below(package: str) -> Iterator[str]:
    for found in walk_packages(import_module(package).__path__, f"{package}."):
        yield found.name
