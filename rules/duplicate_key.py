"""The same key stands twice in one mapping.

YAML readers keep one of the two and drop the other without a word, and which one differs from reader to
reader. A plan never drops anything in silence: take one of them away, or give it another name.

The same holds for a key in two files of one plan, such as a user in both `plan.yaml` and `users.yaml`, and for one
key in two spellings: `"#"` and `hash`, or a date and a range of that one day.
"""

from nummerplan.model.finding import Level
from nummerplan.model.rule import About

ABOUT = About(
    code="NP002",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    extension: 209
    last_name: Receptie
    extension: 210  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    last_name: Receptie
""",
)
