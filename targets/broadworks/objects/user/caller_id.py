"""Which number a user's calls show, where he differs from the company (manual 6.4.2)."""

from collections.abc import Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.plan.users import User
from nummerplan.targets.broadworks.client.answer_checks import chosen
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    becomes,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.parts.emergency_policy import EMERGENCY, OTHER, SHOWN, emergency_policy

SETTING = SHOWN
NAME = "caller_id.show_company_name"
POLICIES = {"company": "Use Group CLID", "own": "Use DN"}
A_NUMBER = "Use Configurable CLID"


def from_plan(gathered: WantedSettings, user: User) -> None:
    """Company, own, or a number; None follows the company.

    A policy of his own holds for 112 and the name too, so that the company's values are written into it.
    """
    company = gathered.context.plan.company
    value = user.caller_id
    gathered.put(SETTING, value if value in (None, *POLICIES) else gathered.context.e164(value))
    if value is not None:
        gathered.put(EMERGENCY, emergency_policy(gathered.settings[SETTING], company.emergency_caller_id), SETTING)
        gathered.put(NAME, company.show_company_name, SETTING)


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Write the policy, and the number that it shows."""
    if not (given(change, changed, SETTING) or EMERGENCY in changed or NAME in changed):
        return
    value = becomes(change, SETTING)
    fields: dict[str, Any] = {"user_id": change.identity.name, "use_user_clid_setting": value is not None}
    if value is not None:
        fields["clid_policy"] = POLICIES.get(str(value), A_NUMBER)
        fields["emergency_clid_policy"] = POLICIES.get(str(becomes(change, EMERGENCY) or "company"), A_NUMBER)
        fields["use_group_name"] = bool(becomes(change, NAME))
    shown = value if value is not None and value not in POLICIES else None
    before = change.before.settings.get(SETTING) if change.before is not None else None
    if shown is not None or (before is not None and before not in POLICIES):
        number = {"user_id": change.identity.name, "calling_line_id_phone_number": shown or NIL}
        yield Phase.USER_SETTINGS, Operation(change.identity, "UserModifyRequest22", number)
    yield Phase.USER_SETTINGS, Operation(change.identity, "UserCallProcessingModifyPolicyRequest14sp7", fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The policy, if it is the user's own."""
    (answer,) = yield [of.query("UserCallProcessingGetPolicyRequest23")]
    if not answer.flag("useUserCLIDSetting"):
        return {SETTING: None}
    names = {policy: name for name, policy in POLICIES.items()}
    number = normal(of.user.text("callingLineIdPhoneNumber")) or "own"
    value = chosen(answer, "clidPolicy", names | {A_NUMBER: number})
    emergency = chosen(answer, "emergencyClidPolicy", names | {A_NUMBER: OTHER})
    return {SETTING: value, EMERGENCY: emergency, NAME: answer.flag("useGroupName")}


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The user's own rule, if he has one."""
    value = found.settings.get(SETTING)
    if not isinstance(value, str):
        return {}
    emergency = emergency_policy(value, builder.section("company").get("emergency_caller_id"))
    policy = emergency, builder.company.get("show_company_name")
    if builder.company and (found.settings.get(EMERGENCY), found.settings.get(NAME)) != policy:
        # What 112 sees and which name is shown a plan says for the whole company.
        builder.cannot_say(found.identity)
    return {SETTING: value if value in POLICIES else builder.number(value)}


ASPECT = Aspect(from_plan, operations, read, as_plan)
