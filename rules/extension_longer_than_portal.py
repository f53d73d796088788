"""An extension has more digits than the portal takes.

The portal of the manual makes extensions of two to four digits. An exchange takes five or six as well, and a plan may
have them; but whoever has to change such an extension in the portal later cannot.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import LONGEST_IN_PORTAL, is_extension
from nummerplan.model.rule import About

ABOUT = About(
    code="NP118",
    level=Level.ADVICE,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 20900}  # <-
  verkoop: {extension: 211000}  # <-
""",
    good="""
users:
  receptie: {extension: 2090}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every extension of five or six digits; longer ones are no extensions."""
    for extension, holders in linked.extensions.items():
        if len(extension) > LONGEST_IN_PORTAL and is_extension(extension):
            yield Finding(
                holders[0].route,
                say(
                    "{extension}: the portal takes extensions of at most {most} digits",
                    extension=extension,
                    most=LONGEST_IN_PORTAL,
                ),
                help=say("shorten it if people are to change it in the portal"),
            )
