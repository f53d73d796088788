"""Services that decide where calls go and that no plan has words for: what such a one does to callers is not known.

They are left alone. Which of them are in use the platform says where it says which services somebody has; only of two
that have no switch their rules are asked, and only of whoever has them.
"""

from collections.abc import Mapping

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.answer_checks import table_rows
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.parts.user_services import ENTRIES

UNPLANNED = "unplanned_services"
"""The setting that holds those that are in use; no plan has it, so it is never compared."""
_RULES: Mapping[str, str] = {
    "Selective Call Acceptance": "UserSelectiveCallAcceptanceGetCriteriaListRequest",
    "Sequential Ring": "UserSequentialRingGetRequest14sp4",
}
"""Services that are on as long as a rule of theirs is."""
_ROUTING = frozenset(
    {
        *_RULES,
        "Automatic Collect Call",
        "BroadWorks Anywhere",
        "BroadWorks Mobility",
        "Call Forwarding Always Secondary",
        "Call Forwarding Selective",
        "CommPilot Express",
        "CommPilot Express SR",
        "Direct Route",
        "Directory Number Hunting",
        "Dual-Mode VCC",
        "Executive",
        "Executive-Assistant",
        "Find-me/Follow-me",
        "Flexible Seating Guest",
        "Hoteling Guest",
        "IN Integration",
        "Intelligent Network Service Control",
        "Intercept User",
        "Location-Based Calling Restrictions",
        "Mobility",
        "Personal Assistant",
        "Pre-alerting Announcement",
        "Remote Office",
        "Route List",
        "Service Scripts User",
        "Simultaneous Ring Family",
        "Terminating Closed User Group",
        "Third-Party Voice Mail Support",
        "Zone Calling Restrictions",
    }
)


def read_unplanned(user_id: str, services: Answer) -> ReadSteps[dict[str, Value]]:
    """Which of them somebody uses, by the answer that names his services."""
    switches = {entry.text("serviceName") or "": entry.text("isActive") for entry in services.parts(ENTRIES)}
    # One without a switch works from the day that it is assigned; those with rules may have none in force.
    found = {service for service in _ROUTING & switches.keys() if switches[service] not in ("false", "0")}
    ruled = sorted(service for service in found & _RULES.keys() if switches[service] is None)
    answers = (yield [Query(_RULES[service], {"user_id": user_id}) for service in ruled]) if ruled else ()
    idle = {service for service, answer in zip(ruled, answers, strict=True) if not _has_a_rule(answer)}
    return {UNPLANNED: tuple(sorted(found - idle))}


def _has_a_rule(answer: Answer) -> bool:
    return any(row["Is Active"] == "true" for row in table_rows(answer, "criteriaTable", "Is Active"))
