"""Hours end a minute before the hour.

The end of hours is not included: `09:00-17:59` closes at 17:59, and whoever calls in that last minute comes too late.
Write the time at which it closes, `09:00-18:00`; hours that begin then do not overlap. A whole day is `all day`, not
`00:00-23:59`, which leaves a minute of each night to the after hours menu or to night forwarding.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Stretch
from nummerplan.model.rule import About
from nummerplan.rules.analysis.written_hours import written_stretches

ABOUT = About(
    code="NP416",
    level=Level.ADVICE,
    manual="6.4.5",
    bad="""
schedules:
  office:
    mon-fri: 09:00-17:59  # <-
    sat: [09:00-12:00, 13:00-16:59]  # <-
    sun: 00:00-23:59  # <-
holidays:
  nl:
    yearly: {12-24: {name: Kerstavond, closed: 12:00-23:59}}  # <-
""",
    good="""
schedules:
  office:
    mon-fri: 09:00-18:00
    sat: [09:00-12:00, 13:00-17:00]
    sun: all day
  kort: {mon: 08:30-08:45}
holidays:
  nl:
    yearly: {12-24: {name: Kerstavond, closed: 12:00-24:00}}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report hours that end at the last minute of an hour."""
    for route, stretch in written_stretches(linked.plan):
        if stretch.end % 60 == 59 and stretch.start != stretch.end:
            meant = str(Stretch(stretch.start, stretch.end + 1))
            yield Finding(
                route,
                say("{hours} leaves out its last minute: the end of hours is not included", hours=str(stretch)),
                help=say("write {meant}", meant=meant),
                fix=Fix(say("write {meant}", meant=meant), (SetValue(route, meant),)),
            )
