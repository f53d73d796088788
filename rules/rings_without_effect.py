"""A forward has a number of rings where nothing rings first.

Rings are counted before a forward when nobody answers: at `no_answer` and `missed`. A call that is always forwarded, or
that finds the user busy or not reachable, is sent on at once; `rings` there has no effect.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.forwarding import Forward, Forwarding
from nummerplan.model.rule import About

ABOUT = About(
    code="NP239",
    level=Level.WARNING,
    manual="5.2.3",
    gives_way_to=("ring-count",),
    bad="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: 0612345678
      busy: {to: 0612345679, rings: 3}  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices: [{model: yealink-t54w}]
    forwarding:
      missed: {to: 0612345678, rings: 3}
      busy: 0612345679
""",
)

_AT_ONCE = ("always", "busy", "not_reachable")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look at the forwards of users that wait for no answer; what the defaults say of rings is for the others."""
    default = linked.plan.defaults.users.forwarding if linked.plan.defaults.users else Forwarding()
    for user in linked.plan.users.values():
        for name in _AT_ONCE if user.forwarding.model_fields_set else ():
            forward: Forward | None = getattr(user.forwarding, name)
            if forward and forward.to is not None and forward.rings is not None:
                given: Forward | None = getattr(default, name)
                if given is None or given.rings is None:
                    yield Finding(
                        user.at("forwarding", name, "rings"),
                        say("nothing rings before a call is forwarded here, so rings has no effect"),
                        help=say("leave rings out, or write it at no_answer"),
                    )
