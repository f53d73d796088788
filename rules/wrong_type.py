"""A value is of another kind than its key takes.

A switch is `true` or `false`, a duration has a unit (`30s`, `2m`), hours are written `08:30-17:30`, and
some keys take one of a few words. The value is left out of everything else that is judged, so that one
mistake gives one message.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP004",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    call_waiting: ja  # <-
hunt_groups:
  support:
    extension: 102
    overflow: {after: 30, to: receptie}  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    call_waiting: true
hunt_groups:
  support:
    extension: 102
    overflow: {after: 30s, to: receptie}
""",
)
