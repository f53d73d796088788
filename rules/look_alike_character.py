"""A character looks like another one, or like nothing.

Word processors, web pages and lists of contacts put characters into a text that people cannot tell from others: a
no-break space, a non-breaking hyphen, a long dash between hours, a space of no width. In a key, in hours, in a date, in
an extension or in the indentation such a text is another one than it seems to be. The message names the character as
the Unicode standard does, the text is read as it looks, and `--fix` writes it so.

In phone numbers spaces and hyphens mean nothing, and these are read like the usual ones. Names of people, titles and
greetings are what somebody wrote.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP023",
    level=Level.ERROR,
    bad="""
schedules:
  office:
    mon-fri: 08:30\u201317:30  # <-
users:
  receptie:
    extension: "\u200b209"  # <-
""",
    good="""
company: {name: Caf\u00e9 \u2013 Bar}
schedules:
  office:
    name: Werktijden 08:30\u201317:30
    mon-fri: 08:30-17:30
users:
  receptie:
    extension: 209
    number: 088\u2011765\u00a04000
""",
)
