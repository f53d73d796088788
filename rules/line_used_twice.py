"""Two users have the same line of one telephone.

A line holds one account, so one of the two is never registered and never rings there. Give each user a
line of his own. A phone with a single line cannot be shared; a hunt group makes several people's calls
ring on one account.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan, Placed
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import Message, say
from nummerplan.model.plan.phone_catalogue import PhoneModel
from nummerplan.model.rule import About

ABOUT = About(
    code="NP609",
    level=Level.ERROR,
    bad="""
users:
  receptie:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 1}]
  verkoop:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 2}]
  support:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 2}]  # <-
""",
    good="""
users:
  receptie:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 1}]
  verkoop:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 2}]
  support:
    devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 3}]
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Lines of shared telephones; one address on what is not one phone is another rule's."""
    for placed in linked.telephones.values():
        if len(placed) > 1 and any("line" in one.device.model_fields_set for one in placed):
            yield from _of_telephone(placed, linked.phone_catalogue.models.get(placed[0].device.model))


def _of_telephone(placed: tuple[Placed, ...], model: PhoneModel | None) -> Iterator[Finding]:
    owners: dict[int, Placed] = {}
    for one in placed:
        first = owners.setdefault(one.device.line, one)
        if first.user is one.user or first.device.model != one.device.model:
            continue
        yield Finding(
            (*one.route, "line"),
            say("line {line} of this phone is also a line of {name}", line=one.device.line, name=first.user.key),
            remarks=(Remark((*first.route, "line"), say("{name} has it here", name=first.user.key)),),
            help=_help(model, {other.device.line for other in placed}),
        )


def _help(model: PhoneModel | None, taken: set[int]) -> Message:
    most = model.lines if model and model.lines is not None else max(taken) + 1
    free = next((line for line in range(1, most + 1) if line not in taken), None)
    if free is None:
        return say("all lines of the phone are taken; a second phone is needed")
    return say("line {line} is free", line=free)
