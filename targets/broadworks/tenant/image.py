"""The plan that the platform carries out, from the objects that it has: the other half of every comparison."""

from collections.abc import Iterator

from nummerplan.model.artefact import Image, PlanEdit
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.plan.plan import Plan
from nummerplan.targets.broadworks.object_kind import PlanBuilder
from nummerplan.targets.broadworks.object_kind.change_context import called_by
from nummerplan.targets.broadworks.objects.holidays import closed_parts
from nummerplan.targets.broadworks.objects.hunt_group.when_busy import BUSY_TONE
from nummerplan.targets.broadworks.objects.user.outgoing import DIALLED, FORWARDED
from nummerplan.targets.broadworks.parts.call_types import CLASSES
from nummerplan.targets.broadworks.parts.hand_set_permissions import PERMISSIONS
from nummerplan.targets.broadworks.parts.schedules.winning_calendars import edits_of_winning_calendars
from nummerplan.targets.broadworks.parts.standing_rules import REFUSING, standing_rules
from nummerplan.targets.broadworks.parts.unplanned_services import UNPLANNED
from nummerplan.targets.broadworks.parts.usual import hand_set_services
from nummerplan.targets.broadworks.tenant.plan_keys import keys_of
from nummerplan.targets.broadworks.tenant.plan_of import written_plan


def image(tenant: Tenant, site: Site, country: str) -> Image:
    """What a company's objects do, as a plan; of what is left alone there (`untouched`) no plan can say anything."""
    builder = PlanBuilder(tenant, site, keys_of(tenant), country)
    plan = written_plan(builder)
    for identity in (*_beside_plans(tenant), *_inactive(tenant)):
        builder.cannot_say(identity)
    dated = {key: schedule.dated for key, schedule in plan.schedules.items() if schedule.dates}
    closed = {builder.keys[found.identity]: closed_parts(found) for found in tenant.of_kind("holidays")}
    edits = [*(edits_of_winning_calendars(plan, dated, closed) if dated else ()), *_one_busy(plan)]
    return Image(plan, tuple(map(str, (*builder.unknown, *tenant.untouched))), tuple(edits))


_NOTICED = frozenset(
    {
        "group_busy",
        "members_close_it",
        "members_are_closed",
        "own_caller_id",
        "hides_its_name",
        "not_reachable.and_busy",
        "extensions_of",
        "names_of",
        "caller_name",
        "hides_names",
        "spelled_name",
        "leave_with_zero_to",
        "away_greeting",
        "beside_the_fax",
        "voicemail.leave_with_zero_to",
        "voicemail.away_greeting",
        UNPLANNED,
        *hand_set_services.USUAL,
    }
)
"""Settings that no plan has, that are false, None or empty as they usually are, and that callers notice when they are
not."""


def _beside_plans(tenant: Tenant) -> Iterator[Identity]:
    """Objects that somebody has set, by hand, to do for callers what no plan can say."""
    for identity, found in tenant.objects.items():
        settings = found.settings
        odd_ring = settings.get("simultaneous_ring.answer_confirmation") not in (None, True, False)
        # None is no word for a user's own calling plan; without one it is false.
        odd_block = "blocked_callers.all" in settings and settings["blocked_callers.all"] is None
        odd_rule = any(rule.is_odd for rule in standing_rules(found, REFUSING))
        odd = odd_ring or odd_block or odd_rule or bool(settings.get(PERMISSIONS)) or _oddly_permitted(tenant, found)
        if odd or any(settings.get(name) for name in _NOTICED & settings.keys()):
            yield identity


def _oddly_permitted(tenant: Tenant, found: TenantObject) -> bool:
    """Whether some numbers are neither blocked nor free, or a user's forwards may lead where no plan can say."""
    dialled, forwarded = found.settings.get(DIALLED), found.settings.get(FORWARDED)
    if isinstance(dialled, tuple) and not {*dialled} <= {*CLASSES}:
        return True
    if not isinstance(forwarded, tuple):
        return False
    company = next((one.settings for one in tenant.of_kind("company")), {})
    follows = company.get("block_forwarding") == company.get(DIALLED)
    return forwarded != (dialled if follows and dialled is not None else company.get("block_forwarding"))


def _inactive(tenant: Tenant) -> Iterator[Identity]:
    """Objects with a number that is not activated: whoever calls it reaches nobody."""
    inactive = {number for company in tenant.of_kind("company") for number in called_by(company, "inactive")}
    for identity, found in tenant.objects.items():
        if inactive & {number for name in ("number", "extra_numbers") for number in called_by(found, name)}:
            yield identity


def _one_busy(plan: Plan) -> Iterator[PlanEdit]:
    """A group has one busy: without telephones too callers go where its busy sends them, if it does so at all."""
    for group in plan.hunt_groups.values():
        sends_on = group.when_busy != BUSY_TONE if group.when_busy is not None else group.overflow is not None
        if sends_on and group.not_reachable is not None and group.not_reachable.to == BUSY_TONE:
            yield PlanEdit(group.at("not_reachable"))
