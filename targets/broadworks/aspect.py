"""One part of what a user, a group or a menu has: the settings that belong to one service of the platform."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.converse import Talk
from nummerplan.targets.broadworks.draft import Draft
from nummerplan.targets.broadworks.kind import Answer, Query, Step
from nummerplan.targets.broadworks.scene import Scene
from nummerplan.targets.broadworks.wants import Wants

Found = Mapping[str, Value]
"""Settings by name."""


@dataclass
class Sheet:
    """The settings of one object, as they are gathered from the plan, with where each stands."""

    wants: Wants
    entity: Entity
    settings: dict[str, Value] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def put(self, setting: str, value: Value, *steps: str | int) -> None:
        """Write a setting; `steps` lead to where the plan says it, from the object on."""
        self.settings[setting] = value
        self.routes[setting] = self.entity.at(*steps) if steps else self.entity.at(*setting.split("."))


class Reading(NamedTuple):
    """What is read: whose settings, which services he has, what is known already, and where he lives."""

    user_id: str
    services: Collection[str]
    user: Answer
    site: Site

    def query(self, request: str) -> Query:
        """A question about the user."""
        return Query(request, {"user_id": self.user_id})


def _nothing(found: Found) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """What one file of settings knows: as the functions of a kind, for its part.

    `services` names the user services that settings need. `operations` gets the change, what of it is to be written,
    and the scene. `read` asks for the settings.
    """

    wanted: Callable[[Sheet, Any], None]
    operations: Callable[[Change, Found, Scene], Iterator[Step]]
    read: Callable[[Reading], Talk[Found]]
    as_plan: Callable[[TenantObject, Draft], Mapping[str, Any]]
    services: Callable[[Found], Iterable[str]] = _nothing
    renumber: Callable[[Identity, Found], Iterator[Operation]] | None = None


def given(change: Change, changed: Found, setting: str) -> bool:
    """Whether a setting has to be written: it changes, and is not what a new object has anyway."""
    return setting in changed and (change.before is not None or bool(changed[setting]))


def becomes(change: Change, setting: str) -> Value:
    """What a setting will be."""
    return change.after.settings.get(setting) if change.after is not None else None
