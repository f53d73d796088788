"""A forward is written and leads nowhere.

`busy: {}`, or `no_answer: {rings: 3}`, names no destination: the call goes on as if nothing stood there. People who
read the plan believe that calls are sent somewhere. Name a destination with `to`, or leave the forward out.
"""

from collections.abc import Iterable, Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP235",
    level=Level.WARNING,
    manual="5.2.3",
    gives_way_to=("group-without-overflow",),
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [busy, no_answer]}
    forwarding:
      busy: {}  # <-
      no_answer: {rings: 3}  # <-
hunt_groups:
  support:
    extension: 102
    members: [receptie]
    not_reachable: {}  # <-
    overflow: {after: 60s, to: receptie}
mobile:
  subscriptions:
    victor:
      number: 0612345678
      forwarding:
        not_reachable: {}  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: {to: support, rings: 3}
hunt_groups:
  support:
    extension: 102
    members: [receptie]
    not_reachable: busy_tone
    overflow: {after: 60s, to: 0612345678}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the forwards of users and mobiles, and at what groups do with calls that they do not take."""
    owners: Iterable[User | Subscription] = (*linked.plan.users.values(), *linked.plan.mobile.subscriptions.values())
    for owner in owners:
        for name, forward in vars(owner.forwarding).items():
            if forward is not None and forward.to is None:
                yield _finding(owner.at("forwarding", name))
    for group in linked.plan.hunt_groups.values():
        yield from map(_finding, _empty(group, ("not_reachable", group.not_reachable), ("overflow", group.overflow)))


def _empty(owner: Entity, *settings: tuple[str, object]) -> Iterator[Route]:
    return (owner.at(name) for name, given in settings if given is not None and getattr(given, "to", None) is None)


def _finding(route: Route) -> Finding:
    return Finding(
        route,
        say("{name} names no destination: calls are sent nowhere", name=route[-1]),
        on_key=True,
        help=say("write where calls go, as in {name}: DESTINATION, or leave it out", name=route[-1]),
    )
