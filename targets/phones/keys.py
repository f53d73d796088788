"""What the line keys of a telephone watch and dial."""

import re
from collections.abc import Iterator

from nummerplan.model.artefact import Loss
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import say
from nummerplan.model.plan.devices import Device
from nummerplan.model.plan.fields.numbering import Numbering
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.mobile import Subscription
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route
from nummerplan.targets.phones.telephone import PhoneKey, plain


def line_keys(linked: LinkedPlan, device: Device, route: Route, losses: list[Loss]) -> Iterator[PhoneKey]:
    """A device's keys, in order: colleagues are watched, everything else is dialled."""
    for index, text in enumerate(device.keys):
        place = (*route, "keys", index)
        entity = _entity(linked, text)
        number = linked.numbering.e164(text)
        if entity is not None and (value := _dialled(linked, entity)):
            watched = isinstance(entity, User) and entity.extension is not None
            yield PhoneKey("watch" if watched else "dial", plain(value), plain(_label(entity)), place, device.line)
        elif entity is None and number:
            yield PhoneKey("dial", dial_string(linked.numbering, number), plain(text), place, device.line)
        else:
            losses.append(Loss(place, say("{text} cannot be dialled; the key is left out", text=text)))


def _entity(linked: LinkedPlan, text: str) -> Entity | None:
    """The object that a text names: by its key, its extension or its number."""
    if named := linked.names.get(text):
        return named[0]
    holders = linked.extensions.get(text) or linked.numbers.get(linked.numbering.e164(text) or "")
    return holders[0].entity if holders else None


def _dialled(linked: LinkedPlan, entity: Entity) -> str:
    """How a colleague reaches an object: its extension, or its number."""
    extension: str | None = getattr(entity, "extension", None)
    number: str | None = getattr(entity, "number", None)
    e164 = linked.numbering.e164(number) if number else None
    return extension or (dial_string(linked.numbering, e164) if e164 else "")


def dial_string(numbering: Numbering, number: str) -> str:
    """A number (E.164, or short) as it is dialled in the company's country: `0887654000`, `+3225550100`."""
    return re.sub(r"[^0-9+]", "", numbering.shown(number)) if number.startswith("+") else number


def _label(entity: Entity) -> str:
    if isinstance(entity, User):
        return entity.full_name
    if isinstance(entity, Subscription):
        return entity.label or entity.key
    name: str | None = getattr(entity, "name", None)
    return name or entity.key
