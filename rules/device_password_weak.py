"""A device password is weaker than the portal accepts.

It has at least six characters, among them a capital, a small letter, a digit and a special character.
With it a phone fetches its configuration, and the passwords of its lines with it.

Only a password that stands in the plan in plain text can be judged, which is the greater mistake and is reported
alone. One behind `!secret` is not known here.
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
    """Device passwords that are plain text."""
    for user, place, device in linked.devices:
        if isinstance(device.password, str):
            missing = list(missing_from_device_password(device.password))
            if missing:
                yield Finding(
                    user.at("devices", place, "password"),
                    say("this device password lacks {missing}", missing=linked.words.listed(missing)),
                )
