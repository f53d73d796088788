"""The voicemail answers before the forward comes.

Of forwarding on no answer and voicemail on no answer, the one with fewer rings goes first; the other never
happens. Give the forward as many rings as the voicemail or fewer, or take `no_answer` out of the
voicemail's `when`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import USUAL_RINGS, Forward
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

ABOUT = About(
    code="NP315",
    level=Level.WARNING,
    manual="5.2.3",
    bad="""
users:
  verkoper1:
    extension: 211
    devices: [{model: yealink-t54w}]
    forwarding:
      no_answer:
        to: receptie
        rings: 6  # <-
    voicemail: {email: vera@mijnbedrijf.example, rings: 4}
  receptie: {extension: 209}
""",
    good="""
users:
  verkoper1:
    extension: 211
    forwarding:
      no_answer: {to: receptie, rings: 4}
    voicemail: {email: vera@mijnbedrijf.example, rings: 4}
  verkoper2:
    extension: 212
    forwarding:
      no_answer: {to: receptie, rings: 6}
    voicemail: {email: victor@mijnbedrijf.example, when: [busy], rings: 4}
  receptie: {extension: 209}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report forwards on no answer that wait longer than the voicemail."""
    for user in linked.plan.users.values():
        voicemail = user.voicemail
        if voicemail is None or "no_answer" not in voicemail.when or "always" in voicemail.when:
            continue
        found = _on_no_answer(user)
        if found is None or user.forwarding.always:
            continue
        setting, forward = found
        rings = USUAL_RINGS if forward.rings is None else forward.rings
        if forward.to is not None and voicemail.rings < rings:
            yield Finding(
                user.at("forwarding", setting, "rings"),
                say(
                    "the voicemail answers after {voicemail} rings: this forward after {rings} rings never happens",
                    voicemail=voicemail.rings,
                    rings=rings,
                ),
                remarks=(Remark(user.at("voicemail", "rings"), say("the voicemail answers here")),),
                help=say(
                    "write rings: {voicemail} or fewer here, or take no_answer out of the voicemail's when",
                    voicemail=voicemail.rings,
                ),
                claim=over(steps(user, linked, "no_answer"), essential=False),
            )


def _on_no_answer(user: User) -> tuple[str, Forward] | None:
    """The forward that counts when nobody answers, and the setting it stands under."""
    forwarding = user.forwarding
    if forwarding.no_answer:
        return "no_answer", forwarding.no_answer
    return ("missed", forwarding.missed) if forwarding.missed else None
