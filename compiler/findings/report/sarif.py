"""For code scanning: SARIF 2.1.0 (OASIS), with the rules' pages, the call's way and stable fingerprints."""

import json
from typing import Any
from urllib.parse import quote

from nummerplan.compiler.findings.fingerprint import fingerprints
from nummerplan.compiler.findings.report.json import witness_json
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.summary import report_summary
from nummerplan.model.finding import Level, LocatedEdit, LocatedFinding, LocatedRemark
from nummerplan.model.message import Translate
from nummerplan.model.report import Report
from nummerplan.model.rule import Rule
from nummerplan.model.source import Span
from nummerplan.model.version import VERSION
from nummerplan.rules import all_rules

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SNIPPET = 200
"""Characters of a source line that are quoted."""


def render(report: Report, translate: Translate, colour: bool = False) -> str:
    """One run with all rules and all findings."""
    rules = all_rules()
    places = {rule.code: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "nummerplan",
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": [_rule(rule, translate) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            _result(finding, name, places, translate)
            for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
        ],
        "properties": {"summary": report_summary(report, translate), "notRead": list(report.coverage.not_read)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def is_ours(text: str) -> bool:
    """Whether a text is one that `render` wrote."""
    match json.loads(text):
        case {"runs": [{"tool": {"driver": {"name": "nummerplan"}}}]}:
            return True
    return False


def _rule(rule: Rule, translate: Translate) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": ["telephony"]}
    if rule.about.manual:
        properties["manual"] = rule.about.manual
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": translate(rule.summary)},
        "fullDescription": {"text": translate(rule.summary)},
        "help": {"text": rule.page.strip(), "markdown": rule.page.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.about.level]},
        "properties": properties,
    }


def _result(finding: LocatedFinding, fingerprint: str, places: dict[str, int], translate: Translate) -> dict[str, Any]:
    text = finding.message.text(translate)
    if finding.help:
        text = f"{text}\n{finding.help.text(translate)}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level],
        "message": _message(text),
        "locations": [
            {**_location(finding.span), "logicalLocations": [{"fullyQualifiedName": escape_terminal(finding.object)}]}
        ],
        "partialFingerprints": {"nummerplan/v1": fingerprint},
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    if finding.remarks:
        result["relatedLocations"] = [
            {"id": n, **_remark(remark, translate)} for n, remark in enumerate(finding.remarks, 1)
        ]
    if finding.path:
        steps = [{"location": _remark(step, translate)} for step in finding.path]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if finding.witness:
        result["properties"] = {"witness": witness_json(finding.witness, translate)}
    if finding.fix and finding.edits:
        changes = [_change(edit) for edit in finding.edits]
        description = {"text": escape_terminal(finding.fix.message.text(translate))}
        safe = {"safe": finding.fix.safe}
        result["fixes"] = [{"description": description, "artifactChanges": changes, "properties": safe}]
    return result


def _change(edit: LocatedEdit) -> dict[str, Any]:
    place = _location(edit.span)["physicalLocation"]
    region = {name: value for name, value in place["region"].items() if name != "snippet"}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    return {"artifactLocation": place["artifactLocation"], "replacements": [replacement]}


def _remark(remark: LocatedRemark, translate: Translate) -> dict[str, Any]:
    return {**_location(remark.span), "message": _message(remark.message.text(translate))}


def _message(text: str) -> dict[str, str]:
    # `[a](b)` in a message is a link: a plan's text must not make one.
    return {"text": "\n".join(escape_terminal(line) for line in text.split("\n")).replace("](", "] (")}


def _location(span: Span) -> dict[str, Any]:
    begin, finish = span.begin, span.finish
    region = {
        "startLine": begin.line,
        "startColumn": begin.column,
        "endLine": finish.line,
        "endColumn": finish.column,
        "snippet": {"text": escape_terminal(span.text.partition("\n")[0][:_SNIPPET])},
    }
    return {"physicalLocation": {"artifactLocation": _artifact(span.source.name), "region": region}}


def _artifact(name: str) -> dict[str, str]:
    """Relative names are relative to the repository's root, which the reader of the file knows."""
    path = name.replace("\\", "/").removeprefix("./")
    uri = quote(path.encode("utf-8", "surrogateescape"))
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": "%SRCROOT%"}
