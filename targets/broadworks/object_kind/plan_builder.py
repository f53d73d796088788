"""A plan in the making, while the objects of a platform are written as a person would write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.targets.broadworks.client.offered.voicemail_transfer import transfer_code
from nummerplan.targets.broadworks.object_kind.change_context import ADDRESSES, called_by
from nummerplan.targets.broadworks.object_kind.phone_numbers import national

Section = dict[str, Any]


@dataclass
class PlanBuilder:
    """The parts of a plan so far, as the plan language has them; `keys` gives every object its key in the plan."""

    tenant: Tenant
    site: Site
    keys: Mapping[Identity, str]
    country: str = "NL"
    data: Section = field(default_factory=dict)
    unknown: dict[Identity, None] = field(default_factory=dict)
    """Objects that do something which no plan can say, in the order in which they were met."""
    lines: dict[str, int] = field(default_factory=dict)
    """How many lines of each telephone are written."""

    def section(self, name: str) -> Section:
        """A section of the plan, empty at first."""
        found: Section = self.data.setdefault(name, {})
        return found

    def put(self, section: str, identity: Identity, settings: Mapping[str, Any]) -> None:
        """Write an object under its key, without what is None."""
        written = {name: value for name, value in settings.items() if value is not None}
        self.section(section)[self.keys[identity]] = written

    @cached_property
    def _called(self) -> dict[str, str]:
        """Keys of objects by extension and number."""
        found: dict[str, str] = {}
        for identity, key in self.keys.items():
            for setting in ADDRESSES:
                for address in called_by(self.tenant.objects[identity], setting):
                    found.setdefault(address, key)
        return found

    @cached_property
    def _voicemails(self) -> dict[str, VoicemailOf]:
        """The voicemails of users, by what is dialled for a transfer there."""
        if not (code := transfer_code(self.site)):
            return {}
        having = ((user, user.settings.get("extension")) for user in self.tenant.of_kind("user"))
        return {
            f"{code}{extension}": VoicemailOf(voicemail=self.keys[one.identity])
            for one, extension in having
            if extension
        }

    @cached_property
    def company(self) -> Mapping[str, Value]:
        """The settings of the company itself."""
        return next((found.settings for found in self.tenant.of_kind("company")), {})

    def line_number(self, device: str) -> int:
        """Which line of a telephone is written next: those who share it have its lines in the order of the plan."""
        self.lines[device] = self.lines.get(device, 0) + 1
        return self.lines[device]

    def number(self, digits: str) -> str:
        """A number as a person of the country writes it; an extension as it is."""
        return national(digits, self.country)

    def to(self, digits: object) -> str | VoicemailOf | None:
        """A destination as a person writes it: the key of an own object or somebody's voicemail, else the number."""
        if not isinstance(digits, str):
            return None
        return self._voicemails.get(digits) or self._called.get(digits) or self.number(digits)

    def cannot_say(self, identity: Identity) -> None:
        """Remember that an object does something for which a plan has no words."""
        self.unknown[identity] = None

    def key_of(self, kind: str, name: object, whose: Identity) -> str | None:
        """The key of the object that the platform knows by a name (a user id, a schedule's name).

        One that the company does not have (the schedule of an enterprise) is something that no plan can say of `whose`.
        """
        found = self.keys.get(Identity(kind, name)) if isinstance(name, str) else None
        if found is None and name is not None:
            self.cannot_say(whose)
        return found
