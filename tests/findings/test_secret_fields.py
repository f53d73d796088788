"""A setting is secret by its type alone: a copy of the product whose model has more of them keeps them all."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import environment
from deploying import HOME, Office, office

from nummerplan.compiler.findings.report import all_formats
from nummerplan.model.plan.fields.secret_fields import ANY, secret_fields
from nummerplan.model.plan.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
NEW = "SecretText | None = setting(None, 'New.')"
ADDED = {
    "hunt_groups": ('section: ClassVar[str] = "hunt_groups"', f"access_code: {NEW}"),
    "devices": ("line: Count = setting(", f"unlock: {NEW}"),
    "auto_attendants": ("announce: Switch = setting(", f"code: {NEW}"),
    "company": (
        "show_company_name: Switch = setting(",
        "door_codes: list[SecretText] = setting([], 'New.')\n"
        "    gate_codes: dict[str, SecretText] = setting({}, 'New.')",
    ),
}
"""Settings that the copy has besides: by file of the model, before what they stand, and how they are declared."""

PATTERNS = {
    ("company", "door_codes", ANY),
    ("company", "gate_codes", ANY),
    ("hunt_groups", ANY, "access_code"),
    ("defaults", "hunt_groups", "access_code"),
    ("users", ANY, "devices", ANY, "unlock"),
    ("defaults", "users", "devices", ANY, "unlock"),
    *(
        (*owner, menu, "keys", ANY, "code")
        for owner in (("auto_attendants", ANY), ("defaults", "auto_attendants"))
        for menu in ("business_hours_menu", "after_hours_menu")
    ),
}
PLAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000, door_codes: [Zq1-deur], gate_codes: {voor: Zq2-poort, na: Zq3-poort}}
numbers: [088-7654000]
users:
  balie:
    first_name: Bea
    last_name: Balie
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, password: !secret devices/balie, unlock: Zq4-toestel}]
    voicemail: {email: balie@bakker.example, when: [busy, no_answer]}
hunt_groups:
  verkoop: {name: Verkoop, extension: 301, members: [balie], overflow: {after: 9s, to: balie}, access_code: "Zq5-groep"}
auto_attendants:
  menu:
    name: Menu
    extension: 302
    business_hours_menu:
      greeting: {say: Toets 1 of 9.}
      keys:
        1: {transfer: verkoop, code: Zq6-toets}
        9: {operator: balie}
"""
SECRET = re.compile(r"Zq\d-\w+")
REFERENCES = {
    "company/door_codes/0",
    "company/gate_codes/voor",
    "company/gate_codes/na",
    "unlock/balie",
    "hunt_groups/verkoop/access_code",
    "auto_attendants/menu/business_hours_menu/keys/1/code",
}
BROKEN = (
    PLAN.replace("name: Bakker,", "naam: Bakker, kleur: rood,")
    .replace("model: yealink-t54w,", "model: yealink-t54w, serie: 7,")
    .replace("name: Verkoop,", "nme: Verkoop, access_code: Zq7-eerder,")
    .replace("{transfer: verkoop,", "{transfr: verkoop, kleur: rood,")
    .replace(
        "  menu:\n    name: Menu", "  menu:\n    name: Menu\n    access_code: Zq8-verdwaald\n    door_codes: [Zq9-deur]"
    )
)
"""The plan with mistakes on the lines of its secrets, so that excerpts show these lines."""
UNREAD = PLAN.replace('access_code: "Zq5-groep"}', "access_code: @Zq5-groep}")
"""The plan as no YAML."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product in whose model more is secret."""
    home = tmp_path_factory.mktemp("copy")
    for folder in ("compiler", "model", "rules", "targets", "src"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, home / folder, symlinks=True, ignore=skipped)
    for name, (place, declared) in ADDED.items():
        file = home / "model" / "plan" / f"{name}.py"
        text = file.read_text("utf-8")
        assert text.count(place) == 1, name
        text = text.replace(place, f"{declared}\n    {place}")
        field_types = "from nummerplan.model.plan.fields.field_types import "
        file.write_text(text.replace(field_types, f"{field_types}SecretText, ", 1), "utf-8")
    return home


class Copy:
    """The command of the copy, in a folder with a plan."""

    def __init__(self, copy: Path, folder: Path, text: str) -> None:
        self.copy, self.folder = copy, folder
        (folder / "plan.yaml").write_text(text, "utf-8")

    def run(self, *arguments: str | Path, code: int = 0, **variables: str) -> str:
        """What a command says and writes; no secret is in it."""
        command = [sys.executable, "-P", "-m", "nummerplan", *map(str, arguments)]
        variables |= {"PYTHONPATH": str(self.copy / "src")}
        run = subprocess.run(
            command, cwd=self.folder, env=environment(**variables), capture_output=True, text=True, check=False
        )
        shown = run.stdout + run.stderr
        assert run.returncode == code, shown
        assert not SECRET.findall(shown), shown
        return shown


