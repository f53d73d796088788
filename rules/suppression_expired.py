"""A suppression was to hold until a date that has passed.

`# nummerplan: ignore[NP105 until=2026-12-31] the numbers are ported in December` stops counting after
that day, and the finding is back. Fix it, or give the exception a new date if there is still a reason
for it. The date may stand behind the bracket too.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP012",
    level=Level.WARNING,
    bad="""
users:
  lift:  # nummerplan: ignore[NP114 until=2026-01-31] krijgt er een als de centrale verhuist  # <-
    number: 088-7654002
""",
    good="""
users:
  lift:  # nummerplan: ignore[NP114 until=2027-01-31] krijgt er een als de centrale verhuist
    number: 088-7654002
""",
)
