"""A `Plan` in, a `LinkedPlan` out: defaults filled in, names resolved, calendars written out, calls as a graph.

Beside that the rooms above ask where a default stands, how a country writes its numbers, which days of which years a
calendar closes, how long telephones ring, and at which place callers dial extensions.
"""

from nummerplan.compiler.linking.calendars import closed_days, years_of
from nummerplan.compiler.linking.country_numbering import numbering
from nummerplan.compiler.linking.defaults import default_of
from nummerplan.compiler.linking.link_plan import link
from nummerplan.compiler.linking.relink_objects import relink
from nummerplan.compiler.linking.routing.directory import BY_EXTENSION
from nummerplan.compiler.linking.routing.mobile import MOBILE_RING_TIME
from nummerplan.model.plan.forwarding import SECONDS_A_RING

__all__ = [
    "BY_EXTENSION",
    "MOBILE_RING_TIME",
    "SECONDS_A_RING",
    "closed_days",
    "default_of",
    "link",
    "numbering",
    "relink",
    "years_of",
]