def test_the_model_says_which_settings_are_secret(copy: Path) -> None:
    script = (
        "from nummerplan.model.plan.fields.secret_fields import secret_fields\n"
        "from nummerplan.model.plan.plan import Plan\n"
        "print([field.pattern for field in secret_fields(Plan)])"
    )
    env = environment(PYTHONPATH=str(copy / "src"))
    run = subprocess.run([sys.executable, "-P", "-c", script], env=env, capture_output=True, text=True, check=True)
    patterns = set(ast.literal_eval(run.stdout))
    assert patterns - {field.pattern for field in secret_fields(Plan)} == PATTERNS


def test_plain_text_is_refused_in_each_of_them(copy: Path, tmp_path: Path) -> None:
    report = json.loads(Copy(copy, tmp_path, PLAN).run("check", "--format", "json", code=1))
    found = [finding for finding in report["findings"] if finding["rule"] == "secret-in-plain-text"]
    lines = PLAN.splitlines()
    expected = [(number, match.start() + 1) for number, line in enumerate(lines, 1) for match in SECRET.finditer(line)]
    # A text in quotes begins at the quote.
    expected = [(line, column - (lines[line - 1][column - 2] == '"')) for line, column in expected]
    assert [(f["start"]["line"], f["start"]["column"]) for f in found] == expected
    assert {f["help"].removeprefix("write a reference: !secret ") for f in found} == REFERENCES


@pytest.mark.parametrize("form", all_formats())
@pytest.mark.parametrize("text", [PLAN, BROKEN, UNREAD], ids=["plan", "broken", "unread"])
def test_no_report_shows_them(copy: Path, tmp_path: Path, form: str, text: str) -> None:
    shown = Copy(copy, tmp_path, text).run("check", "--format", form, code=1)
    if form == "text":
        assert "****" in shown  # the lines are shown, without the secrets


def test_neither_do_fixes_and_baselines(copy: Path, tmp_path: Path) -> None:
    folder = Copy(copy, tmp_path, BROKEN)
    assert "+company: {name: Bakker" in folder.run("check", "--diff", code=1)
    unsafe = folder.run("check", "--diff", "--unsafe-fixes", code=1)
    assert set(re.findall(r"!secret ([\w/]+)", unsafe)) >= REFERENCES
    folder.run("check", "--baseline", "known.json", "--update-baseline")
    assert not SECRET.findall((tmp_path / "known.json").read_text("utf-8"))
    assert SECRET.findall((tmp_path / "plan.yaml").read_text("utf-8"))  # they are there all the time


def test_nor_does_any_other_command_that_reads_a_plan(copy: Path, tmp_path: Path) -> None:
    folder = Copy(copy, tmp_path, PLAN)
    (tmp_path / "nummerplan.toml").write_text('[check]\nignore = ["secret-in-plain-text"]\n', "utf-8")
    (tmp_path / "later.plan.yaml").write_text(PLAN.replace("Zq", "Zq9").replace("9: {op", "8: {op"), "utf-8")
    for form in ("text", "json"):
        folder.run("check", "--proof", "--format", form, "plan.yaml", code=1)
        assert "verkoop" in folder.run("trace", "plan.yaml", "--dial", "301", "--from", "internal", "--format", form)
        assert "menu" in folder.run("diff", "plan.yaml", "later.plan.yaml", "--format", form, code=1)
    for form in ("mermaid", "dot"):
        assert "verkoop" in folder.run("graph", "plan.yaml", "--format", form)
    for target in ("phones", "voicemail"):
        folder.run("compile", "plan.yaml", "--target", target, "--out", "out")
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert written
    assert not [file for file in written if SECRET.search(file.read_text("utf-8", "replace"))]


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Office]:
    """A simulator that is seeded for the plan."""
    folder = tmp_path / "bakker"
    folder.mkdir()
    home = HOME.format(group="bakker", domain="bakker.example")
    accepts = ", accepts: [{loss: spoken-text, at: menu, reason: for now}]}"
    plan = PLAN.replace("numbers:", home.rstrip().removesuffix("}") + accepts + "\nnumbers:")
    (folder / "plan.yaml").write_text(plan, "utf-8")
    with office(folder, more='[check]\nignore = ["secret-in-plain-text"]\n') as found:
        yield found


def test_nor_do_deployments_and_what_is_kept_of_them(copy: Path, platform: Office) -> None:
    plan = (platform.folder / "plan.yaml").read_text("utf-8")
    folder = Copy(copy, platform.folder, plan)
    given = {name: text for name, text in platform.environment.items() if name.startswith(("NUMMERPLAN", "XDG"))}
    shown = folder.run("plan", "--format", "json", "--out", "saved.json", **given)
    assert "verkoop" in shown
    folder.run("deploy", "--yes", **given)
    folder.run("audit", **given)
    kept = [*platform.folder.glob("saved.json"), *(platform.folder.parent / "state").rglob("*")]
    assert len(kept) > 2
    assert not [file for file in kept if file.is_file() and SECRET.search(file.read_bytes().decode("latin-1"))]
