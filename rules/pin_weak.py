"""A PIN is not one, or is the first that anybody tries.

With his PIN somebody hears a user's voicemail from any telephone. It has four to eight digits. The
extension, 1234 and 0000 are tried first by whoever should not hear it; those are a warning.

What stands behind `!secret` is judged as soon as a provider of secrets is named (`compile`, `plan`, `deploy`), before
anything is written or sent. A PIN in plain text is the greater mistake, and is reported alone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.password import is_easy_pin, missing_from_pin

ABOUT = About(
    code="NP615",
    level=Level.ERROR,
    manual="6.5.2",
    gives_way_to=("secret-in-plain-text",),
    of_secrets=True,
    bad="""
users:
  receptie:
    extension: 2091
    pin: 2091  # <-
  verkoop:
    extension: 2110
    pin: 12  # <-
""",
    good="""
users:
  receptie:
    extension: 2091
    pin: !secret users/receptie/pin
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """PINs that are known: from a provider, or as plain text."""
    for user in linked.plan.users.values():
        pin = linked.secret_text(user.pin)
        if pin is None:
            continue
        if wrong := missing_from_pin(pin):
            yield Finding(user.at("pin"), wrong)
        elif pin == user.extension or is_easy_pin(pin):
            yield Finding(user.at("pin"), say("this PIN is one of the first that anybody tries"), level=Level.WARNING)
