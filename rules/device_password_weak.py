"""A device password is weaker than the portal accepts.

It has at least six characters, among them a capital, a small letter, a digit and a special character.
With it a phone fetches its configuration, and the passwords of its lines with it.

What stands behind `!secret` is judged as soon as a provider of secrets is named (`compile`, `plan`, `deploy`), before
anything is written or sent. A password in plain text is the greater mistake, and is reported alone.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.rules.analysis.password import missing_from_device_password

ABOUT = About(
    code="NP604",
    level=Level.ERROR,
    manual="6.6.1",
    gives_way_to=("secret-in-plain-text",),
    of_secrets=True,
    bad="""
users:
  receptie:
    devices:
      - model: yealink-t54w
        password: geheim  # <-
""",
    good="""
users:
  receptie:
    devices:
      - model: yealink-t54w
        password: !secret devices/receptie
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Device passwords that are known: from a provider, or as plain text."""
    for user, place, device in linked.devices:
        password = linked.secret_text(device.password)
        if password is not None and (missing := list(missing_from_device_password(password))):
            yield Finding(
                user.at("devices", place, "password"),
                say("this device password lacks {missing}", missing=linked.words.listed(missing)),
            )
