"""From a plan's users and devices to telephones: one for each MAC address, one for each device without."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from nummerplan.model.artefact import Loss, Workbench
from nummerplan.model.message import Message, say
from nummerplan.model.plan.devices import Device
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.phone_catalogue import GENERIC, PhoneModel
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.phones.keys import line_keys
from nummerplan.targets.phones.site import PhoneSettings
from nummerplan.targets.phones.telephone import PhoneLine, Telephone, plain


@dataclass(frozen=True, slots=True)
class _Owned:
    """A device, whose it is, and where it stands."""

    user: User
    route: Route
    device: Device


def gather(bench: Workbench, site: PhoneSettings, losses: list[Loss]) -> list[Telephone]:
    """All telephones of the plan, in its order; what of it no telephone can have goes to `losses`."""
    gathering = _Gathering(bench, site, losses)
    return [gathering.telephone(mac, devices) for mac, devices in _by_mac(bench)]


def _by_mac(bench: Workbench) -> list[tuple[str | None, list[_Owned]]]:
    """The devices that are one telephone: two users can share one, on two lines."""
    shared: dict[str, list[_Owned]] = {}
    telephones: list[tuple[str | None, list[_Owned]]] = []
    for user in bench.linked.plan.users.values():
        for place, device in enumerate(user.devices):
            mac = normalise_mac(device.mac or "")
            owned = _Owned(user, user.at("devices", place), device)
            if mac in shared:
                shared[mac].append(owned)
                continue
            telephones.append((mac, [owned]))
            if mac:
                shared[mac] = telephones[-1][1]
    return telephones


@dataclass
class _Gathering:
    """What the telephones of one plan have in common, and the names that are taken."""

    bench: Workbench
    site: PhoneSettings
    losses: list[Loss]
    names: set[str] = field(default_factory=set)

    @cached_property
    def rung_on_a_call(self) -> frozenset[str]:
        """Members of groups with `ring_busy_members`: a telephone without call waiting would decline these calls.

        Of calls to the user himself the exchange lets none through to it.
        """
        groups = self.bench.linked.plan.hunt_groups.values()
        return frozenset(member for group in groups if group.ring_busy_members for member in group.members)

    def telephone(self, mac: str | None, devices: list[_Owned]) -> Telephone:
        """One telephone with the lines and keys of all who share it."""
        first = devices[0]
        model = self.bench.linked.phone_catalogue.models.get(first.device.model, GENERIC)
        keys = (line_keys(self.bench.linked, owned.device, owned.route, self.losses) for owned in devices)
        password = first.device.password
        return Telephone(
            model=model,
            mac=mac,
            name=self._free_name(plain(f"{first.user.key}-{first.device.model}")),
            lines=tuple(self._lines(model, devices)),
            keys=tuple(key for group in keys for key in group),
            username=self._text(first.device.username or "", (*first.route, "username")),
            password=self._password(password, (*first.route, "password")) if password else "",
            route=first.route,
            secret=self.bench.secrets.revealed,
        )

    def _free_name(self, name: str) -> str:
        """A name that no other telephone has: a second device of one kind gets a number."""
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        free = next(name for name in names if name.casefold() not in self.names)
        self.names.add(free.casefold())
        return free

    def _lines(self, model: PhoneModel, devices: list[_Owned]) -> Iterator[PhoneLine]:
        taken: set[int] = set()
        for owned in sorted(devices, key=lambda owned: owned.device.line):
            line, route = owned.device.line, (*owned.route, "line")
            if owned.device.model != devices[0].device.model:
                text = say(
                    "another user's {other} has this MAC address; it gets one file", other=devices[0].device.model
                )
                self._lose((*owned.route, "model"), text)
            if line in taken:
                self._lose(route, say("line {line} of this telephone is taken; it is left out", line=line))
            elif line < 1 or (model.lines is not None and line > model.lines):
                text = say("the {model} has no line {line}; it is left out", model=str(model), line=line)
                self._lose(route, text)
            else:
                taken.add(line)
                yield self._line(owned)

    def _line(self, owned: _Owned) -> PhoneLine:
        user, device, route = owned.user, owned.device, owned.route
        numbering = self.bench.linked.numbering
        number = numbering.e164(user.number) if user.number else None
        account = device.sip_username or device.name or f"{self.bench.linked.device_key(user)}-{device.model}"
        heard = user.voicemail is not None and user.voicemail.access == "phone"
        return PhoneLine(
            number=device.line,
            user=user,
            route=route,
            name=self._text(user.full_name, user.route),
            extension=self._text(user.extension or "", user.at("extension")),
            phone_number=numbering.shown(number) if number else "",
            sip_user=self._text(account, (*route, "sip_username")),
            sip_password=self._password(device.sip_password, (*route, "sip_password")),
            voicemail_number=self.site.voicemail_number if heard else "",
            call_waiting=user.call_waiting or user.key in self.rung_on_a_call,
        )

    def _text(self, text: str, route: Route) -> str:
        """A text that fits on one line."""
        written = plain(text)
        if written != text.strip():
            self._lose(route, say("a line break or control character is written as a space"))
        return written

    def _password(self, secret: Secret | str | None, route: Route) -> str:
        """A password as it is, or a placeholder: a changed password would be a wrong one that nobody can find."""
        text = self.bench.secrets(secret)
        if text.isascii() and text.isprintable() and text == text.strip():
            return text
        name = str(secret) if isinstance(secret, Secret) else say("the password")
        self._lose(
            route,
            say("{secret} is left out: telephones take passwords of visible ASCII characters only", secret=name),
        )
        return "{{secret that telephones cannot hold}}"

    def _lose(self, route: Route, message: Message) -> None:
        self.losses.append(Loss(route, message))
