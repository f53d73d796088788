"""A key of a telephone watches nothing.

A key shows whether somebody is on the phone, and calls him. What is written there is neither a name of
the plan, nor an extension, nor a phone number, so the key stays dark and dials nothing.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Fix, Level, SetValue
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.source import Route
from nummerplan.rules.analysis.spelling import Speller

ABOUT = About(
    code="NP618",
    level=Level.WARNING,
    bad="""
users:
  receptie:
    extension: 209
    devices:
      - model: yealink-t54w
        keys:
          - verkop  # <-
          - 212  # <-
          - 0612345678
  verkoop:
    extension: 211
""",
    good="""
users:
  receptie:
    extension: 209
    devices:
      - model: yealink-t54w
        keys:
          - verkoop
          - 211
          - 0612345678
  verkoop:
    extension: 211
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Keys that name nobody and dial nothing."""
    speller = None
    for user, place, device in linked.devices:
        for index, text in enumerate(device.keys):
            if text in linked.names or text in linked.extensions or linked.numbering.e164(text) is not None:
                continue
            speller = speller or Speller(linked.names)
            yield _finding(user.at("devices", place, "keys", index), text, speller.nearest(text))


def _finding(where: Route, text: str, meant: str | None) -> Finding:
    message = say("{text} is no name of the plan, no extension and no phone number", text=text)
    if meant is None:
        return Finding(where, message)
    fix = Fix(say("write {meant}", meant=meant), (SetValue(where, meant),), safe=False)
    return Finding(where, message, help=say("did you mean {meant}?", meant=meant), fix=fix)
