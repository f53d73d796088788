"""A portal role is given without the role it needs.

Changing the limits of mobiles, seeing their settings and blocking a SIM card are offered only to whoever
has access to mobiles at all. Without `mobile_access` the portal does not show the other three, and the
person cannot do what the plan says.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP701",
    level=Level.ERROR,
    manual="9.1",
    bad="""
portal_users:
  beheerder:
    roles:
      - manage_users
      - mobile_limits  # <-
""",
    good="""
portal_users:
  beheerder:
    roles:
      - manage_users
      - mobile_access
      - mobile_limits
""",
)

_NEED_ACCESS = ("mobile_limits", "mobile_view_settings", "mobile_block_sim")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Roles about mobiles without access to mobiles: one finding a person."""
    for person in linked.plan.portal_users.values():
        if "mobile_access" in person.roles:
            continue
        needing = [place for place, role in enumerate(person.roles) if role in _NEED_ACCESS]
        if needing:
            yield Finding(
                person.at("roles", needing[0]),
                say(
                    "{role} needs the role mobile_access, which {name} does not have",
                    role=person.roles[needing[0]],
                    name=person.key,
                ),
                help=say("add mobile_access"),
            )
