"""Changes as commands in the order in which callers notice least: new objects first, old ones last."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Tenant, Value
from nummerplan.targets.broadworks.object_kind import ChangeContext, Phase, Step
from nummerplan.targets.broadworks.object_kind.change_context import HELD, Slot, called_by
from nummerplan.targets.broadworks.objects import all_kinds
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import FIRST, FIRST_LINE, FURTHER
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS


def operations(changes: ChangeSet, platform: Tenant, site: Site) -> Sequence[Operation]:
    """Every command, in its phase. A number that moves leaves one object and comes to the other next to each other."""
    context, kinds = ChangeContext(platform, changes, site), all_kinds()
    steps: list[Step] = []
    for change in changes.changes:
        steps.extend(kinds[change.identity.kind].operations(change, context))
    steps.extend((Phase.MOVES, operation) for operation in _moves(context))
    # Sorting is stable: within a phase, objects stay in the order of the changes, and commands in that of their kind.
    return [operation for _, operation in sorted(steps, key=lambda step: step[0])]


def _moves(context: ChangeContext) -> Iterator[Operation]:
    """The slots that wait for each other, each row of them together."""
    slots = _Slots(context)
    number = 0
    for row in slots.rows():
        number += 1
        for place, operation in enumerate(row):
            # A document holds so many commands; a longer row goes out in several, without anything between them.
            yield replace(operation, together=number)
            if (place + 1) % MOST_COMMANDS == 0:
                number += 1


class _Slots:
    """Who has which number, extension or place on a telephone, who gets it, and which of these has to come first."""

    def __init__(self, context: ChangeContext) -> None:
        self._scene = context
        changes = {change.identity: change for change in context.changes.changes}
        self._has = {slot: _addresses(changes.get(slot[0]), slot, before=True) for slot in context.moved}
        self._fills = {slot: _addresses(changes.get(slot[0]), slot, before=False) for slot in context.moved}
        self._gets = dict(self._fills)
        for place, former, later in context.places:
            self._has[former] = (*self._has[former], place)
            self._gets[later] = (*self._gets[later], place)
        self._holder = {address: slot for slot, addresses in self._has.items() for address in addresses}
        self._known = changes

    def rows(self) -> Iterator[list[Operation]]:
        """Rows of commands: each slot is filled right after the one that had its address has let go of it."""
        done: set[Slot] = set()
        for first in sorted(self._gets):
            if first not in done and (row := self._row(first, done)):
                yield row

    def _row(self, first: Slot, done: set[Slot]) -> list[Operation]:
        """Fill a slot, and before it those that have what it gets; a long row of such is no deep call."""
        row: list[Operation] = []
        waiting: dict[Slot, Iterator[str]] = {first: iter(self._gets[first])}
        empty: set[Slot] = set()
        while waiting:
            slot = next(reversed(waiting))
            holder = self._next_holder(slot, waiting[slot], done)
            if holder is None:
                del waiting[slot]
                done.add(slot)
                row += self._commands(slot, self._fills[slot], slot in empty)
            elif holder not in waiting:
                waiting[holder] = iter(self._gets[holder])
            elif holder not in empty:
                # They want each other's: one of them has to let go before it gets its own.
                empty.add(holder)
                row += self._commands(holder, (), False)
        return row

    def _next_holder(self, slot: Slot, addresses: Iterator[str], done: set[Slot]) -> Slot | None:
        """The next slot that has something that this one gets, and has not let go of it."""
        holders = (self._holder.get(address) for address in addresses)
        return next((holder for holder in holders if holder not in (None, slot) and holder not in done), None)

    def _commands(self, slot: Slot, addresses: Sequence[str], emptied: bool) -> list[Operation]:
        """Give a slot what it gets; of one that was emptied on the way nothing is held any more."""
        identity, setting = slot
        renumber = all_kinds()[identity.kind].renumber
        if renumber is None or identity not in self._known:
            return []
        before, after = self._known[identity].before, self._known[identity].after
        if setting == FURTHER:
            held = before.settings.get(setting, ()) if before is not None and not emptied else ()
            wanted = after.settings.get(setting, ()) if after is not None and addresses else ()
            return list(renumber(identity, {setting: wanted, f"{setting}{HELD}": held}, self._scene.site))
        value: Value = tuple(addresses) if setting == "extra_numbers" else next(iter(addresses), None)
        settings: dict[str, Value] = {setting: value}
        if setting == FIRST_LINE and after is not None:
            settings[FIRST] = after.settings.get(FIRST) if value is not None else None
        return list(renumber(identity, settings, self._scene.site))


def _addresses(change: Change | None, slot: Slot, before: bool) -> tuple[str, ...]:
    found = (change.before if before else change.after) if change is not None else None
    return called_by(found, slot[1])
