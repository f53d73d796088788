"""A voicemail takes no calls: its list of cases is empty, and nothing is sent to it.

`when: []` says that the voicemail takes no call by itself. That is of use where a key, a forward or an overflow sends
calls to it (`{voicemail: KEY}`); where nothing does, nobody ever leaves a message. Name the cases (`busy`, `no_answer`,
`always`), or leave the voicemail out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP511",
    level=Level.WARNING,
    manual="6.6.4",
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: 0612345678}
    voicemail:
      email: receptie@mijnbedrijf.example
      when: []  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: support}
    voicemail:
      email: receptie@mijnbedrijf.example
      when: []
  support1:
    extension: 221
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [support1]
    overflow: {after: 60s, to: {voicemail: receptie}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report voicemail without a case to which no step of a call leads."""
    for user in linked.plan.users.values():
        unused = user.voicemail is not None and not user.voicemail.when
        if unused and not linked.graph.incoming.get(Node("voicemail", user.key)):
            yield Finding(
                user.at("voicemail", "when"),
                say("the voicemail of {key} takes no calls: no case is named, and nothing leads to it", key=user.key),
                help=say("name the cases, as in when: [busy, no_answer], or leave voicemail out"),
            )
