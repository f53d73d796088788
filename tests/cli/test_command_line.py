"""The command line itself: languages, colour, pipes, interruption, and wrong usage. Nothing shows a traceback."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command import CLEAN, NUMMERPLAN, WARNED, environment, nummerplan, write

from nummerplan import __version__


def test_the_version(tmp_path: Path) -> None:
    done = nummerplan("--version", at=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"nummerplan {__version__}\n", "")


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_tells_what_there_is(word: str, tmp_path: Path) -> None:
    done = nummerplan(word, at=tmp_path)
    assert done.returncode == 0
    for command in ("check", "compile", "explain", "rules", "schema"):
        assert f"\n  {command} " in done.stdout
    assert "Exit code 0" in nummerplan("check", word, at=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "there is no command chekc; did you mean check?"),
        (["complie", "."], "there is no command complie; did you mean compile?"),
        (["zzz"], "No such command 'zzz'."),
        (["check", "--formt", "json"], "--format"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["check", "--fail-on", "never"], "'never' is not one of"),
        (["check", "--today", "2026-02-30"], "'2026-02-30' does not match"),
        (["--lang", "xx", "check"], "'xx' is not one of 'en', 'nl'"),
        (["check", "--lang", "xx"], "'xx' is not one of 'en', 'nl'"),
        (["check", "--update-baseline"], "--update-baseline needs --baseline FILE"),
    ],
)
def test_wrong_usage_is_told_with_what_would_be_right(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = nummerplan(*arguments, at=write(tmp_path, a=CLEAN))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


DUTCH = "10:23: waarschuwing[NP616] mac-missing: "
ENGLISH = "10:23: warning[NP616] mac-missing: "


@pytest.mark.parametrize(
    ("before", "after", "variables", "expected"),
    [
        ([], [], {}, ENGLISH),
        (["--lang", "nl"], [], {}, DUTCH),
        (["--lang=nl"], [], {}, DUTCH),
        ([], ["--lang", "nl"], {}, DUTCH),
        ([], [], {"LANG": "nl_NL.UTF-8"}, DUTCH),
        ([], [], {"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ([], [], {"LANG": "fy_NL.UTF-8"}, ENGLISH),
        (["--lang", "en"], [], {"LANG": "nl_NL.UTF-8"}, ENGLISH),
        ([], ["--lang", "en"], {"LANG": "nl_NL.UTF-8"}, ENGLISH),
        ([], ["--", "--lang", "nl"], {}, ENGLISH),
    ],
)
def test_messages_come_in_the_language_that_is_asked_for(
    before: list[str], after: list[str], variables: dict[str, str], expected: str, tmp_path: Path
) -> None:
    write(tmp_path, a=WARNED)
    done = nummerplan(*before, "check", "a.plan.yaml", "--format", "concise", *after, at=tmp_path, **variables)
    assert expected in done.stdout


def test_wrong_usage_is_told_in_dutch_too(tmp_path: Path) -> None:
    done = nummerplan("chekc", at=tmp_path, LANG="nl_NL.UTF-8")
    assert "er is geen opdracht chekc; bedoelt u check?" in done.stderr


def on_a_terminal(folder: Path, **variables: str) -> str:
    """What `check` writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*NUMMERPLAN, "check"], cwd=folder, env=environment(**{"TERM": "xterm"} | variables), stdout=theirs
    ) as process:
        os.close(theirs)
        written = b""
        try:
            while part := os.read(ours, 65536):
                written += part
        except OSError:  # the terminal closes when the last writer has gone
            pass
        os.close(ours)
    assert process.returncode == 1
    return written.decode()


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_for_terminals_and_for_who_wants_it(
    variables: dict[str, str], coloured: bool, tmp_path: Path
) -> None:
    write(tmp_path, a=WARNED)
    assert ("\x1b[" in on_a_terminal(tmp_path, **variables)) is coloured
    assert "\x1b[" not in nummerplan("check", at=tmp_path, **variables).stdout


