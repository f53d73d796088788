"""A destination does not exist.

A destination is the key of a user, group, menu, mailbox or mobile, an extension, or a phone number. A call that is
sent to something else hears that the number is not in use. Most often the key was misspelt, or the object was renamed
or removed and this place was forgotten.

A number of the company that nobody holds is no destination either: give it to an object, or name another.
"""

from collections.abc import Iterator

from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import DestinationUse, LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import Message, say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import claim_of
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP201",
    level=Level.ERROR,
    gives_way_to=("mobile-forwards-to-extension",),
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
hunt_groups:
  support:
    extension: 102
    members: [receptie]
    overflow: {after: 60s, to: 0612345678}
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: suport  # <-
        9: {operator: receptie}
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
auto_attendants:
  hoofdmenu:
    extension: 555
    business_hours_menu:
      greeting: audio/welkom.wav
      keys:
        1: "+31612345678"
        9: {operator: receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at what each destination turned out to be."""
    lost = [use for use in linked.destinations if use.node is None or use.node == NOT_IN_USE]
    if not lost:
        return
    speller = Speller((*linked.names, *linked.extensions))
    for use in lost:
        if use.node is not None:
            yield Finding(
                use.route,
                say("{number} is a number of the company that nobody holds", number=use.text),
                help=say("give the number to a user, group, menu or mailbox, or name another destination"),
                claim=claim_of(use, linked, NOT_IN_USE),
            )
        elif use.route[-1] == "voicemail" and (use.text in linked.names or use.text in linked.extensions):
            yield _no_voicemail(use, linked)
        else:
            yield _nothing(use, speller, linked)


def _no_voicemail(use: DestinationUse, linked: LinkedPlan) -> Finding:
    return Finding(
        use.route,
        say("{name} has no voicemail, so no call can be sent there", name=use.text),
        help=say("name a user who has a voicemail section, or another destination"),
        claim=claim_of(use, linked, NOT_IN_USE),
    )


def _nothing(use: DestinationUse, speller: Speller, linked: LinkedPlan) -> Finding:
    nearest = speller.nearest(use.text)
    return Finding(
        use.route,
        say("the destination {text} does not exist", text=use.text),
        help=_help(use, nearest),
        fix=_fix(use, nearest),
        claim=claim_of(use, linked, NOT_IN_USE),
    )


def _help(use: DestinationUse, nearest: str | None) -> Message:
    if nearest is not None:
        return say("did you mean {name}?", name=nearest)
    if use.route[:1] == ("mobile",):
        return say("the mobile network can dial phone numbers only: write a whole phone number")
    return say("a destination is a key of the plan, an extension, a phone number, or {{voicemail: KEY}}")


def _fix(use: DestinationUse, nearest: str | None) -> Fix | None:
    if nearest is None or use.route[:1] == ("mobile",):
        return None
    return Fix(say("write {name}", name=nearest), (SetValue(use.route, nearest),), safe=False)
