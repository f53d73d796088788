"""A key has no value.

`voicemail:` with nothing behind it can mean "on, with everything as usual" or "off, to be filled in
later", and people read it both ways. Leave the key out, or write what it should be: `{}` for a mapping
with every default.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP005",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    voicemail:  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    voicemail: {email: receptie@mijnbedrijf.example}
""",
)
