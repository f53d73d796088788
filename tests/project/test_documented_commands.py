"""What pages tell people to type is run as it stands there; what a sentence names is known to the command line."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from command import environment

from nummerplan.cli import nummerplan
from nummerplan.model.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "ci/README.md",
    *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
]
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)

ELSEWHERE = {
    "README.md": {
        "$ nummerplan check --today 2026-11-23 examples/defects/six",  # test_readme
        'nummerplan init mijn-bedrijf --name "Bakkerij De Groot" --number 020-1234567',  # test_readme
        "nummerplan check mijn-bedrijf",  # test_readme
        f'pip install "nummerplan[broadworks] @ git+https://HOST/OWNER/nummerplan@v{VERSION}"',  # test_release, slow
    },
    "CONTRIBUTING.md": {
        # test_fuzz
        ".venv/bin/python tests/fuzz --replay 8011   # what an input is and does, and the least that still does it",
        ".venv/bin/python tests/fuzz --again         # those that showed a fault, on the product as it is now",
    },
}
"""Lines that other tests run."""


def lines(page: str) -> list[str]:
    """What is typed, without what is answered."""
    blocks = BLOCK.findall((ROOT / page).read_text("utf-8"))
    return [
        line
        for block in blocks
        for line in block.splitlines()
        if line.strip() and (line.startswith("$ ") or not block.startswith("$ "))
    ]


def block(page: str, first: str) -> str:
    """The block of a page that begins so."""
    (found,) = [text for text in BLOCK.findall((ROOT / page).read_text("utf-8")) if text.startswith(first)]
    return str(found)


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def clone(checkout: Path, git: Callable[..., str], tmp_path: Path) -> Path:
    """A clone that is set up: its command is this one."""
    git("clone", "--quiet", str(checkout), "clone", at=tmp_path)
    program(tmp_path / "clone" / ".venv" / "bin", "nummerplan", f'exec {sys.executable} -m nummerplan "$@"')
    return tmp_path / "clone"


def shell(script: str, at: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", "-eu", "-c", script]
    return subprocess.run(
        command, cwd=at, env=environment(**variables), check=False, capture_output=True, text=True, timeout=300
    )


def test_no_line_is_forgotten() -> None:
    held = {page: set(ELSEWHERE.get(page, ())) for page in PAGES}
    held["docs/asterisk.md"] |= set(block("docs/asterisk.md", "nummerplan compile").splitlines())
    held["docs/asterisk.md"].add("apt-get install asterisk asterisk-core-sounds-en-gsm")  # what tests/tools fetches
    held["docs/simulator.md"] |= set(block("docs/simulator.md", "nummerplan platform serve").splitlines())
    typed = [(page, line) for page in PAGES for line in lines(page)]
    assert [(page, line) for page, line in typed if line not in held[page] and not line.startswith("make ")] == []


def test_every_make_target_that_a_page_names_is_there() -> None:
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test", "test-calls", "tools", "release"} <= named
    for target in sorted(named):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, check=False, capture_output=True, text=True)
        assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr
    told = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^make ([a-z-]+)", told, re.MULTILINE)) >= named


def test_make_demo_does_the_main_job(clone: Path) -> None:
    # All of the target but setting up, which test_setup has.
    done = shell("make --old-file=setup demo", clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "22 to create" in done.stdout
    assert "without [2 transfer 102 (support)], with [2 transfer 101 (verkoop)]" in done.stdout
    assert (clone / "out" / "mijn-bedrijf" / "phones").is_dir()


def test_the_simulator_is_served_until_it_is_interrupted(clone: Path) -> None:
    (line,) = block("docs/simulator.md", "nummerplan platform serve").splitlines()
    # Ports that are free: others may be testing on this machine too.
    words = ["0" if word == "8080" else word for word in shlex.split(line)]
    serving = subprocess.Popen(
        [sys.executable, "-m", *words, "--port", "0"],
        cwd=clone,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert serving.stdout
    shown = [serving.stdout.readline(), serving.stdout.readline()]
    serving.send_signal(signal.SIGINT)
    _, said = serving.communicate(timeout=60)
    assert "tcp://127.0.0.1:" in "".join(shown), said
    assert "http://127.0.0.1:" in "".join(shown), said
    assert (clone / "platform.sqlite").is_file()


def test_a_plan_is_put_on_a_machine_with_asterisk(clone: Path, tmp_path: Path) -> None:
    """The page's settings and secrets, its commands; the machine is a folder, and Asterisk says what it has read."""
    page = (ROOT / "docs" / "asterisk.md").read_text("utf-8")
    settings, secrets = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    company, machine, programs = tmp_path / "mijn-bedrijf", tmp_path / "machine", tmp_path / "programs"
    shutil.copytree(ROOT / "examples" / "mijn-bedrijf", company)
    plan = (company / "plan.yaml").read_text("utf-8")
    telephone = "password: !secret devices/receptie}"
    assert telephone in plan
    (company / "plan.yaml").write_text(
        plan.replace(telephone, telephone[:-1] + ", sip_password: !secret sip/receptie}"), "utf-8"
    )
    with (company / "nummerplan.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{settings}")
    (tmp_path / "secrets.toml").write_text(f'{secrets}\n[sip]\nreceptie = "Bel-mij-1234"\n', "utf-8")
    (tmp_path / "secrets.toml").chmod(0o600)
    for folder in ("etc/asterisk", "usr/share/asterisk/sounds", "var/spool/asterisk"):
        (machine / folder).mkdir(parents=True)
    (machine / "etc" / "asterisk" / "users.conf").touch()
    program(programs, "nummerplan", f'exec {sys.executable} -m nummerplan "$@"')
    program(programs, "systemctl", 'echo "$@"')
    program(
        programs,
        "asterisk",
        f"cd {machine}/etc/asterisk && case $2 in "
        '"pjsip show endpoints") grep -B1 "^type *= *endpoint" pjsip.conf ;; '
        '"dialplan show "*) grep -F "[${2##* }]" extensions.conf ;; *) exit 1 ;; esac',
    )
    # The machine of a test has no user asterisk.
    script = re.sub(r"-o (root|asterisk) -g asterisk ", "", block("docs/asterisk.md", "nummerplan compile"))
    script = re.sub(r"(?<= )/(?=etc|usr|var)", f"{machine}/", script)
    done = shell(script, company, PATH=f"{programs}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "restart asterisk" in done.stdout
    assert "receptie" in done.stdout
    assert "[user-receptie]" in done.stdout
    assert list((machine / "usr/share/asterisk/sounds/nummerplan").rglob("*.*"))
    assert (machine / "var/spool/asterisk/fax").is_dir()


def named_in_sentences() -> list[str]:
    found = [
        (page, text)
        for page in PAGES
        for text in re.findall(r"`(nummerplan [^`\n]+)`", FENCED.sub("", (ROOT / page).read_text("utf-8")))
    ]
    return sorted({f"{page}: {text}" for page, text in found})


@pytest.mark.parametrize("named", named_in_sentences())
def test_what_a_sentence_names_is_known(named: str) -> None:
    words = shlex.split(named.partition(": ")[2])[1:]
    context = click.Context(nummerplan, obj="en")
    command: click.Command | None = nummerplan
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(context, words.pop(0))
        assert command, named
    assert command
    known = {text for parameter in command.params for text in (*parameter.opts, *parameter.secondary_opts)}
    known |= {"--help", "--version", "--lang"}
    assert [word for word in words if word.startswith("--") and word.partition("=")[0] not in known] == []
