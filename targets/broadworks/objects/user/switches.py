"""Settings that are on or off: call waiting, hidden number, anonymous callers refused (manual 6.5.1 and 5.2.4)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
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


class ServiceSwitch(NamedTuple):
    """A switch of the platform: its service, its requests, and its state where a plan leaves it out."""

    service: str
    modify: str
    get: str
    usual: bool = False


CALL_WAITING = "call_waiting"
SWITCHES = {
    CALL_WAITING: ServiceSwitch(
        "Call Waiting",
        "UserCallWaitingModifyRequest",
        "UserCallWaitingGetRequest17sp4",
        usual=True,
    ),
    "hide_caller_id": ServiceSwitch(
        "Calling Line ID Delivery Blocking",
        "UserCallingLineIDDeliveryBlockingModifyRequest",
        "UserCallingLineIDDeliveryBlockingGetRequest",
    ),
    "blocked_callers.anonymous": ServiceSwitch(
        "Anonymous Call Rejection",
        "UserAnonymousCallRejectionModifyRequest",
        "UserAnonymousCallRejectionGetRequest",
    ),
}


def from_plan(gathered: WantedSettings, user: User) -> None:
    """Each switch as the plan has it."""
    gathered.put("call_waiting", user.call_waiting)
    gathered.put("hide_caller_id", user.hide_caller_id)
    gathered.put("blocked_callers.anonymous", user.blocked_callers.anonymous)


def services(changed: SettingValues) -> Iterable[str]:
    """The service of each switch that is on; without it a switch is off."""
    return (switch.service for setting, switch in SWITCHES.items() if changed.get(setting))


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Switch on and off."""
    for setting, switch in SWITCHES.items():
        if given(change, changed, setting):
            fields = {"user_id": change.identity.name, "is_active": changed[setting]}
            yield Phase.USER_SETTINGS, Operation(change.identity, switch.modify, fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """What is on."""
    has = {setting: switch.get for setting, switch in SWITCHES.items() if switch.service in of.services}
    listed = {CALL_WAITING: of.lists.waiting[of.user_id]} if of.user_id in of.lists.waiting else {}
    asked = {setting: get for setting, get in has.items() if setting not in listed}
    answers = yield [of.query(get) for get in asked.values()]
    on = listed | {setting: answer.flag("isActive") for setting, answer in zip(asked, answers, strict=True)}
    return {setting: setting in has and on[setting] for setting in SWITCHES}


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """What is not as usual; anonymous callers stand with the other blocked ones."""
    unusual = {name: found.settings.get(name) for name, s in SWITCHES.items() if found.settings.get(name) != s.usual}
    return {name: value for name, value in unusual.items() if "." not in name}


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
