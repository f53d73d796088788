"""Two entries of a holiday calendar close different parts of the same day.

Closures add up: a day that is closed in the afternoon by one line and all day by another is closed all day.
Who writes the shorter one mostly wants it to count. Leave the day out of the longer range, or name the
official day under `without`. One date within days that close every year (`yearly`) is opened by hours of its own, under
`dates` of the schedule.
"""

from collections.abc import Iterator
from itertools import pairwise

from nummerplan.model.calls.linked_plan import ClosedDay, LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.rule import About
from nummerplan.model.source import Route

ABOUT = About(
    code="NP409",
    level=Level.WARNING,
    bad="""
holidays:
  nl:
    public: NL
    dates:
      2026-12-24..2026-12-31: Bedrijfssluiting
      2026-12-24: {name: Kerstavond, closed: 12:00-24:00}  # <-
      2027-04-27: {name: Halve dag, closed: 12:00-24:00}  # <-
""",
    good="""
holidays:
  nl:
    public: NL
    without: [Koningsdag]
    dates:
      2026-12-24: {name: Kerstavond, closed: 12:00-24:00}
      2026-12-28..2026-12-31: Bedrijfssluiting
      2027-04-27: {name: Halve dag, closed: 12:00-24:00}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report each pair of entries that share a day and differ in what they close, once."""
    for key, calendar in linked.calendars.items():
        reported: set[tuple[Route, Route]] = set()
        for one, other in pairwise(calendar.days):
            if one.day == other.day and one.closed != other.closed:
                shorter, longer = sorted((one, other), key=_minutes)
                if (shorter.route, longer.route) not in reported:
                    reported.add((shorter.route, longer.route))
                    yield _finding(key, shorter, longer)


def _minutes(closed: ClosedDay) -> tuple[bool, int]:
    return closed.public, sum(stretch.end - stretch.start for stretch in closed.closed)


def _finding(key: str, shorter: ClosedDay, longer: ClosedDay) -> Finding:
    return Finding(
        shorter.route,
        say(
            "holiday calendar {key} closes {day} twice, and not alike: here {hours}",
            key=key,
            day=str(shorter.day),
            hours=_hours(shorter),
        ),
        on_key=True,
        remarks=(Remark(longer.route, say("here {hours}", hours=_hours(longer)), on_key=not longer.public),),
        help=_help(shorter, longer),
    )


def _help(shorter: ClosedDay, longer: ClosedDay) -> Message:
    if longer.public:
        return say("name {name} under without: then only your own hours count", name=longer.name)
    if "yearly" in longer.route and "yearly" not in shorter.route:
        # What closes every year cannot leave out one day of one year.
        return say(
            "closures add up: write the hours of {day} under dates of the schedule instead, which no holiday closes",
            day=str(shorter.day),
        )
    return say("closures add up: leave the day out of the longer one")


def _hours(closed: ClosedDay) -> Message:
    if closed.closed == ((0, 24 * 60),):
        return say("all day")
    return say("{hours}", hours=", ".join(map(str, closed.closed)))
