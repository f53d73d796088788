"""Which object of the platform an object of the plan is."""

from nummerplan.model.deployment.tenant import Tenant, TenantObject


def counterpart(found: TenantObject, wanted: Tenant, platform: Tenant) -> TenantObject | None:
    """The object as the platform holds it, under its former name if it has not been renamed there yet."""
    if (here := platform.objects.get(found.identity)) is not None:
        return here
    former = found.former
    return platform.objects.get(former) if former is not None and former not in wanted.objects else None
