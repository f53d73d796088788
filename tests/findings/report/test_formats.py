"""The formats for programs and for CI systems, read back as those read them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from nummerplan.compiler.findings.report import all_formats, render
from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level, LocatedFinding, LocatedRemark
from nummerplan.model.message import say
from nummerplan.model.report import Coverage, Report
from nummerplan.model.source import SourceFile, Span

SARIF_SCHEMA = json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
Finding = Callable[..., LocatedFinding]
SpanOf = Callable[..., Span]


def english(template: str) -> str:
    return template


def shout(template: str) -> str:
    """A translation that can be told from the original, with its fields whole."""
    return re.sub(r"\{\w+\}|[a-z]+", lambda m: m[0] if m[0][0] == "{" else m[0].upper(), template)


def test_all_formats_of_the_command_line_are_there() -> None:
    assert all_formats() == ("concise", "github", "gitlab", "json", "junit", "markdown", "sarif", "text")


@pytest.mark.parametrize("name", all_formats())
def test_every_format_speaks_the_readers_language(name: str, report: Report) -> None:
    shown = render(name, report, shout)
    assert "EXTENSION 209 IS TAKEN" in shown
    assert "209 is taken" not in shown


@pytest.mark.parametrize("name", all_formats())
def test_every_format_ends_its_last_line(name: str, report: Report) -> None:
    assert render(name, report, english).endswith("\n")
    assert render(name, Report(), english).endswith("\n")


def test_concise_is_one_line_a_finding(report: Report) -> None:
    assert render("concise", report, english).splitlines() == [
        "plan.yaml:8:16: error[NP108] extension-taken: extension 209 is taken",
        "sites/b, c:d.yaml:1:7: warning[NP201] other-rule: something is wrong",
        "plan.yaml:3:9: advice[NP301] name-odd: something is wrong",
        "1 error, 1 warning, 1 piece of advice in 2 plans (231 objects); not read: notes.yaml",
    ]


def test_json_holds_everything(report: Report) -> None:
    read = json.loads(render("json", report, english))
    assert read["version"] == 1
    assert read["coverage"] == {
        "plans": 2, "objects": 231, "files": 2, "not_read": ["notes.yaml"],
        "suppressed": 0, "baselined": 0, "fixed": 0, "since": None, "unchanged": 0, "stale": [],
    }  # fmt: skip
    first = read["findings"][0]
    assert len(first.pop("fingerprint")) == 32
    here = {"file": "plan.yaml", "start": {"line": 8, "column": 16}, "end": {"line": 8, "column": 19}}
    there = {"file": "plan.yaml", "start": {"line": 6, "column": 16}, "end": {"line": 6, "column": 19}}
    assert [step["start"]["line"] for step in first.pop("path")] == [5, 7]
    assert first == {
        "code": "NP108",
        "rule": "extension-taken",
        "level": "error",
        "message": "extension 209 is taken",
        "object": "users.magazijn",
        **here,
        "remarks": [{"message": "it is the extension of receptie", **there}],
        "witness": None,
        "help": "give one of the two another extension",
        "fix": {"message": "write 210", "safe": False, "edits": [{**here, "text": "210"}]},
    }


def sarif(report: Report) -> Any:
    log = json.loads(render("sarif", report, english))
    assert [error.message for error in Draft7Validator(SARIF_SCHEMA).iter_errors(log)] == []
    return log["runs"][0]


def test_the_sarif_schema_can_refuse() -> None:
    assert list(Draft7Validator(SARIF_SCHEMA).iter_errors({"version": "2.1.0", "runs": [{"results": "none"}]}))


def test_sarif_is_valid_and_complete(report: Report) -> None:
    run = sarif(report)
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (
        8,
        16,
        8,
        19,
    )
    assert first["ruleId"] == "NP108"
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert first["relatedLocations"][0]["message"]["text"] == "it is the extension of receptie"
    assert len(first["codeFlows"][0]["threadFlows"][0]["locations"]) == 2
    assert first["partialFingerprints"]["nummerplan/v1"]
    (fix,) = first["fixes"]
    assert fix["description"]["text"] == "write 210"
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "210"}
    assert replacement["deletedRegion"] == {name: value for name, value in region.items() if name != "snippet"}
    other = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert other == {"uri": "sites/b%2C%20c%3Ad.yaml", "uriBaseId": "%SRCROOT%"}
    assert sarif(Report())["results"] == []


def test_sarif_describes_every_rule(report: Report) -> None:
    rules = sarif(report)["tool"]["driver"]["rules"]
    assert rules
    for rule in rules:
        assert re.fullmatch(r"NP\d{3}", rule["id"])
        assert rule["shortDescription"]["text"]
        assert rule["help"]["markdown"]


def test_the_fix_of_a_real_finding_is_a_text_edit() -> None:
    text = "nummerplan: 1\ncompany: {}\nusrs: {}\n"
    (result,) = [r for r in sarif(check_text(text))["results"] if r["ruleId"] == "NP003"]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "users"
    region = change["replacements"][0]["deletedRegion"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (3, 1, 5)


def test_a_plan_cannot_put_a_link_into_sarif(finding: Finding, span: SpanOf) -> None:
    place = span(SourceFile("plan.yaml", "a: 1\n"), "1")
    result = sarif(Report((finding(place, say("{t}", t="[click](https://evil.example)")),)))["results"][0]
    assert "](" not in result["message"]["text"]


def test_github_escapes_what_the_runner_would_read(finding: Finding, span: SpanOf) -> None:
    place = span(SourceFile("a,b:c%.yaml", "x: 1\n"), "1")
    found = finding(place, say("50% of {what}\nare, lost: here", what="calls\r::error::x"), help=say("a: b, c"))
    first, last = render("github", Report((found,), Coverage(plans=1)), english).splitlines()
    assert first == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=4,endLine=1,endColumn=4,title=NP108 extension-taken"
        "::50%25 of calls\\x0d::error::x\\nare, lost: here%0Aa: b, c"
    )
    assert last == "::notice title=nummerplan::1 error in 1 plan (0 objects)"


def test_github_has_a_command_for_each_level(report: Report) -> None:
    lines = render("github", report, english).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning", "::notice", "::notice"]


def test_gitlab_is_a_list_of_issues(report: Report) -> None:
    issues = json.loads(render("gitlab", report, english))
    assert [issue["severity"] for issue in issues] == ["critical", "major", "info"]
    assert issues[0]["description"] == "extension 209 is taken"
    assert issues[0]["location"] == {"path": "plan.yaml", "lines": {"begin": 8, "end": 8}}
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert json.loads(render("gitlab", Report(), english)) == []


def test_fingerprints_stay_when_lines_move_and_tell_twins_apart(finding: Finding, span: SpanOf) -> None:
    def issues(text: str) -> list[str]:
        source = SourceFile("plan.yaml", text)
        found = [finding(span(source, "209", n)) for n in range(text.count("209"))]
        return [issue["fingerprint"] for issue in json.loads(render("gitlab", Report(tuple(found)), english))]

    assert issues("a: 209\nb: 209\n") == issues("# moved\n\na: 209\n  b: 209\n")
    assert len(set(issues("a: 209\nb: 209\n"))) == 2


def test_junit_fails_for_errors_and_warnings_only(report: Report) -> None:
    tree = ElementTree.fromstring(render("junit", report, english))  # noqa: S314 - our own output
    assert tree.tag == "testsuites"
    assert (tree.get("tests"), tree.get("failures")) == ("4", "2")
    assert [suite.get("name") for suite in tree] == ["nummerplan", "plan.yaml", "sites/b, c:d.yaml"]
    failures = [failure.get("message") for failure in tree.iter("failure")]
    assert failures == ["extension 209 is taken", "something is wrong"]
    assert "give one of the two another extension" in (next(tree.iter("failure")).text or "")
    assert "231 objects" in (tree[0][0][0].text or "")


@given(text=st.text(), name=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_gives_a_document_that_can_be_read(text: str, name: str) -> None:
    place = Span(SourceFile(name, text), 0, len(text))
    remark = LocatedRemark(place, say("{value}", value=text))
    found = LocatedFinding("rule", "NP001", Level.ERROR, place, say("{v}", v=text), text, (remark,), path=(remark,))
    report = Report((found,), Coverage(not_read=(name,)))
    for one in ("json", "gitlab", "sarif"):
        assert json.loads(render(one, report, english))
    assert ElementTree.fromstring(render("junit", report, english)) is not None  # noqa: S314 - our own output
    assert len(render("github", report, english).splitlines()) == 2
    assert len(render("concise", report, english).splitlines()) == 2
