"""What a kind may look at while it turns a change into commands."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject

ADDRESSES = ("number", "extension", "extra_numbers")
"""Settings by which an object is called; no two objects of a company have the same."""
MOVING = (*ADDRESSES, "sip_username", "further_devices", "mac")
"""All settings that no two objects can have at once: lines of telephones, and telephones, have such too."""
HELD = " (held)"
"""Ends the name under which a kind is told what an object still has of such a setting, where that is several lines."""

Slot = tuple[Identity, str]
"""One such setting of an object, by the identity that it has after the changes."""


def called_by(found: TenantObject | None, setting: str) -> tuple[str, ...]:
    """What an object has under such a setting: one number or several, lines, a MAC address."""
    value = found.settings.get(setting) if found else None
    if isinstance(value, tuple):
        # Of a further telephone the line is what nobody else can have.
        return tuple(str(one[1] if isinstance(one, tuple) else one) for one in value)
    return () if value is None else (str(value),)


def _telephones(found: TenantObject | None, setting: str) -> Counter[str]:
    """The telephones of a user that the lines of a setting are on."""
    value = found.settings.get("device" if setting == "sip_username" else setting) if found is not None else None
    rows = value if isinstance(value, tuple) else () if value is None else (value,)
    return Counter(str(row[0] if isinstance(row, tuple) else row) for row in rows)


def _whole(change: Change) -> TenantObject | None:
    """An object as it is after a change, with what is not written."""
    before, after = change.before, change.after
    return replace(after, settings={**before.settings, **after.settings}) if before and after else after


@dataclass(frozen=True)
class ChangeContext:
    """The tenant before the changes, all changes, and the site.

    A number or extension that another object still has cannot be given at once: such slots are `moved`, the kind
    leaves them out of its commands, and `tenant/command_order.py` moves them when everything else stands.
    """

    platform: Tenant
    changes: ChangeSet
    site: Site

    @property
    def group(self) -> dict[str, Any]:
        """The two fields by which group requests say whose group it is."""
        return {"service_provider_id": self.site.service_provider, "group_id": self.site.group}

    @cached_property
    def moved(self) -> frozenset[Slot]:
        """Slots whose new value another object has, or whose value another gets; `command_order` fills them."""
        had = dict(self._had())
        found: set[Slot] = set()
        for slot, address in self._wants():
            holder = had.get(address)
            if holder is not None and holder != slot:
                found |= {slot, holder}
        return frozenset({*found, *(slot for places in self.places for slot in places[1:])})

    @cached_property
    def places(self) -> tuple[tuple[str, Slot, Slot], ...]:
        """Places on telephones that pass from one line to another: a name for each, whose it was, and whose it will be.

        A telephone may have no other place: whoever had it lets go of it first, whatever the lines are called.
        """
        left: dict[str, list[Slot]] = {}
        taken: dict[str, list[Slot]] = {}
        for change in self.changes.changes:
            for setting in ("sip_username", "further_devices"):
                had, gets = (_telephones(found, setting) for found in (change.before, _whole(change)))
                for lines, more, fewer in ((left, had, gets), (taken, gets, had)):
                    for name in (more - fewer).elements():
                        lines.setdefault(name, []).append((change.identity, setting))
        return tuple(
            (f"{name}, place {number}", *slots)
            for name in sorted(left.keys() & taken.keys())
            for number, slots in enumerate(zip(left[name], taken[name], strict=False), 1)
        )

    def _had(self) -> Iterator[tuple[str, Slot]]:
        """Who has which address, by the identity of later."""
        later = {change.before.identity: change.identity for change in self.changes.changes if change.before}
        for found in self.platform.objects.values():
            identity = later.get(found.identity, found.identity)
            for setting in MOVING:
                for address in called_by(found, setting):
                    yield address, (identity, setting)

    def _wants(self) -> Iterator[tuple[Slot, str]]:
        for change in self.changes.changes:
            for setting in MOVING:
                if change.after is not None and setting in change.after.settings:
                    for address in called_by(change.after, setting):
                        yield (change.identity, setting), address

    def settings(self, change: Change) -> Mapping[str, Any]:
        """The settings to write: all of a new object, of another those that change; without slots that are moved."""
        moved = self.moved
        return {name: new for name, new in self.changed(change).items() if (change.identity, name) not in moved}

    def changed(self, change: Change) -> Mapping[str, Any]:
        """What will be otherwise: all settings of a new object, of another those that change."""
        if change.after is None:
            return {}
        new = change.after.settings
        names = new if change.before is None else [changed.setting for changed in change.settings]
        return {name: new[name] for name in names if name in new}

    def secrets(self, change: Change) -> Mapping[str, str]:
        """The secrets to write, as references: all of a new object, of another those that changed."""
        if change.after is None:
            return {}
        if change.before is None:
            return change.after.secrets
        names = [changed.setting for changed in change.settings if changed.concealed]
        return {name: change.after.secrets[name] for name in names if name in change.after.secrets}
