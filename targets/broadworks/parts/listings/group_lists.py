"""Settings of all users in a few lists: what a list says of everybody is not asked of each.

A list says less than the answer about one user: of a forward after rings not how often it rings, of an own calling plan
not what it is. Whoever a list does not name, and whoever has more to tell, is asked himself; so is everybody whose
settings are going to be written.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.platform import Site
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.profile import has, release_of
from nummerplan.targets.broadworks.client.queries import Ask, Query
from nummerplan.targets.broadworks.object_kind import GroupLists
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.listings.group_services import INCOMING, OUTGOING

FORWARDS = (
    "Call Forwarding Always",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Forwarding Not Reachable",
)
_FORWARDING = ("GroupUserCallForwardingSettingsGetListRequest", "userCallForwardingTable")
_WAITING = ("GroupUserCallWaitingSettingsGetListRequest", "userCallWaitingTable")
_PLANS = ("GroupUserCallingPlanSettingsGetListRequest", "userCallingPlanTable")
_PAGE = 1000
"""Rows of one answer; the platform gives at most 2,000."""


def read_lists(ask: Ask, site: Site, services: frozenset[str]) -> GroupLists:
    """What the lists say, as far as the platform's release has them. `services` are the group's."""
    if not has(release_of(site), _FORWARDING[0]):
        return GroupLists()
    forwards: dict[str, Mapping[str, str | None]] = {}
    for service in FORWARDS:
        rows = _rows(ask, site, _FORWARDING, {"call_forwarding_service": service}, ("Is Active", "Forwarding Address"))
        forwards[service] = {
            row["User Id"]: normal(row["Forwarding Address"]) if row["Is Active"] == "true" else None
            for row in rows
            # Who forwards to nowhere is asked himself.
            if row["Is Active"] != "true" or row["Forwarding Address"]
        }
    waiting = {row["User Id"]: row["Is Active"] == "true" for row in _rows(ask, site, _WAITING, {}, ("Is Active",))}
    own_plans = {
        service: {
            row["User Id"]: row["Use Custom Settings"] == "true"
            for row in _rows(ask, site, _PLANS, {"calling_plan_service": service}, ("Use Custom Settings",))
        }
        for service in (INCOMING, OUTGOING)
        if service in services
    }
    return GroupLists(forwards, waiting, own_plans)


def _rows(
    ask: Ask, site: Site, listing: tuple[str, str], about: Mapping[str, Any], columns: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """All rows of a list, page after page."""
    request, table = listing
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    order = {"sort_by_extension": {"is_ascending": True, "is_case_sensitive": False}}
    start = 1
    while True:
        page = {"response_paging_control": {"response_start_index": start, "response_page_size": _PAGE}}
        (answer,) = ask([Query(request, {**group, **about, **page, **order})])
        rows = table_rows(answer, table, "User Id", *columns)
        yield from rows
        if len(rows) < _PAGE:
            return
        start += _PAGE
