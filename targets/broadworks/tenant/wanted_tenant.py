"""What a plan wants of the platform: every kind's objects, and what cannot be had there."""

from collections.abc import Iterator
from itertools import chain

from nummerplan.model.artefact import Loss, Workbench
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Site, Wanted
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import say
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.problems import problems
from nummerplan.targets.broadworks.client.profile import DEFAULT, RELEASES
from nummerplan.targets.broadworks.loss_kinds import LANGUAGE, NOT_OF_THE_PLATFORM, PLATFORM_LIMITS
from nummerplan.targets.broadworks.object_kind import PlanContext
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.parts.languages import language_name
from nummerplan.targets.broadworks.parts.limits import USER_ID, fits
from nummerplan.targets.broadworks.tenant.command_order import operations
from nummerplan.targets.broadworks.tenant.unsent_settings import lose_unsent_settings

USERS = ("user", "hunt_group", "auto_attendant", "mailbox", "fax")
"""Kinds whose names are user ids of the platform: one row of names."""


def wanted(bench: Workbench, site: Site) -> Wanted:
    """All objects, losses, and what the platform would refuse; nothing is sent to find that out."""
    context = PlanContext(bench, site)
    tenant = _gathered(context)
    _refuse_problems(context, tenant)
    return Wanted(tenant, tuple(context.losses), tuple(context.defects), tuple(context.notes))


def losses(bench: Workbench, site: Site) -> tuple[Loss, ...]:
    """The losses alone: no command is made for them."""
    context = PlanContext(bench, site)
    _gathered(context)
    return tuple(context.losses)


def _gathered(context: PlanContext) -> Tenant:
    """Every kind's objects; what is found on the way is in the context."""
    objects: dict[Identity, TenantObject] = {}
    for kind in all_kinds().values():
        for found in kind.from_plan(context):
            if (other := objects.setdefault(found.identity, found)) is not found:
                _same_name(context, found, other)
    tenant = Tenant(objects)
    _check_ids(context, tenant)
    _lose_what_no_object_holds(context)
    lose_unsent_settings(context)
    return tenant


def _check_ids(context: PlanContext, tenant: Tenant) -> None:
    """User ids have a domain, fit, and are nobody else's."""
    holders: dict[str, TenantObject] = {}
    for found in chain.from_iterable(tenant.of_kind(kind) for kind in USERS):
        name = found.identity.name
        if name.endswith("@"):
            context.refuse(("platform",), say("user ids need a domain: write platform: {{domain: DOMAIN}}"))
            return
        route: Route = (*found.route, "username") if found.identity.kind == "user" else found.route
        fits(context, route, name, USER_ID)
        if (other := holders.setdefault(name.casefold(), found)) is not found:
            _same_name(context, found, other)


def _same_name(context: PlanContext, found: TenantObject, other: TenantObject) -> None:
    """Two objects of the plan that the platform would take for one."""
    name = found.identity.name
    text = say("BroadWorks would know both this and {other} as {name}; rename one", other=other.key or name, name=name)
    context.refuse(found.route, text)


def _lose_what_no_object_holds(context: PlanContext) -> None:
    """What a plan says and no object of the platform holds."""
    plan, company = context.plan, context.plan.company
    if plan.portal_users:
        text = say("portal users are accounts of the reseller's portal; BroadWorks does not know them")
        context.lose(("portal_users",), text, NOT_OF_THE_PLATFORM)
    if plan.mobile.subscriptions:
        text = say("mobile subscriptions belong to the mobile network; BroadWorks does not know them")
        context.lose(("mobile",), text, NOT_OF_THE_PLATFORM)
    for name in ("ring_limit", "max_redirections"):
        if name in company.model_fields_set:
            text = say("this holds for a whole BroadWorks platform; its operator sets it")
            context.lose(("company", name), text, PLATFORM_LIMITS)
    if company.usage_alert_eur:
        text = say("BroadWorks knows no costs; the portal mails alerts")
        context.lose(("company", "usage_alert_eur"), text, NOT_OF_THE_PLATFORM)
    if not language_name(company.language):
        text = say(
            "what BroadWorks calls the language {language} is not known; it keeps its own", language=company.language
        )
        context.lose(("company", "language"), text, LANGUAGE)
    for route in _counted_rings(context):
        text = say("a ring lasts as long as the platform says, often 6 s; in the plan it lasts 5 s")
        context.lose(route, text, PLATFORM_LIMITS)
        break


def _counted_rings(context: PlanContext) -> Iterator[Route]:
    """Where the plan counts rings."""
    for user in context.plan.users.values():
        if user.voicemail is not None and "no_answer" in user.voicemail.when:
            yield user.at("voicemail", "rings")
        for case in ("no_answer", "missed"):
            if getattr(user.forwarding, case) is not None:
                yield user.at("forwarding", case, "rings")
    for group in context.plan.hunt_groups.values():
        if group.next_member_after is not None:
            yield group.at("next_member_after", "rings")


def _refuse_problems(context: PlanContext, tenant: Tenant) -> None:
    """What no limit of ours has found, from the commands that would make each object."""
    known = {defect.route[:2] for defect in context.defects}
    if ("platform",) in known:
        return
    release = str(context.site.settings.get("release", DEFAULT))
    made = ChangeSet(tuple(Change("create", None, found) for found in tenant.objects.values()))
    for operation in operations(made, Tenant({}), context.site):
        route = tenant.objects[operation.identity].route
        if route[:2] not in known:
            for problem in problems(operation, release if release in RELEASES else DEFAULT):
                context.refuse(route, problem)
