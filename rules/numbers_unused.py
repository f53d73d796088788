"""Assigned numbers that nobody uses.

They cost rent, and a caller who dials one hears that it is not in use: a number on an old letterhead
still does. Give them to somebody, or give them back. Numbers in reserve are fine; say so with a
suppression and its reason.

All of them are reported in one finding, where the first of them is assigned.
"""

from collections.abc import Iterable, Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
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

MOST_RUNS = 5
"""Beyond this the finding counts and shows the beginning."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Assigned numbers that nothing has or shows, those in a row together."""
    runs = list(_in_a_row(linked.assigned_rows.unused(_used(linked))))
    if not runs:
        return
    count = sum(int(last[1:]) - int(first[1:]) + 1 for _, first, last in runs)
    # Of a long list the sentence shows the beginning only.
    numbers = linked.words.listed([_run(first, last, linked) for _, first, last in runs[:MOST_RUNS]])
    if len(runs) > MOST_RUNS:
        message = say("nobody has {count} of the numbers, beginning with {numbers}", count=count, numbers=numbers)
    else:
        message = say("nobody has {numbers}", numbers=numbers)
    yield Finding(linked.assigned[runs[0][0]].route, message)


def _in_a_row(runs: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """Runs that follow each other as one, though they are assigned in two places."""
    former: tuple[int, str, str] | None = None
    for run in runs:
        if former and len(former[2]) == len(run[1]) and int(former[2][1:]) + 1 == int(run[1][1:]):
            former = (former[0], former[1], run[2])
            continue
        if former:
            yield former
        former = run
    if former:
        yield former


def _run(first: str, last: str, linked: LinkedPlan) -> Message:
    shown = linked.numbering.shown
    if first == last:
        return say("{number}", number=shown(first))
    return say("{first} to {last}", first=shown(first), last=shown(last))


def _used(linked: LinkedPlan) -> Iterator[str]:
    """Numbers that objects have, and those that called parties see."""
    yield from linked.numbers
    company = linked.plan.company
    shown = [company.main_number, company.emergency_caller_id]
    shown.extend(user.caller_id for user in linked.plan.users.values() if user.caller_id is not None)
    for text in shown:
        number = linked.numbering.e164(text) if text else None
        if number:
            yield number
