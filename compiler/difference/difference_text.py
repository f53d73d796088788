"""A difference in words: when, who calls what and presses what, what it was and what it is now."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nummerplan.compiler.text.vocabulary.callers import caller_name, keys_pressed
from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.compiler.text.vocabulary.lists import listed
from nummerplan.compiler.text.vocabulary.people import people_in_state
from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import Caller, Hop
from nummerplan.model.calls.call_graph import HUNG_UP, LOST, OUTSIDE, REFUSED
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

SHOWN_STEPS = 5
"""So many places of a call are named; what comes after them is not."""

NOTHING = say("{text}", text="")


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
    together: dict[tuple[str, ...], list[tuple[Difference, DifferenceLine]]] = {}
    for difference in differences:
        if not difference.simplest:
            continue
        line = _line(difference, old, new)
        how = str(_how(difference))
        key = (str(line.when), how, str(line.was), str(line.now))
        together.setdefault(key, []).append((difference, line))
    lines = []
    for group in together.values():
        first, line = group[0]
        linked = new if first.now else old
        entries = listed([*_entries([difference for difference, _ in group], linked)])
        lines.append(line._replace(who=say("{entries}{how}", entries=entries, how=_how(first))))
    return lines


def _line(difference: Difference, old: LinkedPlan, new: LinkedPlan) -> DifferenceLine:
    if not difference.decided:
        unknown = say("not compared: too many combinations")
        return DifferenceLine(difference.times.name, NOTHING, unknown, unknown)
    was, now = way_heard(difference.was, difference, old), way_heard(difference.now, difference, new)
    if str(was) == str(now) and difference.was and difference.now:
        was = say("{way} ({heard})", way=was, heard=difference.was.heard)
        now = say("{way} ({heard})", way=now, heard=difference.now.heard)
    return DifferenceLine(difference.times.name, NOTHING, was, now)


def _entries(differences: list[Difference], linked: LinkedPlan) -> Iterator[Message]:
    """What is called; that colleagues notice it at a number too goes without saying where it is said already."""
    inside = any(difference.entry.kind == "extension" for difference in differences)
    plain = {difference.entry for difference in differences if any(map(_plain, difference.callers))}
    for difference in differences:
        colleagues = all(caller.kind == "internal" for caller in difference.callers)
        if difference.entry.kind == "extension" or not colleagues or not (inside or difference.entry in plain):
            yield _entry(difference, linked)


def _entry(difference: Difference, linked: LinkedPlan) -> Message:
    """What is called, and by whom where that is not everybody."""
    entry = place_name(difference.entry, linked.numbering)
    if difference.entry.kind == "extension" or any(_plain(caller) for caller in difference.callers):
        return entry
    callers = listed([caller_name(caller, linked.numbering) for caller in difference.callers])
    return say("{entry} (from {callers})", entry=entry, callers=callers)


def _plain(caller: Caller) -> bool:
    return caller.kind == "external" and caller.number is None


def _how(difference: Difference) -> Message:
    """What is pressed, and how people are."""
    parts = [keys_pressed(difference.keys)] if difference.keys else []
    for state in ("busy", "on_call", "unreachable", "answers"):
        people = [person.removeprefix("+") for person, how in difference.people if how == state]
        parts += [people_in_state(people, state)] if people else []
    text = NOTHING
    for part in reversed(parts):
        text = say(", {part}{rest}", part=part, rest=text)
    return text


def way_heard(course: Course | None, difference: Difference, linked: LinkedPlan) -> Message:
    """What the caller meets after his last key, one place after the other; everybody else does not answer."""
    if course is None:
        if difference.entry.kind == "extension":
            return say("nobody's extension")
        return say("no number of this plan")
    parts = list(_parts(_after_last_key(course.trace.hops), course, linked))
    if len(parts) > SHOWN_STEPS:
        parts[SHOWN_STEPS - 1 :] = [say("...")]
    text = parts[-1]
    for part in reversed(parts[:-1]):
        text = say("{part}, then {rest}", part=part, rest=text)
    return text


def _after_last_key(hops: Sequence[Hop]) -> Sequence[Hop]:
    last = max((place for place, hop in enumerate(hops) if hop.edge.condition in ("pressed", "dialled")), default=-1)
    return hops[last + 1 :]


def _parts(hops: Sequence[Hop], course: Course, linked: LinkedPlan) -> Iterator[Message]:
    for hop in hops:
        place = place_name(hop.edge.source, linked.numbering)
        match hop.edge.condition:
            case "answered":
                yield say("{place}, where {person} answers", place=place, person=hop.answered_by)
            case "no_answer" | "overflow" | "silence" if hop.edge.seconds:
                yield say("{place} for {seconds} s", place=place, seconds=hop.edge.seconds)
            case "after_greeting":
                yield place
            case _ if hop.edge.seconds:
                yield say("waiting for {place} for {seconds} s", place=place, seconds=hop.edge.seconds)
    end = course.trace.end
    if end == OUTSIDE:
        yield place_name(course.trace.hops[-1].edge.target, linked.numbering)
    elif end in LOST or end in (REFUSED, HUNG_UP):
        yield end_sentence(end)
