"""What a plan leaves to the platform (`unmanaged`): a deployment neither writes nor removes it, and it is no drift."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from nummerplan.model.deployment.tenant import Tenant, TenantObject
from nummerplan.model.plan.plan import Plan


def keep_unmanaged(wanted: Tenant, platform: Tenant, plan: Plan) -> Tenant:
    """What is wanted, but with the settings that the plan leaves to the platform as the platform has them.

    What a platform does not have yet is made as if the plan said nothing of these settings.
    """
    left: Mapping[str, set[str]] = defaultdict(set)
    for key, name in plan.unmanaged():
        left[key].add(name)
    objects = dict(wanted.objects)
    for identity, found in wanted.objects.items() if left else ():
        names = left.get(found.key, set())
        here = platform.objects.get(identity) or (platform.objects.get(found.former) if found.former else None)
        if names and here is not None:
            objects[identity] = _as_it_is(found, here, names)
    return replace(wanted, objects=objects)


def _as_it_is(found: TenantObject, here: TenantObject, names: set[str]) -> TenantObject:
    settings = {
        setting: here.settings.get(setting, value) if key_of(found, setting) in names else value
        for setting, value in found.settings.items()
    }
    secrets = {name: secret for name, secret in found.secrets.items() if key_of(found, name) not in names}
    return replace(found, settings=settings, secrets=secrets)


def key_of(found: TenantObject, setting: str) -> str:
    """The key of the plan's object under which a setting of the platform's object stands: `forwarding`."""
    route = found.routes.get(setting, ())
    return str(route[2]) if len(route) > 2 else setting.partition(".")[0]
