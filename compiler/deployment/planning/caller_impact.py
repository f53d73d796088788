"""What callers notice of a deployment: the platform as it is, against the platform as it will be."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.difference_text import Told, told
from nummerplan.compiler.linking.link import link
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Provisioning
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.message import Message, say

MOST = 20
"""So many lines are shown to people; programs get all."""


def caller_impact(deployment: Deployment, provisioning: Provisioning, today: date) -> list[Told] | None:
    """The lines of what callers notice. None when it cannot be known: the platform holds what no plan can say.

    Both sides are what the platform does, so that what a plan says and the platform cannot do is not counted.
    """

    def linked(tenant: Tenant) -> LinkedPlan:
        return link(provisioning.plan_of(tenant, deployment.site), deployment.plan, today)

    if not deployment.changes:
        return []
    try:
        old, new = linked(deployment.platform), linked(changed(deployment.platform, deployment.changes))
    except ValueError:
        return None
    return told(difference(old, new), old, new)


def caller_impact_lines(found: list[Told] | None) -> Iterator[Message]:
    """The same for people."""
    if found is None:
        yield say("  callers: what they notice is not known, since no plan can say all that the platform holds")
        return
    for line in found[:MOST]:
        yield say("  callers: {when}, {who}: was {was}; now {now}", **line._asdict())
    if len(found) > MOST:
        yield say("  callers: further differences: {count}", count=len(found) - MOST)


def changed(platform: Tenant, changes: ChangeSet) -> Tenant:
    """What a platform will hold when changes have been made."""
    gone = {change.before.identity for change in changes.changes if change.before}
    objects: dict[Identity, TenantObject] = {i: found for i, found in platform.objects.items() if i not in gone}
    for change in changes.changes:
        if change.after is not None:
            held: Mapping[str, Value] = change.before.settings if change.before else {}
            objects[change.after.identity] = replace(change.after, settings={**held, **change.after.settings})
    return replace(platform, objects=objects)
