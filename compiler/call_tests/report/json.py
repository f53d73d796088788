"""For programs: every test with its calls, and what the tests touch. Lines and columns count from 1."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from nummerplan.compiler.call_tests.report import PlanResults, percent, summary
from nummerplan.compiler.text.trace_json import trace_fields
from nummerplan.model.calls.call_coverage import CallCoverage, Item
from nummerplan.model.calls.call_results import CallResult
from nummerplan.model.document import Document
from nummerplan.model.message import Translate
from nummerplan.model.source import Route

VERSION = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""


def render(plans: Sequence[PlanResults], translate: Translate) -> str:
    """One object: `version`, `summary` and `plans`."""
    whole = {
        "version": VERSION,
        "summary": summary(plans).text(translate),
        "plans": [
            {
                "plan": plan.linked.name,
                "tests": [_test(result, plan, translate) for result in plan.results],
                "coverage": _coverage(plan.coverage, plan.document, translate) if plan.coverage else None,
                "exchange": [line.text(translate) for line in plan.exchange],
                "has_errors": plan.has_errors,
            }
            for plan in plans
        ],
    }
    return json.dumps(whole, indent=2) + "\n"


def _test(result: CallResult, plan: PlanResults, translate: Translate) -> dict[str, Any]:
    document, problem, shown = plan.document, result.problem, result.shown
    return {
        "name": result.name.text(translate),
        "ok": result.ok,
        **_place(result.route, document),
        "calls": result.calls,
        "problem": problem and {"message": problem[1].text(translate), **_place(problem[0], document)},
        "unmet": [
            {
                "setting": ".".join(map(str, unmet.route[2:])),
                "expected": unmet.expected.text(translate),
                "came": unmet.came.text(translate),
                **_place(unmet.route, document),
            }
            for unmet in result.unmet
        ],
        "notes": [note.text(translate) for note in result.notes],
        "call": None if shown is None else trace_fields(shown, plan.linked, document),
        "replay": result.command,
    }


def _coverage(coverage: CallCoverage, document: Document, translate: Translate) -> dict[str, Any]:
    def listed(items: Iterable[Item]) -> list[dict[str, Any]]:
        return [
            {"kind": item.kind, "what": item.what.text(translate), **_place(item.route, document)} for item in items
        ]

    return {
        "percent": float(percent(coverage)),
        "touched": len(coverage.touched),
        "total": coverage.total,
        "untouched": listed(coverage.untouched),
        "out_of_reach": listed(coverage.untouchable),
    }


def _place(route: Route, document: Document) -> dict[str, Any]:
    span = document.span(route)
    return {"file": span.source.name, "line": span.begin.line, "column": span.begin.column}
