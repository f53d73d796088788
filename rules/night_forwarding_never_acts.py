"""Night forwarding that never acts.

It is set up, and no caller will ever meet it: its hours never close, nobody takes part, or an object wants
to follow a company that has no night forwarding. After hours callers ring an empty office.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.night import night_clock, night_forwarded
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import ever_together

ABOUT = About(
    code="NP311",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  business_hours: always
  night_forwarding:  # <-
    mode: schedule
    to: 999
schedules:
  always: {daily: all day}
users:
  receptie: {extension: 209}
mailboxes:
  company: {extension: 999}
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: 999
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie: {extension: 209}
  piket: {extension: 230, night_forwarding: off}
mailboxes:
  company: {extension: 999}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report hours without an end, a setting in which nobody takes part, and destinations that wait in vain."""
    shared = linked.plan.company.night_forwarding
    if shared is None:
        yield from _waiting_in_vain(linked)
    elif shared.mode != "off":
        entities = list(night_forwarded(linked.plan))
        if entities and all(entity.night_forwarding.mode == "off" for entity in entities):
            yield Finding(
                ("company", "night_forwarding"),
                say("no user, group or menu takes part in night forwarding"),
                on_key=True,
                help=say("set night_forwarding: follow where calls from outside come in, or take it out here"),
            )
        elif shared.mode == "schedule":
            yield from _never_closed(linked)


def _never_closed(linked: LinkedPlan) -> Iterator[Finding]:
    clock = night_clock(linked.plan.company)
    if clock.schedule in linked.plan.schedules and not ever_together([(clock, False)], linked):
        schedule = linked.plan.schedules[str(clock.schedule)]
        yield Finding(
            ("company", "night_forwarding"),
            say("night forwarding never acts: schedule {key} is open all week", key=clock.schedule),
            on_key=True,
            remarks=(Remark(schedule.route, say("these hours never close"), on_key=True),),
            help=say("name the hours at which the company is open, or set mode: on or off"),
        )


def _waiting_in_vain(linked: LinkedPlan) -> Iterator[Finding]:
    for entity in night_forwarded(linked.plan):
        own = entity.night_forwarding
        if own.to is not None and own.mode == "follow":
            yield Finding(
                entity.at("night_forwarding", "to"),
                say(
                    "{key} follows the company's night forwarding, and the company has none: nobody is sent here",
                    key=entity.key,
                ),
                help=say("give the company night_forwarding with mode: schedule, or set mode: on here"),
            )
