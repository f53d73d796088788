"""What a user may not dial, where he differs from the company (manual 5.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
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
)
from nummerplan.targets.broadworks.parts.call_types import blocked, originating, plan_classes, read_blocked, redirecting
from nummerplan.targets.broadworks.parts.listings.group_services import OUTGOING

DIALLED = "block_outgoing"
FORWARDED = "block_outgoing.forwarding"
_PREFIX = "UserOutgoingCallingPlan"


def from_plan(gathered: WantedSettings, user: User) -> None:
    """The user's own lists; None follows the company's."""
    own, context = user.block_outgoing, gathered.context
    if own is None:
        gathered.put(DIALLED, None)
        gathered.put(FORWARDED, None, DIALLED)
        return
    gathered.put(DIALLED, blocked(context, own, user.at(DIALLED)))
    company = context.plan.company.block_forwarding
    if company is None:
        gathered.put(FORWARDED, gathered.settings[DIALLED], DIALLED)
    else:
        # One list for all forwards of the company: the user needs none of his own.
        gathered.put(FORWARDED, None, DIALLED)


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Write the user's own permissions, or let him follow the company again."""
    for setting, word, permissions in (
        (DIALLED, "Originating", originating),
        (FORWARDED, "Redirecting", redirecting),
    ):
        if setting not in changed or (change.before is None and changed[setting] is None):
            continue
        classes = changed[setting]
        fields: dict[str, Any] = {"user_id": change.identity.name, "use_custom_settings": classes is not None}
        if classes is not None:
            fields["user_permissions"] = permissions(context.site, classes)
        yield Phase.USER_SETTINGS, Operation(change.identity, f"{_PREFIX}{word}ModifyRequest", fields)


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """The user's own permissions; None where he has none."""
    if OUTGOING not in of.group_services or of.has_no_plan_of_his_own(OUTGOING):
        return {DIALLED: None, FORWARDED: None}
    answers = yield [of.query(f"{_PREFIX}{word}GetRequest") for word in ("Originating", "Redirecting")]
    found: dict[str, Value] = {}
    for setting, answer in zip((DIALLED, FORWARDED), answers, strict=True):
        own = answer.flag("useCustomSettings")
        found[setting] = read_blocked(of.site, answer, "userPermissions") if own else None
    return found


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The list of what he may not dial; an empty one blocks nothing."""
    classes = found.settings.get(DIALLED)
    if not isinstance(classes, tuple):
        return {}
    if found.settings.get(FORWARDED) is None:
        # His forwards follow the company all the same: then its list for forwards has to be written out.
        forwarded = builder.company.get("block_forwarding")
        written = plan_classes(forwarded)
        builder.section("company").setdefault("block_forwarding", written)
    return {DIALLED: plan_classes(classes)}


ASPECT = Aspect(from_plan, operations, read, as_plan)
