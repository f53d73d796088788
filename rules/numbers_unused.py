"""Assigned numbers that nobody uses.

They cost rent, and a caller who dials one hears that it is not in use: a number on an old letterhead
still does. Give them to somebody, or give them back. Numbers in reserve are fine; say so with a
suppression and its reason.

One finding is given for each run of numbers.
"""

from collections.abc import Iterator

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP108",
    level=Level.ADVICE,
    bad="""
numbers:
  - 088-7654000
  - 0854879610..0854879619  # <-
users:
  receptie: {extension: 209, number: 088-7654000, extra_numbers: [0854879610]}
""",
    good="""
numbers:
  - 088-7654000
  - 0854879610
users:
  receptie: {extension: 209, number: 088-7654000, extra_numbers: [0854879610]}
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Runs of assigned numbers that nothing has or shows."""
    shown = case.numbering.shown
    for place, first, last in case.assigned_rows.unused(_used(case)):
        if first == last:
            message = say("nobody has {number}", number=shown(first))
        else:
            count = int(last[1:]) - int(first[1:]) + 1
            message = say(
                "nobody has the {count} numbers from {first} to {last}",
                count=count,
                first=shown(first),
                last=shown(last),
            )
        yield Finding(case.assigned[place].route, message)


def _used(case: Case) -> Iterator[str]:
    """Numbers that objects have, and those that called parties see."""
    yield from case.numbers
    company = case.plan.company
    shown = [company.main_number, company.emergency_caller_id]
    shown.extend(user.caller_id for user in case.plan.users.values() if user.caller_id is not None)
    for text in shown:
        number = case.numbering.e164(text) if text else None
        if number:
            yield number
