"""A hunt group has a number but no extension.

A colleague who wants to pass a caller on to the group has to dial the whole number, and the portal's
lists are ordered by extension. The portal advises always to give a group one.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import is_extension
from nummerplan.model.rule import About

ABOUT = About(
    code="NP116",
    level=Level.ADVICE,
    manual="6.7.1",
    bad="""
hunt_groups:
  support:  # <-
    number: 088-7654002
    members: [support1]
""",
    good="""
hunt_groups:
  support:
    number: 088-7654002
    extension: 102
    members: [support1]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Groups that colleagues can only dial by their number."""
    for group in linked.plan.hunt_groups.values():
        extra = any(map(is_extension, group.extra_numbers))
        if group.extension is None and group.number is not None and not extra:
            yield Finding(
                group.route,
                say("{name} has no extension; colleagues have to dial the whole number", name=group.key),
                on_key=True,
                help=say("give it an extension of 2 to 4 digits"),
            )
