"""The plan accepts a loss that there is not.

An entry of `platform.accepts` names a loss by its name and an object by its key. Where the platform does what the plan
says, or the name is written otherwise, the entry accepts nothing, and would one day hide something else: take it out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(code="NP802", level=Level.WARNING, bad="", good="")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each entry that accepts nothing."""
    platform, known = linked.plan.platform, linked.platform_losses
    if platform is None or known is None:
        return
    for place, entry in enumerate(platform.accepts):
        if not any(entry.is_of(loss.name, loss.key) for loss in known.losses):
            yield Finding(
                ("platform", "accepts", place, "loss"),
                say("{platform} has no loss {name} at {key}", platform=known.platform, name=entry.loss, key=entry.at),
                help=say("take the entry out; deploy and check show each loss with its name"),
            )
