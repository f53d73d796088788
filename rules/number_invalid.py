"""This is not a phone number.

A number is read as the company's country writes it, `088-7654000`, or in international form, `+31 88 765
4000`. One that has a digit too few or too many, or that begins with no area of the country, reaches
nobody. A short number such as `112` belongs to no company.

Ranges are written `FIRST..LAST`, with two numbers of equal length, the lower one first.
"""

from collections.abc import Iterator

from nummerplan.model.case import Case, NumberRange
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP104",
    level=Level.ERROR,
    bad="""
company:
  main_number: 088-765400  # <-
numbers:
  - 0854879619..0854879610  # <-
users:
  receptie:
    extension: 209
    number: 112  # <-
    blocked_callers:
      rules:
        - {numbers: [020-765432]}  # <-
""",
    good="""
company:
  main_number: 088-7654000
numbers:
  - 0854879610..0854879619
users:
  receptie:
    extension: 209
    number: +31 85 487 9610
    blocked_callers:
      rules:
        - {numbers: [020-7654321, 0906*]}
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Every place where a number of the company or of a caller is due; destinations are another rule's."""
    for numbers in case.assigned:
        problem = _range_problem(numbers, case)
        if problem:
            yield Finding(numbers.route, problem)
    for route, text in _own(case):
        problem = _problem(text, case)
        if problem:
            yield Finding(route, problem)
    for route, text in _callers(case):
        if not _is_caller(text, case):
            yield Finding(route, _no_number(text, case))


def _own(case: Case) -> Iterator[tuple[Route, str]]:
    company = case.plan.company
    yield from _given(("company", "main_number"), company.main_number)
    yield from _given(("company", "emergency_caller_id"), company.emergency_caller_id, ("company", "user"))
    for entity in case.objects():
        yield from _given(entity.at("number"), getattr(entity, "number", None))
        for place, text in enumerate(getattr(entity, "extra_numbers", ())):
            # What is as short as an extension is meant to be one.
            if not (2 <= len(text) <= 4 and text.isdecimal()):
                yield entity.at("extra_numbers", place), text
    for user in case.plan.users.values():
        if user.caller_id is not None:
            yield from _given(user.at("caller_id"), user.caller_id, ("company", "own"))
    for mobile in case.plan.mobile.subscriptions.values():
        yield from _given(mobile.at("number"), mobile.number)


def _given(route: Route, text: str | None, words: tuple[str, ...] = ()) -> Iterator[tuple[Route, str]]:
    if text is not None and text not in words:
        yield route, text


def _callers(case: Case) -> Iterator[tuple[Route, str]]:
    for user in case.plan.users.values():
        for place, rule in enumerate(user.blocked_callers.rules):
            for index, text in enumerate(rule.numbers):
                yield user.at("blocked_callers", "rules", place, "numbers", index), text


def _is_caller(text: str, case: Case) -> bool:
    if not text.endswith("*"):
        return case.numbering.e164(text) is not None
    beginning = text[:-1].replace(" ", "").replace("-", "")
    return beginning.removeprefix("+").isdecimal()


def _problem(text: str, case: Case) -> Message | None:
    number = case.numbering.e164(text)
    if number is None:
        return _no_number(text, case)
    if not number.startswith("+"):
        return say("{number} is a short number of the country; no company has it", number=text)
    return None


def _no_number(text: str, case: Case) -> Message:
    return say("{number} is not a phone number in {country}", number=text, country=case.plan.company.country)


def _range_problem(numbers: NumberRange, case: Case) -> Message | None:
    first, last = numbers.first, numbers.last
    if first is None or last is None:
        return _no_number(numbers.text, case)
    if not first.startswith("+") or not last.startswith("+"):
        return say("{number} is a short number of the country; no company has it", number=numbers.text)
    if len(first) != len(last):
        return say("{range}: the two ends of a range have equally many digits", range=numbers.text)
    if first > last:
        return say("{range}: a range begins with its lowest number", range=numbers.text)
    return None
