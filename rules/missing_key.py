"""A key that must be given is missing.

Few keys are mandatory, and nothing sensible can be assumed for those: a device without a model cannot be
configured.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP006",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    devices:
      - mac: 80:5E:C0:12:34:56  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    devices:
      - {model: yealink-t54w, mac: 80:5E:C0:12:34:56}
""",
)
