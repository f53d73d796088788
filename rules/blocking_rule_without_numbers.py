"""A rule that refuses callers names no numbers.

It refuses nobody, at whatever hours. To refuse everybody there is `all: true`, for callers who hide their number
`anonymous: true`. Write the numbers, or leave the rule out.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level
from nummerplan.model.message import say
from nummerplan.model.rule import About

ABOUT = About(
    code="NP326",
    level=Level.WARNING,
    manual="5.2.4",
    bad="""
users:
  receptie:
    extension: 209
    blocked_callers:
      rules:
        - {name: Enquetes, numbers: []}  # <-
        - name: Avond  # <-
""",
    good="""
users:
  receptie:
    extension: 209
    blocked_callers:
      rules:
        - {name: Enquetes, numbers: [020-7654321, 0900*]}
""",
)


def check(linked: LinkedPlan) -> Iterator[Finding]:
    """Report rules without a number."""
    for user in linked.plan.users.values():
        for place, rule in enumerate(user.blocked_callers.rules):
            if not rule.numbers:
                yield Finding(
                    user.at("blocked_callers", "rules", place),
                    say("this rule names no number and refuses nobody"),
                    on_key=True,
                    help=say("write the numbers, or leave the rule out"),
                )
