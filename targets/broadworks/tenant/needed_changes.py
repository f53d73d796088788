"""Which other changes a change needs: without them the platform refuses it, or it leads callers nowhere."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.targets.broadworks.client.offered.voicemail_transfer import transfer_code
from nummerplan.targets.broadworks.object_kind.change_context import ADDRESSES, MOVING, called_by
from nummerplan.targets.broadworks.object_kind.phone_numbers import is_dialled

_NAMING = {
    "members": "user",
    "device": "device",
    "further_devices": "device",
    "business_hours": "schedule",
    "during": "schedule",
    "rules": "schedule",
    "holidays": "holidays",
}
"""Settings that name an object of a kind, by what they end in; others may name a recording."""
_PARTS = ("device", "announcement")
"""Kinds without keys: what a plan says of them it says at the object that uses them."""


class _Named(NamedTuple):
    """What an object names: other objects, the numbers and extensions that it dials, and the extensions of those whose
    voicemail it leads to; these are dialled too.
    """

    identities: frozenset[Identity]
    dialled: frozenset[str]
    voicemails: frozenset[str]


def needed_changes(change: Change, changes: ChangeSet, site: Site) -> Iterator[Change]:
    """The changes that one needs, not those that these need in their turn."""
    code = transfer_code(site)
    before, after = _named(change.before, code), _named(change.after, code)
    gained = _addresses(change.after, MOVING) - _addresses(change.before, MOVING)
    telephones = {identity for identity in after.identities - before.identities if identity.kind == "device"}
    for other in changes.changes:
        if other is change:
            continue
        held, gets = _addresses(other.before, MOVING), _addresses(other.after, MOVING)
        if (
            gained & (held - gets)  # it has what this one is to get
            or (
                telephones and telephones & _named(other.before, code).identities - _named(other.after, code).identities
            )
            or (other.after and _is_needed(other, other.after, after))
            or (other.identity.kind in _PARTS and other.identity in before.identities)
            or (change.after is None and change.before and _lets_go(other, change.before, code))
        ):
            yield other


def _is_needed(other: Change, made: TenantObject, named: _Named) -> bool:
    """Whether what is named, or dialled, is there only after another change."""
    comes = _addresses(made, ADDRESSES) - _addresses(other.before, ADDRESSES)
    is_new = other.before is None or other.before.identity != made.identity
    return bool(comes & named.dialled | _voicemails(made) & named.voicemails - _voicemails(other.before)) or (
        made.identity in named.identities and (is_new or made.identity.kind in _PARTS)
    )


def _voicemails(found: TenantObject | None) -> frozenset[str]:
    """The extension of a user whose voicemail is on."""
    has = found is not None and bool(found.settings.get("voicemail"))
    return frozenset(called_by(found, "extension")) if has else frozenset()


def _lets_go(other: Change, gone: TenantObject, code: str) -> bool:
    """Whether another change takes away what still leads to an object that goes."""
    before, after, called = _named(other.before, code), _named(other.after, code), _addresses(gone, ADDRESSES)
    names = gone.identity in before.identities and gone.identity not in after.identities
    return names or bool(called & (before.dialled - after.dialled))


def _addresses(found: TenantObject | None, settings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(address for setting in settings for address in called_by(found, setting))


def _named(found: TenantObject | None, code: str) -> _Named:
    settings: Mapping[str, Value] = found.settings if found is not None else {}
    identities: set[Identity] = set()
    dialled: set[str] = set()
    for setting, value in settings.items():
        texts = set(_texts(value))
        kind = _NAMING.get(setting.rpartition(".")[2], "announcement")
        identities.update(Identity(kind, text) for text in texts)
        dialled |= texts if is_dialled(setting) else set()
        if setting.endswith("keys"):
            identities.update(Identity("announcement", text) for text in texts)
    voicemails = frozenset(text.removeprefix(code) for text in dialled if code and text.startswith(code))
    return _Named(frozenset(identities), frozenset(dialled | voicemails), voicemails)


def _texts(value: Value) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
