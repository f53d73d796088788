"""A company on a platform: its objects as the platform holds them, each setting under the plan's own name for it.

What a plan wants and what a platform holds are both a `Tenant`, so that they can be compared, shown and written
back as a plan without a word about the platform's protocol.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from nummerplan.model.source import Route

Value = str | int | bool | None | tuple["Value", ...]
"""The value of a setting, as JSON can hold it; None is "not set"."""


class Identity(NamedTuple):
    """What an object is and by which name the platform knows it: `user`, `receptie@mijnbedrijf.example`.

    Kinds are words of the plan language where it has one (user, hunt_group, auto_attendant, mailbox, schedule,
    holidays, company), else the field's (device, announcement).
    """

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.name}"


@dataclass(frozen=True, slots=True)
class TenantObject:
    """One object with all its settings.

    `settings` are named as in the plan (`forwarding.busy.to`, `members`, `business_hours_menu.keys`), and have one
    form for equal meanings (numbers in E.164, members in order, times in seconds), so that equal values mean equal
    behaviour. `key` is its key in the plan, if it is known. `routes` lead to where the plan says a setting; what is
    not in it stands at `route`. `secrets` are settings that can be written and never read (passwords, PINs, the
    content of a greeting): name and a reference to what to write, never the text itself.
    """

    identity: Identity
    settings: Mapping[str, Value]
    key: str = ""
    route: Route = ()
    routes: Mapping[str, Route] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    former: Identity | None = None
    """What the platform calls it if it has not been renamed yet (`renamed_from`)."""

    def where(self, setting: str) -> Route:
        """Where the plan says a setting."""
        return self.routes.get(setting, self.route)


@dataclass(frozen=True)
class Tenant:
    """All objects of a company, by identity, in the order in which they can be made: what others need comes first.

    `untouched` are the identities of objects that the platform has and nummerplan leaves alone, because no plan can
    describe them.
    """

    objects: Mapping[Identity, TenantObject]
    untouched: tuple[Identity, ...] = ()

    def of_kind(self, kind: str) -> Iterator[TenantObject]:
        """The objects of one kind."""
        return (found for found in self.objects.values() if found.identity.kind == kind)

    def only(self, identities: Iterable[Identity]) -> "Tenant":
        """The same with these objects and no others."""
        chosen = set(identities)
        return replace(self, objects={name: found for name, found in self.objects.items() if name in chosen})
