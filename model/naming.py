"""What a thing of a plan is called in a sentence: "user receptie", "hunt group support"."""

from nummerplan.model.call_graph import Node
from nummerplan.model.message import Message, say
from nummerplan.model.setting import Entity


def named(entity: Entity) -> Message:
    """An object of a plan, by its kind and key."""
    return _of_section(entity.section, entity.key)


def named_place(node: Node) -> Message:
    """A place where calls can go: an object, somebody's voicemail, or a number outside."""
    match node.kind:
        case "voicemail":
            return say("the voicemail of {key}", key=node.key)
        case "outside":
            return say("the number {key}", key=node.key)
        case "user" | "hunt_group" | "auto_attendant" | "mailbox":
            section = {"mailbox": "mailboxes"}.get(node.kind, f"{node.kind}s")
            return _of_section(section, node.key)
        case _:
            return say("mobile {key}", key=node.key) if node.kind == "mobile" else say("{key}", key=node.key)


def _of_section(section: str, key: str) -> Message:
    match section:
        case "users":
            return say("user {key}", key=key)
        case "hunt_groups":
            return say("hunt group {key}", key=key)
        case "auto_attendants":
            return say("menu {key}", key=key)
        case "mailboxes":
            return say("mailbox {key}", key=key)
        case "mobile":
            return say("mobile {key}", key=key)
        case "schedules":
            return say("schedule {key}", key=key)
        case "holidays":
            return say("holiday calendar {key}", key=key)
        case _:
            return say("{key}", key=key)
