"""Nothing can ring for a user, and nobody else takes the calls.

The user has no device and no simultaneous ring number, and no forward or voicemail that takes a call in
that case: every caller hears a busy tone. A voicemail for `no_answer` does not help, since nothing rings
that could be left unanswered.

Give the user a device, a forward (`always`, `not_reachable`, `busy` or `missed`), or a voicemail with
`when: [busy]` or `[always]`.
"""

from collections.abc import Iterator

from nummerplan.model.call_way import way
from nummerplan.model.case import Case, node_of
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.users import User

ABOUT = About(
    code="NP307",
    level=Level.ERROR,
    manual="6.6.1",
    bad="""
users:
  stagiair:  # <-
    extension: 231
  oproepkracht:  # <-
    extension: 232
    voicemail: {email: oproep@mijnbedrijf.example, when: [no_answer]}
""",
    good="""
users:
  stagiair:
    extension: 231
    devices: [{model: generic-sip}]
  buitendienst:
    extension: 232
    forwarding: {always: 0612345678}
  oproepkracht:
    extension: 233
    voicemail: {email: oproep@mijnbedrijf.example, when: [busy, no_answer]}
""",
)


def check(case: Case) -> Iterator[Finding]:
    """Report users who can be called and at whom every call ends in a busy tone."""
    for user in case.plan.users.values():
        if user.devices or (user.simultaneous_ring and user.simultaneous_ring.numbers) or _passed_on(user):
            continue
        node = node_of(user)
        if user.extension or user.number or user.extra_numbers or node in case.graph.incoming:
            yield Finding(
                user.route,
                say(
                    "nothing can ring for {key}: no device, and a voicemail only for calls that ring unanswered",
                    key=user.key,
                )
                if user.voicemail
                else say(
                    "nothing can ring for {key}: there is no device, no forward and no voicemail",
                    key=user.key,
                ),
                on_key=True,
                help=say("add a device, a forward for missed calls, or a voicemail with when: [busy, no_answer]"),
                path=way(case.graph.path_to(node), case.numbering),
            )


def _passed_on(user: User) -> bool:
    """Whether a forward or the voicemail takes a call for which nothing can ring."""
    forwarding, voicemail = user.forwarding, user.voicemail
    if voicemail and ("busy" in voicemail.when or "always" in voicemail.when):
        return True
    forwards = (forwarding.always, forwarding.not_reachable, forwarding.busy, forwarding.missed)
    return any(forward and forward.to is not None for forward in forwards)
