"""Schedules: the service provider has none of that name, which the group would see beside its own."""

from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_TYPES = {"schedule": "Time", "holidays": "Holiday"}


def check_provider_schedules(context: PreflightContext) -> ReadSteps[None]:
    """Ask for all schedules that the group sees, if any gets a name."""
    named = {
        (_TYPES[found.identity.kind], found.identity.name): found
        for found in context.named
        if found.identity.kind in _TYPES
    }
    if not named:
        return
    (listed,) = yield [context.group_query("GroupScheduleGetListRequest17sp1")]
    if not context.is_known(listed, say("schedules of the service provider")):
        return
    for schedule in listed.parts("scheduleGlobalKey"):
        key = schedule.first("scheduleKey")
        found = named.get((key.text("scheduleType") or "", key.text("scheduleName") or "")) if key else None
        if found is not None and schedule.text("scheduleLevel") != "Group":
            text = say(
                "the service provider has a schedule {name} for all its groups, so that the group cannot have one of"
                " that name; give it another name",
                name=found.identity.name,
            )
            context.refuse(found.where("name"), text)
