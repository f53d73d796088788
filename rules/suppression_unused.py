"""A comment suppresses findings that there are none of.

What it was written for has been fixed, or stands on another line now. Left in place it would hide the
next finding of that rule, which nobody has looked at. Take it away.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP011",
    level=Level.WARNING,
    bad="""
users:
  lift:
    extension: 250  # nummerplan: ignore[NP114] de lift heeft er geen nodig  # <-
    number: 088-7654002
""",
    good="""
users:
  lift:
    extension: 250
    number: 088-7654002
""",
)
