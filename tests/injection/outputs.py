"""Every output that shows names, made of one plan by the commands themselves."""

import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from fuzz.answers import Platform, spoken_to
from fuzz.company import SETTINGS, TODAY
from fuzz.run_input import run
from injection.leaves import (
    BY_ENDING,
    Reader,
    of_dialplan,
    of_dot,
    of_github,
    of_json,
    of_lines,
    of_markdown,
    of_mermaid,
    of_tap,
    of_xml,
)

SECRETS = "NUMMERPLAN_SECRET_"
RULES = ("NP619", "NP616", "NP108")
"""Rules that report what both sisters have, with names in their sentences or in the lines that they show."""
DEVICE = re.compile(r"^        name: .*$", re.MULTILINE)
SPOKEN = re.compile(r"^      say: .*$", re.MULTILINE)
READERS: dict[str, Reader] = {
    "sarif": of_json,
    "gitlab": of_json,
    "json": of_json,
    "junit": of_xml,
    "github": of_github,
    "concise": of_lines,
    "text": of_lines,
    "tap": of_tap,
    "markdown": of_markdown,
    "mermaid": of_mermaid,
    "dot": of_dot,
}


class Output(NamedTuple):
    """One document, and who reads it."""

    name: str
    text: str
    reader: Reader
    sorted: bool = False
    """Whether its parts are in the order of names, and so in another for other names."""


def outputs(folder: Path, text: str, later: str, *, sent: bool) -> Iterator[Output]:
    """What the commands write about a plan, and about the step to a later one.

    `sent` has it made for BroadWorks too, deployed and imported: names with signs that XML lacks cannot be sent.
    """
    folder.mkdir(parents=True)
    with chdir(folder):
        Path("plan.yaml").write_text(text, "utf-8")
        Path("later.yaml").write_text(_moved(later, SPOKEN, 1), "utf-8")
        Path("twice.yaml").write_text(_moved(text, DEVICE, 2), "utf-8")
        Path("nummerplan.toml").write_text(SETTINGS.replace('baseline = "bekend.json"\n', ""), "utf-8")
        yield from _offline(("phones", "voicemail", "asterisk", *(("broadworks",) if sent else ())))
        if sent:
            yield from _online()


def _offline(names: Sequence[str]) -> Iterator[Output]:
    select = [word for rule in RULES for word in ("--select", rule)]
    for form in ("json", "sarif", "junit", "github", "gitlab", "concise", "text"):
        yield _said(f"check {form}", form, "check", *select, "--format", form, *TODAY, "twice.yaml")
    for form in ("junit", "tap", "json", "text"):
        yield _said(f"test {form}", form, "test", "--format", form, *TODAY, "plan.yaml")
    yield Output("test --suggest", _run("test", "--suggest", *TODAY, "plan.yaml"), BY_ENDING[".yaml"])
    for form in ("markdown", "json", "text"):
        yield _said(f"diff {form}", form, "diff", "--format", form, *TODAY, "plan.yaml", "later.yaml")
    for form in ("mermaid", "dot"):
        yield _said(f"graph {form}", form, "graph", "--format", form, "--fold", "9999", "plan.yaml")
    for form in ("json", "text"):
        moment = ("--at", "2026-12-01 10:00", "--press", "1")
        yield _said(f"trace {form}", form, "trace", "--dial", "5001", *moment, "--format", form, "plan.yaml")
    yield _said("check --proof", "json", "check", *select, "--proof", "--format", "json", *TODAY, "plan.yaml")
    targets = [word for name in names for word in ("--target", name)]
    yield _said("compile json", "json", "compile", *targets, "--out", "uit", "--format", "json", *TODAY, "plan.yaml")
    yield _said("compile text", "text", "compile", *targets, "--out", "uit", *TODAY, "plan.yaml")
    for number, file in enumerate(sorted(Path("uit").rglob("broadworks/*.xml"))):
        yield Output(f"broadworks {number}", _read(file), of_xml, sorted=True)
    for file in sorted(Path("uit").rglob("*")):
        if file.parent.name == "broadworks":
            continue
        if file.is_file() and file.suffix in BY_ENDING and file.name != "manifest.json":
            reader = of_dialplan if file.name == "extensions.conf" else BY_ENDING[file.suffix]
            yield Output(str(file.relative_to("uit")), _read(file), reader)
    _run("check", "--baseline", "bekend.json", "--update-baseline", *select, *TODAY, "twice.yaml")
    yield Output("baseline", _without_digests(_read(Path("bekend.json"))), of_json)


