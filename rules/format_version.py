"""The version of the plan language is missing or not known.

A plan is kept for years. `nummerplan: 1` on its first line tells a later release how to read it, and
tells an older release that it cannot. A version that this release does not know is an error, because keys
may mean something else there; a missing one is a warning.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import AddEntry, Finding, Fix, Level
from nummerplan.model.message import say
from nummerplan.model.plan.plan import FORMAT_VERSION
from nummerplan.model.rule import About

ABOUT = About(
    code="NP017",
    level=Level.ERROR,
    bad="""
company:  # <-
  name: Mijn bedrijf
""",
    good="""
nummerplan: 1
company:
  name: Mijn bedrijf
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """The version, where the plan is more than a part."""
    version = linked.plan.nummerplan
    if version is None:
        if "company" in linked.plan.model_fields_set:
            yield Finding(
                ("company",),
                say("the plan does not say which version of the plan language it is in"),
                on_key=True,
                help=say("write nummerplan: {version} on the first line", version=FORMAT_VERSION),
                fix=Fix(
                    say("add nummerplan: {version}", version=FORMAT_VERSION),
                    (AddEntry((), "nummerplan", FORMAT_VERSION),),
                ),
                level=Level.WARNING,
            )
    elif version != FORMAT_VERSION:
        yield Finding(
            ("nummerplan",),
            say("version {version} of the plan language is not known here", version=version),
            help=say("this release reads version {version}", version=FORMAT_VERSION),
        )
