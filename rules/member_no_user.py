"""A member of a hunt group is a number, a mobile, or another object.

Members are users, and the group rings their telephones only: not their simultaneous ring, not their forwarding. A
mobile can therefore be no member, also not by way of a user without a telephone. What does work is the overflow:
`overflow: {after: 30s, to: 0612345678}`. Who is called as a person, by his own number or extension, can have a mobile
ring along with `simultaneous_ring`.

An extension or a number of a user is not his key; `--fix` writes the key.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP240",
    level=Level.ERROR,
    manual="6.7.2",
    bad="""
users:
  anna: {extension: 201, devices: [{model: yealink-t54w}]}
  bram: {extension: 202, devices: [{model: yealink-t54w}]}
hunt_groups:
  storing:
    extension: 301
    members:
      - anna
      - 0612345678  # <-
      - piet_mobiel  # <-
      - 202  # <-
    overflow: {after: 30s, to: anna}
mobile:
  subscriptions:
    piet_mobiel: {number: 0612345679}
""",
    good="""
users:
  anna: {extension: 201, devices: [{model: yealink-t54w}]}
  bram: {extension: 202, devices: [{model: yealink-t54w}]}
hunt_groups:
  storing:
    extension: 301
    members: [anna, bram]
    overflow: {after: 30s, to: piet_mobiel}
mobile:
  subscriptions:
    piet_mobiel: {number: 0612345679}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for members that are something of the plan or a phone number, and no key of a user."""
    for group in linked.plan.hunt_groups.values():
        for place, member in enumerate(group.members):
            if member not in linked.plan.users and (finding := _finding(member, group.at("members", place), linked)):
                yield finding


def _finding(member: str, route: Route, linked: LinkedPlan) -> Finding | None:
    entity = _meant(member, linked)
    number = linked.numbering.e164(member)
    if isinstance(entity, User):
        return Finding(
            route,
            say("{member} belongs to {user}; a member is named by the user's key", member=member, user=entity.key),
            fix=Fix(say("write {meant}", meant=entity.key), (SetValue(route, entity.key),)),
            help=say("write {meant}", meant=entity.key),
        )
    if isinstance(entity, Subscription) or (entity is None and number is not None):
        return Finding(route, _no_telephone(member, entity), help=_help(member))
    if entity is None:
        return None
    return Finding(
        route,
        say("{member} is {place}; members are users", member=member, place=linked.words.place(node_of(entity))),
        help=say(
            "name users here, or send on to it what they do not answer: overflow: {{to: {member}}}", member=member
        ),
    )


def _meant(member: str, linked: LinkedPlan) -> Entity | None:
    """The object of the plan that has this key, extension or number."""
    if entities := linked.names.get(member):
        return entities[0]
    holders = linked.extensions.get(member) or linked.numbers.get(linked.numbering.e164(member) or "")
    return holders[0].entity if holders else None


def _no_telephone(member: str, mobile: Entity | None) -> Message:
    if mobile is None:
        return say("{member} is a phone number; members are users, and their telephones ring", member=member)
    return say("{member} is a mobile; members are users, and their telephones ring", member=member)


def _help(member: str) -> Message:
    return say(
        "send on to it what they do not answer, overflow: {{to: {member}}}; or let it ring along with a user who is "
        "called himself (simultaneous_ring): a group rings neither that nor his forwarding",
        member=member,
    )
