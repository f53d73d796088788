"""Whether somebody's callers go elsewhere at night; groups and menus have it just as users (manual 6.6.4 to 6.8.4)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.calls.night import NightForwarded
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.answer_checks import chosen
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.loss_kinds import NIGHT_DESTINATION
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    PlanContext,
    SettingValues,
    Step,
    WantedSettings,
)

SETTING = "night_forwarding"
SERVICE = "Group Night Forwarding"
MODES = {"follow": "Use Group", "on": "On", "off": "Off"}
_READ = {word: mode for mode, word in MODES.items()}


def from_plan(gathered: WantedSettings, entity: NightForwarded) -> None:
    """Follow, on or off. Who cannot be forwarded, because the group has no night destination, is left as he is."""
    night, context = entity.night_forwarding, gathered.context
    if night.to is not None and context.is_forwarded(entity):
        _lose_another_destination(context, entity)
    if SETTING in context.managed(entity):
        return
    if context.plan.company.night_forwarding is not None or night.mode != "follow":
        gathered.put(SETTING, night.mode)
    elif context.night_destination.to is not None:
        gathered.put(SETTING, "off")


def _lose_another_destination(context: PlanContext, entity: NightForwarded) -> None:
    """A destination that the group does not have is lost: callers go where all go."""
    route, group = entity.at(SETTING, "to"), context.night_destination
    dialled = context.dials(entity.night_forwarding.to)
    if dialled is None or dialled != context.dials(group.to):
        text = say("BroadWorks has one night destination for the whole company; callers go there")
        context.lose(route, text, NIGHT_DESTINATION, PlanEdit(route, group.to if group.is_own else None))


def services(changed: SettingValues) -> Iterable[str]:
    """Who takes part has the service."""
    return (SERVICE,) if changed.get(SETTING) in ("follow", "on") else ()


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Take part or not."""
    mode = changed.get(SETTING)
    if isinstance(mode, str) and mode in MODES and (change.before is not None or mode != "off"):
        fields = {"user_id": change.identity.name, "night_forwarding": MODES[mode]}
        yield Phase.NIGHT, Operation(change.identity, "UserGroupNightForwardingModifyRequest", fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The mode; without the service nobody is forwarded."""
    if SERVICE not in of.services:
        return {SETTING: "off"}
    (answer,) = yield [of.query("UserGroupNightForwardingGetRequest")]
    return {SETTING: chosen(answer, "nightForwarding", _READ)}


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The mode, unless it is the usual one or the company forwards nobody."""
    mode = found.settings.get(SETTING)
    somewhere = builder.company.get("night_forwarding.to") is not None
    return {SETTING: {"mode": mode}} if mode == "on" or (mode == "off" and somewhere) else {}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
