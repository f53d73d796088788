"""A line is named that the telephone does not have.

Each model holds a fixed number of accounts, and what is configured beyond them is ignored: this user's
calls never ring there. Lines are counted from 1. For a DECT base station a line is a handset.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP607",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    devices: [{model: yealink-t31p, line: 3}]  # <-
  verkoop:
    devices: [{model: yealink-t31p, line: 0}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t31p, line: 2}]
  verkoop:
    devices: [{model: yealink-t54w, line: 3}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Lines below 1 or above what the catalogue gives for the model."""
    for user, place, device in linked.devices:
        if device.line == 1:
            continue
        where = user.at("devices", place, "line")
        model = linked.phone_catalogue.models.get(device.model)
        if device.line < 1:
            yield Finding(where, say("lines are counted from 1"))
        elif model and model.lines is not None and device.line > model.lines:
            yield Finding(
                where,
                say(
                    "line {line}: a {model} has {count} of them",
                    line=device.line,
                    model=str(model),
                    count=model.lines,
                ),
                help=say("choose a line up to {count}, or a phone with more lines", count=model.lines),
            )
