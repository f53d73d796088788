"""Callers are lost at the place to which night forwarding sends them.

At night nobody picks up, so the night destination must do without people: a mailbox, or somebody whose calls go on
to a mailbox or to a number outside. Here the caller hears ringing without end, night after night.

Give the destination a voicemail, or send callers to the company's mailbox (999).

This is about places that callers from outside come to at night only. Who can be called by day too loses calls at any
hour, and has rules of his own: `missed-calls-lost` and `group-without-overflow`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import GIVES_UP
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding
from nummerplan.rules.analysis.night_calls import lost_at_night

ABOUT = About(
    code="NP302",
    level=Level.WARNING,
    manual="6.4.4",
    bad="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket  # <-
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [busy, no_answer]}
  piket:
    extension: 230
    devices: [{model: yealink-t54w}]
    night_forwarding: off
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: piket
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie:
    extension: 209
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    voicemail: {email: receptie@mijnbedrijf.example, when: [busy, no_answer]}
  piket:
    extension: 230
    devices: [{model: yealink-t54w}]
    night_forwarding: off
    voicemail: {email: piket@mijnbedrijf.example}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Follow the call of a caller at night whom nobody answers, from every night destination."""
    for use, lost in lost_at_night(linked):
        there, last = linked.words.place(lost[0].source), linked.words.place(lost[-1].source)
        yield Finding(
            use.route,
            say("at night callers go to {there}; when nobody answers, it rings until they give up", there=there)
            if len(lost) == 1
            else say(
                "at night callers go to {there} and come to {last}; when nobody answers, it rings until they give up",
                there=there,
                last=last,
            ),
            help=say("send them to a mailbox, or give the last place a voicemail or an overflow that ends at one"),
            claim=Claim(
                tuple((edge, *lost) for edge in deciding(use, linked)) or (lost,), frozenset({GIVES_UP}), "external"
            ),
        )
