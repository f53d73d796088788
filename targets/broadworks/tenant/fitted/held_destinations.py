"""Destinations that somebody wrote as the number of an own object, where a plan dials its extension.

Both lead to the same object, whatever extension it gets: who forwards to a colleague by number need not be touched when
that colleague is renumbered. What is held stays as it is read, so that it is found unchanged whenever it is read again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nummerplan.model.deployment.tenant import Tenant, TenantObject, Value
from nummerplan.targets.broadworks.object_kind.phone_numbers import is_dialled
from nummerplan.targets.broadworks.tenant.fitted.counterpart import counterpart


def with_held_destinations(wanted: Tenant, platform: Tenant) -> Tenant:
    """What is wanted, with destinations as the platform holds them where they lead to the same object."""
    forms = _Forms(_extensions(wanted))
    objects = {
        identity: forms.fitted(found, here) if (here := counterpart(found, wanted, platform)) else found
        for identity, found in wanted.objects.items()
    }
    return replace(wanted, objects=objects)


def _extensions(wanted: Tenant) -> dict[str, str]:
    """Extensions by the number of the same object, as they will be."""
    found: dict[str, str] = {}
    for one in wanted.objects.values():
        number, extension = one.settings.get("number"), one.settings.get("extension")
        if isinstance(number, str) and isinstance(extension, str):
            found[number] = extension
    return found


@dataclass(frozen=True, slots=True)
class _Forms:
    """Sees which number means the same as an extension."""

    extensions: Mapping[str, str]

    def fitted(self, found: TenantObject, here: TenantObject) -> TenantObject:
        """The same object; its destinations as they are held, where that means the same."""
        changed = {
            name: fitted
            for name, value in found.settings.items()
            if value and is_dialled(name) and (fitted := self._value(value, here.settings.get(name))) != value
        }
        return replace(found, settings={**found.settings, **changed}) if changed else found

    def _value(self, wanted: Value, held: Value) -> Value:
        if isinstance(wanted, tuple) and isinstance(held, tuple):
            return self._values(wanted, held)
        return held if isinstance(held, str) and self.extensions.get(held) == wanted else wanted

    def _values(self, wanted: tuple[Value, ...], held: tuple[Value, ...]) -> Value:
        """Numbers place by place; keys of a menu by what is pressed, and what they lead to stands third."""
        keys = {row[0]: row for row in held if isinstance(row, tuple) and len(row) > 2}
        found: list[Value] = []
        for place, one in enumerate(wanted):
            if isinstance(one, tuple):
                row = keys.get(one[0], one) if one else one
                found.append((*one[:2], *map(self._value, one[2:3], row[2:3]), *one[3:]))
            else:
                found.append(self._value(one, held[place]) if place < len(held) else one)
        return tuple(found)
