"""The locked versions: complete, current, without an address, and each with its reason."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
MARKER = r"[a-z_]+ [=<>!]+ '[\w.]+'"
PACKAGE = re.compile(rf"[a-z0-9.-]+==\S+( ; {MARKER}( or {MARKER})*)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock (two where markers choose)."""
    versions: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if found := re.match(r"([a-z0-9.-]+)==(\S+)", line):
            versions.setdefault(found[1], set()).add(found[2])
    return versions


def test_the_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            assert PACKAGE.fullmatch(line) or HASH.fullmatch(line), line


def test_the_locks_satisfy_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run_time, all_of_them = locked("requirements.lock"), locked("requirements-dev.lock")
    assert run_time.items() <= all_of_them.items()
    for wanted, versions in (
        (project["project"]["dependencies"] + project["project"]["optional-dependencies"]["broadworks"], run_time),
        (project["dependency-groups"]["dev"], all_of_them),
    ):
        for requirement in map(Requirement, wanted):
            for version in versions[canonicalize_name(requirement.name)]:
                assert version in requirement.specifier, f"make lock: {requirement} is locked at {version}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    page = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text("utf-8").lower()
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted += project["project"]["optional-dependencies"]["broadworks"]
    names = {Requirement(text).name for text in wanted}
    assert {name for name in names if f"| {name} |" not in page} == set()
