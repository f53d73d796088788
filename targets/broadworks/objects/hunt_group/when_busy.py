"""Where a group's callers go at once when everyone is passed over: a hunt group does not queue (manual 6.7.4).

The platform gives such callers the group's busy treatment; Call Forwarding Busy of the group's service user sends them
on. A plan that says nothing sends them to the overflow at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.loss_kinds import GROUP_WAITING
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal

SETTING = "when_busy"
BUSY_TONE = "busy_tone"
SERVICE = "Call Forwarding Busy"


def _wanted(gathered: WantedSettings, group: HuntGroup) -> None:
    """A destination, or None for a busy tone."""
    context, absent = gathered.context, PlanEdit(group.at(SETTING))
    overflow = context.dials(group.overflow.to) if group.overflow else None
    to: str | None = overflow
    if group.when_busy == BUSY_TONE:
        to = None
    elif group.when_busy == "wait":
        text = say("a hunt group of BroadWorks lets nobody wait: when all are busy, callers go to the overflow at once")
        context.lose(group.at(SETTING), text, GROUP_WAITING, absent)
    elif group.when_busy is not None:
        instead = say("callers go to the overflow at once")
        to = context.reach(group.when_busy, group.at(SETTING), instead, absent) or overflow
    gathered.put(SETTING, to)


def sends_on(gathered: WantedSettings, group: HuntGroup) -> bool:
    """Whether callers of a busy group are sent on anywhere."""
    if group.when_busy == BUSY_TONE:
        return False
    dials = gathered.context.dials
    named = dials(group.when_busy) if group.when_busy != "wait" else None
    return (named or dials(group.overflow.to if group.overflow else None)) is not None


def _services(changed: SettingValues) -> Iterable[str]:
    return (SERVICE,) if changed.get(SETTING) else ()


def _operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    if given(change, changed, SETTING):
        to = changed[SETTING]
        fields: dict[str, Any] = {"user_id": change.identity.name, "is_active": to is not None}
        fields["forward_to_phone_number"] = to or NIL
        yield Phase.HUNT_GROUPS, Operation(change.identity, "UserCallForwardingBusyModifyRequest", fields)


def _read(of: AspectReading) -> ReadSteps[SettingValues]:
    if SERVICE not in of.services:
        return {SETTING: None}
    (answer,) = yield [of.query("UserCallForwardingBusyGetRequest")]
    found: Value = normal(answer.text("forwardToPhoneNumber")) if answer.flag("isActive") else None
    return {SETTING: found}


def _as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    to, overflow = found.settings.get(SETTING), found.settings.get("overflow.to")
    if to == overflow:
        return {}
    return {SETTING: BUSY_TONE if to is None else builder.to(to)}


WHEN_BUSY = Aspect(_wanted, _operations, _read, _as_plan, _services)
