"""The voicemail answers before the forward comes.

Of forwarding on no answer and voicemail on no answer, the one with fewer rings goes first; the other never
happens. Give the forward as many rings as the voicemail or fewer, or take `no_answer` out of the
voicemail's `when`.

A voicemail that takes every call (`when: [always]`) leaves nothing to a forward for calls that are missed.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import Forward, Forwarding
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import Voicemail
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
  directie:
    extension: 210
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: receptie  # <-
    voicemail: {email: directie@mijnbedrijf.example, when: [always]}
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
  directie:
    extension: 210
    forwarding: {missed: receptie}
    voicemail: {email: directie@mijnbedrijf.example, when: []}
  receptie: {extension: 209}
""",
)


_MISSED = ("missed", "busy", "no_answer", "not_reachable")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report forwards on no answer that wait longer than the voicemail, and those behind one that takes all."""
    default = linked.plan.defaults.users.forwarding if linked.plan.defaults.users else Forwarding()
    for user in linked.plan.users.values():
        voicemail, forwarding = user.voicemail, user.forwarding
        if voicemail is None or not forwarding.model_fields_set or forwarding.always:
            continue
        if "always" in voicemail.when:
            yield from _behind_every_call(user, default, linked)
        elif "no_answer" in voicemail.when:
            yield from _too_late(user, voicemail, linked)


def _behind_every_call(user: User, default: Forwarding, linked: LinkedPlan) -> Iterator[Finding]:
    """One finding for all forwards of a user; those that the defaults give are for the others."""
    forwards = ((name, getattr(user.forwarding, name)) for name in _MISSED)
    own = [name for name, forward in forwards if forward and forward.to and forward is not getattr(default, name)]
    if own:
        yield Finding(
            user.at("forwarding", own[0]),
            say(
                "the voicemail takes every call: forwarding {cases} never happens",
                cases=linked.words.listed(own),
            ),
            on_key=True,
            remarks=(Remark(user.at("voicemail", "when"), say("the voicemail answers here")),),
            help=say("take always out of the voicemail's when, or leave forwarding out"),
            claim=over(steps(user, linked, "always"), essential=False),
        )


def _too_late(user: User, voicemail: Voicemail, linked: LinkedPlan) -> Iterator[Finding]:
    found = _on_no_answer(user)
    if found is None:
        return
    setting, forward = found
    rings = forward.rings_first
    if forward.to is not None and voicemail.rings < rings:
        yield Finding(
            user.at("forwarding", setting, "rings"),
            say(
                "the voicemail answers after {voicemail} rings: this forward after {rings} rings never happens",
                voicemail=voicemail.rings,
                rings=rings,
            )
            if voicemail.rings
            else say("the voicemail answers at once: this forward after {rings} rings never happens", rings=rings),
            remarks=(Remark(user.at("voicemail", "rings"), say("the voicemail answers here")),),
            help=say(
                "write rings: {voicemail} or fewer here, or take no_answer out of the voicemail's when",
                voicemail=voicemail.rings,
            )
            if voicemail.rings
            else say("write rings: 0 here, or take no_answer out of the voicemail's when"),
            claim=over(steps(user, linked, "no_answer"), essential=False),
        )


def _on_no_answer(user: User) -> tuple[str, Forward] | None:
    """The forward that counts when nobody answers, and the setting it stands under."""
    forwarding = user.forwarding
    if forwarding.no_answer:
        return "no_answer", forwarding.no_answer
    return ("missed", forwarding.missed) if forwarding.missed else None
