"""User services: a setting can only be written when the service that it belongs to is assigned to the user."""

from collections.abc import Iterable, Iterator

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.object_kind import Phase, Step

SERVICES = "services"
"""The setting that holds the services which the platform has assigned; no plan has it, so it is never compared."""
ENTRIES = "userServiceEntry"
"""The part of the answer that names one service, and whether it is switched on where it has a switch."""


def services_query(user_id: str) -> Query:
    """Asks which services a user has, those of a service pack too, and which of them are on."""
    return Query("UserAssignedServicesGetListRequest", {"user_id": user_id})


def assigned(answer: Answer) -> tuple[str, ...]:
    """The services that are assigned, on their own or in a pack."""
    return tuple(sorted(entry.text("serviceName") or "" for entry in answer.parts(ENTRIES)))


def services_of(found: TenantObject | None) -> tuple[str, ...]:
    """The services that an object of the platform has."""
    value = found.settings.get(SERVICES, ()) if found is not None else ()
    return tuple(str(service) for service in value) if isinstance(value, tuple) else ()


def assign(change: Change, needed: Iterable[str], phase: Phase = Phase.SERVICES) -> Iterator[Step]:
    """Assign what is needed and not there yet; what is to be put back as it was is needed too."""
    has = services_of(change.before)
    missing = [service for service in dict.fromkeys((*needed, *services_of(change.after))) if service not in has]
    if missing:
        fields = {"user_id": change.identity.name, "service_name": missing}
        yield phase, Operation(change.identity, "UserServiceAssignListRequest", fields)


def unassign(change: Change) -> Iterator[Step]:
    """Take away services, only when an earlier state is restored that did not have them."""
    if change.before is None or change.after is None or SERVICES not in change.after.settings:
        return
    had = services_of(change.after)
    surplus = [service for service in services_of(change.before) if service not in had]
    if surplus:
        fields = {"user_id": change.identity.name, "service_name": surplus}
        yield Phase.DETACH, Operation(change.identity, "UserServiceUnassignListRequest", fields)
