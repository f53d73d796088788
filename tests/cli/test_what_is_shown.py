"""Whatever stands in a plan or a file name, nothing that a command writes acts on a terminal or turns a line round."""

import ast
import unicodedata
from itertools import product
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from linked_plans import linked_plan
from nasty_plans import nasty_words, sound_plan

from nummerplan import cli
from nummerplan.cli import nummerplan
from nummerplan.compiler.findings.report import all_formats
from nummerplan.compiler.text.escape_terminal import escape_lines

ROOT = Path(__file__).resolve().parents[2]
TODAY = ("--today", "2026-11-30")
ACTS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
NAME = "zaak\u202e\x85\u2028.plan.yaml"


def shown(*arguments: str | Path) -> tuple[str, int]:
    """What a command writes, and its exit code. No character of it acts, and it ends with a code for people."""
    done = CliRunner().invoke(nummerplan, [*map(str, arguments)], standalone_mode=False)
    assert done.exception is None, (arguments, done.exception)
    text = done.stdout + done.stderr
    acting = {mark for mark in set(text) - {"\n", "\t"} if unicodedata.category(mark) in ACTS}
    assert not acting, (arguments, acting, [line for line in text.split("\n") if acting & set(line)][:3])
    return text, done.return_value


@pytest.mark.parametrize("seed", range(4))
def test_keys_that_are_refused_do_not_act(seed: int, tmp_path: Path) -> None:
    plan = tmp_path / NAME
    text = sound_plan(nasty_words(seed, keys=True))
    plan.write_text(text, "utf-8")
    linked = linked_plan(text)
    for form in all_formats():
        assert shown("check", "--format", form, *TODAY, plan)[1] == 1
    for form in ("mermaid", "dot"):
        shown("graph", "--format", form, plan)
    for user, form in product(linked.plan.users, ("text", "json")):
        shown("trace", "--dial", "112", "--from", user, "--at", "2026-11-30 10:00", "--format", form, plan)
        shown("trace", "--dial", "301", "--busy", user, "--at", "2026-11-30 10:00", "--format", form, plan)
    shown("compile", "--target", "broadworks", "--out", tmp_path / "out", *TODAY, plan)
    shown("test", "--suggest", *TODAY, plan)


@pytest.mark.parametrize("seed", range(4))
def test_no_command_writes_what_acts(seed: int, tmp_path: Path) -> None:
    plan, later = tmp_path / NAME, tmp_path / "later.plan.yaml"
    text = sound_plan(nasty_words(seed))
    plan.write_text(text, "utf-8")
    later.write_text(text.replace("after: 45s", "after: 20s"), "utf-8")
    linked = linked_plan(text)
    for form in all_formats():
        assert shown("check", "--fail-on", "error", "--format", form, *TODAY, plan)[1] == 0
    assert shown("check", "--proof", "--fail-on", "error", *TODAY, plan)[1] == 0
    for target, form in product(("broadworks", "asterisk", "phones", "voicemail"), ("text", "json")):
        written, code = shown("compile", "--target", target, "--out", tmp_path / "out", "--format", form, *TODAY, plan)
        assert (code, "loss" in written or target in ("phones", "voicemail")) == (0, True)
    for form in ("text", "tap", "junit", "json"):
        written, code = shown("test", "--format", form, *TODAY, plan)
        assert code == 1
    assert shown("test", "--suggest", *TODAY, plan)[1] == 0
    for form in ("mermaid", "dot"):
        assert len(shown("graph", "--format", form, plan)[0]) > 500
    for form in ("text", "json", "markdown"):
        written, code = shown("diff", "--format", form, *TODAY, plan, later)
        assert code == 1
    for form in ("text", "json"):
        for extension in linked.extensions:
            assert shown("trace", "--dial", extension, "--at", "2026-11-30 10:00", "--format", form, plan)[1] == 0
        for user, number in product(linked.plan.users, ("0201234567", "112", "0033123456789")):
            arguments = ("--dial", number, "--from", user, "--at", "2026-11-30 10:00", "--format", form)
            assert shown("trace", *arguments, plan)[1] == 0


def test_differences_that_are_shown_do_not_act(tmp_path: Path) -> None:
    plan = tmp_path / NAME
    plan.write_text('company: {naam: "een", main_number: 088-7654000} # \u202e \u0085 \u2028\n', "utf-8")
    assert "naam" in shown("check", "--diff", *TODAY, plan)[0]


def test_a_line_that_is_no_yaml_is_shown_without_what_acts(tmp_path: Path) -> None:
    plan = tmp_path / NAME
    plan.write_text("company: {name: \x1b[31mrood\u202e, kleur\u2028: [\n", "utf-8")
    for form in all_formats():
        assert shown("check", "--format", form, plan)[1] == 1
    assert shown("check", tmp_path / "\x1b[2Jweg\u2028")[1] == 3


@pytest.mark.parametrize("words", [("trace", "x\x1b[2J\u202e", "y\x07"), ("\u200b",), ("rules", "--format", "\x9b1m")])
def test_wrong_arguments_are_repeated_without_what_acts(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with patch("sys.argv", ["nummerplan", *words]):
        assert cli._run() == 2
    said = capsys.readouterr().err
    assert said.startswith(("Usage:", "Error:", "Gebruik:", "Fout:"))
    assert not {mark for mark in said.replace("\n", "") if unicodedata.category(mark) in ACTS}, said


def test_our_own_colours_stay_and_others_do_not() -> None:
    assert escape_lines("\x1b[1mvet\x1b[0m\n", colour=True) == "\x1b[1mvet\x1b[0m\n"
    assert escape_lines("\x1b[1mvet\n") == "\\x1b[1mvet\n"
    assert escape_lines("\x1b[2Jweg\x1b]0;titel\x07", colour=True) == "\\x1b[2Jweg\\x1b]0;titel\\x07"
    assert escape_lines("é\tâ\u0085\u2028\u202e😀\n") == "é\tâ\\x85\\u2028\\u202e😀\n"


def test_one_file_alone_writes_to_the_screen() -> None:
    writers = {
        path.name
        for path in (ROOT / "src" / "nummerplan" / "cli").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("echo", "secho", "write"))
    }
    assert writers == {"screen.py", "__init__.py"}  # the latter tells why no command could be run
