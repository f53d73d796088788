"""Two objects have the same extension.

A colleague who dials it reaches one of them only, and so does every menu key, forward and night
destination that is written with it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP110",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 209}
hunt_groups:
  support:
    extension: 209  # <-
    members: [receptie]
""",
    good="""
users:
  receptie: {extension: 209}
hunt_groups:
  support:
    extension: 102
    members: [receptie]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Extensions with more than one holder."""
    for extension, holders in linked.extensions.items():
        if len(holders) == 1:
            continue
        first, *others = holders
        for other in others:
            yield Finding(
                other.route,
                say("{extension} is also an extension of {name}", extension=extension, name=first.entity.key),
                remarks=(Remark(first.route, say("{name} has it here", name=first.entity.key)),),
            )
