"""An emergency number is refused, or stands at the beginning of an extension.

An extension such as 1121 begins with 112: many phones dial the emergency number after its third digit, and
a colleague who wants 1121 gets the control room; or the exchange waits for more digits while somebody needs help. That
is an error, in each country for its own emergency numbers. A blocking rule that covers 112 refuses the control room
when it rings back: a warning.

Outgoing calls to emergency numbers are never blocked, whatever `block_outgoing` says.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP317",
    level=Level.WARNING,
    bad="""
users:
  magazijn:
    extension: 1121  # <-
  receptie:
    extension: 209
    blocked_callers:
      rules:
        - {name: Kort, numbers: [112]}  # <-
""",
    good="""
users:
  magazijn:
    extension: 1211
  receptie:
    extension: 209
    blocked_callers:
      rules:
        - {name: Enquetes, numbers: [020-7654321]}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report longer extensions that begin with an emergency number, and blocking rules that cover one."""
    emergency = linked.numbering.emergency_numbers()
    lengths = sorted({len(number) for number in emergency})
    for extension, holders in linked.extensions.items():
        for length in lengths:
            if len(extension) > length and extension[:length] in emergency:
                yield Finding(
                    holders[0].route,
                    say(
                        "extension {extension} begins with the emergency number {number}: many phones dial that",
                        extension=extension,
                        number=extension[:length],
                    ),
                    help=say("choose another extension"),
                    level=Level.ERROR,
                )
                break
    yield from _refused(linked, emergency)


def _refused(linked: LinkedPlan, emergency: frozenset[str]) -> Iterator[Finding]:
    for user in linked.plan.users.values():
        for place, rule in enumerate(user.blocked_callers.rules):
            for position, text in enumerate(rule.numbers):
                number = next((number for number in sorted(emergency) if _covers(text, number, linked)), None)
                if number:
                    yield Finding(
                        user.at("blocked_callers", "rules", place, "numbers", position),
                        say(
                            "{text} also refuses the emergency number {number} when it rings back",
                            text=text,
                            number=number,
                        ),
                        help=say("write the numbers that are meant, in full"),
                    )


def _covers(text: str, number: str, linked: LinkedPlan) -> bool:
    if text.endswith("*"):
        return linked.numbering.begins(number, text)
    return linked.numbering.e164(text) == number
