"""A linked plan from its text, for tests that ask what calls do; the text must have no findings."""

from dataclasses import replace
from datetime import date

from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.compiler.search.call_questions import CallAnswers
from nummerplan.model.calls.linked_plan import LinkedPlan

TODAY = date(2026, 11, 23)


def linked_plan(text: str, today: date = TODAY) -> LinkedPlan:
    """Read, typed and linked; fails the test where reading or typing finds anything."""
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return replace(link(bound.plan, "plan.yaml", today), explore=CallAnswers)
