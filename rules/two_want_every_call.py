"""Two settings of a user both want every call.

`forwarding: always` comes before `voicemail: {when: [always]}`: the voicemail never takes a call. Keep the
one that is meant; or send the calls that nobody takes at the forward's destination to a voicemail there.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP314",
    level=Level.ERROR,
    manual="5.2.3",
    bad="""
users:
  directie:
    extension: 210
    forwarding:
      always: 0612345678
    voicemail:
      email: directie@mijnbedrijf.example
      when: [always]  # <-
""",
    good="""
users:
  directie:
    extension: 210
    forwarding:
      always: 0612345678
    voicemail:
      email: directie@mijnbedrijf.example
      when: [no_answer]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report a voicemail for every call behind a forward of every call."""
    for user in linked.plan.users.values():
        forward = user.forwarding.always
        if forward is None or forward.to is None or user.voicemail is None or "always" not in user.voicemail.when:
            continue
        if isinstance(forward.to, VoicemailOf) and forward.to.voicemail == user.key:
            continue
        yield Finding(
            user.at("voicemail", "when"),
            say(
                "the voicemail of {key} wants every call, and never gets one: all calls are forwarded",
                key=user.key,
            ),
            remarks=(Remark(user.at("forwarding", "always"), say("every call goes here first")),),
            help=say("take always out of one of them"),
            claim=over(steps(user, linked, "always"), essential=False),
        )
