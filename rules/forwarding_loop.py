"""Calls are sent in a loop.

A call that comes back to a place where it was before, without a key pressed in between, reaches nobody: the network
drops it after a few turns, or the caller gives up. A loop is judged by who can leave it.

- **Every call stays in the loop**: nothing in it lets a call out. An error.
- **A caller who presses nothing stays in the loop**: menus send silent callers to each other. An error; many callers
  do not press a key, because they cannot, or because they wait for a person.
- **Calls stay in the loop while nobody answers**: an error, since everybody in it is absent at once on any night. A
  warning when a menu lies in the loop, where the caller can still choose something else.
- **Calls stay in the loop while people are busy or their telephones are not registered**: a warning.

What only colleagues can meet is reported one level lower, except where every call stays in the loop. A menu
that callers can leave by pressing a key is no defect, and neither is a loop whose hours exclude each other.

Let one place in the loop end at a voicemail, a mailbox or a number outside.
"""

from collections.abc import Iterator

from nummerplan.model.call_path_text import arrows
from nummerplan.model.calls.call_graph import ROUND
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import times_together
from nummerplan.rules.analysis.loops import Circle, Need, circles
from nummerplan.rules.analysis.menu_exits import dead_menus

ABOUT = About(
    code="NP205",
    level=Level.ERROR,
    bad="""
company: {main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna:
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding:
      busy: {voicemail: anna}
      no_answer: bert
      not_reachable: {voicemail: anna}
    voicemail: {email: anna@mijnbedrijf.example}
  bert:
    extension: 202
    devices: [{model: yealink-t54w}]
    forwarding:
      busy: {voicemail: anna}
      no_answer: anna  # <-
      not_reachable: {voicemail: anna}
""",
    good="""
company: {main_number: 088-7654000}
numbers: [088-7654000]
users:
  anna:
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w}]
    forwarding: {missed: bert}
  bert:
    extension: 202
    devices: [{model: yealink-t54w}]
    forwarding: {missed: {voicemail: bert}}
    voicemail: {email: bert@mijnbedrijf.example}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Judge each circle by who can leave it, at the step that closes it."""
    for circle in circles(linked):
        if _told_elsewhere(circle):
            continue
        yield Finding(
            circle.edges[-1].route,
            _message(circle, linked),
            help=_help(circle, linked),
            claim=Claim((circle.edges,), ROUND, "external" if circle.external else "internal"),
            level=_level(circle),
        )


def _told_elsewhere(circle: Circle) -> bool:
    """Rules of their own say more of a group whose overflow is the group, of a desk and a mobile, of nights alone."""
    kinds = sorted(edge.source.kind for edge in circle.edges)
    return kinds in (["hunt_group"], ["mobile", "user"]) or all(edge.condition == "night" for edge in circle.edges)


def _level(circle: Circle) -> Level:
    if circle.need is Need.NOTHING:
        return Level.ERROR
    if circle.need is Need.TROUBLE:
        return Level.WARNING if circle.external else Level.ADVICE
    if circle.need is Need.ABSENCE and circle.silent:
        return Level.WARNING if circle.external else Level.ADVICE
    return Level.ERROR if circle.external else Level.WARNING


def _message(circle: Circle, linked: LinkedPlan) -> Message:
    nodes = [circle.edges[0].source, *(edge.target for edge in circle.edges)]
    places = arrows(nodes, linked.numbering)
    who = _who(circle)
    times = times_together(circle.clocks, linked) if circle.clocks else None
    if times is None:
        return say("{who}: {places}", who=who, places=places)
    return say("{who} ({times}): {places}", who=who, times=times.name, places=places)


def _who(circle: Circle) -> Message:
    if circle.need is Need.NOTHING:
        return say("every call goes round") if circle.external else say("every call of a colleague goes round")
    if circle.need is Need.SILENCE:
        return say("a caller who presses nothing goes round")
    if circle.need is Need.TROUBLE:
        return say("calls go round while these are busy, absent or out of reach")
    if circle.silent:
        return say("a caller who presses nothing goes round while nobody answers")
    return say("calls go round while nobody answers")


def _help(circle: Circle, linked: LinkedPlan) -> Message:
    if circle.need is Need.NOTHING:
        return say("no caller can leave it: give one of these places another destination")
    if circle.need is Need.SILENCE and _no_key_leads_out(circle, linked):
        return say("no key leads out either: let a key lead to a person, a group or a mailbox")
    if circle.need is Need.SILENCE:
        return say("only a key leads out: let one operator key lead to a person, a group or a mailbox")
    if circle.silent:
        return say("only an answer or a key leads out: let one of these places end at a voicemail or mailbox")
    return say("only an answer leads out: let one of these places end at a voicemail or mailbox")


def _no_key_leads_out(circle: Circle, linked: LinkedPlan) -> bool:
    dead = {attendant for attendant, _ in dead_menus(linked)}
    return all(edge.source.key in dead for edge in circle.edges if edge.source.kind == "auto_attendant")
