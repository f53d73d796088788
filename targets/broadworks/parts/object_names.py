"""What devices and recordings are called on the platform."""

import re

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.plan.fields.mac_address import normalise_mac
from nummerplan.model.plan.users import User

LONGEST_DEVICE_NAME = 40


def device_name(linked: LinkedPlan, user: User, place: int) -> str:
    """The name of a user's device: its own, else the user's key and the model, with a number from the second on."""
    device = user.devices[place]
    if device.name:
        return device.name
    alike = sum(before.name is None and before.model == device.model for before in user.devices[:place])
    ending = f"-{device.model}" + (f"-{alike + 1}" if alike else "")
    return f"{linked.device_key(user)[: max(1, LONGEST_DEVICE_NAME - len(ending))]}{ending}"[:LONGEST_DEVICE_NAME]


def telephone_name(linked: LinkedPlan, user: User, place: int) -> str:
    """The name of the telephone behind a user's device: users who share one (on different lines) share its name."""
    return device_name(linked, *_named_by(linked, user, place))


def is_telephone_named(linked: LinkedPlan, user: User, place: int) -> bool:
    """Whether the plan says what the telephone behind a user's device is called."""
    owner, own_place = _named_by(linked, user, place)
    return owner.devices[own_place].name is not None


def _named_by(linked: LinkedPlan, user: User, place: int) -> tuple[User, int]:
    """The user, and the place among his devices, after whom a telephone is called."""
    mac = normalise_mac(user.devices[place].mac or "")
    shared = linked.telephones.get(mac, ()) if mac else ()
    return (shared[0].user, shared[0].place) if shared else (user, place)


_AUDIO_FILE = re.compile(r"[^\\:*?\"<>|]+\.(wav|mp3|flac|ogg)", re.IGNORECASE)


def is_audio_file(name: str) -> bool:
    """Whether a recording has the name of a file, as those have that come from a plan."""
    parts = name.split("/")
    return _AUDIO_FILE.fullmatch(name) is not None and not name.startswith("/") and ".." not in parts


def announcement_name(path: str) -> str:
    """What a recording is called in the group's repository: its path in the plan's folder, as a plan writes it."""
    return path
