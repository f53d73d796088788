"""An extension is the beginning of another one.

Who dials 20 on the way to 201 has dialled a complete extension: either 20 rings at once and 201 can't be
dialled at all, or the exchange waits some seconds after 20 to see whether more comes. Extensions of equal
length do not meet.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.fields.numbering import SHORTEST_EXTENSION
from nummerplan.model.rule import About

ABOUT = About(
    code="NP111",
    level=Level.WARNING,
    manual="6.5.1",
    bad="""
users:
  receptie: {extension: 20}  # <-
  verkoper1: {extension: 201}
  verkoper2: {extension: 202}
""",
    good="""
users:
  receptie: {extension: 200}
  verkoper1: {extension: 201}
  verkoper2: {extension: 202}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Extensions that others begin with: one finding for the shorter one, however many the others are."""
    if len({len(extension) for extension in linked.extensions}) < 2:
        return
    begun: dict[str, list[str]] = {}
    for extension in linked.extensions:
        for length in range(SHORTEST_EXTENSION, len(extension)):
            if extension[:length] in linked.extensions:
                begun.setdefault(extension[:length], []).append(extension)
    for extension, longer in begun.items():
        holder, other = linked.extensions[extension][0], linked.extensions[longer[0]][0]
        if len(longer) == 1:
            message = say("{extension} is the beginning of extension {longer}", extension=extension, longer=longer[0])
        else:
            message = say(
                "{extension} is the beginning of {count} other extensions, {longer} for one",
                extension=extension,
                count=len(longer),
                longer=longer[0],
            )
        yield Finding(
            holder.route,
            message,
            remarks=(Remark(other.route, say("{longer}, of {name}", longer=longer[0], name=other.entity.key)),),
            help=say("one of them can't be dialled without a pause; give all extensions the same length"),
        )
