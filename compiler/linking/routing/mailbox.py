"""A call at a mailbox (`docs/semantics.md`, At a mailbox)."""

from nummerplan.compiler.linking.routing.directory import Directory
from nummerplan.model.calls.call_graph import ANNOUNCED, FAX, MESSAGE, Edge, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import Voicemail
from nummerplan.model.source import Route


def mailbox_edges(mailbox: Mailbox, directory: Directory) -> list[Edge]:
    """A message is left, or the greeting is all; a fax box takes the call."""
    node = node_of(mailbox)
    if mailbox.kind == "fax":
        return [Edge(node, FAX, "after_greeting", mailbox.route)]
    return [_after_greeting(node, mailbox, mailbox, mailbox.route, directory)]


def voicemail_edges(user: User, directory: Directory) -> list[Edge]:
    """The mailbox of a user."""
    if user.voicemail is None:
        return []
    return [_after_greeting(Node("voicemail", user.key), user.voicemail, user, user.at("voicemail"), directory)]


def _after_greeting(node: Node, box: Mailbox | Voicemail, owner: Entity, route: Route, directory: Directory) -> Edge:
    if box.record:
        return Edge(node, MESSAGE, "after_greeting", route)
    if box.then.transfer is None:
        return Edge(node, ANNOUNCED, "after_greeting", (*route, "record"))
    target = directory.goes_to(box.then.transfer, directory.blocked_for(owner))
    return Edge(node, target, "after_greeting", (*route, "then", "transfer"))
