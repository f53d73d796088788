"""Checks of answers: one of another form must not be taken for an empty one."""

from nummerplan.model.deployment.platform import PlatformError
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.queries import Answer


def table_rows(answer: Answer, table: str, *headings: str) -> list[dict[str, str]]:
    """The rows of a table that has these columns. Raises `PlatformError` for an answer that lacks it or them.

    Without this an answer of another kind would read as "nothing there", and everything would be made again.
    """
    if answer.first(table) is None:
        raise PlatformError(say("the platform's answer has no {table}", table=table))
    found = answer.table(table)
    for heading in headings:
        if any(heading not in row for row in found):
            text = say("the platform's {table} has no column {heading}", table=table, heading=heading)
            raise PlatformError(text)
    return found


def whole_number(answer: Answer, name: str) -> int:
    """A whole number. Raises `PlatformError` for anything else."""
    text = answer.text(name) or ""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise PlatformError(say("the platform's answer has no number in {name}", name=name))
    return int(text)
