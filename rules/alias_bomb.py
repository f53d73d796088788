"""Aliases stand for more values than any plan has.

A few lines of anchors within anchors can stand for millions of values and fill the memory of whatever
reads them. All aliases of a file together may stand for a million values; 40,000 telephones need less.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP008",
    level=Level.ERROR,
    bad="""
numbers:
  - &a [x, x, x, x, x, x, x, x, x, x]
  - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
  - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]  # <-
  - &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
""",
    good="""
users:
  receptie:
    extension: 209
    voicemail: &mail {when: [busy, no_answer], email: receptie@mijnbedrijf.example}
  verkoop:
    extension: 211
    voicemail: *mail
""",
)
