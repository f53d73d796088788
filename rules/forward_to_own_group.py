"""A user forwards to a hunt group in which the user is a member.

The call comes back to the phone that it just left: it rings there again, while the caller waits, before or
together with the others. Forward to a group without this user, to a colleague, or to the voicemail; let the
group's number be the published one if the group is what callers should reach.

Forwarding while busy is fine: a group passes over a member who is on a call, unless `ring_busy_members` is
true.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding

ABOUT = About(
    code="NP305",
    level=Level.WARNING,
    bad="""
users:
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
    forwarding: {no_answer: {to: support, rings: 4}}  # <-
  support2:
    extension: 222
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: support  # <-
hunt_groups:
  support: {extension: 102, members: [support1, support2]}
""",
    good="""
users:
  receptie:
    extension: 209
    forwarding: {missed: support}
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
    forwarding: {busy: support}
hunt_groups:
  support: {extension: 102, members: [support1]}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report forwards after which the group rings the user whom the call has just left."""
    for use in linked.destinations:
        if use.purpose != "forward" or use.node is None or use.node.kind != "hunt_group":
            continue
        group = linked.plan.hunt_groups.get(use.node.key)
        if (
            group
            and isinstance(use.owner, User)
            and use.owner.key in group.members
            and _rings_again(use, use.owner, group)
        ):
            position = group.members.index(use.owner.key)
            yield Finding(
                use.route,
                say(
                    "{user} is a member of hunt group {group}: the call comes back to the phone it has just left",
                    user=use.owner.key,
                    group=group.key,
                ),
                remarks=(Remark(group.at("members", position), say("a member here")),),
                help=say(
                    "forward to somebody else, to a group without {user}, or to the voicemail",
                    user=use.owner.key,
                ),
                claim=over(edge for edge in deciding(use, linked) if _by(edge.condition, group)),
            )


def _rings_again(use: DestinationUse, user: User, group: HuntGroup) -> bool:
    """Whether the group offers the call to the user again: not when he is on a call or not reachable."""
    match use.route[3]:
        case "missed":
            return user.forwarding.no_answer is None or group.ring_busy_members
        case when:
            return _by(str(when), group)


def _by(condition: str, group: HuntGroup) -> bool:
    """Whether the group rings a user whose calls come to it for this reason."""
    return condition in ("always", "no_answer") or (condition == "busy" and group.ring_busy_members)
