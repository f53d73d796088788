"""The platform's Shared Call Appearance: the service by which more than one telephone of a user rings.

It comes in sizes, each a service of its own: so many telephones beside the first.
"""

from collections.abc import Collection, Mapping

from nummerplan.model.deployment.platform import Site

SERVICES: Mapping[str, int] = {
    "Shared Call Appearance": 1,
    **{f"Shared Call Appearance {places}": places for places in range(5, 40, 5)},
}
"""How many telephones each service adds to the first, the smallest service first."""
FITTING = "fitting"
"""The smallest service that has room."""
NONE = "none"
OPTIONS = (FITTING, *SERVICES, NONE)


def most_places(site: Site) -> int:
    """How many telephones beside the first a user of a platform may have: `shared_call_appearance` of its settings."""
    chosen = _chosen(site)
    return max(SERVICES.values()) if chosen == FITTING else SERVICES.get(chosen, 0)


def service_for(site: Site, count: int, has: Collection[str]) -> str | None:
    """The service that a user needs for so many further telephones; None if one that he has is enough."""
    if count == 0 or any(SERVICES.get(service, 0) >= count for service in has):
        return None
    chosen = _chosen(site)
    if chosen != FITTING:
        return chosen
    return next((service for service, places in SERVICES.items() if places >= count), None)


def _chosen(site: Site) -> str:
    return str(site.settings.get("shared_call_appearance", FITTING))
