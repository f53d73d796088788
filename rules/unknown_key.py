"""A key is not part of the plan language.

A misspelt key would otherwise do nothing, and nobody would notice until a call goes wrong. The message
suggests the key that was probably meant; the portal's Dutch labels are understood too (`belgroep` is
`hunt_groups`), and `--fix` renames the key where there is no doubt.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP003",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    voicemial:  # <-
      email: receptie@mijnbedrijf.example
""",
    good="""
users:
  receptie:
    extension: 209
    voicemail:
      email: receptie@mijnbedrijf.example
""",
)
