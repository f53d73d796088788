"""Numbers and extensions that pass from one object to another: while they do, nobody has them."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.tenant import Identity, TenantObject

ADDRESSES = ("number", "extension", "extra_numbers")
"""Settings by which an object is called."""


class NumberMove(NamedTuple):
    """A number or extension, who has it, and who gets it."""

    address: str
    former: Identity
    later: Identity


def number_moves(changes: ChangeSet) -> Iterator[NumberMove]:
    """What passes from one object to another. A renamed object keeps what it has."""
    had: dict[str, Identity] = {}
    for change in changes.changes:
        for address in _addresses(change.before) - (_addresses(change.after, change.before) if change.after else set()):
            had[address] = change.identity
    for change in changes.changes:
        gained = _addresses(change.after, change.before) - _addresses(change.before)
        yield from (NumberMove(address, had[address], change.identity) for address in sorted(gained) if address in had)


def _addresses(found: TenantObject | None, before: TenantObject | None = None) -> set[str]:
    """By what an object is called; what is not written stays as it was before."""
    addresses: set[str] = set()
    for name in ADDRESSES if found else ():
        source = found if found and name in found.settings else before
        value = source.settings.get(name) if source else None
        addresses.update(map(str, value if isinstance(value, tuple) else () if value is None else (value,)))
    return addresses
