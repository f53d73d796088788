"""An extension begins with 0, as numbers outside do.

An extension may begin with 0. Who dials 020 on the way to 020-7654321 has then dialled a complete extension: either it
rings at once and no number of Amsterdam can be dialled from a desk, or every such call waits for a pause. An extension
with which no number of the country can begin, such as 0999, is in nobody's way; nor are those that begin with 1 to 9.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP117",
    level=Level.ADVICE,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 020}  # <-
  magazijn: {extension: 0031}  # <-
""",
    good="""
users:
  receptie: {extension: 200}
  magazijn: {extension: 0999}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Extensions with a leading zero with which a number of the country, or of another one, can begin."""
    for extension, holders in linked.extensions.items():
        if extension.startswith("0") and extension.isdecimal() and linked.numbering.can_begin(extension):
            yield Finding(
                holders[0].route,
                say("{extension} is the beginning of numbers outside", extension=extension),
                help=say("choose an extension with which no number begins, as those with 1 to 9 in front"),
            )
