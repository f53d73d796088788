"""What a comparison says to people, in lines; `pull_request_comment.py` says it as Markdown."""

from collections.abc import Iterator, Sequence

from nummerplan.compiler.causes.cause_text import cause_line
from nummerplan.compiler.comparison.compare_plans import Compared
from nummerplan.compiler.difference.difference_text import DifferenceLine, difference_lines, outgoing_lines
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.model.message import Message, Translate, say


def difference_text(compared: Sequence[Compared], translate: Translate) -> str:
    """A line for each cause and each difference, and what it comes to."""
    lines: list[Message] = []
    for plan in compared:
        found = [*_lines(plan)]
        if len(compared) > 1 and found:
            lines.append(say("{plan}:", plan=plan.path))
        lines += found
    lines += closing_lines(compared)
    return "".join(f"{escape_terminal(line.text(translate))}\n" for line in lines)


def _lines(plan: Compared) -> Iterator[Message]:
    yield from notes(plan)
    if plan.new is not None:
        yield from (cause_line(cause, plan.new.numbering) for cause in plan.causes)
    for line in _rows(plan):
        if not line.decided:
            yield say("{when}, {who}: {was}", when=line.when, who=line.who, was=line.was)
        else:
            yield say("{when}, {who}: was {was}; now {now}", **line._asdict())
    for line in outgoing_lines(plan.outgoing):
        yield say("{who}, {when}: was {was}; now {now}", **line._asdict())


def _rows(plan: Compared) -> list[DifferenceLine]:
    return difference_lines(plan.differences, *plan.both) if plan.both else []


def notes(plan: Compared) -> Iterator[Message]:
    """What is to be said of a plan before its calls."""
    if plan.unread is not None:
        yield say("not compared: {reason}", reason=plan.unread)
    elif plan.old is None:
        yield say("{plan} is new: there is nothing to compare it with", plan=plan.new.name if plan.new else plan.path)
    elif plan.new is None:
        yield say("{plan} is gone", plan=plan.old.name)
    elif not plan.same_zone:
        yield say(
            "the time zone was {old} and is now {new}; calls are compared by the clock on the wall",
            old=plan.old.plan.company.time_zone,
            new=plan.new.plan.company.time_zone,
        )
    left = dict.fromkeys(one for linked in plan.both or () for one in linked.plan.unmanaged())
    if left and plan.differences:
        settings = listed([f"{key}.{name}" for key, name in left])
        yield say("what the platform does at {settings} is not known; calls are compared without it", settings=settings)


def closing_lines(compared: Sequence[Compared]) -> Iterator[Message]:
    """What is not shown, and what it all comes to."""
    more = sum(not found.simplest for plan in compared for found in plan.differences)
    if more:
        yield say("more ways in which these calls differ, as people are busy or not registered: {count}", count=more)
    if all(plan.alike or plan.unread for plan in compared):
        yield say("nobody who calls notices a difference")
    elif any(plan.differences or plan.outgoing for plan in compared):
        yield say(
            "numbers and extensions with a difference: {entries}; users who call out differently: {users}",
            entries=sum(len({found.entry for found in plan.differences}) for plan in compared),
            users=sum(len({found.now_user for found in plan.outgoing}) for plan in compared),
        )
