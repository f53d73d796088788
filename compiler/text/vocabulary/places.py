"""What the places of a call are called: `user receptie`, `menu hoofdmenu`, `088 765 4000`; ends are sentences."""

from nummerplan.compiler.text.vocabulary.ends import end_sentence
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.numbering import NumberClass, Numbering


def place_name(node: Node, numbering: Numbering) -> Message:
    """The name of a place; for an end, what happens there."""
    match node.kind:
        case "number" | "outside":
            return say("{number}", number=numbering.shown(node.key))
        case "extension":
            return say("extension {key}", key=node.key)
        case "directory":
            return say("whoever the caller looks up")
        case "end":
            return end_sentence(node)
        case _:
            return _object_name(node)


def _object_name(node: Node) -> Message:
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


def counted_places(node: Node, count: int) -> Message:
    """Several places of the kind of `node`: `12 users`."""
    match node.kind:
        case "number":
            return say("{count} numbers", count=count)
        case "extension":
            return say("{count} extensions", count=count)
        case "user":
            return say("{count} users", count=count)
        case "voicemail":
            return say("voicemail of {count} users", count=count)
        case "hunt_group":
            return say("{count} hunt groups", count=count)
        case "auto_attendant":
            return say("{count} menus", count=count)
        case "mailbox":
            return say("{count} mailboxes", count=count)
        case "mobile":
            return say("{count} mobiles", count=count)
        case _:
            return say("{count} numbers outside", count=count)


def number_class_name(number_class: NumberClass) -> Message:
    """A class of numbers, as people call it."""
    match number_class:
        case "international":
            return say("a number abroad")
        case "mobile":
            return say("a mobile number")
        case "0900" | "0906" | "0909":
            return say("a paid {prefix} number", prefix=number_class)
        case _:
            return say("a number of the class {name}", name=number_class)
