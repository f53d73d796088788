"""Two objects have the same key.

A destination names an object by its key alone, so users, hunt groups, menus, mailboxes and mobiles share
one set of keys. Where two of them are called `support`, nobody can say which one a call is to go to. Give
one of them another key, and `renamed_from` so that a deployment knows it.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP015",
    level=Level.ERROR,
    bad="""
users:
  support: {extension: 221}
hunt_groups:
  support:  # <-
    extension: 102
    members: [support]
""",
    good="""
users:
  support1: {extension: 221}
hunt_groups:
  support:
    extension: 102
    members: [support1]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Keys that more than one object has."""
    for key, entities in linked.names.items():
        if len(entities) > 1:
            first, *others = entities
            for other in others:
                yield Finding(
                    other.route,
                    say(
                        "{key} is also the key of another object; a destination {key} could mean both",
                        key=key,
                    ),
                    on_key=True,
                    remarks=(Remark(first.route, say("the other {key}", key=key), on_key=True),),
                )
