"""The plan's platform does something else here than the plan says, and callers notice it.

A platform cannot do all that a plan can say. Where callers would notice, `deploy` sends nothing until the plan says
something that the platform can do, or accepts the loss by its name at the object's key:
`accepts: [{loss: night-destination, at: support, reason: nobody works there at night, until: 2027-06-30}]` under
`platform`. `at: all` accepts it at every object.

`nummerplan explain night-destination` says what a loss is about. Losses are known for the platforms of the project's
settings; of another platform nothing is said.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(code="NP801", level=Level.WARNING, bad="", good="")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each loss that callers notice and the plan does not accept."""
    platform, known = linked.plan.platform, linked.platform_losses
    if platform is None or known is None:
        return
    # Where nothing answers to a destination the plan is wrong, whatever platform it is for.
    unknown = {use.route for use in linked.destinations if use.node is None}
    for loss in known.losses:
        if loss.noticed and loss.route not in unknown and not platform.accept(loss.name, loss.key, linked.today):
            yield Finding(
                loss.route,
                say("on {platform}: {loss} [{name}]", platform=known.platform, loss=loss.message, name=loss.name),
                help=say("deploy refuses it until platform.accepts has {name} at {key}", name=loss.name, key=loss.key),
            )
