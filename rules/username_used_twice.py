"""Two users have the same username.

A username is one person's on the whole platform, not only in his company: whoever comes second cannot be
created, or logs in as somebody else. All plans of the repository are compared; capitals make no
difference.
"""

from collections.abc import Iterator

from nummerplan.model.case import Case
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.rule import About
from nummerplan.model.users import User

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


def check_repository(cases: list[Case]) -> Iterator[tuple[Case, Finding]]:
    """Usernames of all plans of a run; the user that comes later is pointed at."""
    owners: dict[str, tuple[Case, User]] = {}
    for case in cases:
        for user in case.plan.users.values():
            if user.username is None:
                continue
            owner_case, owner = owners.setdefault(user.username.casefold(), (case, user))
            if owner is user:
                continue
            if owner_case is case:
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
            yield case, Finding(user.at("username"), message, remarks=remarks)
