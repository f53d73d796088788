"""What the real command says of every example, word for word.

`NUMMERPLAN_RENEW=1 pytest tests/project/test_examples.py` writes the `expected.txt` files again; read the
difference before it is committed. What must be found where is not written there but in the plans: a line of a defects
example that ends in `# <- RULE, RULE` is where those rules must report, and no other error or warning may be found.
"""

import os
import re
import subprocess
import sys
import wave
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
DEFECTS = sorted(folder for folder in (EXAMPLES / "defects").iterdir() if folder.is_dir())
CLEAN = [EXAMPLES / "mijn-bedrijf", EXAMPLES / "retail-chain"]
FOLDERS = [*CLEAN, *DEFECTS]
FINDING = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+):\d+: (?P<level>error|warning|advice)\[NP\d+\] (?P<rule>[a-z0-9-]+): "
)
MARK = re.compile(r"# <- ([a-z0-9-]+(?:, [a-z0-9-]+)*)$", re.MULTILINE)


def name_of(folder: Path) -> str:
    return folder.relative_to(EXAMPLES).as_posix()


def nummerplan(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "nummerplan", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@cache
def check(folder: Path) -> subprocess.CompletedProcess[str]:
    return nummerplan("check", "--format", "concise", "--today", "2026-11-23", ".", cwd=folder)


def found(folder: Path, *levels: str) -> set[tuple[str, int, str]]:
    lines = check(folder).stdout.splitlines()
    matches = [match for line in lines if (match := FINDING.match(line))]
    return {(m["file"], int(m["line"]), m["rule"]) for m in matches if m["level"] in levels}


def marked(folder: Path) -> set[tuple[str, int, str]]:
    marks: set[tuple[str, int, str]] = set()
    for file in folder.rglob("*.yaml"):
        name = file.relative_to(folder).as_posix()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := MARK.search(line):
                # A mark that has a line for itself is about the next one.
                about = number + 1 if line.lstrip().startswith("# <-") else number
                marks |= {(name, about, rule) for rule in match[1].split(", ")}
    return marks


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_an_example_gives_the_output_that_stands_beside_it(folder: Path) -> None:
    run = check(folder)
    assert run.stderr == ""
    expected = folder / "expected.txt"
    if os.environ.get("NUMMERPLAN_RENEW"):
        expected.write_text(run.stdout, encoding="utf-8")
    assert run.stdout == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", CLEAN, ids=name_of)
def test_a_good_example_has_advice_at_most(folder: Path) -> None:
    assert found(folder, "error", "warning") == set()
    assert check(folder).returncode == 0


@pytest.mark.parametrize("folder", DEFECTS, ids=name_of)
def test_every_marked_line_is_found_and_nothing_else_is_blamed(folder: Path) -> None:
    assert marked(folder) - found(folder, "error", "warning", "advice") == set()
    assert found(folder, "error", "warning") - marked(folder) == set()
    assert check(folder).returncode == 1


def test_the_six_defects_are_found_each_with_its_line() -> None:
    folder = EXAMPLES / "defects" / "six"
    lines = (folder / "plan.yaml").read_text(encoding="utf-8").splitlines()
    reported = {
        (rule, lines[line - 1].partition("#")[0].strip()) for _, line, rule in found(folder, "error", "warning")
    }
    assert {
        ("forwarding-loop", "0: {operator: hoofdmenu}"),  # two menus that send silent callers to each other
        ("menu-nobody-can-leave", "business_hours_menu:"),  # a menu that only repeats
        ("object-nobody-reaches", "stagiair:"),  # an orphan user
        ("group-without-overflow", "storing:"),  # a group that rings for ever
        ("destination-takes-no-calls", "2: oud_collega"),  # a key behind which nobody is
        ("destination-unknown", "3: klachten"),  # a reference to nothing
    } <= reported


def test_the_chain_is_what_its_generator_writes(tmp_path: Path) -> None:
    folder = EXAMPLES / "retail-chain"
    subprocess.run([sys.executable, "-B", folder / "generate.py", tmp_path], check=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert "users.yaml" in written
    assert [name for name in written if (tmp_path / name).read_bytes() != (folder / name).read_bytes()] == []


def test_the_chain_has_forty_sites_and_twelve_hundred_people() -> None:
    folder = EXAMPLES / "retail-chain"
    users = (folder / "users.yaml").read_text(encoding="utf-8")
    menus = (folder / "auto-attendants.yaml").read_text(encoding="utf-8")
    assert users.count("\n  first_name: ") == 1200
    assert menus.count("\n  business_hours: ") == 40
    assert len(set(re.findall(r"^  extension: (\d+)$", users, re.MULTILINE))) == 1200


def test_the_example_company_compiles_for_telephones_and_mailboxes(tmp_path: Path) -> None:
    run = nummerplan(
        "compile", ".", "--target", "phones", "--target", "voicemail", "--out", str(tmp_path), "--today", "2026-11-23",
        cwd=EXAMPLES / "mijn-bedrijf",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    # Two Yealinks, a Snom, and what a technician needs for the two telephones that have no files of their own.
    assert {"805ec0123456.cfg", "805ec0123457.cfg", "000413ABCD01.xml"} <= names
    assert {"verkoper2-generic-sip.html", "support2-poly-vvx250.html"} <= names
    assert {"receptie.json", "verkoper2.json", "company.json", "fax.json"} <= names
    greetings = [path for path in tmp_path.rglob("*.wav") if path.is_file()]
    assert sorted(path.name for path in greetings) == ["company.greeting.wav", "verkoper2.busy.wav"]
    for greeting in greetings:
        with wave.open(str(greeting)) as recording:
            assert (recording.getframerate(), recording.getnchannels(), recording.getsampwidth()) == (8000, 1, 2)
