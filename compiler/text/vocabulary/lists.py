"""Several things in one sentence."""

from collections.abc import Sequence

from nummerplan.model.message import Message, say

LONGEST_LIST = 8
"""More names than this are not read in one sentence: the others are counted."""


def listed(names: Sequence[Message | str]) -> Message:
    """`a`, `a and b`, `a, b and c`; of a list that is too long to read, the rest is counted."""
    *others, last = _shortened(names)
    return commas([*others[:-1], say("{name} and {last}", name=others[-1], last=last)]) if others else last


def either(names: Sequence[Message | str]) -> Message:
    """`a`, `a or b`, `a, b or c`; of a list that is too long to read, the rest is counted."""
    *others, last = _shortened(names)
    return commas([*others[:-1], say("{name} or {last}", name=others[-1], last=last)]) if others else last


def commas(parts: Sequence[Message]) -> Message:
    """`a, b, c`; one part at least."""
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = say("{name}, {rest}", name=part, rest=text)
    return text


def arrows(places: Sequence[Message]) -> Message:
    """`user a -> user b -> user a`; of a row that is too long to read, the middle is counted."""
    row, left_out = list(places), len(places) - LONGEST_LIST
    if left_out > 0:
        row[LONGEST_LIST - 2 : -2] = [say("({count} more)", count=left_out)]
    text = row[-1]
    for place in reversed(row[:-1]):
        text = say("{place} -> {rest}", place=place, rest=text)
    return text


def _shortened(names: Sequence[Message | str]) -> list[Message]:
    shown = [name if isinstance(name, Message) else say("{name}", name=name) for name in names[:LONGEST_LIST]]
    if len(names) > LONGEST_LIST:
        shown[-1] = say("{count} more", count=len(names) - LONGEST_LIST + 1)
    return shown
