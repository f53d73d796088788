"""Mailboxes: what a caller hears in the dialplan, and who gets the message in voicemail.conf."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nummerplan.model.calls.call_graph import ANNOUNCED, Node
from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.message import say
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.asterisk.exchange import Exchange, Way
from nummerplan.targets.asterisk.identifiers import shown_name
from nummerplan.targets.asterisk.loss_kinds import ASTERISK_MAIL, ASTERISK_PIN

CLOSED = "vm-nobodyavail"
"""What is played where no message is taken and the plan has no recording."""

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")
_UNTYPABLE = "-x"
"""A password that no telephone can type, and that nobody can change: who has no PIN hears his messages by mail."""


@dataclass(frozen=True)
class BoxContext:
    """A mailbox in the dialplan; `goes` is what follows a greeting after which no message is taken.

    A person's mailbox `tells_busy`: it has another greeting then, the platform's own too.
    """

    context: str
    box: str
    about: str
    fax: bool
    record: bool
    greeting: str
    busy_greeting: str
    tells_busy: bool
    goes: Way | None


@dataclass(frozen=True)
class BoxLine:
    """A mailbox in voicemail.conf; a message that is mailed is kept only where it is heard by telephone."""

    box: str
    pin: str
    name: str
    mail: str
    kept: bool


def user_box(user: User, exchange: Exchange) -> tuple[BoxContext, BoxLine]:
    """A person's voicemail (manual 5.2.2 and 6.6.4)."""
    box = user.voicemail
    if box is None:
        raise LookupError(f"{user.key} has no voicemail")
    node, route = Node("voicemail", user.key), user.at("voicemail")
    context, greetings = exchange.context(node), box.greetings
    otherwise = "" if box.record else CLOSED
    shown = BoxContext(
        context=context,
        box=exchange.ids["user"][user.key],
        about=exchange.about(user, f"voicemail of {user.full_name}"),
        fax=False,
        record=box.record,
        greeting=exchange.sound(greetings.no_answer, context, otherwise, (*route, "greetings", "no_answer")),
        busy_greeting=exchange.sound(greetings.busy, f"{context}-busy", otherwise, (*route, "greetings", "busy")),
        tells_busy=True,
        goes=_after(node, exchange),
    )
    by_telephone = box.access == "phone"
    pin = _pin(user, exchange) if by_telephone else _UNTYPABLE
    mail = _mail((box.email, (*route, "email")), (box.copy_to, (*route, "copy_to")), exchange=exchange)
    return shown, BoxLine(shown.box, pin, shown_name(user.full_name), mail, by_telephone or not mail)


def company_box(mailbox: Mailbox, exchange: Exchange) -> tuple[BoxContext, BoxLine | None]:
    """A mailbox of the company (manual 6.2), or a fax box (6.5.1)."""
    node, fax = node_of(mailbox), mailbox.kind == "fax"
    context = exchange.context(node)
    otherwise = "" if mailbox.record else CLOSED
    greeting = "" if fax else exchange.sound(mailbox.greeting, context, otherwise, mailbox.at("greeting"))
    shown = BoxContext(
        context=context,
        box=_box(mailbox, exchange),
        about=exchange.about(mailbox, mailbox.name or mailbox.key),
        fax=fax,
        record=mailbox.record,
        greeting=greeting,
        busy_greeting=greeting,
        tells_busy=False,
        goes=None if fax else _after(node, exchange),
    )
    if fax:
        if mailbox.email:
            text = say("Asterisk keeps faxes as files in its folder fax; it mails none")
            exchange.lose(mailbox.at("email"), text, ASTERISK_MAIL)
        return shown, None
    mail = _mail((mailbox.email, mailbox.at("email")), (mailbox.copy_to, mailbox.at("copy_to")), exchange=exchange)
    return shown, BoxLine(shown.box, _UNTYPABLE, shown_name(mailbox.name or mailbox.key), mail, not mail)


def _box(mailbox: Mailbox, exchange: Exchange) -> str:
    """The mailbox is called by its key, unless a user has that name."""
    name = exchange.ids["mailbox"][mailbox.key]
    users = {exchange.ids["user"][key].casefold() for key in exchange.plan.users}
    return f"mailbox-{name}" if name.casefold() in users else name


def _after(node: Node, exchange: Exchange) -> Way | None:
    edge = exchange.edge(node, "after_greeting")
    return exchange.way(edge.target) if edge and edge.target.kind != "end" else _end(edge.target if edge else ANNOUNCED)


def _end(end: Node) -> Way | None:
    """An end that the mailbox itself makes is none to go to."""
    return None if end.key in ("message", "announced", "fax") else Way(f"end-{end.key}")


def _pin(user: User, exchange: Exchange) -> str:
    pin = exchange.bench.secrets(user.pin)
    if exchange.bench.secrets.revealed and not re.fullmatch(r"[0-9]{1,20}", pin):
        text = say("the pin is no row of digits: nobody can open this mailbox by telephone")
        exchange.lose(user.at("pin"), text, ASTERISK_PIN)
        return _UNTYPABLE
    return re.sub(r"[^\w{}/. -]", "?", pin)


def _mail(*given: tuple[str | None, Route], exchange: Exchange) -> str:
    """The addresses that get a message, as voicemail.conf lists them."""
    return "|".join(_addresses(given, exchange))


def _addresses(given: tuple[tuple[str | None, Route], ...], exchange: Exchange) -> Iterator[str]:
    for text, route in given:
        if text and _ADDRESS.fullmatch(text):
            yield text
        elif text:
            exchange.lose(route, say("Asterisk cannot mail to this address; it is left out"), ASTERISK_MAIL)
