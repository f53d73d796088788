"""A platform's company as a plan that its own first deployment does not change, and what became of all that was read.

The plan is asked what it wants, as a deployment asks it. Where that is what is there, the plan says it. Where it is
something else, the plan leaves that key to the platform (`unmanaged`) if the language has one; else a deployment leaves
it alone (`beyond_plans.py`), and the report has it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nummerplan.compiler.deployment.planning.beyond_plans import what_a_plan_wants, written_plan
from nummerplan.compiler.deployment.planning.unmanaged_settings import key_of
from nummerplan.compiler.reading.glossary import groups
from nummerplan.model.artefact import Workbench
from nummerplan.model.deployment.imported import ImportedSetting
from nummerplan.model.deployment.platform import Provisioning, Site
from nummerplan.model.deployment.tenant import Tenant, TenantObject, Value
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan

_WHAT_IT_IS = frozenset(
    {"first_name", "infix", "last_name", "name", "extension", "number", "extra_numbers", "username", "members"}
    | {"devices", "business_hours_menu", "after_hours_menu"}
)
"""Keys without which an object is another one, or none: they are written, and what differs is left alone."""
_NOTHING: Collection[Value] = (None, "", (), False)


@dataclass(frozen=True)
class ImportedPlan:
    """The plan, and a row for every object and every setting that was read."""

    plan: Plan
    rows: tuple[ImportedSetting, ...]


def imported_plan(provisioning: Provisioning, bench: Workbench, site: Site, platform: Tenant) -> ImportedPlan:
    """Write a company as a plan. The workbench's own plan may be any other. Raises `ValueError` where none can be."""
    plan = written_plan(provisioning, bench, site, platform)
    said = what_a_plan_wants(plan, provisioning, bench, site, platform)
    rows = tuple(_rows(platform, said, provisioning.read_only, plan))
    left: dict[str, set[str]] = {}
    for row in rows:
        if row.unmanaged:
            left.setdefault(said.objects[row.identity].key, set()).add(row.unmanaged)
    return ImportedPlan(_leaving(plan, left), rows)


def _rows(platform: Tenant, said: Tenant, read_only: Collection[str], plan: Plan) -> Iterator[ImportedSetting]:
    for identity, here in platform.objects.items():
        own = said.objects.get(identity)
        if own is None:
            yield ImportedSetting(identity, "", True, "not mappable")
            continue
        yield ImportedSetting(identity, "", True, "mapped")
        for setting, held in here.settings.items():
            if setting not in read_only:
                yield _row(own, setting, held, plan)
    for identity in platform.untouched:
        yield ImportedSetting(identity, "", True, "not understood")


def _row(own: TenantObject, setting: str, held: Value, plan: Plan) -> ImportedSetting:
    if setting not in own.settings:
        # Nobody wants it, as it is read for what it does to callers: what is off is no loss.
        return ImportedSetting(own.identity, setting, held, "mapped" if held in _NOTHING else "not mappable")
    said = own.settings[setting]
    if said == held:
        return ImportedSetting(own.identity, setting, held, "mapped")
    if key := _unmanaged(own, setting, plan):
        return ImportedSetting(own.identity, setting, held, "not mappable", said, key)
    return ImportedSetting(own.identity, setting, held, "mapped with a loss", said)


def _unmanaged(own: TenantObject, setting: str, plan: Plan) -> str:
    """The key by which a plan can leave a setting to the platform; nothing where the language has none."""
    key, section = key_of(own, setting), str(own.route[0]) if own.route else ""
    entity: Entity | None = getattr(plan, section, {}).get(own.key) if section != "company" else None
    if entity is None or "unmanaged" not in type(entity).model_fields or key in _WHAT_IT_IS:
        return ""
    steps = setting if setting.partition(".")[0] == key else ".".join(map(str, own.routes.get(setting, ())[2:]))
    place = f"{section}.KEY.{steps}"
    return key if place in _places() and not type(entity).model_fields[key].is_required() else ""


@cache
def _places() -> frozenset[str]:
    """Every key of the language, by its place: `users.KEY.forwarding.busy.to`."""
    return frozenset(f"{place}.{entry.key}" for group in groups() for place in group.places for entry in group.entries)


def _leaving(plan: Plan, left: Mapping[str, Collection[str]]) -> Plan:
    """The plan with these keys of objects left to the platform."""
    changes: dict[str, dict[str, Entity]] = {}
    for section in ("users", "hunt_groups", "auto_attendants", "mailboxes"):
        entities: dict[str, Entity] = getattr(plan, section)
        if left.keys() & entities.keys():
            changes[section] = {key: _without(one, sorted(left.get(key, ()))) for key, one in entities.items()}
    return plan.model_copy(update=changes)


def _without(entity: Entity, names: list[str]) -> Entity:
    if not names:
        return entity
    defaults = {name: type(entity).model_fields[name].get_default(call_default_factory=True) for name in names}
    found = entity.model_copy(update={**defaults, "unmanaged": names})
    found.model_fields_set.difference_update(names)
    return found
