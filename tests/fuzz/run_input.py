"""Runs a command in this process as `nummerplan.cli.main` does, and says what is wrong with what it did."""

import contextlib
import io
import json
import os
import re
import resource
import signal
import sys
import traceback
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unittest.mock import patch

import click

from nummerplan import cli
from nummerplan.cli import nummerplan

ACTS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that act on a terminal, or turn a line round."""
SECONDS = 10
MEMORY = 1 << 20
"""In kilobytes: a gigabyte."""
ENGLISH = click.Context(nummerplan, obj="en")
COMMANDS = tuple(nummerplan.list_commands(ENGLISH))
DOCUMENTED = re.compile(r"(?:Exit code |; )(\d)(?=:)")


class HangError(BaseException):
    """A command took longer than it may."""


class Ran(NamedTuple):
    """What a command did: its exit code, what it wrote, and what is wrong with that, each with where it comes from."""

    code: int
    out: str
    err: str
    wrong: tuple[tuple[str, str], ...]


def documented_codes(command: str) -> frozenset[int]:
    """The exit codes that a command's own help names; wrong usage is 2 for all."""
    found = nummerplan.get_command(ENGLISH, command)
    text = re.sub(r"\s+", " ", found.help or "") if found else ""
    return frozenset({0, 2, *map(int, DOCUMENTED.findall(text))})


CODES = {command: documented_codes(command) for command in COMMANDS}


def run(arguments: Sequence[str], environment: dict[str, str], stdin: str = "", waited: object = None) -> Ran:
    """Run a command, and judge it."""
    defects: list[tuple[str, str]] = []
    out, err = _stream(), _stream()
    clock = getattr(waited, "now", 0.0)

    def defect(problem: Exception) -> int:
        kind = "memory" if isinstance(problem, MemoryError) else f"exception {type(problem).__name__}"
        defects.append((kind, _place(problem)))
        return 4

    code = -1
    with _here(arguments, environment, stdin, out, err), patch.object(cli, "_defect", defect):
        try:
            with _limited():
                code = int(cli._run())
        except HangError as problem:
            defects.append((f"more than {SECONDS} s", _place(problem)))
        except BaseException as problem:
            defects.append((f"exception {type(problem).__name__}", _place(problem)))
    shown, told = _text(out), _text(err)
    if (more := getattr(waited, "now", 0.0) - clock) > SECONDS:
        defects.append((f"waits for more than {SECONDS} s", f"{more:.0f} s"))
    return Ran(code, shown, told, (*defects, *_wrong(arguments, code, shown, told, bool(defects))))


def _wrong(arguments: Sequence[str], code: int, out: str, err: str, broken: bool) -> Iterator[tuple[str, str]]:
    command = next((one for one in arguments if one in CODES), "")
    if not broken and code not in CODES.get(command, {0, 2}) and (command, code) != ("init", 130):  # nobody answers
        yield f"exit code {code}", f"{command}: {err[-200:]}"
    if "a part of the installation is missing" in err:
        yield "installation", err[-200:]
    if "Traceback (most recent" in out + err:
        yield "traceback", (out + err)[-300:]
    acting = {mark for mark in set(out + err) - {"\n", "\t"} if unicodedata.category(mark) in ACTS}
    if acting:
        line = next(line for line in (out + err).split("\n") if acting & set(line))
        yield "acts on a terminal", f"{sorted(acting)!r} in {line[:200]!r}"
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > MEMORY:
        yield "memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB"
    asks = {"-h", "--help", "--version"} & set(arguments)
    has_form = sum(word.startswith("--format") for word in arguments) == 1 and not asks
    if out and has_form and not broken and code in (0, 1, 3, 5):
        form = arguments[arguments.index("--format") + 1 :][:1] if "--format" in arguments else []
        yield from _not_of_its_form("".join(form), out)


def _not_of_its_form(form: str, out: str) -> Iterator[tuple[str, str]]:
    try:
        if form in ("json", "sarif", "gitlab"):
            json.loads(out)
        elif form == "junit":
            from lxml import etree

            etree.fromstring(out.encode())
    except (ValueError, SyntaxError) as problem:
        yield f"no {form}", f"{problem}: {out[:200]!r}"


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", newline="\n")


def _text(stream: io.TextIOWrapper) -> str:
    if stream.closed:
        return ""
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "backslashreplace")


@contextlib.contextmanager
def _here(
    arguments: Sequence[str], environment: dict[str, str], stdin: str, out: io.TextIOWrapper, err: io.TextIOWrapper
) -> Iterator[None]:
    given = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape")), "utf-8", errors="surrogateescape")
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", given),
        patch.object(sys, "argv", ["nummerplan", *arguments]),
        patch.object(os, "dup2", lambda one, two: os.close(one)),
        patch.dict(os.environ, environment, clear=True),
    ):
        yield


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Ten seconds of the processor, and a minute by the clock where others keep the processor busy."""

    def end(number: int, frame: object) -> None:
        raise HangError

    before = {number: signal.signal(number, end) for number in (signal.SIGPROF, signal.SIGALRM)}
    ends = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 5)
    signal.setitimer(signal.ITIMER_REAL, 6 * SECONDS, 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in (before | ends).items():
            signal.signal(number, handler)


def _place(problem: BaseException) -> str:
    """The last place of the product that an exception went through, in a line, with what it says."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "/nummerplan/" in frame.filename and "/tests/" not in frame.filename]
    last = ours[-1] if ours else frames[-1]
    file = last.filename.partition("/nummerplan/")[2] or last.filename
    return f"{file}:{last.lineno} {last.name} | {problem!r:.200}"
