"""One part of what a user, a group or a menu has: the settings that belong to one service of the platform."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, TenantObject, Value
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.queries import Answer, Query
from nummerplan.targets.broadworks.object_kind.change_context import ChangeContext
from nummerplan.targets.broadworks.object_kind.kind import Step
from nummerplan.targets.broadworks.object_kind.plan_builder import PlanBuilder
from nummerplan.targets.broadworks.object_kind.wanted_settings import SettingValues, WantedSettings


class GroupLists(NamedTuple):
    """What the platform's lists say of all users, by user id; who is not in one has to be asked.

    `forwards` by service: where a user forwards to, None where he does not. `waiting`: whether calls wait for him.
    `own_plans` by service: whether he has a calling plan of his own.
    """

    forwards: Mapping[str, Mapping[str, str | None]] = {}
    waiting: Mapping[str, bool] = {}
    own_plans: Mapping[str, Mapping[str, bool]] = {}


class AspectReading(NamedTuple):
    """What is read: whose settings, which services he has, what is known of him, where he lives, what his group has."""

    user_id: str
    services: Collection[str]
    user: Answer
    site: Site
    group_services: Collection[str] = ()
    lists: GroupLists = GroupLists()

    def has_no_plan_of_his_own(self, service: str) -> bool:
        """Whether a list says that the user follows the group's calling plan; without a word of it he is asked."""
        return self.lists.own_plans.get(service, {}).get(self.user_id) is False

    def query(self, request: str) -> Query:
        """A question about the user."""
        return Query(request, {"user_id": self.user_id})


def _nothing(found: SettingValues) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """The functions of a kind for its part of the settings.

    `services` names the user services that settings need. `operations` gets the change, what of it is to be written,
    and the context of all changes. `read` sends queries for the settings.
    """

    from_plan: Callable[[WantedSettings, Any], None]
    operations: Callable[[Change, SettingValues, ChangeContext], Iterator[Step]]
    read: Callable[[AspectReading], ReadSteps[SettingValues]]
    as_plan: Callable[[TenantObject, PlanBuilder], Mapping[str, Any]]
    services: Callable[[SettingValues], Iterable[str]] = _nothing
    renumber: Callable[[Identity, SettingValues], Iterator[Operation]] | None = None


def given(change: Change, changed: SettingValues, setting: str) -> bool:
    """Whether a setting has to be written: it changes, and is not what a new object has anyway."""
    return setting in changed and (change.before is not None or bool(changed[setting]))


def becomes(change: Change, setting: str) -> Value:
    """What a setting will be."""
    return change.after.settings.get(setting) if change.after is not None else None
