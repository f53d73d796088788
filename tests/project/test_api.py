"""The public API, as a program of somebody else uses it: another process, outside the repository."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import ADVISED, BROKEN, CLEAN, WARNED, environment, nummerplan

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "mijn-bedrijf"
LOST = CLEAN.replace("voicemail:", "# voicemail:")
CALL = {"dial": "088-7654000", "at": "2026-11-24 10:00", "press": ["1"], "people": {"receptie": "absent"}}

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Run lines of Python in a folder with the plans `plan.yaml`, `warned.yaml`, `broken.yaml` and the example."""
    (tmp_path / "example").mkdir()
    for file in EXAMPLE.glob("*.yaml"):
        (tmp_path / "example" / file.name).write_text(file.read_text("utf-8"), "utf-8")
    plans = {"plan": CLEAN, "warned": WARNED, "broken": BROKEN, "lost": LOST, "advised": ADVISED}
    for name, text in plans.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")

    def run(*lines: str, **variables: str) -> subprocess.CompletedProcess[str]:
        script = tmp_path / "script.py"
        script.write_text("\n".join(("import json, nummerplan", *lines)), "utf-8")
        command = [sys.executable, str(script)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(**variables), capture_output=True, encoding="utf-8", check=False
        )

    return run


def result(program: Program, *lines: str, **variables: str) -> Any:
    """What a program writes as JSON."""
    done = program(*lines, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def output(program: Program, *lines: str) -> str:
    done = program(*lines)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_importing_it_imports_nothing_else(program: Program) -> None:
    lines = ("import sys", "print(json.dumps(sorted(n for n in sys.modules if n.startswith('nummerplan'))))")
    loaded = result(program, *lines)
    assert loaded == ["nummerplan", "nummerplan.model", "nummerplan.model.version"]
    heavy = "print(json.dumps([n for n in ('yaml', 'pydantic', 'click') if n in sys.modules]))"
    assert result(program, "import sys", heavy) == []


def test_a_plan_is_loaded_with_what_reading_and_typing_found(program: Program, tmp_path: Path) -> None:
    (tmp_path / "typed.yaml").write_text(CLEAN.replace("extension: 201", "extention: 201"), "utf-8")
    lines = (
        "plans = [nummerplan.load(f'{name}.yaml') for name in ('plan', 'warned', 'typed', 'broken')]",
        "print(json.dumps([[p.usable, [f'{f.span} {f.code}' for f in p.findings]] for p in plans]))",
    )
    assert result(program, *lines) == [
        [True, []],
        [True, []],
        [True, ["typed.yaml:8:5 NP003"]],
        [False, ["broken.yaml:3:1 NP001"]],
    ]


def test_nothing_that_stands_in_a_plan_is_raised(program: Program, tmp_path: Path) -> None:
    for number, text in enumerate(("", "\0", "- a", "a: &a [*a]", "[" * 5000, "users: {a: {devices: 1}}", "x: \xff")):
        (tmp_path / f"{number}.yaml").write_bytes(text.encode("latin-1"))
    lines = (
        "for number in range(7):",
        "    plan = nummerplan.load(f'{number}.yaml')",
        "    found = nummerplan.check(plan)",
        "    assert plan.findings and found, number",
        "    assert plan.usable or nummerplan.prove(plan).verdict == 'not_proven', number",
        "    json.loads(found.to_json())",
    )
    assert output(program, *lines) == ""


@pytest.mark.parametrize(
    ("call", "kind", "code", "said"),
    [
        ("load('gone.yaml')", "FileError", 3, "gone.yaml:1:1: the file cannot be read: No such file or directory"),
        ("load('empty')", "FileError", 3, "this looks into one plan at a time, and there are 0 here"),
        ("load('two')", "FileError", 3, "this looks into one plan at a time, and there are 2 here"),
        ("load('wrong/plan.yaml')", "SettingError", 2, "[check] selct is not known; did you mean select?"),
        ("check(plan, select=['NP999'])", "SettingError", 2, "there is no rule NP999; nummerplan rules lists them"),
        ("check(plan, ignore='mac-mising')", "SettingError", 2, "did you mean mac-missing?"),
        ("trace(plan, dial='999')", "CallError", 2, "999 is no number, extension or key of this plan"),
        ("trace(plan, '201', people={'balie': 'away'})", "CallError", 2, "away is not possible; possible are answers"),
        ("trace(plan, '201', people={'bali': 'busy'})", "CallError", 2, "bali is no user and no mobile of this plan"),
        ("trace(plan, '201', at='yesterday')", "CallError", 2, "yesterday is no moment"),
        ("trace(broken, '201')", "PlanError", 1, "broken.yaml:3:1: "),
        ("diff(plan, broken)", "PlanError", 1, "broken.yaml:3:1: "),
        ("compile(broken, 'phones')", "PlanError", 1, "plans with errors are not compiled:"),
        ("compile(plan, 'phnoes')", "SettingError", 2, "there is no target phnoes; did you mean phones?"),
        ("compile(plan, 'phones', secrets='vault')", "SettingError", 2, "vault is no provider of secrets"),
        ("compile(plan, 'phones', secrets={})", "SettingError", 2, "does not have these secrets: devices/balie"),
    ],
)
def test_whatever_is_raised_is_one_of_the_family(
    call: str, kind: str, code: int, said: str, *, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for folder, names in (("two", ("a.plan.yaml", "b.plan.yaml")), ("wrong", ("plan.yaml",))):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text(CLEAN, "utf-8")
    (tmp_path / "wrong" / "nummerplan.toml").write_text("[check]\nselct = []\n", "utf-8")
    lines = (
        "plan, broken = nummerplan.load('plan.yaml'), nummerplan.load('broken.yaml')",
        f"try: nummerplan.{call}",
        "except nummerplan.NummerplanError as error:",
        "    print(json.dumps([type(error).__name__, error.exit_code, str(error.message)]))",
    )
    found = result(program, *lines)
    assert found[:2] == [kind, code]
    assert said in found[2]


PLAN = "plan = nummerplan.load('{}')"


@pytest.mark.parametrize("path", ["plan.yaml", "warned.yaml", "broken.yaml", "lost.yaml", "example"])
def test_findings_are_what_check_writes(path: str, program: Program, tmp_path: Path) -> None:
    written = nummerplan("check", "--format", "json", path, at=tmp_path).stdout
    load = PLAN.format(path)
    assert output(program, load, "print(nummerplan.check(plan).to_json(), end='')") == written
    each = "print(json.dumps([json.loads(f.to_json()) for f in nummerplan.check(plan)]))"
    assert result(program, load, each) == json.loads(written)["findings"]


def test_rules_are_chosen_as_on_the_command_line(program: Program, tmp_path: Path) -> None:
    codes = "print(json.dumps([f.code for f in nummerplan.check(plan{})]))"
    assert result(program, PLAN.format("warned.yaml"), codes.format("")) == ["NP616"]
    for arguments in (", ignore=['mac-missing']", ", select='NP1'", ", select=['NP2,NP1'], ignore=('NP6',)"):
        assert result(program, PLAN.format("warned.yaml"), codes.format(arguments)) == []
    (tmp_path / "nummerplan.toml").write_text("[check]\nignore = ['NP6']\n", "utf-8")
    assert result(program, PLAN.format("warned.yaml"), codes.format("")) == []


def test_a_call_is_what_trace_writes(program: Program, tmp_path: Path) -> None:
    arguments = ("--dial", "088-7654000", "--at", "2026-11-24 10:00", "--press", "1", "--absent", "receptie")
    written = nummerplan("trace", "example", *arguments, "--format", "json", at=tmp_path).stdout
    lines = (PLAN.format("example"), f"call = nummerplan.trace(plan, **{CALL!r})")
    assert output(program, *lines, "print(call.to_json(), end='')") == written
    about = "print(json.dumps([call.end.key, call.lost, call.answered_by, call.seconds, len(call.hops)]))"
    data = json.loads(written)
    expected = [data[name] for name in ("end", "lost", "answered_by", "seconds")]
    assert result(program, *lines, about) == [*expected, len(data["steps"])]


def test_a_moment_may_be_a_datetime(program: Program) -> None:
    lines = (
        "from datetime import UTC, datetime",
        PLAN.format("example"),
        "moments = (datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 9, tzinfo=UTC), '2026-11-24 10:00')",
        "texts = {nummerplan.trace(plan, '088-7654000', at=at).to_json() for at in moments}",
        "print(json.dumps([json.loads(text)['at'] for text in texts]))",
    )
    assert result(program, *lines) == ["2026-11-24T10:00"]


def test_a_colleague_may_call_outside(program: Program, tmp_path: Path) -> None:
    call = ("--dial", "0906-1234", "--from", "receptie", "--at", "2026-11-24 10:00")
    written = nummerplan("trace", "example", *call, "--format", "json", at=tmp_path).stdout
    lines = (
        PLAN.format("example"),
        "call = nummerplan.trace(plan, '0906-1234', caller='receptie', at='2026-11-24 10:00')",
    )
    assert output(program, *lines, "print(call.to_json(), end='')") == written
    assert (json.loads(written)["end"], json.loads(written)["outgoing"]["allowed"]) == ("refused", False)
    sentence = nummerplan("trace", "example", *call, at=tmp_path).stdout
    assert output(program, *lines, "print(call.outgoing)") == sentence


@pytest.mark.parametrize("path", ["plan.yaml", "lost.yaml", "broken.yaml", "example"])
def test_a_proof_is_what_check_writes_of_it(path: str, program: Program, tmp_path: Path) -> None:
    written = nummerplan("check", "--proof", "--format", "json", path, at=tmp_path).stdout
    lines = (PLAN.format(path), "proof = nummerplan.prove(plan)")
    (proof,) = json.loads(written)["proofs"]
    assert result(program, *lines, "print(proof.to_json())") == proof
    rows = "print(json.dumps([[r.entry.key, r.external, r.verdict, r.witness is not None] for r in proof.rows]))"
    found = result(program, *lines, rows)
    assert len(found) == sum(entry["situations"] for entry in proof["entries"])
    assert sum(row[3] for row in found) == sum(len(entry["losses"]) for entry in proof["entries"])
    assert {row[2] for row in found if row[3]} <= {"calls_are_lost"}
    lost = {(entry["key"], entry["callers"] == "external") for entry in proof["entries"] if entry["losses"]}
    assert {(row[0], row[1]) for row in found if row[3]} == lost


def test_differences_are_what_diff_writes(program: Program, tmp_path: Path) -> None:
    changed = tmp_path / "example" / "new.plan.yaml"
    text = (EXAMPLE / "plan.yaml").read_text("utf-8")
    changed.write_text(text.replace("block_outgoing: [international, ", "block_outgoing: [", 1), "utf-8")
    for old, new in (("plan.yaml", "lost.yaml"), ("plan.yaml", "plan.yaml"), ("example/plan.yaml", str(changed))):
        written = nummerplan("diff", old, new, "--format", "json", at=tmp_path).stdout
        lines = (f"found = nummerplan.diff(nummerplan.load({old!r}), nummerplan.load({new!r}))",)
        assert output(program, *lines, "print(found.to_json(), end='')") == written
        (plan,) = json.loads(written)["plans"]
        each = "print(json.dumps([json.loads(one.to_json()) for one in found]))"
        assert result(program, *lines, each) == plan["differences"] + plan["outgoing"]
        assert result(program, *lines, "print(json.dumps(found.alike))") == (old == new)


def test_what_is_compiled_is_what_compile_writes(program: Program, tmp_path: Path) -> None:
    arguments = ("--target", "phones", "--target", "voicemail", "--target", "broadworks", "--out", "out")
    done = nummerplan("compile", "warned.yaml", *arguments, "--format", "json", at=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    before = sorted(tmp_path.rglob("*"))
    names = [target["target"] for target in json.loads(done.stdout)["plans"][0]["targets"]]
    lines = (PLAN.format("warned.yaml"), f"made = nummerplan.compile(plan, {names!r})")
    assert output(program, *lines, "print(made.to_json(), end='')") == done.stdout
    files = (
        "from pathlib import Path",
        "for target in made.targets:",
        "    for file in target.artefacts:",
        "        written = Path('out/warned', target.target, file.path)",
        "        assert written.read_bytes() == file.content, file.path",
        "print(json.dumps([len(made.artefacts), len(made.losses)]))",
    )
    data = json.loads(done.stdout)["plans"][0]["targets"]
    counts = [sum(len(target[kind]) for target in data) for kind in ("files", "losses")]
    assert result(program, *lines, *files) == counts
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "script.py") == before


def test_secrets_may_be_given(program: Program) -> None:
    text = "print(json.dumps(any(b'Zeer-Geheim' in f.content and f.secret for f in made.artefacts)))"
    plan = PLAN.format("plan.yaml")
    variables = {"NUMMERPLAN_SECRET_DEVICES_BALIE": "Zeer-Geheim1"}
    for secrets in ("{'devices/balie': 'Zeer-Geheim1'}", "'env'"):
        made = f"made = nummerplan.compile(plan, ['phones'], secrets={secrets})"
        assert result(program, plan, made, text, **variables) is True
    assert result(program, plan, "made = nummerplan.compile(plan, 'phones')", text) is False


def test_results_cannot_be_changed(program: Program) -> None:
    lines = (
        PLAN.format("lost.yaml"),
        "found = nummerplan.check(plan)",
        "results = [plan, found, found[0], nummerplan.trace(plan, '201'), nummerplan.prove(plan)]",
        "results += [nummerplan.diff(plan, plan), nummerplan.compile(nummerplan.load('plan.yaml'), 'phones')]",
        "for result in results:",
        "    for name in ('json', '_json', 'name', 'plan', 'anything'):",
        "        try: setattr(result, name, 1)",
        "        except (AttributeError, TypeError): continue",
        "        raise SystemExit(f'{type(result).__name__}.{name} was changed')",
    )
    assert output(program, *lines) == ""


def test_the_page_of_the_api_runs(program: Program, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "plan.yaml").write_text((EXAMPLE / "plan.yaml").read_text("utf-8"), "utf-8")
    text = (EXAMPLE / "plan.yaml").read_text("utf-8").replace("overflow: {after: 60s", "overflow: {after: 40s")
    (tmp_path / "before.plan.yaml").write_text(text, "utf-8")
    for file in (EXAMPLE / "audio").rglob("*"):
        (tmp_path / "audio").mkdir(exist_ok=True)
        (tmp_path / "audio" / file.name).write_bytes(file.read_bytes())
    shown = output(program, block)
    assert "NP108" not in shown
    assert "advice numbers-unused" in shown
    for name in ("load", "check", "trace", "prove", "diff", "compile", "FileError", "SettingError", "NummerplanError"):
        assert name in page
