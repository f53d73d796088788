"""An extension begins with 0, as numbers outside do.

Who dials 020 on the way to 020-7654321 has dialled a complete extension. Either the extension rings at
once and no number of Amsterdam can be dialled from a desk, or every such call waits for a pause.
Extensions that begin with 1 to 9 do not meet outside numbers.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP117",
    level=Level.WARNING,
    bad="""
users:
  receptie: {extension: 020}  # <-
""",
    good="""
users:
  receptie: {extension: 200}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Extensions with a leading zero, in a country whose national numbers have one."""
    if not _has_trunk_zero(linked):
        return
    for extension, holders in linked.extensions.items():
        if extension.startswith("0"):
            yield Finding(
                holders[0].route,
                say("{extension} is the beginning of numbers outside", extension=extension),
                help=say("choose an extension that begins with 1 to 9"),
            )


def _has_trunk_zero(linked: LinkedPlan) -> bool:
    """Whether the country writes 0 before its numbers, as far as a number of the plan shows it."""
    number = next((number for number in linked.numbers if number.startswith("+")), None)
    return number is None or linked.numbering.shown(number).lstrip("(").startswith("0")
