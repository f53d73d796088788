"""A user has a number but no extension.

Colleagues have to dial the whole number, and pay for nothing; lists and busy lamps show a person by
extension. The portal advises always to give one.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import is_extension
from nummerplan.model.rule import About

ABOUT = About(
    code="NP114",
    level=Level.ADVICE,
    manual="6.5.1",
    bad="""
users:
  receptie:  # <-
    number: 0854879610
""",
    good="""
users:
  receptie:
    number: 0854879610
    extension: 209
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Users whom colleagues can only dial by their number."""
    for user in linked.plan.users.values():
        if user.extension is None and user.number is not None and not _has_extra_extension(user.extra_numbers):
            yield Finding(
                user.route,
                say("{name} has no extension; colleagues have to dial the whole number", name=user.key),
                on_key=True,
                help=say("give it an extension of 2 to 4 digits"),
            )


def _has_extra_extension(extra_numbers: list[str]) -> bool:
    return any(map(is_extension, extra_numbers))
