"""What a plan wants, in the words of what a platform holds already: what means the same there is no difference.

In go the objects that are wanted and those that the platform holds; out come the wanted ones, with notes for people.
"""

from dataclasses import replace
from datetime import date

from nummerplan.model.deployment.platform import Fitted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import Message
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.parts.standing_rules import rules_without_hours
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart
from nummerplan.targets.broadworks.tenant.fitted.former_people import with_former_people
from nummerplan.targets.broadworks.tenant.fitted.former_schedules import with_former_schedules
from nummerplan.targets.broadworks.tenant.fitted.held_destinations import with_held_destinations
from nummerplan.targets.broadworks.tenant.fitted.kept_recordings import kept_recordings
from nummerplan.targets.broadworks.tenant.fitted.kept_telephones import with_kept_telephones


def fitted_tenant(wanted: Tenant, platform: Tenant, today: date) -> Fitted:
    """What is wanted of this platform on a day."""
    kinds, wanted = all_kinds(), with_former_schedules(with_former_people(wanted, platform), platform)
    kept, told = with_kept_telephones(wanted, platform)
    objects: dict[Identity, TenantObject] = {}
    notes: list[Message] = [*told, *rules_without_hours(wanted, platform)]
    for identity, found in with_held_destinations(kept, platform).objects.items():
        fit, here = kinds[identity.kind].fitted, counterpart(found, kept, platform)
        objects[identity], more = fit(found, here, today) if fit is not None and here is not None else (found, ())
        notes += more
    fitted = replace(wanted, objects=objects)
    recordings = dict.fromkeys(kept_recordings(fitted, platform))
    return Fitted(replace(fitted, untouched=(*wanted.untouched, *recordings)), tuple(notes))
