"""Switches that people set by hand on the platform stay as they are until somebody says otherwise."""

from collections.abc import Mapping
from dataclasses import replace

from nummerplan.model.deployment.deployment import ManualSwitch
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value

SWITCHES = ("night_forwarding", "night_forwarding.mode")
"""Settings that people switch from day to day: the night switches of the company and of its objects."""

Switches = Mapping[tuple[Identity, str], Value]
"""The values of switches as a deployment left them."""


def keep_manual_switches(
    wanted: Tenant, platform: Tenant, deployed: Switches
) -> tuple[Tenant, tuple[ManualSwitch, ...]]:
    """What is wanted, but with the switches as people set them by hand since the last deployment.

    A switch of which no deployment is recorded was not set by hand as far as anybody knows: the plan decides.
    """
    kept: list[ManualSwitch] = []
    objects: dict[Identity, TenantObject] = {}
    for identity, after in wanted.objects.items():
        here = platform.objects.get(identity)
        own = [
            ManualSwitch(identity, name, here.settings[name], after.settings[name])
            for name in SWITCHES
            if here and name in after.settings and name in here.settings
            if here.settings[name] not in (after.settings[name], deployed.get((identity, name), here.settings[name]))
        ]
        kept += own
        held = {override.setting: override.held for override in own}
        objects[identity] = replace(after, settings={**after.settings, **held}) if held else after
    return replace(wanted, objects=objects), tuple(kept)
