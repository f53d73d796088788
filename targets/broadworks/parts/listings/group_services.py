"""What the group has: settings of a service that it does not have are off, and are not asked for."""

from nummerplan.model.deployment.platform import Site
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.queries import Ask, Query

INCOMING = "Incoming Calling Plan"
OUTGOING = "Outgoing Calling Plan"
MUSIC = "Music On Hold"


def group_services(ask: Ask, site: Site) -> frozenset[str]:
    """The services that are assigned to the group."""
    group = {"service_provider_id": site.service_provider, "group_id": site.group}
    (answer,) = ask([Query("GroupServiceGetAuthorizationListRequest", group)])
    rows = table_rows(answer, "groupServicesAuthorizationTable", "Service Name", "Assigned")
    return frozenset(row["Service Name"] for row in rows if row["Assigned"] == "true")
