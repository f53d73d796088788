"""A name is empty or too long, a list holds too much, or a number lies outside what can be set.

The description of a key names its limits: a company has a name of 1 to 80 characters, a simultaneous ring up to ten
numbers, a menu waits 1 to 60 seconds for a key. A platform refuses what lies outside, or cuts it off. A number below
the smallest one, such as -1 redirections, means nothing at all: that is an error.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.limits import OutsideLimit, outside_limits
from nummerplan.model.rule import About

ABOUT = About(
    code="NP020",
    level=Level.WARNING,
    gives_way_to=("overflow-too-late",),
    bad="""
company:
  name: ""  # <-
  language: Nederlands  # <-
  max_redirections: -1  # <-
users:
  receptie:
    extension: 209
    last_name: De receptie van het hoofdkantoor  # <-
auto_attendants:
  hoofdmenu:
    extension: 555
    first_digit_timeout: 2m  # <-
    business_hours_menu:
      keys:
        9: {operator: receptie, label: De receptie en de telefonistes}  # <-
""",
    good="""
company:
  name: Mijn bedrijf
  language: nl
  max_redirections: 0
users:
  receptie:
    extension: 209
    last_name: Receptie van het hoofdkantoor
auto_attendants:
  hoofdmenu:
    extension: 555
    first_digit_timeout: 60s
    business_hours_menu:
      keys:
        9: {operator: receptie, label: De receptie}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Compare what is written with the limit that its key declares."""
    for found in outside_limits(linked.plan):
        number = isinstance(found.value, int)
        yield Finding(
            found.route,
            _number(found) if number else _length(found),
            help=say("between {least} and {most}", least=found.limit.least, most=found.limit.most)
            if found.limit.most is not None and found.limit.most != found.limit.least
            else None,
            level=Level.ERROR if number and found.size < found.limit.least else None,
        )


def _number(found: OutsideLimit) -> Message:
    key, limit = found.route[-1], found.limit
    if found.size < limit.least:
        return say("{key} is at least {least}, not {number}", key=key, least=limit.least, number=found.size)
    return say("{key} is at most {most}, not {number}", key=key, most=limit.most, number=found.size)


def _length(found: OutsideLimit) -> Message:
    key, limit = found.route[-1], found.limit
    if isinstance(found.value, list):
        return say("{key} holds at most {most}, and here are {count}", key=key, most=limit.most, count=found.size)
    if not found.value:
        return say("{key} is empty", key=key)
    if limit.least == limit.most:
        return say("{key} has {most} characters, not {count}", key=key, most=limit.most, count=found.size)
    return say("{key} has at most {most} characters, not {count}", key=key, most=limit.most, count=found.size)
