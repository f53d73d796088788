"""What is left of changes that were begun."""

from dataclasses import replace

from nummerplan.compiler.deployment.planning.compare_tenants import MustWrite, compare_tenants
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.tenant import Tenant, TenantObject


def remaining_changes(changes: ChangeSet, platform: Tenant, must_write: MustWrite) -> ChangeSet:
    """The changes that still have to be made to come where `changes` lead, from what the platform holds by now.

    Nothing is done twice: what is there already is compared, not made again. Objects of which `changes` does not speak
    are left alone.
    """
    goal = {after.identity: after for change in changes.changes if (after := _goal(change))}
    touched = set(changes.touched)
    here = {identity: found for identity, found in platform.objects.items() if identity in touched}
    return compare_tenants(Tenant(here, platform.untouched), Tenant(goal), must_write)


def _goal(change: Change) -> TenantObject | None:
    """An object as it is when the change has been made."""
    if change.after is None or change.action != "rename" or change.before is None:
        return change.after
    return replace(change.after, former=change.before.identity)
