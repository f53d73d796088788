"""Small random plans, each with another one that is changed in a place or two."""

import random
from datetime import date

from every_call import changed
from small_plans import small_plan

from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.calls.linked_plan import LinkedPlan


def case_of(text: str) -> LinkedPlan | None:
    """The plan of a text; None where the text has findings."""
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    return link(bound.plan, "plan.yaml", date(2026, 11, 23)) if not [*findings, *bound.findings] else None


def pair_of(seed: int, changes: int = 1) -> tuple[LinkedPlan, LinkedPlan]:
    """A small plan, and the same changed so many times, each time in a place or two."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    text = small_plan(seed)
    old, new = case_of(text), None
    for _ in range(changes):
        others = (other for _ in range(1000) if (other := changed(text, dice)) != text)
        text, new = next((other, linked) for other in others if (linked := case_of(other)))
    assert old
    assert new
    return old, new
