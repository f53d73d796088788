"""What a terminal, a pipe and an old terminal get, from the real command."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

PLAN = "nummerplan: 1\ncompany: {name: Café 日本}\nusrs: {}\n"


@pytest.fixture
def plan(tmp_path: Path) -> str:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return str(tmp_path / "plan.yaml")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "NO_COLOR"))}
    return kept | {"TERM": "xterm", "LANG": "C.UTF-8"} | more


def piped(*arguments: str, **more: str) -> str:
    command = [sys.executable, "-m", "nummerplan", *arguments]
    # Findings make the exit code 1, which is no failure here.
    done = subprocess.run(command, env=environment(**more), stdout=subprocess.PIPE, encoding="utf-8", check=False)
    return done.stdout


def on_terminal(*arguments: str, **more: str) -> str:
    """Run the command with a terminal as its standard output."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "nummerplan", *arguments]
    with subprocess.Popen(command, env=environment(**more), stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 65536):
                shown += block
        except OSError:  # how Linux tells that the other side has closed
            pass
        process.wait()
    os.close(ours)
    return shown.decode("utf-8")


def test_colour_is_for_terminals(plan: str) -> None:
    assert "\x1b[1;31merror[NP003]\x1b[0m" in on_terminal("check", plan)
    assert "\x1b" not in piped("check", plan)


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(plan: str, more: dict[str, str]) -> None:
    shown = on_terminal("check", plan, **more)
    assert "error[NP003]" in shown
    assert "\x1b" not in shown


def test_a_page_is_drawn_on_a_terminal_and_plain_in_a_pipe() -> None:
    drawn, plain = on_terminal("explain", "NP101"), piped("explain", "NP101")
    assert "\x1b[" in drawn
    assert "```" not in drawn
    assert "main_number" in drawn
    assert plain.startswith("# NP101 company-number-missing\n")
    assert "\x1b[1m" in on_terminal("rules")
    assert "\x1b" not in piped("rules")


def test_a_terminal_without_the_characters_shows_escapes(plan: str) -> None:
    shown = piped(
        "check", "--format", "concise", plan.replace("plan.yaml", "ontbreekt-é.yaml"), PYTHONIOENCODING="ascii"
    )
    assert "ontbreekt-\\xe9.yaml" in shown
    assert "\\u65e5\\u672c" in piped("check", "--select", "NP101", plan, PYTHONIOENCODING="ascii")


def test_the_locale_gives_dutch(plan: str) -> None:
    assert "fout[NP003] unknown-key: " in piped("check", plan, LANG="nl_NL.UTF-8")
    assert "error[NP003] unknown-key: " in piped("--lang", "en", "check", plan, LANG="nl_NL.UTF-8")
