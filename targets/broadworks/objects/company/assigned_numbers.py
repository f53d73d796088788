"""The numbers that the operator has given to a company: no plan changes them, and a plan that is written names them."""

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.object_kind.phone_numbers import written_out_row

ASSIGNED = "assigned"
"""The company's setting that holds them; a plan's object never has it, so that it is never compared."""

INACTIVE = "inactive"
"""The company's setting of numbers that somebody has, or that the company shows, and that take no calls: none."""


def read_numbers(answer: Answer) -> tuple[str, ...]:
    """All numbers of the group in E.164 form, ranges (`A - B`) written out."""
    return tuple(sorted({number for text in answer.all("phoneNumber") for number in written_out_row(text)}))


def read_inactive(answer: Answer) -> tuple[str, ...]:
    """The numbers that somebody has and that are not activated: whoever calls them reaches nobody."""
    rows = table_rows(answer, "dnTable", "Phone Numbers", "Activated", "User Id")
    held = (row["Phone Numbers"] for row in rows if row["Activated"] != "true" and row["User Id"])
    return tuple(sorted({number for text in held for number in written_out_row(text)}))


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
