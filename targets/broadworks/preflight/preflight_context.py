"""What is looked at before anything is sent: what is wanted, what is there, and what would be done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Defect, Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.message import Message, say
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.answer_checks import NOT_ALLOWED
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.object_kind.change_context import called_by

USER_KINDS = ("user", "mailbox", "fax")
"""Kinds that are users of the platform, and count as such."""
ID_KINDS = (*USER_KINDS, "hunt_group", "auto_attendant")
"""Kinds whose name is a user id: one row of names on the whole platform."""


@dataclass
class PreflightContext:
    """The changes and their commands, before and after; what was found, and what this login may not ask."""

    site: Site
    wanted: Tenant
    platform: Tenant
    changes: ChangeSet
    operations: Sequence[Operation]
    secret: Callable[[str], str | None]
    """The text behind a secret's reference; None if nobody gives it."""
    defects: dict[tuple[Route, str], Defect] = field(default_factory=dict)
    unchecked: dict[str, Message] = field(default_factory=dict)

    def refuse(self, route: Route, message: Message) -> None:
        """Something that the platform would refuse; the same is told once."""
        self.defects.setdefault((route, str(message)), Defect(route, message))

    def group_query(self, request: str) -> Query:
        """A question about the group, to which this login may get no answer."""
        fields = {"service_provider_id": self.site.service_provider, "group_id": self.site.group}
        return Query(request, fields, absent=(NOT_ALLOWED,))

    def is_known(self, answer: Answer, what: Message) -> bool:
        """Whether the platform told us; else it is noted that `what` was not looked at."""
        if answer.error is not None:
            note = say("not looked at before sending, since this login may not ask for it: {what}", what=what)
            self.unchecked.setdefault(str(note), note)
        return answer.error is None

    @property
    def made(self) -> Iterator[TenantObject]:
        """The objects that are created."""
        return (change.after for change in self.changes.changes if change.before is None and change.after is not None)

    @property
    def named(self) -> Iterator[TenantObject]:
        """The objects that get a name: those that are created or renamed."""
        for change in self.changes.changes:
            if change.after is not None and (change.before is None or change.before.identity != change.identity):
                yield change.after

    def gains(self, setting: str) -> Iterator[tuple[TenantObject, str]]:
        """The objects that get a number, extension or line under a setting, with what they get."""
        for change in self.changes.changes:
            if change.after is not None and setting in change.after.settings:
                had = called_by(change.before, setting)
                yield from ((change.after, one) for one in called_by(change.after, setting) if one not in had)

    def where(self, identity: Identity) -> Route:
        """Where the plan speaks of an object."""
        found = self.wanted.objects.get(identity)
        return found.route if found is not None else ()

    @cached_property
    def later(self) -> dict[str, TenantObject]:
        """Whoever has a user id after the changes, by the id of before."""
        found = {one.identity.name: one for one in self.platform.objects.values() if one.identity.kind in ID_KINDS}
        for change in self.changes.changes:
            before = change.before
            if before is not None and before.identity.kind in ID_KINDS:
                found[before.identity.name] = _after(change, before)
        return found

    def keeps(self, holder: str, address: str) -> bool:
        """Whether somebody who has a number or an extension has it still when the changes are made.

        Who is no object of ours keeps what he has; what does not pass between ours at once is moved in order.
        """
        found = self.later.get(holder)
        if found is None:
            return True
        return any(address in called_by(found, setting) for setting in ("number", "extension", "extra_numbers"))


def _after(change: Change, before: TenantObject) -> TenantObject:
    """An object as it is after a change; one that goes has nothing any more."""
    if change.after is None:
        return TenantObject(before.identity, {})
    return TenantObject(change.after.identity, {**before.settings, **change.after.settings})


PreflightCheck = Callable[[PreflightContext], ReadSteps[None]]
"""Asks what it needs to know, and puts what it finds into the context."""
