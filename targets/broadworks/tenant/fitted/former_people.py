"""People who were renamed, and whom the platform knew by a user name that the plan no longer has.

`renamed_from` names the former key, and the platform's id of somebody with a `username` says nothing of that. He is who
has the line, the number or the extension, where nobody else of the plan is that user.
"""

from dataclasses import replace

from nummerplan.model.deployment.tenant import Tenant, TenantObject
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart

_SIGNS = ("sip_username", "number", "extension")
"""By what somebody is recognised: the first of these that exactly one user has."""


def with_former_people(wanted: Tenant, platform: Tenant) -> Tenant:
    """What is wanted, with the names by which the platform knows those who were renamed."""
    known = {here.identity for found in wanted.objects.values() if (here := counterpart(found, wanted, platform))}
    strangers = [found for found in platform.of_kind("user") if found.identity not in known]
    objects = dict(wanted.objects)
    for found in wanted.of_kind("user"):
        if found.former is not None and counterpart(found, wanted, platform) is None:
            same = _recognised(found, strangers)
            if same is not None:
                strangers.remove(same)
                objects[found.identity] = replace(found, former=same.identity)
    return replace(wanted, objects=objects)


def _recognised(found: TenantObject, strangers: list[TenantObject]) -> TenantObject | None:
    for sign in _SIGNS:
        value = found.settings.get(sign)
        same = [one for one in strangers if value is not None and one.settings.get(sign) == value]
        if len(same) == 1:
            return same[0]
    return None
