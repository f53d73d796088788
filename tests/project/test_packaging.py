"""What an installation gets, and what a clone needs: built, installed and run for real, without network."""

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nummerplan import __version__

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
ROOMS = ("compiler", "model", "rules", "targets")
PACKAGED = (
    *ROOMS,
    "src/nummerplan/cli",
    "src/nummerplan/__init__.py",
    "src/nummerplan/__main__.py",
    "src/nummerplan/py.typed",
)


def run(*command: str | Path, at: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=at, env=env, check=False, capture_output=True, text=True)


def build(checkout: Path, out: Path, *what: str, env: dict[str, str]) -> Path:
    done = run(BIN / "python", "-m", "build", "--no-isolation", *what, "--outdir", out, ".", at=checkout, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def built(checkout: Path, offline: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source distribution, and the wheel that is built from it alone."""
    return build(checkout, tmp_path_factory.mktemp("dist"), env=offline)


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel: Path, offline: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a fresh virtual environment in which only the wheel and what it needs were installed."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([BIN / "python", "-m", "venv", "--without-pip", home], check=True)
    pip = (BIN / "python", "-m", "pip", "--python", home / "bin" / "python", "install", "--quiet")
    done = run(*pip, "--no-deps", wheel, at=home, env=offline)
    assert done.returncode == 0, done.stderr
    # One package has no wheel: it is built here, since an isolated build would look for tools on the network.
    lock, without = home / "requirements.lock", home / "null-object.lock"
    blocks = re.findall(r"^\S.*(?:\n\s.*)*\n", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    lock.write_text("".join(block for block in blocks if not block.startswith("null-object")), "utf-8")
    without.write_text("".join(block for block in blocks if block.startswith("null-object")), "utf-8")
    building = (BIN / "python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--use-pep517")
    done = run(*building, "--require-hashes", "-r", without, "--wheel-dir", home, at=home, env=offline)
    assert done.returncode == 0, done.stderr
    (null_object,) = home.glob("null_object*.whl")
    done = run(*pip, "--no-deps", null_object, at=home, env=offline)
    assert done.returncode == 0, done.stderr
    done = run(*pip, "--no-deps", "--require-hashes", "-r", lock, at=home, env=offline)
    assert done.returncode == 0, done.stderr
    return home / "bin"


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def in_package(name: str) -> str:
    return name.removeprefix("src/") if name.startswith("src/") else f"nummerplan/{name}"


def packaged_files(checkout: Path, project_files: list[str]) -> dict[str, bytes]:
    """What the tree says that the package holds: path in the package, and bytes."""
    chosen = [
        name
        for name in project_files
        if name in PACKAGED or name.startswith(tuple(f"{folder}/" for folder in PACKAGED))
    ]
    return {in_package(name): (checkout / name).read_bytes() for name in chosen}


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path, checkout: Path, project_files: list[str]) -> None:
    packed = contents(wheel)
    about = f"nummerplan-{__version__}.dist-info/"
    code = {name: content for name, content in packed.items() if not name.startswith(about)}
    wanted = packaged_files(checkout, project_files)
    del wanted["nummerplan/compiler/text/extract_messages.py"]  # a tool of the project; it needs Babel
    assert code == wanted
    assert {name.removeprefix(about) for name in packed.keys() - code.keys()} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }
    assert "nummerplan/py.typed" in code


def test_the_source_distribution_holds_what_the_wheel_is_built_from(
    built: Path, checkout: Path, project_files: list[str]
) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        members = {member.name.partition("/")[2]: member for member in packed.getmembers()}
    assert all(member.isreg() for member in members.values())
    in_folders = {in_package(name) for name in members if name.startswith((*(f"{room}/" for room in ROOMS), "src/"))}
    assert in_folders == packaged_files(checkout, project_files).keys()
    rest = {name for name in members if not name.startswith((*(f"{room}/" for room in ROOMS), "src/"))}
    assert rest == {"LICENSE", "PKG-INFO", "README.md", "pyproject.toml", ".gitignore"}


def test_translations_and_templates_are_packed(wheel: Path, project_files: list[str]) -> None:
    packed = contents(wheel).keys()
    wanted = [name for name in project_files if name.startswith(ROOMS) and name.endswith((".mo", ".j2"))]
    assert any(name.endswith(".mo") for name in wanted)
    assert {in_package(name) for name in wanted} <= packed


def test_an_installation_works_away_from_the_repository(
    installed: Path, tmp_path: Path, offline: dict[str, str]
) -> None:
    version = run(installed / "nummerplan", "--version", at=tmp_path, env=offline)
    assert (version.returncode, version.stdout.split()[-1]) == (0, __version__)
    check = run(installed / "nummerplan", "check", ROOT / "examples" / "mijn-bedrijf", at=tmp_path, env=offline)
    assert check.returncode == 0, check.stdout + check.stderr
    module = run(installed / "python", "-m", "nummerplan", "--version", at=tmp_path, env=offline)
    assert module.stdout == version.stdout


def test_an_installation_compiles_the_same_files_in_the_same_words(
    installed: Path, tmp_path: Path, offline: dict[str, str]
) -> None:
    made: list[tuple[str, dict[str, bytes]]] = []
    for tools in (installed, BIN):
        command = ["--lang", "nl", "compile", "--target", "phones", "--target", "voicemail"]
        plan, out = ROOT / "examples" / "mijn-bedrijf", tmp_path / f"out{len(made)}"
        done = run(tools / "nummerplan", *command, "--out", out, plan, at=tmp_path, env=offline)
        assert done.returncode == 0, done.stdout + done.stderr
        files = {str(file.relative_to(out)): file.read_bytes() for file in out.rglob("*") if file.is_file()}
        made.append((done.stdout.replace(str(out), "OUT"), files))
    assert made[0] == made[1]
    assert len(made[0][1]) > 1


def test_an_installation_puts_one_name_into_site_packages(installed: Path) -> None:
    code = f"import importlib.util as u; print([n for n in {('nummerplan', *ROOMS)} if u.find_spec(n)])"
    assert run(installed / "python", "-I", "-c", code, at=installed).stdout == "['nummerplan']\n"


def test_an_installation_checks_every_rule_and_knows_every_target(installed: Path, tmp_path: Path) -> None:
    code = (
        "import json; from nummerplan.rules import all_rules; from nummerplan.targets import all_targets;"
        "print(json.dumps([[r.name for r in all_rules()], [t.name for t in all_targets()]]))"
    )
    rules, targets = json.loads(run(installed / "python", "-I", "-c", code, at=tmp_path).stdout)
    files = {path.stem.replace("_", "-") for path in (ROOT / "rules").glob("*.py")} - {"--init--"}
    folders = {path.parent.name.replace("_", "-") for path in (ROOT / "targets").glob("*/__init__.py")}
    assert (set(rules), set(targets)) == (files, folders)


def test_the_four_folders_are_committed_as_links(checkout: Path, git: Callable[..., str]) -> None:
    for room in ROOMS:
        mode, blob, *_ = git("ls-files", "--stage", f"src/nummerplan/{room}", at=checkout).split()
        assert mode == "120000"
        assert git("cat-file", "blob", blob, at=checkout) == f"../../{room}"


def test_a_clone_without_links_builds_the_same_wheel(
    checkout: Path, wheel: Path, offline: dict[str, str], git: Callable[..., str], tmp_path: Path
) -> None:
    git("clone", "--quiet", "-c", "core.symlinks=false", str(checkout), str(tmp_path / "clone"), at=tmp_path)
    assert (tmp_path / "clone" / "src" / "nummerplan" / "rules").is_file()
    build(tmp_path / "clone", tmp_path / "dist", "--wheel", env=offline)
    assert contents(tmp_path / "dist" / wheel.name) == contents(wheel)


@pytest.mark.parametrize(("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")])
def test_shells_get_a_completion_script(shell: str, word: str, tmp_path: Path) -> None:
    done = run(BIN / "nummerplan", at=tmp_path, env=os.environ | {"_NUMMERPLAN_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0, done.stderr
    assert word in done.stdout
    assert "_NUMMERPLAN_COMPLETE" in done.stdout


def test_completion_knows_the_commands(tmp_path: Path) -> None:
    asked = {"_NUMMERPLAN_COMPLETE": "bash_complete", "COMP_WORDS": "nummerplan ch", "COMP_CWORD": "1"}
    assert run(BIN / "nummerplan", at=tmp_path, env=os.environ | asked).stdout == "plain,check\n"
