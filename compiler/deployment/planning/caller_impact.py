"""What callers notice of a deployment: the platform as it is, against the platform as it will be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.difference_text import DifferenceLine, difference_lines
from nummerplan.compiler.linking import link
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say

MOST_LINES = 20
"""So many lines are shown to people; programs get all."""


def caller_impact(company: CompanyPlan, deployment: Deployment) -> list[DifferenceLine] | None:
    """The lines of what callers notice. None when it cannot be known: no plan can say what something does that is
    changed, before or after.

    Both sides are what the platform does, so that what a plan says and the platform cannot do is not counted.
    """

    def linked(tenant: Tenant) -> LinkedPlan:
        plan = company.provisioning.plan_of(tenant, deployment.site)
        return link(plan, deployment.plan, company.plan.linked.today)

    if not deployment.changes:
        return []
    changes = deployment.changes.changes
    later = platform_after(deployment.platform, deployment.changes)
    try:
        old, new = linked(deployment.platform), linked(later)
        unknown = {name for tenant in (deployment.platform, later) for name in _unknown(company, tenant)}
    except ValueError:
        return None
    if any(str(found.identity) in unknown for change in changes for found in (change.before, change.after) if found):
        return None
    return difference_lines(difference(old, new), old, new)


def _unknown(company: CompanyPlan, tenant: Tenant) -> tuple[str, ...]:
    """The objects of which no plan can say what they do."""
    return company.provisioning.image(tenant, company.site, company.plan.linked.plan.company.country).unknown


def platform_after(platform: Tenant, changes: ChangeSet) -> Tenant:
    """What a platform will hold when changes have been made."""
    gone = {change.before.identity for change in changes.changes if change.before}
    objects: dict[Identity, TenantObject] = {i: found for i, found in platform.objects.items() if i not in gone}
    for change in changes.changes:
        if change.after is not None:
            held: Mapping[str, Value] = change.before.settings if change.before else {}
            objects[change.after.identity] = replace(change.after, settings={**held, **change.after.settings})
    return replace(platform, objects=objects)


def caller_impact_lines(impact: list[DifferenceLine] | None) -> Iterator[Message]:
    """A line for each difference; one that says so when they are not known (None)."""
    if impact is None:
        yield say("  callers: what they notice is not known, since no plan can say all that the platform holds")
        return
    for line in impact[:MOST_LINES]:
        yield say("  callers: {when}, {who}: was {was}; now {now}", **line._asdict())
    if len(impact) > MOST_LINES:
        yield say("  callers: further differences: {count}", count=len(impact) - MOST_LINES)


def caller_impact_json(impact: list[DifferenceLine] | None) -> list[dict[str, str]] | None:
    """The same as plain data in English; null where it is not known."""
    return None if impact is None else [{name: str(text) for name, text in line._asdict().items()} for line in impact]
