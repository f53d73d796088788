"""Two portal users have the same username.

The portal knows people by username alone, whichever company they belong to: the second one cannot be
registered. All plans of the repository are compared; capitals make no difference.

One person may look after several companies of a repository: then he stands in each of their plans with
the same e-mail address, and nothing is reported.
"""

from collections.abc import Iterator

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import Finding, Level, Remark
from nummerplan.model.message import say
from nummerplan.model.plan.portal_users import PortalUser
from nummerplan.model.rule import About

ABOUT = About(
    code="NP612",
    level=Level.ERROR,
    manual="9.1",
    bad="""
portal_users:
  beheerder:
    username: beheer
    roles: [manage_users]
  boekhouder:
    username: beheer  # <-
    roles: [view_invoices]
""",
    good="""
portal_users:
  beheerder:
    username: beheer
    roles: [manage_users]
  boekhouder:
    username: boekhouding
    roles: [view_invoices]
""",
)


def check_repository(cases: list[LinkedPlan]) -> Iterator[tuple[LinkedPlan, Finding]]:
    """Portal usernames of all plans of a run; the one that comes later is pointed at."""
    owners: dict[str, tuple[LinkedPlan, PortalUser]] = {}
    for linked in cases:
        for person in linked.plan.portal_users.values():
            if person.username is None:
                continue
            owner_case, owner = owners.setdefault(person.username.casefold(), (linked, person))
            if owner is person:
                continue
            if owner_case is linked:
                message = say("{username} is also the username of {name}", username=person.username, name=owner.key)
                remark = Remark(owner.at("username"), say("{name} has it here", name=owner.key))
                yield linked, Finding(person.at("username"), message, remarks=(remark,))
            elif not person.email or person.email != owner.email:
                message = say(
                    "{username} is also the username of {name} in the plan {plan}",
                    username=person.username,
                    name=owner.key,
                    plan=owner_case.name,
                )
                yield linked, Finding(person.at("username"), message, other_plan=owner_case.name)
