"""The settings that a plan wants of one object, each with its place in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nummerplan.model.deployment.tenant import Value
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.object_kind.plan_context import PlanContext

SettingValues = Mapping[str, Value]
"""Settings by name."""


@dataclass
class WantedSettings:
    """The settings of one object, as they are gathered from the plan, with where each stands."""

    context: PlanContext
    entity: Entity
    settings: dict[str, Value] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def put(self, setting: str, value: Value, *steps: str | int) -> None:
        """Write a setting; `steps` lead to its place in the plan, from the object on."""
        self.settings[setting] = value
        self.routes[setting] = self.entity.at(*steps) if steps else self.entity.at(*setting.split("."))
