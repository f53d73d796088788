"""What callers notice of a deployment, for people and for programs."""

from collections.abc import Iterator

from nummerplan.compiler.difference.difference_text import DifferenceLine
from nummerplan.model.message import Message, say

MOST_LINES = 20
"""So many lines are shown to people; programs get all."""


def caller_impact_lines(impact: list[DifferenceLine] | None) -> Iterator[Message]:
    """A line for each difference; one that says so when they are not known (None)."""
    if impact is None:
        yield say("  callers: what they notice is not known, since no plan can say all that the platform holds")
        return
    for line in impact[:MOST_LINES]:
        yield say("  callers: {when}, {who}: was {was}; now {now}", **line._asdict())
    if len(impact) > MOST_LINES:
        yield say("  callers: further differences: {count}", count=len(impact) - MOST_LINES)


def caller_impact_json(impact: list[DifferenceLine] | None) -> list[dict[str, str]] | None:
    """The same as plain data in English; null where it is not known."""
    return None if impact is None else [{name: str(text) for name, text in line._asdict().items()} for line in impact]
