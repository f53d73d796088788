"""Two users have the same username.

A username is one person's on the whole platform, not only in his company: whoever comes second cannot be
created, or logs in as somebody else. All plans of the repository are compared; capitals make no
difference.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.users import User
from nummerplan.model.rule import About

ABOUT = About(
    code="NP611",
    level=Level.ERROR,
    manual="6.5.1",
    bad="""
users:
  receptie:
    username: balie@mijnbedrijf.example
  verkoop:
    username: Balie@mijnbedrijf.example  # <-
""",
    good="""
users:
  receptie:
    username: balie@mijnbedrijf.example
  verkoop:
    username: verkoop@mijnbedrijf.example
""",
)


def check_repository(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """Usernames of all plans of a run; the user that comes later is pointed at."""
    owners: dict[str, tuple[LinkedPlan, User]] = {}
    for linked in cases:
        for user in linked.plan.users.values():
            if user.username is None:
                continue
            owner_case, owner = owners.setdefault(user.username.casefold(), (linked, user))
            if owner is user:
                continue
            if owner_case is linked:
                message = say("{username} is also the username of {name}", username=user.username, name=owner.key)
                remarks: tuple[Remark, ...] = (Remark(owner.at("username"), say("{name} has it here", name=owner.key)),)
            else:
                message = say(
                    "{username} is also the username of {name} in the plan {plan}",
                    username=user.username,
                    name=owner.key,
                    plan=owner_case.name,
                )
                remarks = ()
            other = "" if owner_case is linked else owner_case.name
            yield linked, Finding(user.at("username"), message, remarks=remarks, other_plan=other)
