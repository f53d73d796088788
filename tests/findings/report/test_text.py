"""The text format: what a person sees of a finding."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.compiler.findings.report import render
from nummerplan.compiler.text.escape_terminal import columns, escape_terminal
from nummerplan.model.finding import Fix, Level, LocatedFinding, LocatedRemark
from nummerplan.model.message import say
from nummerplan.model.report import Coverage, Report
from nummerplan.model.source import SourceFile, Span

Finding = Callable[..., LocatedFinding]
SpanOf = Callable[..., Span]


def english(template: str) -> str:
    return template


def text(*findings: LocatedFinding, colour: bool = False) -> str:
    return render("text", Report(findings, Coverage(plans=1, objects=3, files=1)), english, colour)


def test_everything_a_finding_says_is_shown(report: Report) -> None:
    assert render("text", Report(report.findings[:1], report.coverage), english) == (
        """\
error[NP108] extension-taken: extension 209 is taken
 --> plan.yaml:8:16
  |
6 |     extension: 209
  |                --- it is the extension of receptie
...
8 |     extension: 209
  |                ^^^
  = the call's way: 1. the number rings receptie (line 5)
                    2. who forwards to magazijn (line 7)
  = help: give one of the two another extension
  = fix: write 210 (--unsafe-fixes)

1 error in 2 plans (231 objects); not read: notes.yaml
"""
    )


def test_the_summary_counts_each_level(report: Report) -> None:
    last = render("text", report, english).splitlines()[-1]
    assert last == "1 error, 1 warning, 1 piece of advice in 2 plans (231 objects); not read: notes.yaml"
    twice = Report(report.findings * 2, Coverage(plans=1, objects=1, fixed=3, suppressed=4, baselined=5))
    assert render("text", twice, english).splitlines()[-1] == (
        "2 errors, 2 warnings, 2 pieces of advice in 1 plan (1 object); 3 fixed; 4 suppressed; 5 in the baseline"
    )


def test_nothing_found_still_says_what_was_covered() -> None:
    assert text() == "no findings in 1 plan (3 objects)\n"


def test_a_safe_fix_names_the_option_that_applies_it(finding: Finding, span: SpanOf) -> None:
    place = span(SourceFile("plan.yaml", "nunmers: []\n"), "nunmers")
    assert "= fix: write numbers (--fix)\n" in text(finding(place, fix=Fix(say("write numbers"), ())))


def test_the_other_end_in_another_file_gets_its_own_excerpt(finding: Finding, span: SpanOf) -> None:
    here, there = SourceFile("plan.yaml", "a: 201\n"), SourceFile("users.yaml", "\n" * 104 + "b: 201\n")
    shown = text(finding(span(here, "201"), remarks=(LocatedRemark(span(there, "201"), say("also here")),)))
    assert "   --> plan.yaml:1:4\n    |\n  1 | a: 201\n    |    ^^^\n" in shown
    assert "   ::: users.yaml:105:4\n    |\n105 | b: 201\n    |    --- also here\n" in shown


def test_a_step_in_another_file_names_it(finding: Finding, span: SpanOf) -> None:
    here, there = SourceFile("plan.yaml", "a: 201\n"), SourceFile("users.yaml", "b: 201\n")
    shown = text(finding(span(here, "201"), path=(LocatedRemark(span(there, "201"), say("b forwards")),)))
    assert "  = the call's way: 1. b forwards (users.yaml:1:4)\n" in shown


@pytest.mark.parametrize(
    ("line", "needle", "shown", "under"),
    [
        ("name: 日本 x", "x", "name: 日本 x", 11),
        ("name: 日本 x", "日本", "name: 日本 x", 6),
        ("name: e\u0301te\u0301 x", "x", "name: e\u0301te\u0301 x", 10),
        ("name:\t\tx", "x", "name:        x", 13),
        ("name: \x1b[31m z", "z", "name: \\x1b[31m z", 15),
        ("name: \u202egro.liam z", "z", "name: \\u202egro.liam z", 21),
    ],
)
def test_carets_stand_under_the_value(span: SpanOf, line: str, needle: str, shown: str, under: int) -> None:
    place = span(SourceFile("plan.yaml", line + "\n"), needle)
    lines = text(LocatedFinding("rule", "NP001", Level.ERROR, place, say("wrong"), "users")).splitlines()
    assert lines[3] == "1 | " + shown
    marks = lines[4].removeprefix("  | ")
    assert marks == " " * under + "^" * columns(needle)


def test_a_long_line_is_cut_around_the_value(finding: Finding, span: SpanOf) -> None:
    source = SourceFile("plan.yaml", "list: [" + "0201, " * 50_000 + "needle, " + "0202, " * 50_000 + "]\n")
    lines = text(finding(span(source, "needle"))).splitlines()
    assert max(map(len, lines)) < 140
    at = lines[4].index("^")
    assert lines[3][at : at + 6] == "needle"
    assert lines[4].count("^") == 6
    assert "..." in lines[3][:10]
    assert lines[3].endswith("...")


def test_a_value_of_many_lines_is_marked_on_its_first(finding: Finding) -> None:
    source = SourceFile("plan.yaml", "users:\n  a:\n    b: c\n")
    lines = text(finding(Span(source, 0, len(source.text)))).splitlines()
    assert lines[3:5] == ["1 | users:", "  | ^^^^^^"]


def test_an_empty_place_and_windows_line_ends_get_one_caret(finding: Finding) -> None:
    source = SourceFile("plan.yaml", "a:\r\nb: 1\r\n")
    lines = text(finding(Span(source, 2, 2))).splitlines()
    assert lines[3:5] == ["1 | a:", "  |   ^"]


def test_a_finding_in_an_empty_file_is_shown(finding: Finding) -> None:
    assert " --> empty.yaml:1:1\n  |\n1 |\n  | ^\n" in text(finding(Span(SourceFile("empty.yaml", ""), 0, 0)))


def test_nothing_untrusted_acts_on_the_terminal(finding: Finding, span: SpanOf) -> None:
    evil = "\x1b]0;owned\x07\u202e\u2066\x9b31m\r\nfake: line\u2028"
    source = SourceFile(f"{evil}.yaml", f"a: {evil}\n")
    remark = LocatedRemark(span(source, "a"), say("{text}", text=evil))
    shown = text(
        finding(
            span(source, "a"),
            say("{text}", text=evil),
            remarks=(remark,),
            path=(remark,),
            help=say("{t}", t=evil),
        )
    )
    assert not set(shown) & set("\x1b\x07\u202e\u2066\x9b\r\u2028")
    assert "\nfake: line" not in shown.replace("2 | fake: line", "")


def test_colour_changes_nothing_but_colour(report: Report) -> None:
    coloured = render("text", report, english, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render("text", report, english)


def test_hundreds_of_findings_are_all_shown(finding: Finding) -> None:
    source = SourceFile("plan.yaml", "".join(f"n{n}: 1\n" for n in range(800)))
    findings = [finding(Span(source, start, start + 2)) for start in source.line_starts[:-1]]
    shown = text(*findings)
    assert shown.count("error[NP108]") == 800
    assert shown.endswith("800 errors in 1 plan (3 objects)\n")


@given(text=st.text(), start=st.integers(0, 40), length=st.integers(0, 40), name=st.text(min_size=1))
def test_any_place_in_any_text_can_be_shown(text: str, start: int, length: int, name: str) -> None:
    start = min(start, len(text))
    place = Span(SourceFile(name, text), start, min(start + length, len(text)))
    remark = LocatedRemark(place, say("{value}", value=text))
    found = LocatedFinding("rule", "NP001", Level.ADVICE, place, say("{value}", value=text), text, (remark,))
    shown = render("text", Report((found,)), english)
    assert all(escape_terminal(line) == line for line in shown.splitlines())
    assert "^" in shown
