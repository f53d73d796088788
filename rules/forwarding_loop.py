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

from nummerplan.model.calls.call_graph import CUT_OFF, LOOPING_ENDS
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.loop import Loop, Need
from nummerplan.model.calls.witness import Claim
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.clock_use import times_together
from nummerplan.rules.analysis.menu_exits import dead_menus, edges_of

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
    """Judge each loop by who can leave it, at the step that closes it."""
    for loop in linked.calls.loops:
        if _reported_elsewhere(loop):
            continue
        yield Finding(
            loop.edges[-1].route,
            _message(loop, linked),
            help=_help(loop, linked),
            claim=Claim((loop.edges,), LOOPING_ENDS, "external" if loop.external else "internal"),
            level=_level(loop),
        )


def _reported_elsewhere(loop: Loop) -> bool:
    """Rules of their own say more of a group whose overflow is the group, of a desk and a mobile, of nights alone."""
    kinds = sorted(edge.source.kind for edge in loop.edges)
    return kinds in (["hunt_group"], ["mobile", "user"]) or all(edge.condition == "night" for edge in loop.edges)


def _level(loop: Loop) -> Level:
    if loop.need is Need.NOTHING:
        return Level.ERROR
    if loop.need is Need.TROUBLE:
        return Level.WARNING if loop.external else Level.ADVICE
    if loop.need is Need.ABSENCE and loop.silent:
        return Level.WARNING if loop.external else Level.ADVICE
    return Level.ERROR if loop.external else Level.WARNING


def _message(loop: Loop, linked: LinkedPlan) -> Message:
    nodes = [loop.edges[0].source, *(edge.target for edge in loop.edges)]
    places = linked.words.path(nodes)
    who = _who(loop)
    times = times_together(loop.clocks, linked) if loop.clocks else None
    if times is None:
        return say("{who}: {places}", who=who, places=places)
    return say("{who} ({times}): {places}", who=who, times=times.name, places=places)


def _who(loop: Loop) -> Message:
    if loop.need is Need.NOTHING:
        return say("every call is in a loop") if loop.external else say("every call of a colleague is in a loop")
    if loop.need is Need.SILENCE:
        return say("a caller who presses nothing is in a loop")
    if loop.need is Need.TROUBLE:
        return say("calls are in a loop while these are busy, absent or not registered")
    if loop.silent:
        return say("a caller who presses nothing is in a loop while nobody answers")
    return say("calls are in a loop while nobody answers")


def _help(loop: Loop, linked: LinkedPlan) -> Message:
    if loop.need is Need.NOTHING:
        return say("no caller can leave it: give one of these places another destination")
    if loop.need is Need.SILENCE and _no_key_leads_out(loop, linked):
        return say("no key leads out either: let a key lead to a person, a group or a mailbox")
    if loop.need is Need.SILENCE:
        return say("only a key leads out: let one operator key lead to a person, a group or a mailbox")
    if loop.silent:
        return say("only an answer or a key leads out: let one of these places end at a voicemail or mailbox")
    return say("only an answer leads out: let one of these places end at a voicemail or mailbox")


def _no_key_leads_out(loop: Loop, linked: LinkedPlan) -> bool:
    menus = {(edge.source.key, str(edge.route[2])) for edge in loop.edges if edge.source.kind == "auto_attendant"}
    inside = {edge.source for edge in loop.edges} | {CUT_OFF}
    if all(edge.target in inside for part in menus for edge in edges_of(part, linked)):
        return True
    return menus <= dead_menus(linked)
