"""What a kind of object is: its functions over plans, changes and the platform, and what these functions are given."""

from nummerplan.targets.broadworks.object_kind.aspect import Aspect, AspectReading, GroupLists, becomes, given
from nummerplan.targets.broadworks.object_kind.change_context import ChangeContext
from nummerplan.targets.broadworks.object_kind.kind import FittedObject, Kind, Phase, Step
from nummerplan.targets.broadworks.object_kind.plan_builder import PlanBuilder
from nummerplan.targets.broadworks.object_kind.plan_context import PlanContext
from nummerplan.targets.broadworks.object_kind.wanted_settings import SettingValues, WantedSettings

__all__ = [
    "Aspect",
    "AspectReading",
    "ChangeContext",
    "FittedObject",
    "GroupLists",
    "Kind",
    "Phase",
    "PlanBuilder",
    "PlanContext",
    "SettingValues",
    "Step",
    "WantedSettings",
    "becomes",
    "given",
]
