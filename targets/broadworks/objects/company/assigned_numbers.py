"""The numbers that the operator has given to a company: no plan changes them, and a plan that is written names them."""

from collections.abc import Iterator

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.deployment.tenant import Value
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal

ASSIGNED = "assigned"
"""The company's setting that holds them; a plan's object never has it, so that it is never compared."""

INACTIVE = "inactive"
"""The company's setting of numbers that somebody has, or that the company shows, and that take no calls: none."""

_MOST = 1_000_000
"""The longest row of numbers that is believed."""


def read_numbers(answer: Answer) -> tuple[str, ...]:
    """All numbers of the group in E.164 form, ranges (`A - B`) written out."""
    return tuple(sorted({number for text in answer.all("phoneNumber") for number in _each(text)}))


def read_inactive(answer: Answer) -> tuple[str, ...]:
    """The numbers that somebody has and that are not activated: whoever calls them reaches nobody."""
    rows = table_rows(answer, "dnTable", "Phone Numbers", "Activated", "User Id")
    held = (row["Phone Numbers"] for row in rows if row["Activated"] != "true" and row["User Id"])
    return tuple(sorted({number for text in held for number in _each(text)}))


def _each(text: str) -> Iterator[str]:
    first, dash, last = text.partition(" - ")
    begin, end = normal(first), normal(last if dash else first)
    if begin and end and begin[1:].isdecimal() and end[1:].isdecimal():
        if int(end[1:]) - int(begin[1:]) >= _MOST:
            raise PlatformError(say("the platform names a row of numbers that is too long: {numbers}", numbers=text))
        yield from (f"+{number}" for number in range(int(begin[1:]), int(end[1:]) + 1))


def written_numbers(numbers: Value, builder: PlanBuilder) -> list[str]:
    """The numbers as people write them, rows of them as `FIRST..LAST`."""
    rows: list[list[str]] = []
    for number in numbers if isinstance(numbers, tuple) else ():
        text = str(number)
        if rows and len(rows[-1][-1]) == len(text) and int(text[1:]) == int(rows[-1][-1][1:]) + 1:
            rows[-1] = [rows[-1][0], text]
        else:
            rows.append([text])
    return ["..".join(builder.number(number) for number in row) for row in rows]
