"""What has to change on a platform so that it holds what is wanted; switches set by hand stay as people left them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from nummerplan.model.deployment.change_set import Change, ChangeSet, SettingChange
from nummerplan.model.deployment.deployment import ManualSwitch
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value

SWITCHES = ("night_forwarding", "night_forwarding.mode")
"""Settings that people switch from day to day: the night switches of the company and of its objects."""

Switches = Mapping[tuple[Identity, str], Value]
"""The values of switches as a deployment left them."""
MustWrite = Callable[[Identity, TenantObject, str], bool]
"""Whether a setting that can be written and never read has to be written: the identity that the object has on the
platform now, the object as it is wanted, and the setting."""


def compare_tenants(platform: Tenant, wanted: Tenant, must_write: MustWrite) -> ChangeSet:
    """The changes that lead from what a platform holds to what is wanted, in the order in which people read them.

    Only settings that `wanted` has are compared: what it does not name stays as it is on the platform. An object that
    the platform knows under its former name is renamed. Objects that nobody wants are deleted, save those that no
    plan can describe.
    """
    former = dict(_renamed(platform, wanted))
    kept = {*wanted.objects, *former.values(), *platform.untouched, *wanted.untouched}
    gone = [found for identity, found in platform.objects.items() if identity not in kept]
    changes = [
        change
        for after in wanted.objects.values()
        if (change := _change(platform.objects.get(former.get(after.identity, after.identity)), after, must_write))
    ]
    return ChangeSet((*changes, *(Change("delete", found, None) for found in reversed(gone))))


def remaining_changes(changes: ChangeSet, platform: Tenant, must_write: MustWrite) -> ChangeSet:
    """The changes that still have to be made to come where `changes` lead, from what the platform holds by now.

    Nothing is done twice: what is there already is compared, not made again. Objects of which `changes` does not speak
    are left alone.
    """
    goal = {after.identity: after for change in changes.changes if (after := _goal(change))}
    return compare_tenants(platform.only(changes.touched), Tenant(goal), must_write)


def _renamed(platform: Tenant, wanted: Tenant) -> Iterator[tuple[Identity, Identity]]:
    """Objects that the platform knows under another name: the new one and the former one."""
    taken: set[Identity] = set()
    for identity, after in wanted.objects.items():
        former = after.former
        if former is None or former in taken or former in wanted.objects or identity in platform.objects:
            continue
        if former in platform.objects:
            taken.add(former)
            yield identity, former


def _change(before: TenantObject | None, after: TenantObject, must_write: MustWrite) -> Change | None:
    if before is None:
        return Change("create", None, after)
    settings = [
        SettingChange(name, before.settings.get(name), new)
        for name, new in after.settings.items()
        if before.settings.get(name) != new
    ]
    settings += [
        SettingChange(name, None, None, concealed=True)
        for name in after.secrets
        if must_write(before.identity, after, name)
    ]
    if before.identity != after.identity:
        return Change("rename", before, after, tuple(settings))
    return Change("change", before, after, tuple(settings)) if settings else None


def _goal(change: Change) -> TenantObject | None:
    """An object as it is when the change has been made."""
    if change.after is None or change.action != "rename" or change.before is None:
        return change.after
    return replace(change.after, former=change.before.identity)


def keep_manual_switches(
    wanted: Tenant, platform: Tenant, deployed: Switches
) -> tuple[Tenant, tuple[ManualSwitch, ...]]:
    """What is wanted, but with the switches as people set them by hand since the last deployment.

    A switch of which no deployment is recorded was not set by hand as far as anybody knows: the plan decides. Whoever
    is renamed keeps his.
    """
    former = dict(_renamed(platform, wanted))
    kept: list[ManualSwitch] = []
    objects: dict[Identity, TenantObject] = {}
    for identity, after in wanted.objects.items():
        name_here = former.get(identity, identity)
        here = platform.objects.get(name_here)
        own = [
            ManualSwitch(identity, name, here.settings[name], after.settings[name])
            for name in SWITCHES
            if here and name in after.settings and name in here.settings
            if here.settings[name] not in (after.settings[name], deployed.get((name_here, name), here.settings[name]))
        ]
        kept += own
        held = {override.setting: override.held for override in own}
        objects[identity] = replace(after, settings={**after.settings, **held}) if held else after
    return replace(wanted, objects=objects), tuple(kept)
