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
from nummerplan.targets.broadworks.loss_kinds import NIGHT_DESTINATION, NIGHT_NOWHERE
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

NOWHERE = say("without a destination night forwarding of BroadWorks is off: callers are treated as by day")
SETTING = "night_forwarding"
SERVICE = "Group Night Forwarding"
MODES = {"follow": "Use Group", "on": "On", "off": "Off"}
_READ = {word: mode for mode, word in MODES.items()}


def from_plan(gathered: WantedSettings, entity: NightForwarded) -> None:
    """Follow, on or off. Who cannot be forwarded, because the group has no night destination, is left as he is."""
    night, context = entity.night_forwarding, gathered.context
    somewhere = context.dials(context.night_destination.to) is not None
    _lose_destination(context, entity, somewhere)
    if SETTING in context.managed(entity):
        return
    is_shared = context.plan.company.night_forwarding is not None
    if night.mode == "off" or (night.mode == "on" and not somewhere):
        gathered.put(SETTING, "off")
    elif night.mode == "on" or is_shared:
        gathered.put(SETTING, night.mode)
    elif somewhere:
        gathered.put(SETTING, "off")


def _lose_destination(context: PlanContext, entity: NightForwarded, somewhere: bool) -> None:
    """A destination that the group does not have is lost: callers go where all go, if there is such a place."""
    night, group = entity.night_forwarding, context.night_destination
    own, none, route = context.dials(night.to), PlanEdit(entity.at(SETTING)), entity.at(SETTING, "to")
    if night.to is not None and context.is_forwarded(entity):
        if own is None or own != context.dials(group.to):
            there = PlanEdit(route, group.to if group.is_own else None)
            text = say("BroadWorks has one night destination for the whole company; callers go there")
            context.lose(route, text, NIGHT_DESTINATION, there if somewhere else none)
    elif night.mode == "on" and not somewhere:
        context.lose(entity.at(SETTING), NOWHERE, NIGHT_NOWHERE, none)


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
    return {SETTING: {"mode": mode}} if mode in ("on", "off") and somewhere else {}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
