"""An extension hides a service number, or is the beginning of one.

An own extension wins from a public number: with extension 112 a colleague in need reaches a desk. An
extension that a service number begins with, such as 11 or 140, makes that number wait for a pause, or
impossible to dial from a desk.

Looked at are the emergency numbers of the country and, in the Netherlands, 113, 144, the municipalities'
14 with an area code (14020), and 1233, with which voicemail is heard. Hiding an emergency number is an
error, all else a warning.
"""

from collections.abc import Iterator
from functools import cache

from nummerplan.model.calls.linked_plan import Holder, LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.service_numbers import service_numbers
from nummerplan.model.rule import About

ABOUT = About(
    code="NP112",
    level=Level.WARNING,
    manual="5.2.2",
    bad="""
users:
  receptie: {extension: 112}  # <-
  magazijn: {extension: 14}  # <-
  directie: {extension: 123}  # <-
""",
    good="""
users:
  receptie: {extension: 212}
  magazijn: {extension: 24}
  directie: {extension: 223}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Every extension against the emergency and service numbers of the country."""
    emergency = linked.numbering.emergency_numbers()
    services = emergency | service_numbers(linked.plan.company.country)
    # Where 112 works, 911 is only led there for visitors: nobody keeps 91 free for it.
    beginnings = _beginnings(services - {"911"} if "112" in emergency else services)
    for extension, holders in linked.extensions.items():
        if extension in services:
            yield _hidden(extension, holders[0], extension in emergency)
        elif extension in beginnings:
            number = beginnings[extension]
            yield Finding(
                holders[0].route,
                say("{extension} is the beginning of {number}", extension=extension, number=number),
                help=say("{number} can't be dialled without a pause; choose another extension", number=number),
            )


@cache  # thousands of plans of one country
def _beginnings(numbers: frozenset[str]) -> dict[str, str]:
    """What some numbers begin with, and the first number that does."""
    return {number[:length]: number for number in sorted(numbers, reverse=True) for length in range(2, len(number))}


def _hidden(extension: str, holder: Holder, emergency: bool) -> Finding:
    if emergency:
        message = say("with this extension nobody can dial the emergency number {number}", number=extension)
    else:
        message = say("with this extension nobody can dial the service number {number}", number=extension)
    level = Level.ERROR if emergency else None
    return Finding(holder.route, message, help=say("choose another extension"), level=level)
