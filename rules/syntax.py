"""The text is not YAML, or YAML that a plan does not use.

Nothing of the file can be judged until it can be read, so this stops everything else. The usual causes
are a tab in the indentation, a colon in an unquoted text, a quote that is not closed, and a line that is
indented differently from its neighbours.

A plan is one YAML document. Anchors, aliases and merge keys work; tags other than `!secret` do not, and
neither does a second document after `---`.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP001",
    level=Level.ERROR,
    bad="""
company:
  name: Mijn bedrijf
  main_number: @home  # <-
""",
    good="""
company:
  name: Mijn bedrijf
  main_number: 088-7654000
""",
)
