"""Night forwarding has no destination.

Night forwarding is on, or comes on by its schedule, and nobody said where callers go: they hear that the
number is not in use. Write `to:`, often 999, the company's mailbox.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from nummerplan.model.calls.call_graph import NOT_IN_USE
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.night import NightForwarded, night_forwarded
from nummerplan.model.calls.witness import Claim, over
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.deciding_edges import MOST, steps

ABOUT = About(
    code="NP308",
    level=Level.ERROR,
    manual="6.4.4",
    bad="""
company:
  business_hours: office
  night_forwarding:  # <-
    mode: schedule
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie: {extension: 209, number: 088-7654000}
""",
    good="""
company:
  business_hours: office
  night_forwarding:
    mode: schedule
    to: 999
schedules:
  office: {mon-fri: 08:30-17:30}
users:
  receptie: {extension: 209}
mailboxes:
  company: {extension: 999}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report the company's night forwarding, or an object's, that acts and leads nowhere."""
    shared = linked.plan.company.night_forwarding
    if shared and shared.mode != "off" and shared.to is None:
        taking_part = [entity for entity in night_forwarded(linked.plan) if entity.night_forwarding.mode != "off"]
        if not taking_part or any(entity.night_forwarding.to is None for entity in taking_part):
            yield Finding(
                ("company", "night_forwarding"),
                say(
                    "night forwarding has no destination: after hours every caller hears that the number is not in use"
                ),
                on_key=True,
                help=say("write to: with a destination, such as 999, the company's mailbox"),
                claim=_claim(taking_part, linked),
            )
    elif shared is None or shared.to is None:
        for entity in night_forwarded(linked.plan):
            if entity.night_forwarding.mode == "on" and entity.night_forwarding.to is None:
                yield Finding(
                    entity.at("night_forwarding"),
                    say(
                        "night forwarding of {key} is on, and neither it nor the company has a destination",
                        key=entity.key,
                    ),
                    help=say("write to: here, or night_forwarding with to: at the company"),
                    claim=_claim([entity], linked),
                )


def _claim(entities: Sequence[NightForwarded], linked: LinkedPlan) -> Claim:
    """A caller from outside comes at night to one of these."""
    edges = (edge for entity in entities for edge in steps(entity, linked, "night") if edge.target == NOT_IN_USE)
    return over(islice(edges, MOST), NOT_IN_USE, who="external", essential=False)
