"""Levels that settings give rules, for all plans and for those on a path."""

import json
from pathlib import Path

import pytest
from check.companies import Check, company
from command import CLEAN

from nummerplan.compiler.findings.plan_globs import means_plan


def settings(root: Path, text: str) -> None:
    (root / "nummerplan.toml").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        ("", "warning", 1),
        ("[check.levels]\nmac-missing = 'error'", "error", 1),
        ("[check.levels]\nNP616 = 'advice'", "advice", 0),
        ("[check.levels]\nNP6 = 'off'", None, 0),
        ("[check.levels]\nNP616 = 'error'\nNP6 = 'off'", "error", 1),
        ("[check.levels]\nNP6 = 'off'\nmac-missing = 'advice'", "advice", 0),
        ("[check]\nfail-on = 'error'\n[check.levels]\nNP616 = 'warning'", "warning", 0),
        (
            "[check.levels]\nNP616 = 'error'\n[[check.paths]]\npath = 'klanten/k3'\nlevels = {NP6 = 'advice'}",
            "advice",
            0,
        ),
        ("[[check.paths]]\npath = 'klanten/k[0-2]'\nignore = ['NP616']", "warning", 1),
        ("[[check.paths]]\npath = 'klanten/**/plan.yaml'\nignore = ['NP616']", None, 0),
        (
            "[[check.paths]]\npath = '**'\nlevels = {NP6 = 'off'}\n"
            "[[check.paths]]\npath = 'klanten/k3/'\nlevels = {NP6 = 'error'}",
            "error",
            1,
        ),
    ],
)
def test_the_last_table_and_its_most_exact_word_win(
    text: str, shown: str | None, code: int, check: Check, companies: Path
) -> None:
    settings(companies, text)
    done = check()
    assert (done.code, done.err) == (code, "")
    assert [line.split(": ")[1] for line in done.out.splitlines()[:-1]] == (
        [f"{shown}[NP616] mac-missing"] if shown else []
    )
    results = json.loads(check(form="sarif").out)["runs"][0]["results"]
    assert [one["level"] for one in results] == ([{"advice": "note"}.get(shown, shown)] if shown else [])


@pytest.mark.parametrize(
    ("glob", "plan", "means"),
    [
        ("klanten/oud/**", "klanten/oud/jansen/plan.yaml", True),
        ("klanten/oud/**", "klanten/oud.plan.yaml", False),
        ("klanten/*", "klanten/jansen/plan.yaml", True),
        ("klanten", "klanten/a/b/c.plan.yaml", True),
        ("klant", "klanten/a/plan.yaml", False),
        ("*.plan.yaml", "a.plan.yaml", True),
        ("*.plan.yaml", "sites/a.plan.yaml", False),
        ("**/*.plan.yaml", "sites/noord/a.plan.yaml", True),
        ("**/*.plan.yaml", "a.plan.yaml", True),
        ("./sites/**/noord/**", "sites/a/b/noord/plan.yaml", True),
        ("sites/?", "sites/a/plan.yaml", True),
        ("sites/?", "sites/ab/plan.yaml", False),
        ("**/" * 40 + "x", "a/" * 60 + "plan.yaml", False),
        ("Sites", "sites/plan.yaml", False),
        ("**", "-", False),
    ],
)
def test_a_glob_means_plans_and_the_folders_that_they_lie_in(glob: str, plan: str, means: bool, tmp_path: Path) -> None:
    assert means_plan(glob, plan if plan == "-" else str(tmp_path / plan), tmp_path) is means


def test_a_path_without_a_plan_is_told_by_every_run_and_a_path_beside_the_run_by_none(
    check: Check, companies: Path
) -> None:
    settings(companies, "[[check.paths]]\npath = 'klanten/k9'\n[[check.paths]]\npath = 'klanten/k2/**'\n")
    for paths in ([], ["klanten/k1"]):
        done = check(*paths)
        assert (
            done.err == f"{companies}/nummerplan.toml: no plan lies on the path klanten/k9; did you mean klanten/k3?\n"
        )
    settings(companies, "[[check.paths]]\npath = 'oud/**'\n")
    assert check("klanten/k1").err.endswith("no plan lies on the path oud/**\n")


def test_what_stops_compiling_is_raised_by_a_level_and_never_lowered(check: Check, companies: Path) -> None:
    (companies / "klanten" / "k1" / "plan.yaml").write_text(company(1) + "extra: 1\n", "utf-8")

    def compiled(name: str) -> int:
        return check(f"klanten/{name}", "--target", "voicemail", "--out", "out", command="compile").code

    assert (compiled("k1"), compiled("k3")) == (1, 0)
    for text in ("[check.levels]\nunknown-key = '{}'", "[[check.paths]]\npath = '**'\nlevels = {{NP003 = '{}'}}"):
        for level in ("warning", "advice", "off"):
            settings(companies, text.format(level))
            assert check("klanten/k1", "--fail-on", "error").code == 0
            assert compiled("k1") == 1
    settings(companies, "[[check.paths]]\npath = 'klanten/k3'\nlevels = {mac-missing = 'error'}")
    assert (compiled("k2"), compiled("k3")) == (0, 1)
    settings(companies, "[[check.paths]]\npath = 'klanten/k1'\nignore = ['unknown-key']")  # a rule that is not asked
    assert compiled("k1") == 0


def test_fixes_go_by_them_too(check: Check, companies: Path) -> None:
    (companies / "klanten" / "k1" / "plan.yaml").write_text(CLEAN.replace("extension:", "extention:"), "utf-8")
    assert "+    extension" in check("--diff", "klanten/k1").out
    settings(companies, "[[check.paths]]\npath = 'klanten/k1'\nlevels = {unknown-key = 'off'}")
    assert check("--diff", "klanten/k1").out == ""


def test_rules_and_explain_show_what_the_settings_make_of_a_rule(check: Check, companies: Path) -> None:
    settings(
        companies,
        "[check.levels]\nNP616 = 'error'\nNP610 = 'off'\n[[check.paths]]\npath = 'klanten/_oud_'\n"
        "levels = {NP616 = 'warning'}",
    )
    rows = {line.split()[0]: line for line in check(command="rules").out.splitlines() if line.startswith("  NP")}
    assert "warning > error" in rows["NP616"]
    assert "advice > off" in rows["NP610"]
    assert ">" not in rows["NP611"]
    listed = {rule["code"]: rule["set_level"] for rule in json.loads(check("--format", "json", command="rules").out)}
    assert (listed["NP616"], listed["NP610"], listed["NP611"]) == ("error", "off", None)
    page = check("mac-missing", command="explain").out
    assert "makes this rule, for all plans: error\n" in page
    assert "makes this rule, for plans on the path klanten/_oud_: warning\n" in page
    (companies / "nummerplan.toml").unlink()
    assert "makes this rule" not in check("NP616", command="explain").out


def test_text_that_was_not_read_keeps_its_level(check: Check, companies: Path) -> None:
    settings(companies, "[check.levels]\nNP0 = 'off'")
    (companies / "klanten" / "k1" / "plan.yaml").write_text("a: [", "utf-8")
    assert "error[NP001] syntax" in check().out
