"""The plan that the platform carries out, from the objects that it has: the other half of every comparison."""

from collections.abc import Iterator

from nummerplan.model.artefact import Image, PlanEdit
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.objects.holidays import closed_parts
from nummerplan.targets.broadworks.objects.hunt_group.when_busy import BUSY_TONE
from nummerplan.targets.broadworks.parts.winning_calendars import edits_of_winning_calendars
from nummerplan.targets.broadworks.tenant.plan_keys import keys_of
from nummerplan.targets.broadworks.tenant.plan_of import written_plan


def image(tenant: Tenant, site: Site, country: str) -> Image:
    """What a company's objects do, as a plan; of what is left alone there (`untouched`) no plan can say anything."""
    builder = PlanBuilder(tenant, site, keys_of(tenant), country)
    plan = written_plan(builder)
    dated = {key: schedule.dated for key, schedule in plan.schedules.items() if schedule.dates}
    closed = {builder.keys[found.identity]: closed_parts(found) for found in tenant.of_kind("holidays")}
    edits = [*(edits_of_winning_calendars(plan, dated, closed) if dated else ()), *_one_busy(plan)]
    return Image(plan, tuple(map(str, (*builder.unknown, *tenant.untouched))), tuple(edits))


def _one_busy(plan: Plan) -> Iterator[PlanEdit]:
    """A group has one busy: without telephones too callers go where its busy sends them, if it does so at all."""
    for group in plan.hunt_groups.values():
        sends_on = group.when_busy != BUSY_TONE if group.when_busy is not None else group.overflow is not None
        if sends_on and group.not_reachable is not None and group.not_reachable.to == BUSY_TONE:
            yield PlanEdit(group.at("not_reachable"))
