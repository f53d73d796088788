"""A setting is left to the platform, and written in the plan all the same.

What `unmanaged` names is treated as if it did not stand in the plan: it is neither checked nor deployed. Take the
setting out, or its name out of `unmanaged`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP022",
    level=Level.WARNING,
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: 0612345678}  # <-
    unmanaged: [forwarding, night_forwarding]
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding: {missed: 0612345678}
    unmanaged: [night_forwarding]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each setting that linking left out."""
    for route in linked.left_to_platform:
        yield Finding(
            route,
            say("{name} is left to the platform: what stands here has no effect", name=route[-1]),
            on_key=True,
            remarks=(Remark((*route[:-1], "unmanaged"), say("left to the platform here")),),
            help=say("take it out, or take its name out of unmanaged"),
        )
