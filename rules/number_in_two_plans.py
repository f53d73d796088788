"""Two plans of the repository have the same number.

A number is one company's. In a repository with many companies the same number in two plans usually came
along with a copied plan, and the second deployment takes the number away from the first company or fails.

Where two plans list overlapping ranges under `numbers`, that is reported once, not for each number.
"""

from collections.abc import Iterator

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.number_ranges import NumberRows
from nummerplan.model.rule import About

ABOUT = About(code="NP115", level=Level.ERROR, bad="", good="")


def check_repository(cases: list[Case]) -> Iterator[tuple[Case, Finding]]:
    """All plans of a run against each other; the plan that comes later is pointed at."""
    yield from _ranges(cases)
    yield from _held(cases)


def _ranges(cases: list[Case]) -> Iterator[tuple[Case, Finding]]:
    rows = [numbers for case in cases for numbers in case.assigned]
    plans = [case for case in cases for _ in case.assigned]
    for pair in NumberRows(rows).overlaps():
        first, second = sorted(pair)
        if plans[first] is not plans[second]:
            message = say(
                "{range} shares numbers with {other} of the plan {plan}",
                range=rows[second].text,
                other=rows[first].text,
                plan=plans[first].name,
            )
            yield plans[second], Finding(rows[second].route, message)


def _held(cases: list[Case]) -> Iterator[tuple[Case, Finding]]:
    owners: dict[str, Case] = {}
    for case in cases:
        for number, holders in case.numbers.items():
            owner = owners.setdefault(number, case)
            if owner is case or not number.startswith("+"):
                continue
            # Both plans list it as assigned: that was said of the ranges.
            if case.is_assigned(number) and owner.is_assigned(number):
                continue
            message = say(
                "{number} is also a number of {name} in the plan {plan}",
                number=case.numbering.shown(number),
                name=owner.numbers[number][0].entity.key,
                plan=owner.name,
            )
            yield case, Finding(holders[0].route, message)
