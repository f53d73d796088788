"""GitHub shows ten annotations of a level: the gravest go first, and nothing is lost of the others."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from command import WARNED, nummerplan, write

from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.report.markdown import bounded
from nummerplan.compiler.findings.step_summary import MOST, append_summary
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.message import say
from nummerplan.model.report import Coverage, Report
from nummerplan.model.source import SourceFile, Span

Finding = Callable[..., LocatedFinding]


def findings(finding: Finding, *counts: tuple[Level, int], name: str = "plan.yaml", said: str = "it") -> Report:
    """Findings of these levels, in this order, numbered."""
    span = Span(SourceFile(name, "x: 1\n"), 3, 4)
    made = [
        replace(finding(span, say("{what} {number}", what=said, number=number)), level=level)
        for level, count in counts
        for number in range(count)
    ]
    return Report(tuple(made), Coverage(plans=1))


def commands(log: str) -> list[str]:
    """The commands that GitHub's runner takes from a log (its `ActionCommand`): none while they are stopped."""
    taken, stop = [], ""
    for line in log.splitlines():
        about, colons, data = line.strip().removeprefix("::").partition("::")
        if stop:
            stop = "" if line.strip() == f"::{stop}::" else stop
        elif line.strip().startswith("::") and colons:
            taken.append(about.split(" ")[0])
            stop = data if taken[-1] == "stop-commands" else ""
        elif "##[" in line:
            taken.append(line)
    return taken


def test_the_gravest_come_first_and_no_level_has_more_than_ten(finding: Finding) -> None:
    report = findings(finding, (Level.ADVICE, 15), (Level.WARNING, 12), (Level.ERROR, 11))
    log = render("github", report, str)
    taken = commands(log)
    assert taken == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 9 + ["stop-commands", "notice"]
    assert log.splitlines()[-1].endswith(
        "; 9 have no annotation, of which GitHub shows ten of a level: they stand in the log of this step"
    )
    plain = [line for line in log.splitlines() if line.startswith("plan.yaml:1:4: ")]
    assert [line.split(": ")[1] for line in plain] == ["error[NP108] extension-taken"] + [
        "warning[NP108] extension-taken"
    ] * 2 + ["advice[NP108] extension-taken"] * 6


def test_what_fits_has_an_annotation_each(finding: Finding) -> None:
    log = render("github", findings(finding, (Level.ERROR, 10), (Level.ADVICE, 9)), str)
    assert (log.count("\n"), "stop-commands" in log, "annotation" in log) == (20, False, False)


@pytest.mark.parametrize(
    "evil", ["::error::x", "##[error]x", "::set-output name=a::b", "\n::stop-commands::", "\r::error::"]
)
def test_no_text_of_a_plan_is_a_command_in_the_log(evil: str, finding: Finding) -> None:
    log = render("github", findings(finding, (Level.ERROR, 30), name=f"{evil}.yaml", said=evil), str)
    assert commands(log) == ["error"] * 10 + ["stop-commands", "notice"]


EVIL = (
    "<img src=x onerror=alert(1)>", "</td></table><script>", "a | b", "`code`", "[link](https://evil.example)",
    "https://evil.example", "www.evil.example", "@octocat", "#1", "<!-- -->", "**bold**", "\n# head", "~~~", "\u202e",
    "![x](y)", "$x^2$", "evil@evil.example", "\\| x",
)  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_of_a_plan_is_markup_on_the_page(evil: str, finding: Finding) -> None:
    """Each finding is a row of four cells, and what is left has none of the characters that mean something."""
    page = render("markdown", findings(finding, (Level.ERROR, 2), name=f"{evil}.yaml", said=evil), str)
    mark, _, empty, _, _, *rows = page.splitlines()
    assert (mark, empty, len(rows)) == ("<!-- nummerplan check -->", "", 2)
    for line in rows:
        assert line.count("|") == 5
        assert not set(re.sub(r"&#\d+;", "", line.replace("|", ""))) & set("<>*_`[]#@~\\!&\u202e")
        assert "://" not in line
        assert "www." not in line


def test_the_page_has_a_limit_and_says_what_it_lacks(finding: Finding) -> None:
    report = findings(finding, (Level.ADVICE, 3000), (Level.ERROR, 3000), said="ü" * 5000)
    page = bounded(report, str, 200_000)
    assert 190_000 < len(page.encode()) <= 200_000
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert {line.split()[1] for line in rows[2:]} == {"error"}
    left = 6000 - (len(rows) - 2)
    assert page.endswith(f"\nnot shown, since this page has no room for them: {left} findings\n")
    assert bounded(report, str, 50) == ""


def test_the_page_of_a_step_is_added_to_within_githubs_limit(finding: Finding, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    report = findings(finding, (Level.ERROR, 9000), said="x" * 300)
    page.write_text("# before\n", "utf-8")
    assert append_summary(page, report, str) is None
    text = page.read_text("utf-8")
    assert text.startswith("# before\n\n<!-- nummerplan check -->\n9000 errors")
    assert MOST - 2000 < len(text.encode()) < MOST
    append_summary(page, report, str)
    assert page.stat().st_size < MOST
    page.write_bytes(full := b"x" * (MOST - 100))
    assert "is full" in str(append_summary(page, report, str))
    assert page.read_bytes() == full
    assert "is no file" in str(append_summary(tmp_path, report, str))
    assert "cannot be written" in str(append_summary(tmp_path / "no" / "where", report, str))


def test_a_step_of_a_workflow_has_its_page(tmp_path: Path) -> None:
    write(tmp_path, a=WARNED)
    page = {"GITHUB_STEP_SUMMARY": str(tmp_path / "page.md")}
    assert nummerplan("check", "--format", "text", at=tmp_path, **page).returncode == 1
    assert not (tmp_path / "page.md").exists()
    done = nummerplan("check", "--format", "github", at=tmp_path, **page)
    assert (done.returncode, done.stderr) == (1, "")
    assert "| warning | NP616 mac-missing | a.plan.yaml:10:23 |" in (tmp_path / "page.md").read_text("utf-8")
