"""The way back from a deployment: what its journal recorded of the platform before it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.deployment import DeploymentRun
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value


class LaterChange(NamedTuple):
    """A setting that is no longer as a run left it; `setting` is empty when the whole object is there or gone."""

    identity: Identity
    setting: str
    left: Value
    held: Value


def undo_changes(run: DeploymentRun, platform: Tenant, read_only: Collection[str] = ()) -> ChangeSet:
    """The changes that undo a run: what it changed is as before, what it made goes, what it deleted is made again.

    `read_only` settings are nobody's wish. Secrets that were changed are not restored: nobody can read what they were.
    """
    here = platform.only(run.changes.touched)
    former = [found for change in run.changes.changes if (found := _former(change, run, here.objects, read_only))]
    return compare_tenants(here, Tenant({found.identity: found for found in former}), lambda *_: False)


def later_changes(run: DeploymentRun, platform: Tenant) -> list[LaterChange]:
    """What has changed on the platform since a run, among what it changed.

    Of a run that was cut off nobody knows how far it came: there each setting may be as before or as wanted.
    """
    return [later for change in run.changes.changes for later in _since(change, run, platform)]


def _former(
    change: Change, run: DeploymentRun, here: Mapping[Identity, TenantObject], read_only: Collection[str]
) -> TenantObject | None:
    """An object as it was before in all that the run changed; the rest is as it is now."""
    before, after = change.before, change.after
    if before is None:
        return None
    settings = dict(before.settings)
    renamed = None
    if after is not None:
        now = here.get(after.identity) or here.get(before.identity) or before
        left = run.left.objects.get(after.identity, now) if run.left else now
        settings = {**now.settings, **{name: before.settings.get(name) for name in _written(change, left)}}
        renamed = after.identity if after.identity != before.identity else None
    kept = {name: value for name, value in settings.items() if name not in read_only}
    return replace(before, settings=kept, secrets={} if after else before.secrets, former=renamed)


def _written(change: Change, left: TenantObject) -> Iterator[str]:
    """The settings that a run wrote, and those that came to another value with them.

    Who follows the company again, say, no longer has a number of his own to show: that setting is gone with the first.
    """
    asked = {found.setting for found in change.settings if not found.concealed}
    yield from asked
    for name, old in change.before.settings.items() if change.before else ():
        if name not in asked and left.settings.get(name) != old:
            yield name


def _since(change: Change, run: DeploymentRun, platform: Tenant) -> list[LaterChange]:
    identity = change.identity
    here = platform.objects.get(identity)
    if run.left is None:
        return _since_unfinished(change, platform)
    left = run.left.objects.get(identity)
    if (here is None) != (left is None):
        return [LaterChange(identity, "", left is not None, here is not None)]
    if here is None or left is None:
        return []
    names = _written(change, left) if change.before else left.settings
    return [
        LaterChange(identity, name, left.settings.get(name), here.settings.get(name))
        for name in names
        if left.settings.get(name) != here.settings.get(name)
    ]


def _since_unfinished(change: Change, platform: Tenant) -> list[LaterChange]:
    images = [found for found in (change.before, change.after) if found]
    here = next((platform.objects[found.identity] for found in images if found.identity in platform.objects), None)
    if here is None or change.before is None or change.after is None:
        return []
    return [
        LaterChange(here.identity, found.setting, found.new, here.settings.get(found.setting))
        for found in change.settings
        if not found.concealed and here.settings.get(found.setting) not in (found.old, found.new)
    ]
