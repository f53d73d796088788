"""A number of rings that platforms do not take.

For forwards and voicemail they take 0 (at once) and 2 to 20 rings; 1 is refused. A hunt group offers a call
to each member for 1 to 20 rings. A ring is 5 seconds.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import RINGS_OF_A_USER, Forward
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP316",
    level=Level.WARNING,
    manual="5.2.3",
    bad="""
users:
  verkoper1:
    extension: 211
    forwarding:
      no_answer: {to: receptie, rings: 1}  # <-
    voicemail: {email: vera@mijnbedrijf.example, rings: 30}  # <-
  receptie: {extension: 209}
hunt_groups:
  verkoop:
    extension: 101
    members: [verkoper1, receptie]
    next_member_after: {rings: 0}  # <-
""",
    good="""
users:
  verkoper1:
    extension: 211
    forwarding:
      no_answer: {to: receptie, rings: 0}
    voicemail: {email: vera@mijnbedrijf.example, rings: 20}
  receptie: {extension: 209}
hunt_groups:
  verkoop:
    extension: 101
    members: [verkoper1, receptie]
    next_member_after: {rings: 1}
""",
)

OF_A_GROUP = range(1, 21)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report rings of forwards, voicemail and groups outside what platforms take."""
    for user in linked.plan.users.values():
        if user.voicemail and user.voicemail.rings not in RINGS_OF_A_USER:
            yield _of_user(user.at("voicemail", "rings"), user.voicemail.rings)
        if written := user.forwarding.model_fields_set:
            for setting in written:
                forward: Forward | None = getattr(user.forwarding, setting)
                if forward and forward.rings is not None and forward.rings not in RINGS_OF_A_USER:
                    yield _of_user(user.at("forwarding", setting, "rings"), forward.rings)
    for group in linked.plan.hunt_groups.values():
        if group.next_member_after and group.next_member_after.rings not in OF_A_GROUP:
            yield Finding(
                group.at("next_member_after", "rings"),
                say(
                    "{rings} rings cannot be set: platforms take 1 to 20 for a member",
                    rings=group.next_member_after.rings,
                ),
                help=say("write a number from 1 to 20"),
            )


def _of_user(route: Route, rings: int) -> Finding:
    return Finding(
        route,
        say("{rings} rings cannot be set: platforms take 0, or 2 to 20", rings=rings),
        help=say("write 20, the longest ringing that there is")
        if rings > max(RINGS_OF_A_USER)
        else say("write 2 for the shortest ringing, 0 for none"),
    )
