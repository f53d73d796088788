"""What the places of a call are called: `user receptie`, `menu hoofdmenu`, `088 765 4000`; ends are sentences."""

from collections.abc import Callable

from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import NumberClass, Numbering

_NAMES: dict[str, Callable[[str], Message]] = {
    "extension": lambda key: say("extension {key}", key=key),
    "user": lambda key: say("user {key}", key=key),
    "hunt_group": lambda key: say("hunt group {key}", key=key),
    "auto_attendant": lambda key: say("menu {key}", key=key),
    "mailbox": lambda key: say("mailbox {key}", key=key),
    "voicemail": lambda key: say("the voicemail of {key}", key=key),
    "mobile": lambda key: say("mobile {key}", key=key),
    "directory": lambda _: say("whoever the caller looks up"),
}
_COUNTED: dict[str, Callable[[int], Message]] = {
    "number": lambda count: say("{count} numbers", count=count),
    "extension": lambda count: say("{count} extensions", count=count),
    "user": lambda count: say("{count} users", count=count),
    "hunt_group": lambda count: say("{count} hunt groups", count=count),
    "auto_attendant": lambda count: say("{count} menus", count=count),
    "mailbox": lambda count: say("{count} mailboxes", count=count),
    "voicemail": lambda count: say("voicemail of {count} users", count=count),
    "mobile": lambda count: say("{count} mobiles", count=count),
    "outside": lambda count: say("{count} numbers outside", count=count),
}
_CLASSES = {"international": say("a number abroad"), "mobile": say("a mobile number")}


def place_name(node: Node, numbering: Numbering) -> Message:
    """The name of a place; for an end, what happens there."""
    if node.kind == "end":
        return end_sentence(node)
    if node.kind in ("number", "outside"):
        return say("{number}", number=numbering.shown(node.key))
    return _NAMES[node.kind](node.key)


def counted_places(node: Node, count: int) -> Message:
    """Several places of the kind of `node`: `12 users`."""
    return _COUNTED[node.kind](count)


def number_class_name(number_class: NumberClass) -> Message:
    """A class of numbers, as people call it."""
    if number_class in ("0900", "0906", "0909"):
        return say("a paid {prefix} number", prefix=number_class)
    return _CLASSES.get(number_class) or say("a number of the class {name}", name=number_class)
