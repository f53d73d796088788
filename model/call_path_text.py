"""The way of a call in words: what each place is called, and what takes a call from one to the next."""

from collections.abc import Iterable, Sequence

from nummerplan.model.calls.call_graph import Edge, Node
from nummerplan.model.finding import Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering

LONGEST_LIST = 8
"""More names than this are not read in one sentence."""


def called(node: Node, numbering: Numbering) -> Message:
    """What people call a place: `user receptie`, `menu hoofdmenu`, `088 765 4000`, `a busy tone`."""
    match node.kind:
        case "number" | "outside":
            return say("{number}", number=numbering.shown(node.key))
        case "extension":
            return say("extension {key}", key=node.key)
        case "directory":
            return say("whoever the caller looks up")
        case "end":
            return _end(node.key)
        case _:
            return _object(node)


def _object(node: Node) -> Message:
    match node.kind:
        case "user":
            return say("user {key}", key=node.key)
        case "hunt_group":
            return say("hunt group {key}", key=node.key)
        case "auto_attendant":
            return say("menu {key}", key=node.key)
        case "voicemail":
            return say("the voicemail of {key}", key=node.key)
        case "mobile":
            return say("mobile {key}", key=node.key)
        case _:
            return say("mailbox {key}", key=node.key)


def _end(key: str) -> Message:
    match key:
        case "busy_tone":
            return say("a busy tone")
        case "not_in_use":
            return say("a number that is not in use")
        case "rings_out":
            return say("ringing until the caller gives up")
        case "cut_off":
            return say("the end: the call is cut off")
        case "refused":
            return say("a refusal")
        case "goes_round":
            return say("a place where it was before")
        case "too_many_redirections":
            return say("the end: the call was sent on too often")
        case _:
            return say("the end of the call")


def told(edge: Edge, numbering: Numbering) -> Message:
    """One step of a call in a sentence."""
    here, there = called(edge.source, numbering), called(edge.target, numbering)
    match edge.condition:
        case "holds":
            return say("{here} belongs to {there}", here=here, there=there)
        case "refused":
            return say("{here} refuses this caller", here=here)
        case "night":
            return say("{here} is closed: on to {there}", here=here, there=there)
        case "always":
            return say("{here} forwards every call to {there}", here=here, there=there)
        case "no_answer" | "overflow":
            seconds = edge.seconds
            return say(
                "nobody answers in {seconds} s at {here}: on to {there}", seconds=seconds, here=here, there=there
            )
        case "pressed" | "silence" | "dialled" | "after_greeting":
            return _chosen(edge, here, there)
        case _:
            return _not_taken(edge, here, there)


def _chosen(edge: Edge, here: Message, there: Message) -> Message:
    match edge.condition:
        case "pressed":
            return say("the caller presses {key} in {here}: on to {there}", key=edge.key, here=here, there=there)
        case "silence":
            return say("the caller presses nothing in {here}: on to {there}", here=here, there=there)
        case "dialled":
            return say("the caller dials on from {here} to {there}", here=here, there=there)
        case _:
            return say("after the greeting of {here}: on to {there}", here=here, there=there)


def _not_taken(edge: Edge, here: Message, there: Message) -> Message:
    match edge.condition:
        case "not_reachable":
            return say("{here} cannot be reached: on to {there}", here=here, there=there)
        case "busy":
            return say("{here} is busy: on to {there}", here=here, there=there)
        case "when_busy":
            return say("nobody in {here} is free: on to {there}", here=here, there=there)
        case _:
            return say("from {here} on to {there}", here=here, there=there)


def way(edges: Iterable[Edge], numbering: Numbering) -> tuple[Remark, ...]:
    """A call's way, an edge at a time, as a finding shows it."""
    return tuple(Remark(edge.route, told(edge, numbering)) for edge in edges)


def arrows(nodes: Sequence[Node], numbering: Numbering) -> Message:
    """`user a -> user b -> user a`; the middle of a long row is left out, and counted."""
    left_out = len(nodes) - LONGEST_LIST
    row = [called(node, numbering) for node in nodes]
    if left_out > 0:
        row[LONGEST_LIST - 2 : -2] = [say("({count} more)", count=left_out)]
    text = row[-1]
    for name in reversed(row[:-1]):
        text = say("{place} -> {rest}", place=name, rest=text)
    return text


def listed(names: Sequence[Message | str]) -> Message:
    """`a`, `a and b`, `a, b and c`; what is too long to read is counted."""
    shown = _short(names)
    return (
        shown[0] if len(shown) == 1 else _before(shown[:-2], say("{name} and {last}", name=shown[-2], last=shown[-1]))
    )


def either(names: Sequence[Message | str]) -> Message:
    """`a`, `a or b`, `a, b or c`; what is too long to read is counted."""
    shown = _short(names)
    return shown[0] if len(shown) == 1 else _before(shown[:-2], say("{name} or {last}", name=shown[-2], last=shown[-1]))


def _short(names: Sequence[Message | str]) -> list[Message]:
    shown = [name if isinstance(name, Message) else say("{name}", name=name) for name in names[:LONGEST_LIST]]
    if len(names) > LONGEST_LIST:
        shown[-1] = say("{count} more", count=len(names) - LONGEST_LIST + 1)
    return shown


def _before(names: Sequence[Message], rest: Message) -> Message:
    for name in reversed(names):
        rest = say("{name}, {rest}", name=name, rest=rest)
    return rest
