"""What of a plan a plain Asterisk has no place for."""

from collections.abc import Iterator

from nummerplan.model.artefact import Loss
from nummerplan.model.message import say
from nummerplan.model.plan.plan import Plan


def left_out(plan: Plan) -> Iterator[Loss]:
    """Each setting that nothing in Asterisk holds."""
    for mobile in plan.mobile.subscriptions.values():
        yield Loss(
            mobile.route,
            say(
                "the mobile network, not Asterisk, decides what happens to calls at this mobile: it is a number outside"
            ),
        )
    for visitor in plan.portal_users.values():
        yield Loss(visitor.route, say("Asterisk has no portal, and so no portal users"))
    if plan.company.usage_alert_eur:
        yield Loss(("company", "usage_alert_eur"), say("Asterisk knows no costs, and mails no alert"))
    for user in plan.users.values():
        if user.username:
            yield Loss(user.at("username"), say("Asterisk has no accounts for apps, only those of telephones"))
    yield from _recorded(plan)


def _recorded(plan: Plan) -> Iterator[Loss]:
    for attendant in plan.auto_attendants.values():
        for name, menu in attendant.menus():
            if menu.greeting == "recorded":
                yield Loss(
                    attendant.at(name, "greeting"),
                    say("Asterisk cannot record the greeting of a menu by telephone; its own prompt is played"),
                )
    for mailbox in plan.mailboxes.values():
        if mailbox.greeting == "recorded" and mailbox.kind == "voice":
            yield Loss(
                mailbox.at("greeting"),
                say("nobody can record this greeting by telephone; Asterisk's own prompt is played"),
            )
