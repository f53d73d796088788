"""Schedules and holidays that got another name and nothing else: they are renamed, not made anew and deleted.

The platform knows them by their names alone. Whoever uses a schedule that is renamed goes on using it; one that is
deleted is taken from rules that people made themselves, and a deployment does not delete unasked.
"""

from dataclasses import replace

from nummerplan.model.deployment.tenant import Tenant, TenantObject
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart

_KINDS = ("schedule", "holidays")


def with_former_schedules(wanted: Tenant, platform: Tenant) -> Tenant:
    """What is wanted, with the name that each schedule has on the platform where exactly one there is the same."""
    objects = dict(wanted.objects)
    known = {here.identity for found in wanted.objects.values() if (here := counterpart(found, wanted, platform))}
    known |= {*platform.untouched}
    for kind in _KINDS:
        unknown = [found for found in wanted.of_kind(kind) if counterpart(found, wanted, platform) is None]
        strangers = [here for here in platform.of_kind(kind) if here.identity not in known]
        for found in unknown:
            same = [here for here in strangers if _is_same(found, here)]
            if len(same) == 1 and sum(_is_same(other, same[0]) for other in unknown) == 1:
                objects[found.identity] = replace(found, former=same[0].identity)
    return replace(wanted, objects=objects)


def _is_same(found: TenantObject, here: TenantObject) -> bool:
    return all(here.settings.get(name) == value for name, value in found.settings.items())
