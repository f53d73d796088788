"""Called parties would see a number that is somebody else's.

Showing a number that the company does not have is forbidden, and networks replace or refuse it. The number
of a colleague is allowed, but who rings back gets the colleague: that is advice only, since a secretary may
well call in somebody's name.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP320",
    level=Level.ERROR,
    manual="6.4.2",
    bad="""
company:
  main_number: 088-7654000
  emergency_caller_id: 020-7654321  # <-
numbers: [088-7654000, 0854879610..0854879619]
users:
  receptie:
    number: 0854879610
  verkoper1:
    extension: 211
    caller_id: 020-7654321  # <-
  verkoper2:
    extension: 212
    caller_id: 0854879610  # <-
""",
    good="""
company:
  main_number: 088-7654000
  emergency_caller_id: company
numbers: [088-7654000, 0854879610..0854879619]
users:
  verkoper1:
    extension: 211
    caller_id: 088-7654000
  verkoper2:
    number: 0854879610
    caller_id: own
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report identities that are no number of the company, or the number of another user."""
    emergency = linked.plan.company.emergency_caller_id
    if emergency not in (None, "company", "user"):
        yield from _judge(linked, ("company", "emergency_caller_id"), str(emergency), None)
    for user in linked.plan.users.values():
        if user.caller_id is not None and user.caller_id not in ("company", "own"):
            yield from _judge(linked, user.at("caller_id"), user.caller_id, user)


def _judge(linked: LinkedPlan, route: Route, text: str, user: User | None) -> Iterator[Finding]:
    number = linked.numbering.e164(text)
    holders = linked.numbers.get(number or "", ())
    main = linked.plan.company.main_number
    if number is None:
        words = say("company, own or a number") if user else say("company, user or a number")
        yield Finding(route, say("{text} is no phone number", text=text), help=say("write {words}", words=words))
    elif not holders and not linked.is_assigned(number) and number != linked.numbering.e164(main or ""):
        yield Finding(
            route,
            say(
                "{number} is not a number of the company and must not be shown",
                number=linked.numbering.shown(number),
            ),
            help=say("write company, or one of the numbers under numbers:"),
        )
    elif user and holders and isinstance(holders[0].entity, User) and holders[0].entity.key != user.key:
        other = holders[0]
        yield Finding(
            route,
            say(
                "{user} shows the number of {other}, who gets the calls of those who ring back",
                user=user.key,
                other=other.entity.key,
            ),
            remarks=(Remark(other.route, say("{other}'s number", other=other.entity.key)),),
            help=say("show the company's number, or that of a group"),
            level=Level.ADVICE,
        )