def _online() -> Iterator[Output]:
    platform = Platform(Path("plan.yaml"))
    with spoken_to(platform):
        for form in ("text", "json"):
            yield _said(f"plan {form}", form, "plan", "--format", form, *TODAY, "plan.yaml")._replace(sorted=True)
        yield _said("deploy", "text", "deploy", "--yes", *TODAY, "plan.yaml")._replace(sorted=True)
        _run("plan", "--out", "saved.json", *TODAY, "later.yaml")
        yield Output("saved plan", _without_digests(_read(Path("saved.json"))), of_json, sorted=True)
        yield _said("drift", "json", "drift", "--format", "json", *TODAY, "later.yaml")._replace(sorted=True)
        yield _said("audit", "text", "audit", "--changes")._replace(sorted=True)
        for file in Path("state").rglob("journal.sqlite"):
            with sqlite3.connect(file) as journal:
                rows = journal.execute("SELECT kind, name, request, state, message FROM command ORDER BY number")
                yield Output("journal", json.dumps([list(row) for row in rows]), of_json, sorted=True)
            journal.close()
        where = ("--platform", "hosted", "--service-provider", "SP", "--group", "zaak", "--domain", "zaak.example")
        _run("import", *where, "--out", "nieuw", *TODAY)
        (plan,) = Path("nieuw").rglob("*.yaml")
        yield Output("import", _read(plan), BY_ENDING[".yaml"], sorted=True)


def _moved(text: str, lines: re.Pattern[str], step: int) -> str:
    """The text in which each of some lines is the one before it, or with a step of 2 every other one."""
    found = lines.findall(text)
    after = iter([found[place - 1] if step == 1 or place % step else one for place, one in enumerate(found)])
    return lines.sub(lambda line: next(after), text)


def _said(name: str, form: str, *arguments: str) -> Output:
    return Output(name, _run(*arguments), READERS[form])


def _run(*arguments: str) -> str:
    """What a command writes as its result. Whatever else it writes, nothing of it acts on a terminal."""
    state = {"XDG_STATE_HOME": str(Path("state").absolute()), "HOME": str(Path().absolute()), "LANG": "C.UTF-8"}
    secrets = {f"{SECRETS}{name}": "Geheim-1234!" for name in ("PLATFORMS_HOSTED", *_devices())}
    path = {"PATH": os.environ.get("PATH", ""), "USER": "rita", "LOGNAME": "rita"}
    done = run(arguments, state | secrets | path)
    assert done.wrong == (), (arguments, done.wrong)
    fails = 1 if arguments[0] in ("check", "test", "diff", "drift", "import") else 0
    assert done.code in (0, fails), (arguments, done.code, done.err[:6000])
    return _without_digests(done.out)


def _devices() -> Iterator[str]:
    for number in range(60):
        yield from (f"DEVICES_U{number}", f"DEVICES_U{number}_SIP", f"USERS_U{number}")


def _read(file: Path) -> str:
    content = file.read_bytes()
    return content.decode("iso-8859-1" if b"ISO-8859-1" in content[:60] else "utf-8")


def _without_digests(text: str) -> str:
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "moment", text)
    return re.sub(r"\b[0-9a-f]{16,}\b", "digest", text)
