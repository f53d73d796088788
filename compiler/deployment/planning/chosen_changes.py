"""Of all changes those to some objects, and what these need: the rest is left for another day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from nummerplan.compiler.reading.spelling_suggestions import suggest
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject
from nummerplan.model.errors import SettingError
from nummerplan.model.message import say

Needed = Callable[[Change, ChangeSet], Iterable[Change]]
"""The other changes that a change needs."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What people choose of what is planned: to set switches back, to write secrets of which nothing is remembered,
    and by their keys the only objects that are to be changed, with what they need; none are all.
    """

    reset_switches: bool = False
    write_secrets: bool = False
    only: tuple[str, ...] = ()


EVERYTHING = PlanOptions()
"""What is planned when people choose nothing."""


def choose_changes(
    changes: ChangeSet, keys: Sequence[str], tenants: Sequence[Tenant], needed: Needed
) -> tuple[ChangeSet, tuple[Identity, ...]]:
    """The changes to objects of some keys and all that these need, and the objects whose changes are left out.

    `tenants` are what is wanted and what the platform holds. Raises `SettingError` for a key that nothing there has.
    """
    known = [found for tenant in tenants for found in tenant.objects.values()]
    asked = [found for found in known if any(_is_called(found, key) for key in keys)]
    for key in keys:
        if not any(_is_called(found, key) for found in asked):
            raise _unknown(key, known)
    changing = {
        found.identity: change for change in changes.changes for found in (change.before, change.after) if found
    }
    # Who does not change himself may have a telephone that does.
    waiting = [changing.get(found.identity) or Change("change", found, found) for found in asked]
    chosen: set[Identity] = set()
    while waiting:
        change = waiting.pop()
        if change.identity not in chosen:
            chosen.add(change.identity)
            waiting += needed(change, changes)
    left = tuple(change.identity for change in changes.changes if change.identity not in chosen)
    return ChangeSet(tuple(change for change in changes.changes if change.identity in chosen)), left


def _is_called(found: TenantObject, key: str) -> bool:
    """Whether an object has a key; what is on the platform alone goes by its name there."""
    name = found.identity.name
    return key in (found.key or name, name, name.partition("@")[0]) or key == found.identity.kind == "company"


def _unknown(key: str, known: Iterable[TenantObject]) -> SettingError:
    meant = suggest(key, sorted({found.key for found in known if found.key}))
    return SettingError(
        say(
            "--only: there is no {key}, neither in the plan nor on the platform; did you mean {meant}?",
            key=key,
            meant=meant,
        )
        if meant
        else say("--only: there is no {key}, neither in the plan nor on the platform", key=key)
    )
