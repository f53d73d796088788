"""The voicemail of a mobile takes the company's calls.

A call that is sent straight to a mobile is lost to the company when the mobile does not answer: its own voicemail
does, in the mobile's name, and nobody else hears of it. As the first choice (every call, or a menu key) that is a
warning; as a last resort, after the desk has rung or at night, it is advice.

A user with simultaneous ring and answer confirmation keeps the call in the company. An own mobile whose forwarding
sends on what it does not answer (busy, no answer, not reachable) leaves its voicemail nothing to take, and one with
`business_voicemail` keeps the message in the company.
"""

from collections.abc import Iterator
from itertools import product

from nummerplan.model.calls.barring import barred_class
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import deciding
from nummerplan.rules.analysis.mobile_voicemail import answers_by_voicemail, by_its_voicemail, keeps_calls

ABOUT = About(
    code="NP225",
    level=Level.WARNING,
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      always: "0612345678"  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: {voicemail: receptie}}
    simultaneous_ring: {numbers: ["0612345678"], answer_confirmation: true}
    voicemail: {email: receptie@mijnbedrijf.example}
  monteur:
    extension: 221
    devices: [{model: yealink-t54w}]
    forwarding: {missed: bus}
  chef:
    extension: 222
    devices: [{model: yealink-t54w}]
    forwarding: {missed: piket}
mobile:
  subscriptions:
    bus:
      number: 0612345679
      forwarding: {busy: 088-7654000, no_answer: 088-7654000, not_reachable: 088-7654000}
    piket:
      number: 0612345670
      business_voicemail: true
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Judge each mobile once as a first choice and once as a last resort, wherever calls are sent there."""
    known: dict[Node, bool] = {}
    uses: dict[tuple[Node, bool], list[DestinationUse]] = {}
    for use in linked.destinations:
        node = use.node
        if node is None or node.kind not in ("outside", "mobile") or use.purpose == "simultaneous_ring":
            continue
        if node not in known:
            known[node] = answers_by_voicemail(node, linked) and not keeps_calls(node, linked)
        if known[node] and use.route[:1] != ("mobile",) and not barred_class(linked, use):
            uses.setdefault((node, _is_first_choice(use)), []).append(use)
    for (_, first), places in uses.items():
        yield _finding(places, first, linked)


def _is_first_choice(use: DestinationUse) -> bool:
    return use.purpose in ("key", "operator") or (use.purpose == "forward" and "always" in use.route)


def _finding(places: list[DestinationUse], first: bool, linked: LinkedPlan) -> Finding:
    text, node = places[0].text, places[0].node
    voicemail = by_its_voicemail(node, linked) if node else []
    leading = [edge for use in places for edge in deciding(use, linked)]
    ways = product(leading, voicemail) if voicemail else ((edge,) for edge in leading)
    return Finding(
        places[0].route,
        say("calls are sent straight to {number}, whose voicemail takes them when nobody answers", number=text)
        if first
        else say("the last resort is {number}: its voicemail takes the company's calls", number=text),
        remarks=tuple(Remark(use.route, say("and from here")) for use in places[1:4]),
        help=say("let a desk ring along with the mobile, with answer_confirmation: true, and end at a voicemail")
        if first
        else say("a mailbox of the company keeps the message in the company"),
        level=Level.WARNING if first else Level.ADVICE,
        claim=Claim(tuple(ways), essential=False),
    )
