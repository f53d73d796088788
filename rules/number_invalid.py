"""This is not a phone number.

A number is read as the company's country writes it, `088-7654000`, or in international form, `+31 88 765
4000`. One that has a digit too few or too many, or that begins with no area of the country, reaches
nobody. A short number such as `112` belongs to no company.

Ranges are written `FIRST..LAST`, with two whole numbers of equal length, the lower one first; `FIRST - LAST` and
`FIRST t/m LAST` are read too. Where callers are named, `0906*` stands for all numbers that begin so, `+32*` for those
of a country, and `00*` or `+*` for those of all other countries.
"""

import re
from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, NumberRange
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import is_extension
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About

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
        - {numbers: [020-7654321, 0906*, +32*, 00*, 088-7654010..088-7654019]}
""",
)


_UP_TO = re.compile(r"(?i)\s*(?:\.\.|t/m|tot en met|\s[-\u2013]|[\u2013]|\btot\b|\bto\b)\s*")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every place where a number of the company or of a caller is due; destinations are another rule's."""
    for numbers in linked.assigned:
        problem = _range_problem(numbers, linked)
        if problem:
            yield Finding(numbers.route, problem, help=_both_ends(numbers.text, linked))
    yield from _of_company(linked)
    for entity in (*linked.objects(), *linked.plan.mobile.subscriptions.values()):
        number = getattr(entity, "number", None)
        if number is not None and (problem := _problem(number, linked)):
            yield Finding(entity.at("number"), problem)
        if extra := getattr(entity, "extra_numbers", None):
            yield from _of_extra(entity, extra, linked)
    for user in linked.plan.users.values():
        if user.caller_id is not None or user.blocked_callers.rules:
            yield from _of_user(user, linked)


def _of_extra(entity: Entity, extra: list[str], linked: LinkedPlan) -> Iterator[Finding]:
    for place, text in enumerate(extra):
        # What is as short as an extension is meant to be one.
        if not is_extension(text) and (problem := _own_problem(text, *linked.numbering.ends(text), linked)):
            yield Finding(entity.at("extra_numbers", place), problem, help=_both_ends(text, linked))


def _of_user(user: User, linked: LinkedPlan) -> Iterator[Finding]:
    if user.caller_id not in (None, "company", "own") and (problem := _problem(str(user.caller_id), linked)):
        yield Finding(user.at("caller_id"), problem)
    for place, rule in enumerate(user.blocked_callers.rules):
        for index, text in enumerate(rule.numbers):
            if problem := _caller_problem(text, linked):
                route = user.at("blocked_callers", "rules", place, "numbers", index)
                yield Finding(route, problem, help=_both_ends(text, linked))


def _of_company(linked: LinkedPlan) -> Iterator[Finding]:
    company = linked.plan.company
    for key, text in (("main_number", company.main_number), ("emergency_caller_id", company.emergency_caller_id)):
        if text is not None and text not in ("company", "user"):
            problem = _problem(text, linked)
            if problem:
                yield Finding(("company", key), problem)


def _caller_problem(text: str, linked: LinkedPlan) -> Message | None:
    """What is wrong with a number, a range or a beginning of numbers that a blocking rule names."""
    if text.endswith("*"):
        return None if linked.numbering.beginning(text) else _no_number(text, linked)
    first, last = linked.numbering.ends(text)
    return _ends_problem(text, first, last, linked)


def _problem(text: str, linked: LinkedPlan) -> Message | None:
    number = linked.numbering.e164(text)
    if number is None:
        return _no_number(text, linked)
    if not number.startswith("+"):
        return say("{number} is a short number of the country; no company has it", number=text)
    return None


def _no_number(text: str, linked: LinkedPlan) -> Message:
    return say("{number} is not a phone number in {country}", number=text, country=linked.plan.company.country)


def _range_problem(numbers: NumberRange, linked: LinkedPlan) -> Message | None:
    return _own_problem(numbers.text, numbers.first, numbers.last, linked)


def _own_problem(text: str, first: str | None, last: str | None, linked: LinkedPlan) -> Message | None:
    """What is wrong with a number or a range that is to be the company's."""
    if first is not None and last is not None and not (first.startswith("+") and last.startswith("+")):
        return say("{number} is a short number of the country; no company has it", number=text)
    return _ends_problem(text, first, last, linked)


def _both_ends(text: str, linked: LinkedPlan) -> Message | None:
    """A help for ranges as people shorten them: `0113-212300 t/m 309`."""
    for sign in _UP_TO.finditer(text):
        first, last = text[: sign.start()], text[sign.end() :]
        digits = "".join(filter(str.isdigit, last))
        if not linked.numbering.e164(first) or not digits:
            continue
        whole = last if (linked.numbering.e164(last) or "").startswith("+") else _ending_in(digits, first)
        one, other = linked.numbering.ends(f"{first}..{whole}")
        if one and other and len(one) == len(other) and one < other:
            return say("write both ends whole: {range}", range=f"{first}..{whole}")
    return None


def _ending_in(digits: str, number: str) -> str:
    """A number with other last digits, written as it is."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()][-len(digits) :]
    written = list(number)
    for place, digit in zip(places, digits[-len(places) :], strict=True):
        written[place] = digit
    return "".join(written)


def _ends_problem(text: str, first: str | None, last: str | None, linked: LinkedPlan) -> Message | None:
    if first is None or last is None:
        return _no_number(text, linked)
    if len(first) != len(last):
        return say("{range}: the two ends of a range have equally many digits", range=text)
    if first > last:
        return say("{range}: a range begins with its lowest number", range=text)
    return None
