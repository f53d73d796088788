"""What is said of a baseline: what it takes in, what it lets go, and what nothing is left of."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Message, say
from nummerplan.model.report import StaleEntry

SHOWN = 20
"""Stale entries that are named; of more, their number."""


def stale_lines(entries: Sequence[StaleEntry], file: Path) -> Iterator[Message]:
    """Which known findings are no longer there, and how to take them out."""
    if not entries:
        return
    one = say("1 finding of the baseline {file} is no longer there; --update-baseline takes it out:", file=file)
    many = say(
        "{count} findings of the baseline {file} are no longer there; --update-baseline takes them out:",
        count=len(entries),
        file=file,
    )
    yield one if len(entries) == 1 else many
    yield from map(_entry, entries[:SHOWN])
    if len(entries) > SHOWN:
        yield say("  and {count} more", count=len(entries) - SHOWN)


def update_lines(
    taken: Sequence[LocatedFinding], dropped: Sequence[StaleEntry], count: int, file: Path
) -> Iterator[Message]:
    """Every finding that becomes known, every one that is forgotten, and how many there are now."""
    for finding in taken:
        about = {"place": str(finding.span), "code": finding.code, "rule": finding.rule}
        yield say("taken in: {place}: {code} {rule}: {message}", message=finding.message, **about)
    for entry in dropped:
        yield say("dropped: {plan}: {rule} {object}", plan=entry.plan, rule=entry.rule, object=entry.object)
    one = say("1 finding written to {file}", file=file)
    yield one if count == 1 else say("{count} findings written to {file}", count=count, file=file)


def _entry(entry: StaleEntry) -> Message:
    return say("  {plan}: {rule} {object}", plan=entry.plan, rule=entry.rule, object=entry.object)
