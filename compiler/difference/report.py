"""What a comparison says: in lines for people, as Markdown for a pull request, as JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nummerplan.compiler.difference.compare_plans import Compared
from nummerplan.compiler.difference.difference_text import DifferenceLine, difference_lines, way_heard
from nummerplan.compiler.text.call_text import command_of
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.model.calls.call_graph import LOST
from nummerplan.model.calls.difference import Course, Difference, OutgoingDifference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, Translate, say


class Runnable(NamedTuple):
    """Whether commands can be run on the plans of each side; they cannot on those of a revision."""

    old: bool
    new: bool


def difference_text(compared: Sequence[Compared], translate: Translate) -> str:
    """A line for each difference, and what it comes to."""
    lines: list[Message] = []
    for plan in compared:
        found = [*_lines(plan)]
        if len(compared) > 1 and found:
            lines.append(say("{plan}:", plan=plan.path))
        lines += found
    lines += _last(compared)
    return "".join(f"{escape_terminal(line.text(translate))}\n" for line in lines)


def _lines(plan: Compared) -> Iterator[Message]:
    yield from _notes(plan)
    if plan.old is None or plan.new is None:
        return
    for line in difference_lines(plan.differences, plan.old, plan.new):
        if not line.decided:
            yield say("{when}, {who}: {was}", when=line.when, who=line.who, was=line.was)
        else:
            yield say("{when}, {who}: was {was}; now {now}", **line._asdict())
    for line in _outgoing(plan.outgoing):
        yield say("{who}, {when}: was {was}; now {now}", **line._asdict())


def _notes(plan: Compared) -> Iterator[Message]:
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


def _outgoing(found: Sequence[OutgoingDifference]) -> Iterator[DifferenceLine]:
    """What several colleagues notice is one line; `when` is what it is about."""
    together: dict[tuple[str, str, str], list[OutgoingDifference]] = {}
    for one in found:
        together.setdefault((str(one.what), str(one.was), str(one.now)), []).append(one)
    for group in together.values():
        first = group[0]
        yield DifferenceLine(first.what, listed([one.now_user for one in group]), first.was, first.now)


def _last(compared: Sequence[Compared]) -> Iterator[Message]:
    """What is not shown, and what it all comes to."""
    more = sum(not found.simplest for plan in compared for found in plan.differences)
    if more:
        yield say("more ways in which these calls differ, as people are busy or not registered: {count}", count=more)
    if all(plan.alike or plan.unread for plan in compared):
        yield say("nobody who calls notices a difference")
    elif any(plan.differences or plan.outgoing for plan in compared):
        yield _summary(compared)


def _summary(compared: Sequence[Compared]) -> Message:
    """How many numbers, extensions and users are touched."""
    entries = sum(len({found.entry for found in plan.differences}) for plan in compared)
    users = sum(len({found.now_user for found in plan.outgoing}) for plan in compared)
    return say(
        "numbers and extensions with a difference: {entries}; users who call out differently: {users}",
        entries=entries,
        users=users,
    )


def difference_markdown(compared: Sequence[Compared], translate: Translate) -> str:
    """A table for each plan; whatever a plan is called cannot be Markdown, a mention or a link."""

    def shown(message: Message) -> str:
        return _escaped(escape_terminal(message.text(translate)))

    parts = []
    for plan in compared:
        if len(compared) > 1 and not plan.alike:
            parts.append(f"### {_escaped(escape_terminal(plan.path))}")
        parts += [shown(note) for note in _notes(plan)]
        if plan.old is None or plan.new is None:
            continue
        if rows := difference_lines(plan.differences, plan.old, plan.new):
            heads = (say("when"), say("who calls what"), say("was"), say("now"))
            parts.append(_table([shown(head) for head in heads], [[shown(cell) for cell in row] for row in rows]))
        if calling := list(_outgoing(plan.outgoing)):
            heads = (say("calling out"), say("who"), say("was"), say("now"))
            parts.append(_table([shown(head) for head in heads], [[shown(cell) for cell in row] for row in calling]))
    parts += [shown(line) for line in _last(compared)]
    return "\n\n".join(parts) + "\n"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _escaped(text: str) -> str:
    """Text as characters that mean nothing to Markdown, to HTML, or to a site that looks for names and addresses."""
    return (
        "".join(f"&#{ord(c)};" if c in "&<>|*_`[]#@~\\!" else c for c in text)
        .replace("://", "&#58;//")
        .replace("www.", "www&#46;")
    )


def difference_json(compared: Sequence[Compared], runnable: Runnable) -> str:
    """One object; sentences are English."""
    found = {
        "version": 1,
        "alike": all(plan.alike for plan in compared),
        "plans": [_plan(p, runnable) for p in compared],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _plan(plan: Compared, runnable: Runnable) -> dict[str, Any]:
    old, new = plan.old, plan.new
    return {
        "plan": plan.path,
        "old": old.name if old else None,
        "new": new.name if new else None,
        "notes": [str(note) for note in _notes(plan)],
        "differences": [difference_fields(found, old, new, runnable) for found in plan.differences if old and new],
        "outgoing": [outgoing_fields(found) for found in plan.outgoing],
    }


def outgoing_fields(found: OutgoingDifference) -> dict[str, Any]:
    """What is different for one colleague who calls out."""
    users = {"old": found.user, "new": found.now_user}
    return {"user": users, "what": str(found.what), "was": str(found.was), "now": str(found.now)}


def difference_fields(found: Difference, old: LinkedPlan, new: LinkedPlan, runnable: Runnable) -> dict[str, Any]:
    """One thing that callers notice."""
    return {
        "entry": {"kind": found.entry.kind, "key": found.entry.key},
        "callers": [{"kind": caller.kind, "number": caller.number} for caller in found.callers],
        "times": str(found.times.name),
        "situations": [
            {"name": str(one.name), "sample": one.sample.isoformat(timespec="minutes")} for one in found.situations
        ],
        "press": list(found.keys),
        "people": {person.removeprefix("+"): state for person, state in found.people},
        "decided": found.decided,
        "simplest": found.simplest,
        "was": _course(found.was, found, old, runnable.old),
        "now": _course(found.now, found, new, runnable.new),
    }


def _course(course: Course | None, found: Difference, linked: LinkedPlan, runnable: bool) -> dict[str, Any] | None:
    if course is None:
        return None
    call = course.call
    return {
        "way": str(way_heard(course, found, linked)),
        "heard": str(course.heard),
        "end": course.trace.end.key,
        "lost": course.trace.end in LOST,
        "call": {
            "dial": call.entry.key,
            "at": call.moment.isoformat(timespec="minutes"),
            "from": {"kind": call.caller.kind, "number": call.caller.number},
            "press": list(call.keys),
            "people": dict(call.states),
        },
        "trace": command_of(call, linked) if runnable else None,
    }
