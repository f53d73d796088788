"""Blocking 0900 numbers also blocks the police.

The Dutch police take calls that are no emergency on 0900-8844. With `0900` in the list nobody at the
company can dial it. That may be right; people should know, and dial it from a mobile.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP318",
    level=Level.ADVICE,
    manual="5.1",
    bad="""
company:
  block_outgoing:
    - international
    - 0900  # <-
""",
    good="""
company:
  block_outgoing: [international, 0906, 0909]
""",
)

SHOWN = 3
"""Places beside the first that are named."""


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report the first list that holds 0900, and name the others beside it."""
    if linked.plan.company.country.upper() != "NL":
        return
    places = list(_places(linked))
    if places:
        yield Finding(
            places[0],
            say("with 0900 blocked, nobody can dial the police on 0900-8844"),
            remarks=tuple(Remark(route, say("blocked here too")) for route in places[1 : SHOWN + 1]),
            help=say("tell people to dial it from a mobile, or take 0900 out"),
        )


def _places(linked: LinkedPlan) -> Iterator[Route]:
    company = linked.plan.company
    if "0900" in company.block_outgoing:
        yield ("company", "block_outgoing", company.block_outgoing.index("0900"))
    for user in linked.plan.users.values():
        if user.block_outgoing and "0900" in user.block_outgoing:
            yield user.at("block_outgoing", user.block_outgoing.index("0900"))
