"""The plan while it is turned into the objects that it wants on the platform, and what is lost on the way."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

from nummerplan.model.artefact import Loss, LossKind, PlanEdit, Workbench
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.calls.night import NightForwarded, night_forwarded
from nummerplan.model.deployment.platform import Defect, Site
from nummerplan.model.message import Message, say
from nummerplan.model.plan.company import ManagedByUser
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.plan import Plan
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.field_values import AudioReference, SecretReference
from nummerplan.targets.broadworks.client.offered.voicemail_transfer import transfer_code
from nummerplan.targets.broadworks.loss_kinds import UNDIALLED_DESTINATION, VOICEMAIL_DESTINATION
from nummerplan.targets.broadworks.object_kind.night_destination import (
    GroupDestination,
    group_destination,
    may_be_forwarded,
)


@dataclass
class PlanContext:
    """The plan, the site, and what has been found on the way: losses, and what the platform would refuse."""

    bench: Workbench
    site: Site
    losses: list[Loss] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    _reported: dict[tuple[Route, str], int] = field(default_factory=dict)

    @property
    def linked(self) -> LinkedPlan:
        """The plan with everything resolved."""
        return self.bench.linked

    @property
    def plan(self) -> Plan:
        """The plan with `defaults` filled in."""
        return self.bench.linked.plan

    def lose(self, route: Route, message: Message, kind: LossKind, *edits: PlanEdit) -> None:
        """Something of the plan that the platform cannot express, and the plan that it carries out instead.

        What one setting loses in several places is one loss: `missed` of a user is a forward for each of its cases.
        """
        self._lose((route, str(message)), Loss(route, message, kind, edits))

    def lose_once(self, route: Route, message: Message, kind: LossKind, *edits: PlanEdit) -> None:
        """The same, reported once for equal messages, at the first place."""
        self._lose(((), str(message)), Loss(route, message, kind, edits))

    def _lose(self, once: tuple[Route, str], loss: Loss) -> None:
        place = self._reported.setdefault(once, len(self.losses))
        if place == len(self.losses):
            self.losses.append(loss)
        else:
            first = self.losses[place]
            self.losses[place] = replace(first, edits=(*first.edits, *loss.edits))

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

        For a user's voicemail that is the platform's code for a transfer there and his extension. None for no
        destination, and for what has nothing that can be dialled.
        """
        node = self.node(destination)
        if node is None or node.kind == "outside":
            return node and node.key
        entity = self.linked.entity(node)
        extension: str | None = getattr(entity, "extension", None)
        if node.kind == "voicemail":
            code = transfer_code(self.site)
            return f"{code}{extension}" if code and extension else None
        return extension or self.e164(getattr(entity, "number", None))

    def reach(
        self, destination: str | VoicemailOf | None, route: Route, instead: Message, *edits: PlanEdit
    ) -> str | None:
        """What the platform dials to come to a destination; where it can dial nothing that is a loss.

        `instead` says what then happens to calls, and `edits` say the same of the plan.
        """
        dialled = self.dials(destination)
        if destination is not None and dialled is None:
            text = say("{reason}; {instead}", reason=self._unreached(destination), instead=instead)
            kind = VOICEMAIL_DESTINATION if isinstance(destination, VoicemailOf) else UNDIALLED_DESTINATION
            self.lose(route, text, kind, *edits)
        return dialled

    def _unreached(self, destination: str | VoicemailOf) -> Message:
        """Why nothing can be dialled for a destination."""
        if self.node(destination) is None:
            return say("nothing answers to {destination}", destination=destination)
        if not isinstance(destination, VoicemailOf):
            return say("BroadWorks cannot dial {key}: it has no extension and no number", key=destination)
        if transfer_code(self.site):
            return say("BroadWorks reaches a voicemail by an extension, and {key} has none", key=destination.voicemail)
        return say("the platform has no transfer to voicemail (voicemail_transfer)")

    def managed(self, entity: Entity) -> Collection[ManagedByUser]:
        """What people switch by hand at this object, which is left alone."""
        own: Collection[ManagedByUser] | None = getattr(entity, "managed_by_user", None)
        return self.plan.company.managed_by_user if own is None else own

    def is_forwarded(self, one: NightForwarded) -> bool:
        """Whether callers of a user, group or menu are ever forwarded at night."""
        return may_be_forwarded(self.plan.company, one, self.managed(one))

    @cached_property
    def night_destination(self) -> GroupDestination:
        """Where night forwarding leads on the platform."""
        those = (one for one in night_forwarded(self.plan) if self.is_forwarded(one))
        return group_destination(self.plan.company, ((one, self.dials(one.night_forwarding.to)) for one in those))

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
