"""A name refers to nothing.

A schedule, a holiday calendar, a member of a group or a person in a call test is named that the plan does
not have. What was to happen on that schedule never happens, and that member never rings. The message
suggests the name that was probably meant.

Destinations of calls have a rule of their own.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, Missing
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP007",
    level=Level.ERROR,
    gives_way_to=("member-no-user",),
    bad="""
schedules:
  office: {mon-fri: 08:30-17:30}
company:
  business_hours: ofice  # <-
users:
  verkoper1:
    extension: 211
    simultaneous_ring:
      numbers: [06-12345678]
      during: {schedule: office, holidays: be}  # <-
hunt_groups:
  verkoop:
    extension: 101
    members:
      - verkoper1
      - verkoper2  # <-
calls:
  - {dial: 101, at: {schedule: office, holidays: nl}, ends: answered}  # <-
""",
    good="""
schedules:
  office: {mon-fri: 08:30-17:30}
company:
  business_hours: office
users:
  verkoper1: {extension: 211}
hunt_groups:
  verkoop:
    extension: 101
    members: [verkoper1]
calls:
  - {dial: 101, at: office, ends: answered}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every reference to a schedule, calendar, member or person that does not exist."""
    spellers: dict[str, Speller] = {}
    for missing in linked.missing:
        # All references to one kind of thing share its names, which may be many.
        kind = missing.wanted.template
        if (speller := spellers.get(kind)) is None:
            speller = spellers[kind] = Speller(missing.known)
        yield _finding(missing, speller.nearest(missing.text))


def _finding(missing: Missing, meant: str | None) -> Finding:
    message = say("{name}: {wanted} of this name does not exist", name=missing.text, wanted=missing.wanted)
    if meant:
        fix = Fix(say("write {meant}", meant=meant), (SetValue(missing.route, meant),), safe=False)
        return Finding(missing.route, message, help=say("did you mean {meant}?", meant=meant), fix=fix)
    if 0 < len(missing.known) <= 20:
        return Finding(missing.route, message, help=say("known are: {names}", names=", ".join(missing.known)))
    return Finding(missing.route, message)
