"""The plan while it is turned into the objects that it wants on the platform, and what is lost on the way."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from nummerplan.model.artefact import Loss, Workbench
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.deployment.platform import Defect, Site
from nummerplan.model.message import Message
from nummerplan.model.plan.company import ManagedByUser
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.field_values import AudioReference, SecretReference


@dataclass
class PlanContext:
    """The plan, the site, and what has been found on the way: losses, and what the platform would refuse."""

    bench: Workbench
    site: Site
    losses: list[Loss] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    _reported: set[str] = field(default_factory=set)

    @property
    def linked(self) -> LinkedPlan:
        """The plan with everything resolved."""
        return self.bench.linked

    @property
    def plan(self) -> Plan:
        """The plan with `defaults` filled in."""
        return self.bench.linked.plan

    def lose(self, route: Route, message: Message) -> None:
        """Something of the plan that the platform cannot express."""
        self.losses.append(Loss(route, message))

    def lose_once(self, route: Route, message: Message) -> None:
        """The same, reported once for equal messages, at the first place."""
        text = str(message)
        if text not in self._reported:
            self._reported.add(text)
            self.lose(route, message)

    def refuse(self, route: Route, message: Message) -> None:
        """Something of the plan that the platform would refuse."""
        self.defects.append(Defect(route, message))

    def e164(self, text: str | None) -> str | None:
        """A phone number of the plan in E.164 form; a short number as dialled; None for anything else."""
        return self.linked.numbering.e164(text) if text is not None else None

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {user.key: self._with_domain(user.username or user.key) for user in self.plan.users.values()}

    def _with_domain(self, name: str) -> str:
        return name if "@" in name else f"{name}@{self.site.domain}"

    def user_id(self, key: str) -> str:
        """The platform's id of a user, group, menu or mailbox: a username, else `KEY@domain`."""
        return self._ids.get(key) or self._with_domain(key)

    def former_id(self, key: str) -> str:
        """The id that an object had under its former key (`renamed_from`)."""
        return self._with_domain(key)

    def node(self, destination: str | VoicemailOf | None) -> Node | None:
        """What a destination means: an object, a user's mailbox, a number outside; None if nothing answers to it."""
        if destination is None:
            return None
        if isinstance(destination, VoicemailOf):
            node = self.node(destination.voicemail)
            return Node("voicemail", node.key) if node and node.kind == "user" else None
        linked = self.linked
        if destination in linked.names:
            return node_of(linked.names[destination][0])
        if destination in linked.extensions:
            return node_of(linked.extensions[destination][0].entity)
        number = self.e164(destination)
        if number is None:
            return None
        return node_of(linked.numbers[number][0].entity) if number in linked.numbers else Node("outside", number)

    def dials(self, destination: str | VoicemailOf | None) -> str | None:
        """What the platform dials to come to a destination: an own extension, else a number in E.164 form.

        None for no destination, for a user's mailbox (nothing can be dialled for it), and for an object that has
        neither number nor extension.
        """
        node = self.node(destination)
        if node is None or node.kind == "voicemail":
            return None
        if node.kind == "outside":
            return node.key
        entity = self.linked.entity(node)
        return getattr(entity, "extension", None) or self.e164(getattr(entity, "number", None))

    def managed(self, entity: Entity) -> Collection[ManagedByUser]:
        """What people switch by hand at this object, which is left alone."""
        own: Collection[ManagedByUser] | None = getattr(entity, "managed_by_user", None)
        return self.plan.company.managed_by_user if own is None else own

    def schedule_name(self, key: str | None) -> str | None:
        """The name of a schedule on the platform: its `name`, else its key."""
        schedule = self.plan.schedules.get(key) if key is not None else None
        return (schedule.name or schedule.key) if schedule else None

    def holidays_name(self, key: str | None) -> str | None:
        """The name of a holiday calendar on the platform: its `name`, else its key."""
        holidays = self.plan.holidays.get(key) if key is not None else None
        return (holidays.name or holidays.key) if holidays else None

    def secret(self, secret: Secret | str | None) -> str | None:
        """A reference to a secret, for `TenantObject.secrets`. Text that is no reference is a finding elsewhere."""
        return str(SecretReference(secret.name)) if isinstance(secret, Secret) else None

    def audio(self, path: str) -> str:
        """A reference to an audio file of the plan's folder, for `TenantObject.secrets`."""
        return str(AudioReference(path))
