"""A member of a hunt group has neither a number nor an extension.

The portal lets only users with a number or an extension be chosen as members.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP222",
    level=Level.ERROR,
    manual="6.7.2",
    bad="""
users:
  support1:
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [support1]  # <-
    overflow: {after: 60s, to: "0612345678"}
""",
    good="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: "0612345678"}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for members who cannot be dialled: each once, where he is a member first."""
    users = linked.plan.users
    nameless = {key for key, user in users.items() if not (user.extension or user.number or user.extra_numbers)}
    if not nameless:
        return
    for group in linked.plan.hunt_groups.values():
        for index, member in enumerate(group.members):
            if member in nameless:
                nameless.remove(member)
                yield Finding(
                    group.at("members", index),
                    say("{member} has neither a number nor an extension, and cannot be a member", member=member),
                    remarks=(Remark(users[member].route, say("this is {member}", member=member), on_key=True),),
                    help=say("give the user an extension"),
                )
