"""Keys for what stands on a platform: what its objects are called in a plan."""

import re
from collections.abc import Mapping

from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.targets.broadworks.objects import all_kinds

_WORDS = (
    "busy_tone wait follow on off default recorded none anonymous external internal person "
    "repeat_menu hang_up dial_by_name dial_by_extension"
)
_RESERVED = frozenset(_WORDS.split())
_LONGEST = 64
_SPEAKING = ("hunt_group", "auto_attendant", "mailbox", "fax")
"""Kinds whose user id is made from the key, so that it contains it."""
_APART = ("schedule", "holidays", "device", "announcement")
"""Kinds whose keys may be those of others."""


def describable(identity: Identity, site: Site) -> bool:
    """Whether a plan can have an object of this name: groups, menus and mailboxes are called `KEY@domain`."""
    key, _, domain = identity.name.partition("@")
    return identity.kind not in _SPEAKING or (domain.casefold() == site.domain.casefold() and _is_key(key))


def keys_of(tenant: Tenant) -> Mapping[Identity, str]:
    """A key for every object: the one it is known by, else made from its id or name. None is used twice."""
    keys: dict[Identity, str] = {}
    taken: dict[str, set[str]] = {}
    for kind in (*_SPEAKING, *(name for name in all_kinds() if name not in _SPEAKING)):
        names = taken.setdefault(kind if kind in _APART else "", set())
        for found in tenant.of_kind(kind):
            keys[found.identity] = _free(found.key or _made(found), names)
    return keys


def _free(key: str, taken: set[str]) -> str:
    name, number = key, 1
    while name.casefold() in taken:
        number += 1
        name = f"{key}-{number}"
    taken.add(name.casefold())
    return name


def _made(found: TenantObject) -> str:
    """The first part of a user id, or a schedule's name, as a key: letters, digits, `-`, `_` and `.`."""
    first = found.identity.name.partition("@")[0]
    if found.identity.kind in _SPEAKING:
        return first
    key = re.sub(r"[^\w.-]+", "-", first.lower()).strip("-.")[: _LONGEST - len("schedule-99")]
    return key if _is_key(key) else f"{found.identity.kind}-{key}".strip("-")


def _is_key(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w.-]*", name)) and len(name) <= _LONGEST and name not in _RESERVED
