"""What of a plan a plain Asterisk has no place for."""

from collections.abc import Iterator

from nummerplan.model.artefact import Loss, PlanEdit
from nummerplan.model.message import Message, say
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route
from nummerplan.targets.asterisk.loss_kinds import ASTERISK_ACCOUNT, ASTERISK_NOT_ITS_OWN, ASTERISK_RECORDED_GREETING


def left_out(plan: Plan) -> Iterator[Loss]:
    """Each setting that nothing in Asterisk holds."""
    for mobile in plan.mobile.subscriptions.values():
        yield Loss(
            mobile.route,
            say(
                "the mobile network, not Asterisk, decides what happens to calls at this mobile: it is a number outside"
            ),
            ASTERISK_NOT_ITS_OWN,
        )
    for visitor in plan.portal_users.values():
        yield Loss(visitor.route, say("Asterisk has no portal, and so no portal users"), ASTERISK_NOT_ITS_OWN)
    if plan.company.usage_alert_eur:
        text = say("Asterisk knows no costs, and mails no alert")
        yield Loss(("company", "usage_alert_eur"), text, ASTERISK_NOT_ITS_OWN)
    for user in plan.users.values():
        if user.username:
            text = say("Asterisk has no accounts for apps, only those of telephones")
            yield Loss(user.at("username"), text, ASTERISK_ACCOUNT)
    yield from _recorded(plan)


def _recorded(plan: Plan) -> Iterator[Loss]:
    for attendant in plan.auto_attendants.values():
        for name, menu in attendant.menus():
            if menu.greeting == "recorded":
                text = say("Asterisk cannot record the greeting of a menu by telephone; its own prompt is played")
                yield _its_own_prompt(attendant.at(name, "greeting"), text)
    for mailbox in plan.mailboxes.values():
        if mailbox.greeting == "recorded" and mailbox.kind == "voice":
            text = say("nobody can record this greeting by telephone; Asterisk's own prompt is played")
            yield _its_own_prompt(mailbox.at("greeting"), text)


def _its_own_prompt(route: Route, text: Message) -> Loss:
    return Loss(route, text, ASTERISK_RECORDED_GREETING, (PlanEdit(route, "default"),))
