"""Night forwarding is always on.

Callers from outside never reach the user, the group, or (where it is the company's setting) anybody who follows the
company: they are sent on at every hour. Usually it was switched on for a day off, a funeral or a trial and stayed so.

Write `follow` (or `mode: schedule` for the company), so that callers are sent on while it is closed. If every call is
to go elsewhere for good, `forwarding: {always: DESTINATION}` says so, or give the number to the place that takes the
calls. Menus have a rule of their own, `menu-always-closed`.
"""

from collections.abc import Iterator
from itertools import islice

from nummerplan.model.calls.call_graph import Edge
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.night import night_forwarded, night_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import MOST, steps

ABOUT = About(
    code="NP323",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
numbers: [088-7654001]
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  verkoper:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    night_forwarding: on  # <-
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
""",
    good="""
company:
  business_hours: office
  night_forwarding: {mode: schedule, to: 999}
numbers: [088-7654001]
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  verkoper:
    extension: 211
    number: 088-7654001
    devices: [{model: yealink-t54w}]
    night_forwarding: follow
mailboxes:
  company: {extension: 999, email: info@mijnbedrijf.example}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report the company's switch, and that of each user and group to whom callers from outside come."""
    company = linked.plan.company
    shared = company.night_forwarding
    if shared and shared.mode == "on" and any(night_of(company, entity) for entity in night_forwarded(linked.plan)):
        yield Finding(
            ("company", "night_forwarding", "mode"),
            say("the company's night forwarding is always on: by day too, callers are sent on and nobody is rung"),
            help=say("write mode: schedule, so that callers are sent on only while the company is closed"),
            claim=over(islice(_nights(linked), MOST), who="external", essential=False),
        )
    for entity in night_forwarded(linked.plan):
        if isinstance(entity, AutoAttendant):
            continue
        if entity.night_forwarding.mode == "on" and node_of(entity) in linked.calls.from_outside:
            yield _finding(entity, linked)


def _nights(linked: LinkedPlan) -> Iterator[Edge]:
    for entity in night_forwarded(linked.plan):
        yield from steps(entity, linked, "night")


def _finding(entity: User | HuntGroup, linked: LinkedPlan) -> Finding:
    return Finding(
        entity.at("night_forwarding"),
        say(
            "callers from outside never reach {place}: its night forwarding is always on",
            place=linked.words.place(node_of(entity)),
        ),
        help=say("write night_forwarding: follow, or forwarding: {{always: DESTINATION}} if it is to stay so")
        if isinstance(entity, User)
        else say("write night_forwarding: follow, so that callers are sent on only while the company is closed"),
        claim=over(steps(entity, linked, "night"), who="external"),
    )
