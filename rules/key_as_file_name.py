"""A key is not good for a file name everywhere.

Files of telephones and mailboxes are named by keys. Windows and macOS take capitals and small letters for the same, so
that `anna` and `Anna` are one file there, and platforms take them for one account. `con`, `aux`, `nul`, `prn`, `com1`
and `lpt1` are devices of Windows, whatever stands behind the dot.
"""

import re
from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP024",
    level=Level.WARNING,
    bad="""
users:
  anna: {extension: 201}
  Anna: {extension: 202}  # <-
  con: {extension: 203}  # <-
""",
    good="""
users:
  anna: {extension: 201}
  anna-jansen: {extension: 202}
  connie: {extension: 203}
""",
)

_DEVICE = re.compile(r"(con|aux|nul|prn|com[0-9]|lpt[0-9])(\..*)?")


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Look for keys that differ in capitals alone, and for names of devices."""
    first: dict[str, str] = {}
    for entity in linked.plan.named():
        small = entity.key.casefold()
        other = first.setdefault(small, entity.key)
        if other != entity.key:
            (namesake, *_) = linked.names[other]
            yield Finding(
                entity.route,
                say(
                    "{key} and {other} differ in capitals alone, and are one file name elsewhere",
                    key=entity.key,
                    other=other,
                ),
                on_key=True,
                remarks=(Remark(namesake.route, say("{other} stands here", other=other), on_key=True),),
                help=say("give one of them another name"),
            )
        if _DEVICE.fullmatch(small):
            yield Finding(
                entity.route,
                say("{key} is a device of Windows, and cannot be the name of a file there", key=entity.key),
                on_key=True,
                help=say("give it another name"),
            )
