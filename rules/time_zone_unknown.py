"""The company's time zone does not exist.

All schedules of a plan live in the company's time zone; without it nobody can say when the company is open.
Write an IANA name such as `Europe/Amsterdam`, with its capitals. `CET` and `GMT+1` are no places: write a
city.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP410",
    level=Level.ERROR,
    bad="""
company:
  name: Mijn bedrijf
  time_zone: Europe/Amstedam  # <-
""",
    good="""
company:
  name: Mijn bedrijf
  time_zone: Europe/Amsterdam
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report a time zone that the zone database does not have."""
    name = linked.plan.company.time_zone
    if _exists(name):
        return
    # Cities, not the old names such as US/Eastern: the newer name is the better answer to both.
    meant = Speller(sorted(available_timezones(), key=lambda zone: zone.count("/") != 1)).nearest(name)
    route = ("company", "time_zone")
    yield Finding(
        route,
        say("there is no time zone {name}", name=name),
        help=say("did you mean {meant}?", meant=meant)
        if meant
        else say("write an IANA name, such as Europe/Amsterdam"),
        fix=Fix(say("write {meant}", meant=meant), (SetValue(route, meant),), safe=False) if meant else None,
    )


def _exists(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        # An unknown name, a folder of the database, and a name that is no relative path.
        return False
    return True
