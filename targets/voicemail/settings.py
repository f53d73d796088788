"""The settings of one mailbox, as a platform takes them."""

from collections.abc import Callable, Mapping

from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.greeting import Greeting
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import AfterGreeting, Voicemail
from nummerplan.model.source import Route

Json = dict[str, object]
GreetingOf = Callable[[Greeting | None, str, Route], Json]
"""Gives a greeting of the mailbox: the greeting, what it is called (`busy`), and where it stands."""
Destinations = Mapping[Route, Node | None]
"""What the plan's destinations turned out to be, by where they stand."""

RING_SECONDS = 5
"""The length of one ring."""


def user_mailbox(
    bench: Workbench, user: User, voicemail: Voicemail, greeting: GreetingOf, destinations: Destinations
) -> Json:
    """A person's voicemail (manual 5.2.2 and 6.6.4)."""
    route = user.at("voicemail")
    by_telephone = voicemail.access == "phone"
    return {
        "mailbox": user.key,
        "kind": "user",
        "name": user.full_name,
        **_numbers(bench.linked, user.extension, user.number),
        "language": bench.linked.plan.company.language,
        "heard_by": voicemail.access,
        "pin": bench.secrets(user.pin) if by_telephone else None,
        "email": voicemail.email,
        "copy_to": voicemail.copy_to,
        "answers": {
            "always": "always" in voicemail.when,
            "busy": "busy" in voicemail.when,
            "no_answer": "no_answer" in voicemail.when,
            "rings": voicemail.rings,
            "ring_seconds": voicemail.rings * RING_SECONDS,
        },
        "greetings": {
            "busy": greeting(voicemail.greetings.busy, "busy", (*route, "greetings", "busy")),
            "no_answer": greeting(voicemail.greetings.no_answer, "no_answer", (*route, "greetings", "no_answer")),
        },
        "record": voicemail.record,
        "after_greeting": None
        if voicemail.record
        else _after(bench.linked, voicemail.then, (*route, "then"), destinations),
    }


def company_mailbox(linked: LinkedPlan, mailbox: Mailbox, greeting: GreetingOf, destinations: Destinations) -> Json:
    """A mailbox of the company (manual 6.2)."""
    return {
        "mailbox": mailbox.key,
        "kind": "company",
        "name": mailbox.name or mailbox.key,
        **_numbers(linked, mailbox.extension, mailbox.number),
        "language": linked.plan.company.language,
        "email": mailbox.email,
        "copy_to": mailbox.copy_to,
        "greeting": greeting(mailbox.greeting, "greeting", mailbox.at("greeting")),
        "record": mailbox.record,
        "after_greeting": None if mailbox.record else _after(linked, mailbox.then, mailbox.at("then"), destinations),
    }


def fax_box(linked: LinkedPlan, mailbox: Mailbox) -> Json:
    """A fax box (manual 6.5.1): it has no greeting."""
    return {
        "mailbox": mailbox.key,
        "kind": "fax",
        "name": mailbox.name or mailbox.key,
        **_numbers(linked, mailbox.extension, mailbox.number),
        "email": mailbox.email,
        "copy_to": mailbox.copy_to,
    }


def _numbers(linked: LinkedPlan, extension: str | None, number: str | None) -> Json:
    return {"extension": extension, "number": linked.numbering.e164(number) if number else None}


def _after(linked: LinkedPlan, then: AfterGreeting, route: Route, destinations: Destinations) -> Json:
    """What follows a greeting after which no message is taken."""
    if then.transfer is None:
        return {"action": "hang_up"}
    place = (*route, "transfer")
    node = destinations.get(place) or destinations.get((*place, "voicemail"))
    return {"action": "transfer", "to": _destination(linked, node)}


def _destination(linked: LinkedPlan, node: Node | None) -> Json | None:
    """An object with the numbers at which it is reached, or a number outside."""
    if node is None:
        return None
    if node.kind == "outside":
        return {"kind": "outside", "number": node.key}
    entity: Entity | None = linked.entity(node)
    numbers = _numbers(linked, getattr(entity, "extension", None), getattr(entity, "number", None))
    return {"kind": node.kind, "key": node.key, **numbers}
