"""A difference in words: when, who calls what and presses what, what it was and what it is now."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nummerplan.compiler.text.vocabulary.callers import caller_name, keys_pressed
from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.compiler.text.vocabulary.lists import commas, listed
from nummerplan.compiler.text.vocabulary.people import people_in_state
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Hop
from nummerplan.model.calls.call_graph import GROUP_OF, OUTSIDE
from nummerplan.model.calls.difference import Course, Difference, OutgoingDifference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

SHOWN_STEPS = 5
"""So many places of a call are named; what comes after them is not."""

NAMED_STATES: tuple[State, ...] = ("busy", "on_call", "unreachable", "answers")
"""The states that a line names, in this order; everybody else does not answer."""


class DifferenceLine(NamedTuple):
    """One line: differences that read the same are one, for all their entries."""

    when: Message
    who: Message
    was: Message
    now: Message

    @property
    def decided(self) -> bool:
        """Whether anything is known: where there were too many combinations, both sides say so."""
        return self.was != self.now


def difference_lines(differences: Iterable[Difference], old: LinkedPlan, new: LinkedPlan) -> list[DifferenceLine]:
    """The lines of some differences, in their order."""
    groups: dict[tuple[str, ...], tuple[tuple[Message, Message], list[Difference]]] = {}
    for difference in differences:
        if difference.simplest:
            ways = _was_and_now(difference, old, new)
            key = tuple(map(str, (difference.times.name, *_conduct(difference), *ways)))
            groups.setdefault(key, (ways, []))[1].append(difference)
    lines = []
    for (was, now), group in groups.values():
        first = group[0]
        entries = listed([*_entries(group, new if first.now else old)])
        lines.append(DifferenceLine(first.times.name, commas([entries, *_conduct(first)]), was, now))
    return lines


def outgoing_lines(found: Sequence[OutgoingDifference]) -> Iterator[DifferenceLine]:
    """What several colleagues notice is one line; `when` is what it is about."""
    together: dict[tuple[str, str, str], list[OutgoingDifference]] = {}
    for one in found:
        together.setdefault((str(one.what), str(one.was), str(one.now)), []).append(one)
    for group in together.values():
        first = group[0]
        yield DifferenceLine(first.what, listed([one.now_user for one in group]), first.was, first.now)


def _was_and_now(difference: Difference, old: LinkedPlan, new: LinkedPlan) -> tuple[Message, Message]:
    if not difference.decided:
        unknown = say("not compared: too many combinations")
        return unknown, unknown
    was, now = way_heard(difference.was, difference, old), way_heard(difference.now, difference, new)
    if str(was) == str(now) and difference.was and difference.now:
        was = say("{way} ({heard})", way=was, heard=difference.was.heard)
        now = say("{way} ({heard})", way=now, heard=difference.now.heard)
    return was, now


def _entries(differences: list[Difference], linked: LinkedPlan) -> Iterator[Message]:
    """What is called, and by whom where that is not everybody.

    That colleagues notice it at a number too goes without saying where it is said already.
    """
    inside = any(difference.entry.kind == "extension" for difference in differences)
    plain = {difference.entry for difference in differences if _by_everybody(difference)}
    for difference in differences:
        entry = place_name(difference.entry, linked.numbering)
        colleagues = all(caller.kind == "internal" for caller in difference.callers)
        if difference.entry.kind == "extension" or _by_everybody(difference):
            yield entry
        elif not colleagues or not (inside or difference.entry in plain):
            callers = listed([caller_name(caller, linked.numbering) for caller in difference.callers])
            yield say("{entry} (from {callers})", entry=entry, callers=callers)


def _by_everybody(difference: Difference) -> bool:
    return any(caller.kind == "external" and caller.number is None for caller in difference.callers)


def _conduct(difference: Difference) -> Iterator[Message]:
    """What is pressed, and how people are."""
    if difference.keys:
        yield keys_pressed(difference.keys)
    for state in NAMED_STATES:
        people = [person.removeprefix("+") for person, how in difference.people if how == state]
        if people:
            yield people_in_state(people, state)


def way_heard(course: Course | None, difference: Difference, linked: LinkedPlan) -> Message:
    """What the caller meets after his last key, one place after the other; everybody else does not answer."""
    if course is None:
        return say("nobody's extension") if difference.entry.kind == "extension" else say("no number of this plan")
    hops = course.trace.hops
    last = max((place for place, hop in enumerate(hops) if hop.edge.condition in ("pressed", "dialled")), default=-1)
    parts = list(_parts(hops[last + 1 :], course, linked))
    if len(parts) > SHOWN_STEPS:
        parts[SHOWN_STEPS - 1 :] = [say("...")]
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = say("{part}, then {rest}", part=part, rest=text)
    return text


_SPEAKING = ("answered", "after_greeting")
"""Conditions whose step says how a call ends that the company has."""


def _parts(hops: Sequence[Hop], course: Course, linked: LinkedPlan) -> Iterator[Message]:
    for hop in hops:
        place = place_name(hop.edge.source, linked.numbering)
        match hop.edge.condition:
            case "answered":
                yield say("{place}, where {person} answers", place=place, person=hop.answered_by)
            case "no_answer" | "overflow" | "silence" | "mobile_voicemail" if hop.edge.seconds:
                yield say("{place} for {seconds} s", place=place, seconds=hop.edge.seconds)
            case "after_greeting":
                yield place
            case _ if hop.edge.seconds:
                yield say("waiting for {place} for {seconds} s", place=place, seconds=hop.edge.seconds)
    end = course.trace.end
    if end == OUTSIDE:
        yield place_name(course.trace.hops[-1].edge.target, linked.numbering)
    elif GROUP_OF[end] != "kept" or not any(hop.edge.condition in _SPEAKING for hop in hops):
        yield end_sentence(end)