def many(folder: Path) -> Path:
    """More findings than a pipe holds."""
    users = "".join(f"  u{i}: {{extension: {1000 + i}, devices: [{{model: yealink-t54w}}]}}\n" for i in range(1000))
    return write(folder, a=CLEAN, b=f"nummerplan: 1\nusers:\n{users}")


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_a_reader_that_leaves_early_changes_nothing(form: str, tmp_path: Path) -> None:
    """As `nummerplan check | head -1` does."""
    command = [*NUMMERPLAN, "check", "--format", form]
    with subprocess.Popen(
        command, cwd=many(tmp_path), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize(("plan", "code"), [(CLEAN, 0), (WARNED, 1)])
def test_an_output_that_is_closed_from_the_start_changes_nothing(plan: str, code: int, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with subprocess.Popen(
        [*NUMMERPLAN, "check"], cwd=write(tmp_path, a=plan), env=environment(), stdout=writer, stderr=subprocess.PIPE
    ) as process:
        os.close(writer)
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == code
    without = ["sh", "-c", 'exec "$@" >&-', "sh", *NUMMERPLAN, "check"]
    done = subprocess.run(without, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.parametrize("large", [False, True])
def test_a_full_disk_is_told_in_a_sentence(large: bool, tmp_path: Path) -> None:
    folder = many(tmp_path) if large else write(tmp_path, a=CLEAN)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*NUMMERPLAN, "check"], cwd=folder, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"nummerplan: the output cannot be written: No space left on device\n"


def until_asleep(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process does nothing but wait: asleep ten times in a row."""
    asleep = 0
    while asleep < 10:
        state = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(") ")[2][0]
        asleep = asleep + 1 if state == "S" else 0
        time.sleep(0.02)


def test_interruption_is_told_in_a_word(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*NUMMERPLAN, "check", "-"],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        # A pipe holds less than this: when all of it is written, the command is reading and waits for more.
        process.stdin.write(b"# \n" * 100_000)
        process.stdin.flush()
        until_asleep(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stdout
        assert process.stderr
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"\nnummerplan: interrupted\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 1),
        ("\x00", 1),
        ("- a\n- b\n", 1),
        ("company: {name: '%s {0} \x1b[31m'}\n", 1),
        ("users: {a: &a [*a]}\n", 1),
        ("[" * 100_000, 1),
        ("users:\n  ? [a]\n  : b\n", 1),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_that_is_read_gives_a_traceback(text: str, code: int, form: str, tmp_path: Path) -> None:
    done = nummerplan("check", "-", "--format", form, at=tmp_path, stdin=text)
    assert (done.returncode, done.stderr) == (code, "")
    assert "\x1b" not in done.stdout


def test_without_the_c_parser_it_refuses_instead_of_being_slow(tmp_path: Path) -> None:
    code = "import sys; sys.modules['yaml._yaml'] = None; from nummerplan.cli import main; main()"
    command = [sys.executable, "-c", code, "check", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "nummerplan: a part of the installation is missing: "
        "nummerplan needs PyYAML with its C parser (libyaml); install PyYAML from a wheel\n"
    )


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", ["check", "test", "compile --target asterisk --out out"])
def test_a_day_before_or_after_all_plans_cannot_be_today(command: str, day: str, tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    done = nummerplan(*command.split(), "--today", day, "a.plan.yaml", at=tmp_path)
    assert done.returncode == 2
    assert f"{day} cannot be today: days of plans are from 1970-01-01 to 2199-12-31" in done.stderr


@pytest.mark.parametrize("day", ["1970-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_are_days(day: str, tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN.replace("users:", "schedules: {s: {fri-mon: 20:00-06:00}}\nusers:"))
    assert "proof of a.plan.yaml" in nummerplan("check", "--proof", "--today", day, "a.plan.yaml", at=tmp_path).stdout
    for at in (f"{day} 00:00", f"{day} 23:59"):
        done = nummerplan("trace", "a.plan.yaml", "--dial", "201", "--at", at, at=tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("at", ["0001-01-01 00:00", "9999-12-31 23:59"])
def test_there_are_no_calls_before_or_after_all_plans(at: str, tmp_path: Path) -> None:
    write(tmp_path, a=CLEAN)
    done = nummerplan("trace", "a.plan.yaml", "--dial", "201", "--at", at, at=tmp_path)
    assert (done.returncode, done.stderr) == (2, "nummerplan: days of calls are from 1970-01-01 to 2199-12-31\n")


def test_what_is_written_to_one_file_keeps_its_order(tmp_path: Path) -> None:
    (tmp_path / "audit.jsonl").write_text('{"who": "rita"}\n', "utf-8")
    tmp_path.chmod(0o700)
    with (tmp_path / "all.txt").open("wb") as file:
        command = [*NUMMERPLAN, "audit", "--journal", str(tmp_path)]
        buffered = environment(PYTHONUNBUFFERED="")
        subprocess.run(command, cwd=tmp_path, env=buffered, stdout=file, stderr=file, check=False)
    first, last = (tmp_path / "all.txt").read_text("utf-8").splitlines()
    assert "rita" in first
    assert "the chain of hashes breaks here" in last
