"""Messages are to be heard on the telephone, and the user has no PIN.

With `access: phone` messages wait on the platform, and 1233 asks for a PIN before it plays them. Without
one the user cannot hear who called, unless messages are mailed as well. Give a `pin`, or leave `access`
at `email`.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP620",
    level=Level.WARNING,
    manual="5.2.2",
    bad="""
users:
  receptie:
    extension: 209
    voicemail:
      access: phone  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    pin: !secret users/receptie/pin
    voicemail:
      access: phone
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Voicemail that is heard by telephone, without the PIN that the telephone asks for."""
    for user in linked.plan.users.values():
        if user.pin is None and user.voicemail is not None and user.voicemail.access == "phone":
            yield Finding(
                user.at("voicemail", "access"),
                say("{name} has no PIN, which 1233 asks for before it plays a message", name=user.key),
                help=say("add pin: !secret NAME, or leave access at email"),
            )
