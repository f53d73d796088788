"""People, each setting of theirs in a file of this folder (manual 6.5 and 6.6.4).

Every file exports an `ASPECT`, and the first of them to come is `identity`, which makes the user.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.aspect import Aspect, Reading, Sheet
from nummerplan.targets.broadworks.assignment import assign, assigned, unassign
from nummerplan.targets.broadworks.converse import Talk, converse, side_by_side
from nummerplan.targets.broadworks.mailbox_mark import is_mailbox
from nummerplan.targets.broadworks.objects import Ask, Draft, Kind, Query, Scene, Step, Wants
from nummerplan.targets.broadworks.subscriber import renamed, user_deleted
from nummerplan.targets.broadworks.told import rows


@cache
def aspects() -> tuple[Aspect, ...]:
    """Every file of this folder."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(module.ASPECT for module in modules)


def wanted(wants: Wants) -> Iterator[TenantObject]:
    """Every user of the plan."""
    for user in wants.plan.users.values():
        yield one(wants, user)


def one(wants: Wants, user: User) -> TenantObject:
    """A user with all his settings, as the platform is to have them."""
    sheet = Sheet(wants, user)
    for aspect in aspects():
        aspect.wanted(sheet, user)
    identity = Identity("user", wants.user_id(user.key))
    former = Identity("user", wants.former_id(user.renamed_from)) if user.renamed_from else None
    return TenantObject(identity, sheet.settings, user.key, user.route, sheet.routes, sheet.secrets, former)


def operations(change: Change, scene: Scene) -> Iterator[Step]:
    """The commands of one change; a new user exists before anything refers to him."""
    if change.after is None:
        yield user_deleted(change)
        return
    changed = scene.settings(change)
    yield from renamed(change)
    needed = [service for aspect in aspects() for service in aspect.services(scene.changed(change))]
    yield from assign(change, needed)
    for aspect in aspects():
        yield from aspect.operations(change, changed, scene)
    yield from unassign(change)


def read(ask: Ask, site: Site, names: Collection[str] | None) -> Iterator[TenantObject]:
    """The users of the company; mailboxes are users too, and another kind reads them."""
    if names is None:
        group = {"service_provider_id": site.service_provider, "group_id": site.group}
        (listed,) = ask([Query("UserGetListInGroupRequest", group)])
        users = rows(listed, "userTable", "User Id", "First Name")
        names = [row["User Id"] for row in users if not is_mailbox(row["First Name"])]
    return (found for found in converse(ask, (_one(name, site) for name in names)) if found is not None)


def _one(name: str, site: Site) -> Talk[TenantObject | None]:
    user, services = yield [
        Query("UserGetRequest23V2", {"user_id": name}),
        Query("UserServiceGetAssignmentListRequest", {"user_id": name}),
    ]
    if user.error or is_mailbox(user.text("callingLineIdFirstName")):
        return None
    has = assigned(services)
    settings: dict[str, Value] = {"services": has}
    reading = Reading(name, has, user, site)
    talks = [aspect.read(reading) for aspect in aspects()]
    settings.update((yield from side_by_side(talks)))
    return TenantObject(Identity("user", name), settings)


def as_plan(tenant: Tenant, draft: Draft) -> None:
    """Every user as a person would write him."""
    for found in tenant.of_kind("user"):
        written: dict[str, Any] = {}
        for aspect in aspects():
            written |= aspect.as_plan(found, draft)
        draft.put("users", found.identity, written)


def renumber(identity: Identity, settings: Mapping[str, Value], site: Site) -> Iterator[Operation]:
    """The commands that give a user (or take from him) a number, an extension, further numbers."""
    for aspect in aspects():
        if aspect.renumber is not None:
            yield from aspect.renumber(identity, settings)


KIND = Kind("user", 50, wanted, operations, read, as_plan, renumber)
