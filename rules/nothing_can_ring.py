"""Nothing can ring for a user, and nobody else takes the calls.

The user has no device and no simultaneous ring number, and no forward or voicemail that takes a call in
that case: every caller hears a busy tone. A voicemail for `no_answer` does not help, since nothing rings
that could be left unanswered.

Give the user a device, a forward (`always`, `not_reachable`, `busy` or `missed`), or a voicemail with
`when: [busy]` or `[always]`.

A destination that leads to such a user is reported instead, where it is written: `destination-takes-no-calls`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import BUSY_TONE, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.witness import over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.people import cannot_take_calls
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import steps

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


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report users who can be called and at whom every call ends in a busy tone."""
    led_to: set[Node | None] | None = None
    for user in linked.plan.users.values():
        if user.devices or not cannot_take_calls(user):
            continue
        node = node_of(user)
        if led_to is None:
            led_to = {use.node for use in linked.destinations}
        if (user.extension or user.number or user.extra_numbers) and node not in led_to:
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
                claim=over(steps(user, linked, "not_reachable"), BUSY_TONE, essential=False),
            )
