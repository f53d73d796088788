"""An extension is not two to six digits.

That is what the telephone exchange takes as an internal number. Leading zeros count: `01` and `001` are
two extensions.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import is_extension
from nummerplan.model.rule import About

ABOUT = About(
    code="NP109",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 9}  # <-
  verkoop: {extension: 2110000}  # <-
  support: {extension: x22}  # <-
""",
    good="""
users:
  receptie: {extension: 09}
  verkoop: {extension: 211000}
  support: {extension: 222}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every extension's length and digits; extra numbers that are no numbers are judged as numbers."""
    for extension, holders in linked.extensions.items():
        if is_extension(extension):
            continue
        for holder in holders:
            if holder.route[-1] == "extension":
                yield Finding(holder.route, say("{extension}: an extension has 2 to 6 digits", extension=extension))
