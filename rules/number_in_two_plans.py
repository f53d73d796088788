"""Two plans of the repository have the same number.

A number is one company's. In a repository with many companies the same number in two plans usually came
along with a copied plan, and the second deployment takes the number away from the first company or fails.

Where two plans list overlapping ranges under `numbers`, that is reported once, not for each number.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.number_ranges import NumberRows
from nummerplan.model.rule import About

ABOUT = About(code="NP115", level=Level.ERROR, bad="", good="")


def check_repository(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """All plans of a run against each other; the plan that comes later is pointed at."""
    yield from _ranges(cases)
    yield from _held(cases)


def _ranges(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    rows = [numbers for linked in cases for numbers in linked.assigned]
    plans = [linked for linked in cases for _ in linked.assigned]
    for pair in NumberRows(rows).overlaps():
        first, second = sorted(pair)
        if plans[first] is not plans[second]:
            message = say(
                "{range} shares numbers with {other} of the plan {plan}",
                range=rows[second].text,
                other=rows[first].text,
                plan=plans[first].name,
            )
            yield plans[second], Finding(rows[second].route, message, other_plan=plans[first].name)


def _held(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    owners: dict[str, LinkedPlan] = {}
    for linked in cases:
        for number, holders in linked.numbers.items():
            owner = owners.setdefault(number, linked)
            if owner is linked or not number.startswith("+"):
                continue
            # Both plans list it as assigned: that was said of the ranges.
            if linked.is_assigned(number) and owner.is_assigned(number):
                continue
            message = say(
                "{number} is also a number of {name} in the plan {plan}",
                number=linked.numbering.shown(number),
                name=owner.numbers[number][0].entity.key,
                plan=owner.name,
            )
            yield linked, Finding(holders[0].route, message, other_plan=owner.name)
