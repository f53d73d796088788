"""Who calls, and what he presses."""

from collections.abc import Sequence

from nummerplan.compiler.text.vocabulary.places import place_name
from nummerplan.model.calls.call import WAIT, Caller, CallerKind
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import Numbering

_KINDS: dict[CallerKind, Message] = {
    "external": say("a caller from outside"),
    "anonymous": say("a caller without a number"),
    "internal": say("a colleague"),
}


_KEYS = {"star": say("star"), "hash": say("hash"), WAIT: say("wait")}


def caller_name(caller: Caller, numbering: Numbering) -> Message:
    """Who calls: `a caller from outside`, `06 12345678`, `a colleague`, `user anna`."""
    if caller.user is not None:
        return place_name(Node("user", caller.user), numbering)
    if caller.number is not None:
        return place_name(Node("outside", caller.number), numbering)
    return caller_kind_name(caller.kind)


def caller_kind_name(kind: CallerKind) -> Message:
    """A caller of whom nothing else is known."""
    return _KINDS[kind]


def keys_pressed(keys: Sequence[str]) -> Message:
    """What the caller presses, in a sentence of its own."""
    return say("the caller presses {keys}", keys=key_names(keys))


def key_names(keys: Sequence[str]) -> Message:
    """Keys one after the other: `1 wait star`; `wait` is a menu at which none is pressed."""
    if all(key == WAIT for key in keys):
        return say("no key")
    *others, text = map(key_name, keys)
    for key in reversed(others):
        text = say("{key} {keys}", key=key, keys=text)
    return text


def key_name(key: str) -> Message:
    """A key, as people call it; `--press` and a plan take the English words."""
    return _KEYS.get(key) or say("{key}", key=key)
