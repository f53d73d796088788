"""Generated documentation is current, and `explain` and `rules` show the same."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from nummerplan.cli import nummerplan
from nummerplan.compiler.findings.report import all_formats, render
from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.reading.glossary import groups
from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.compiler.text.documentation_pages import CHAPTERS
from nummerplan.compiler.text.translate import translator
from nummerplan.model.plan.forwarding import Forwarding
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.users import User
from nummerplan.rules import all_rules

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: str) -> Result:
    return CliRunner(env={"LC_ALL": "C"}).invoke(nummerplan, arguments, standalone_mode=False)


def test_generated_pages_are_current(generator: ModuleType) -> None:
    wanted, found = generator.generated(), generator.written()
    stale = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    assert stale == [], "run: python docs/generate.py"


def test_a_stale_or_foreign_page_is_noticed(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator, "DOCS", tmp_path)
    generator.main()
    assert generator.written() == generator.generated()
    (tmp_path / "rules" / "gone.md").write_text("of a rule that was", encoding="utf-8")
    (tmp_path / "glossary.md").write_text("edited", encoding="utf-8")
    assert generator.written() != generator.generated()
    generator.main()
    assert generator.written() == generator.generated()


def test_every_rule_has_its_chapter() -> None:
    assert {rule.code[:3] for rule in all_rules()} <= CHAPTERS.keys()


def test_the_glossary_has_every_key_of_the_model() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    for group in groups():
        for entry in group.entries:
            assert entry.description, f"{group.name}.{entry.key} has no description"
            rows = re.findall(rf"^\| `{entry.key}` \| ([^|]*) \|", text, re.M)
            labels = ", ".join(labels for _, labels in entry.values)
            assert (f"{entry.portal} ({labels})".lstrip() if labels else entry.portal) in rows
    assert "| `policy` | Gespreksverdeling; Policy (Vaste volgorde, Circulair, Simultaan, Uniform) |" in text
    assert "`users.KEY.forwarding.busy`" in text
    assert "| 120s | seconds |" in text


@pytest.mark.parametrize("word", ["NP101", "np101", "company-number-missing", "company_number_missing"])
def test_a_rule_is_explained_by_its_page(word: str) -> None:
    result = run("explain", word)
    assert result.return_value == 0
    assert result.output == (DOCS / "rules" / "company-number-missing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["overflow"], "# hunt_groups.KEY.overflow\n\nWhere a call goes that has waited too long"),
        (["overflow"], "- Keys: after, to\n"),
        (["users.receptie.forwarding.busy"], "# users.KEY.forwarding.busy\n"),
        (["users.receptie.devices[0].mac"], "# users.KEY.devices[].mac\n"),
        (["forwarding.missed"], "# users.KEY.forwarding.missed\n"),
        (["belgroep"], "# hunt_groups\n"),
        (["Belgroep", "naam"], "# hunt_groups.KEY.name\n"),
        (["Wachttijd", "(seconden)"], "# hunt_groups.KEY.overflow.after\n"),
        (["forwardTimeoutSeconds"], "# hunt_groups.KEY.overflow.after\n"),
        (["ring_limit"], "- Default: 120s\n- Unit: seconds\n"),
        (["policy"], "- Values: regular, circular, simultaneous, uniform\n- Portal label: Gespreksverdeling"),
        (["caller_id"], "- Manual section: 6.4.2\n"),
        (["name"], "- hunt_groups.KEY.name: "),
    ],
)
def test_a_setting_is_explained(words: list[str], shown: str) -> None:
    result = run("explain", *words)
    assert result.return_value == 0
    assert shown in result.output


@pytest.mark.parametrize(
    ("word", "meant"), [("ovrflow", "overflow"), ("company-numbr-missing", "company-number-missing")]
)
def test_an_unknown_word_gets_a_suggestion(word: str, meant: str) -> None:
    result = run("explain", word)
    assert result.return_value == 2
    assert result.stdout == ""
    assert result.stderr == f"nummerplan: nothing is called {word}; did you mean {meant}?\n"


@pytest.mark.parametrize("word", ["zzzzzz", "[", "a.b.c", "\x1b[31m", ".", "{x}"])
def test_nonsense_is_refused_without_harm(word: str) -> None:
    result = run("explain", word)
    assert result.return_value == 2
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_rules_are_listed() -> None:
    lines = run("rules").output.splitlines()
    listed = [line.split()[:2] for line in lines if line.startswith("  ")]
    assert listed == [[rule.code, rule.name] for rule in all_rules()]
    assert "Numbers and extensions" in lines


def test_rules_are_listed_for_programs() -> None:
    rows = json.loads(run("rules", "--format", "json").output)
    assert [row["code"] for row in rows] == [rule.code for rule in all_rules()]
    first = next(row for row in rows if row["name"] == "company-number-missing")
    assert (first["level"], first["manual"]) == ("error", "6.4.1")
    assert first["bad"]
    assert first["good"]


def test_rules_are_listed_in_dutch() -> None:
    output = run("--lang", "nl", "rules").output
    assert "Nummers en extensies" in output
    assert "Het bedrijf heeft geen bedrijfsnummer" in output


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("belgroep", "hunt_groups"),
        ("Belgroepen", "hunt_groups"),
        ("gebruikers", "users"),
        ("keuzemenu", "auto_attendants"),
        ("Tijdschema's", "schedules"),
        ("Hunt-Groups", "hunt_groups"),
        ("huntgroup", "hunt_groups"),
        ("usrs", "users"),
        ("x", None),
        ("", None),
        ("'", None),
        ("q" * 1_000_000, None),
    ],
)
def test_a_section_is_suggested(word: str, meant: str | None) -> None:
    assert suggest(word, Plan.model_fields) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("bezet", "busy"), ("Bij geen gehoor", "no_answer"), ("Indien geen internet", "not_reachable"), ("bussy", "busy")],
)
def test_a_forward_is_suggested(word: str, meant: str) -> None:
    assert suggest(word, Forwarding.model_fields) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("doorschakelen", "forwarding"), ("Wisselgesprek", "call_waiting"), ("toestel", "devices"), ("ma-vr", None)],
)
def test_a_users_key_is_suggested(word: str, meant: str | None) -> None:
    assert suggest(word, User.model_fields) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("ma-vr", "mon-fri"),
        ("maandag t/m vrijdag", "mon-fri"),
        ("zaterdag", "sat"),
        ("Monday", "mon"),
        ("dagelijks", "daily"),
        ("weekend", "sat-sun"),
        ("nam", "name"),
    ],
)
def test_days_are_suggested(word: str, meant: str) -> None:
    assert suggest(word, ["name", "renamed_from"]) == meant


def test_the_page_of_formats_names_every_format_and_key() -> None:
    page = (DOCS / "output.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) >= set(all_formats())
    report = check_text("nummerplan: 1\nusrs: {}\n")
    (finding, *_) = json.loads(render("json", report, translator("en")))["findings"]
    rows = "".join(line for line in page.splitlines() if line.startswith("| `"))
    assert all(f"`{key}`" in rows for key in finding)
