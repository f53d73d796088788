"""JUnit XML, as dashboards of tests read it: suites of cases, counted."""

from collections.abc import Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from nummerplan.compiler.text.escape_terminal import escape_terminal

CaseOutcome = Literal["system-out", "failure", "error"]


class JunitCase(NamedTuple):
    """A test, and in `lines` what there is to say of it. One that did not pass has a kind and a message."""

    name: str
    classname: str
    lines: Sequence[str] = ()
    outcome: CaseOutcome = "system-out"
    kind: str = ""
    message: str = ""
    file: str = ""
    line: int = 0


class JunitSuite(NamedTuple):
    """Cases under one name; `coverage` in percent, where it was measured, and in `lines` what is said of all."""

    name: str
    cases: Sequence[JunitCase]
    coverage: str | None = None
    lines: Sequence[str] = ()


def junit_xml(name: str, suites: Sequence[JunitSuite]) -> str:
    """One document of all suites, safe whatever their texts are."""
    root = Element("testsuites", {"name": name, **_counts([case for suite in suites for case in suite.cases])})
    for suite in suites:
        inside = SubElement(root, "testsuite", {"name": _safe(suite.name), **_counts(suite.cases), "skipped": "0"})
        if suite.coverage is not None:
            SubElement(SubElement(inside, "properties"), "property", {"name": "coverage", "value": suite.coverage})
        for case in suite.cases:
            about = {"name": _safe(case.name), "classname": _safe(case.classname)}
            place = {"file": _safe(case.file), "line": str(case.line)} if case.file else {}
            test = SubElement(inside, "testcase", about | place)
            if case.lines:
                why = {"type": _safe(case.kind), "message": _safe(case.message)} if case.kind else {}
                SubElement(test, case.outcome, why).text = "\n".join(map(_safe, case.lines))
        if suite.lines:
            SubElement(inside, "system-out").text = "\n".join(map(_safe, suite.lines))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(cases: Sequence[JunitCase]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    counts = {"tests": len(cases), "failures": outcomes.count("failure"), "errors": outcomes.count("error")}
    return {name: str(count) for name, count in counts.items()}


def _safe(text: str) -> str:
    """Text without what XML cannot hold at all: controls, and two code points that are none."""
    return escape_terminal(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
