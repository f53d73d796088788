"""People, each setting of theirs in a file of this folder (manual 6.5 and 6.6.4).

Every file exports an `ASPECT`, and the first of them to come is `identity`, which makes the user.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps, combined, read_in_batches
from nummerplan.targets.broadworks.client.queries import Ask
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    GroupLists,
    Kind,
    PlanBuilder,
    PlanContext,
    Step,
    WantedSettings,
)
from nummerplan.targets.broadworks.parts import extra_numbers, night_forwarding
from nummerplan.targets.broadworks.parts.listings.group_lists import read_lists
from nummerplan.targets.broadworks.parts.listings.group_services import group_services
from nummerplan.targets.broadworks.parts.listings.user_list import expect_unlisted, is_of, user_queries, user_rows
from nummerplan.targets.broadworks.parts.mailbox_mark import is_mailbox
from nummerplan.targets.broadworks.parts.unplanned_services import read_unplanned
from nummerplan.targets.broadworks.parts.user_ids import renamed, user_deleted
from nummerplan.targets.broadworks.parts.user_services import assign, assigned, unassign


@cache
def aspects() -> tuple[Aspect, ...]:
    """Every file of this folder, and what groups and menus have just as users."""
    own = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    # By name, so that the same change gives the same commands wherever a file stands.
    ordered = sorted((*own, extra_numbers, night_forwarding), key=lambda module: module.__name__.rpartition(".")[2])
    return tuple(module.ASPECT for module in ordered)


def from_plan(context: PlanContext) -> Iterator[TenantObject]:
    """Every user of the plan."""
    for user in context.plan.users.values():
        yield one(context, user)


def one(context: PlanContext, user: User) -> TenantObject:
    """A user with all his settings, as the platform is to have them."""
    gathered = WantedSettings(context, user)
    for aspect in aspects():
        aspect.from_plan(gathered, user)
    identity = Identity("user", context.user_id(user.key))
    former = Identity("user", context.former_id(user.renamed_from)) if user.renamed_from else None
    return TenantObject(identity, gathered.settings, user.key, user.route, gathered.routes, gathered.secrets, former)


def operations(change: Change, context: ChangeContext) -> Iterator[Step]:
    """The commands of one change; a new user exists before anything refers to him."""
    if change.after is None:
        yield user_deleted(change)
        return
    changed = context.settings(change)
    yield from renamed(change)
    needed = [service for aspect in aspects() for service in aspect.services(context.changed(change))]
    yield from assign(change, needed)
    for aspect in aspects():
        yield from aspect.operations(change, changed, context)
    yield from unassign(change)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users of the company; mailboxes are users too, and another kind reads them."""
    listed = names is None
    if names is None:
        names = [row["User Id"] for row in user_rows(ask, site) if not is_mailbox(row["First Name"])]
    if not names:
        return
    services = group_services(ask, site)
    # Lists are for many: a few users are each asked everything, so that nothing is written on a list's word.
    about = _Reading(site, services, listed, read_lists(ask, site, services) if listed else GroupLists())
    missing: list[str] = []
    for found in read_in_batches(ask, (_one(name, about) for name in names)):
        if isinstance(found, TenantObject):
            yield found
        elif found is not None:
            missing.append(found)
    expect_unlisted(ask, site, missing)


class _Reading(NamedTuple):
    """Where users are read, what their group has, whether its list named them, and what other lists say."""

    site: Site
    group_services: Collection[str]
    listed: bool
    lists: GroupLists


def _one(name: str, about: _Reading) -> ReadSteps[TenantObject | str | None]:
    """The user; his name if the platform calls him not found, None for what is no person of this group."""
    user, services = yield user_queries(name, listed=about.listed)
    if user.error is not None:
        return name
    if not is_of(about.site, user) or is_mailbox(user.text("firstName")):
        return None
    has = assigned(services)
    settings: dict[str, Value] = {"services": has, **(yield from read_unplanned(name, services))}
    reading = AspectReading(name, has, user, about.site, about.group_services, about.lists)
    readings = [aspect.read(reading) for aspect in aspects()]
    settings.update((yield from combined(readings)))
    return TenantObject(Identity("user", name), settings)


def as_plan(tenant: Tenant, builder: PlanBuilder) -> None:
    """Every user as a person would write him."""
    for found in tenant.of_kind("user"):
        written: dict[str, Any] = {}
        for aspect in aspects():
            written |= aspect.as_plan(found, builder)
        builder.put("users", found.identity, written)


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """The commands that give a user (or take from him) a number, an extension, further numbers."""
    for aspect in aspects():
        if aspect.renumber is not None:
            yield from aspect.renumber(identity, settings)


KIND = Kind("user", 50, from_plan, operations, read, as_plan, renumber, reads=12)
