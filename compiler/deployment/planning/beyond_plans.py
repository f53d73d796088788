"""What a platform holds and no plan can say: a deployment neither writes nor removes it.

Which that is the platform's own objects tell. They are written as a plan, as an import does, and what that plan wants
is held against what is there: where it would be another, no plan can say what is there. It stays as long as the
company's plan wants the same as that plan, and so says nothing of its own about it. Objects of no plan stay too.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.compiler.translation.taken_over import GREETINGS, RECORDED
from nummerplan.model.artefact import PlanEdit, Workbench
from nummerplan.model.deployment.platform import LeftAlone, Provisioning, Site, Wanted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.errors import AudioError
from nummerplan.model.plan.fields.greeting import NOT_FILES
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route


def sayable(provisioning: Provisioning, bench: Workbench, site: Site, platform: Tenant) -> Tenant:
    """What the plan wants that says as much as a plan can of what the platform holds; nothing where none can."""
    try:
        plan = written_plan(provisioning, bench, site, platform)
        return what_a_plan_wants(plan, provisioning, bench, site, platform)
    except ValueError:
        return Tenant({})


def written_plan(provisioning: Provisioning, bench: Workbench, site: Site, platform: Tenant) -> Plan:
    """A company as a plan that people could have written, recordings whose file the workbench does not have aside."""
    plan = provisioning.plan_of(platform, site)
    return edited(plan, (*_recorded(plan, bench), *_without_hours(plan)))


def _recorded(plan: Plan, bench: Workbench) -> Iterator[PlanEdit]:
    """Greetings of which nobody has the file: a recording cannot be read, and stays as it is."""
    for entity in (*plan.users.values(), *plan.mailboxes.values(), *plan.auto_attendants.values()):
        for steps in GREETINGS:
            value: object = entity
            for step in steps:
                value = getattr(value, step, None)
            if isinstance(value, str) and value not in NOT_FILES and not _is_there(bench, value):
                yield PlanEdit(entity.at(*steps), RECORDED)


def _without_hours(plan: Plan) -> Iterator[PlanEdit]:
    """A night of which no plan can say the hours (an enterprise's): the company's plan says nothing of it."""
    night = plan.company.night_forwarding
    if night is not None and night.mode == "schedule" and plan.company.business_hours is None:
        yield PlanEdit(("company", "night_forwarding"))


def _is_there(bench: Workbench, file: str) -> bool:
    try:
        bench.telephone_audio(file)
    except AudioError:
        return False
    return True


def what_a_plan_wants(plan: Plan, provisioning: Provisioning, bench: Workbench, site: Site, platform: Tenant) -> Tenant:
    """What a plan wants of a platform, in the words of what it holds; the rest of the workbench is as it is."""
    linked = link(plan, bench.linked.name, bench.linked.today)
    wanted = provisioning.wanted(replace(bench, linked=linked), site).tenant
    return provisioning.fitted(wanted, platform, linked.today).tenant


def leave_alone(
    wanted: Wanted, platform: Tenant, said: Tenant, ours: Collection[Identity] = (), but: Collection[str] = ()
) -> Wanted:
    """What is wanted, but with what no plan can say as the platform has it.

    `said` is what `sayable` gives. `ours` are objects that are as deployments have left them halfway, `but` settings
    that are compared all the same. A setting that a loss is about is written: the plan says something there, and that
    is the most that the platform can have of it.
    """
    objects, left = dict(wanted.tenant.objects), list[LeftAlone]()
    lost = [loss.route for loss in wanted.losses]
    former = {found.former: identity for identity, found in objects.items() if found.former}
    for here, own in said.objects.items():
        identity = here if here in objects else former.get(here, here)
        if identity in objects and here in platform.objects and not {here, identity} & {*ours}:
            found = _beyond(objects[identity], platform.objects[here], own, lost)
            kept = {setting: value for setting, value in found if setting not in but}
            objects[identity] = replace(objects[identity], settings={**objects[identity].settings, **kept})
            left += [LeftAlone(identity, setting, value, own.settings[setting]) for setting, value in kept.items()]
    somebody = {*said.objects, *objects, *former, *ours}
    nobody = [identity for identity in platform.objects if identity not in somebody and said.objects]
    left += [LeftAlone(identity, "", True, None) for identity in nobody]
    tenant = Tenant(objects, (*wanted.tenant.untouched, *nobody))
    return replace(wanted, tenant=tenant, left_alone=tuple(left))


def _beyond(
    wanted: TenantObject, here: TenantObject, said: TenantObject, lost: Sequence[Route]
) -> Iterator[tuple[str, Value]]:
    for setting, value in wanted.settings.items():
        held = here.settings.get(setting, value)
        if held != value and said.settings.get(setting, held) == value:
            where = wanted.routes.get(setting, ())
            # Of what no key says a loss cannot speak either: a second address stands at `voicemail` as a whole.
            key = ".".join(map(str, where[2:]))
            if setting not in (key, f"{key}.to") or not any(_overlap(where, route) for route in lost):
                yield setting, held


def _overlap(one: Route, other: Route) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def differs(wanted: Tenant, platform: Tenant) -> bool:
    """Whether anything that is there is to become another, or to go; else there is nothing that could be left alone.

    In an empty company nobody has set anything: it is as the platform makes one.
    """
    if all(identity.kind == "company" for identity in platform.objects):
        return False
    for identity, found in wanted.objects.items():
        here = platform.objects.get(identity) or (platform.objects.get(found.former) if found.former else None)
        if here is not None and any(here.settings.get(name) != value for name, value in found.settings.items()):
            return True
    names = {*wanted.objects, *(found.former for found in wanted.objects.values())}
    return any(identity not in names for identity in platform.objects)
