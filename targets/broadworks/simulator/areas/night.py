"""Night forwarding, of the group and of each user."""

from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.schedule_references import check_schedules
from nummerplan.targets.broadworks.simulator.settings import (
    change_group_settings,
    group_settings,
    keep_user_settings,
    needs_service,
    user_settings,
    without,
)
from nummerplan.targets.broadworks.simulator.store import merged

AREA = "Group Night Forwarding"
GROUP = {"nightForwarding": "Off"}
USER = {"nightForwarding": "Use Group"}


@answers("GroupGroupNightForwardingGetRequest")
def of_group(call: Invocation) -> AnswerFields:
    """How the group forwards at night."""
    return group_settings(call.store, call.tenant()["id"], AREA, GROUP)


@answers("GroupGroupNightForwardingModifyRequest")
def change_group(call: Invocation) -> AnswerFields:
    """Change how the group forwards at night."""
    tenant = call.tenant()["id"]
    check_schedules(call, tenant, 0, call.fields)
    settings = change_group_settings(call.store, tenant, AREA, GROUP, call.fields)
    if settings["nightForwarding"] != "Off" and not settings.get("forwardToPhoneNumber"):
        raise own(9160, "A call forwarding cannot be active without a phone number to forward to.")
    if settings["nightForwarding"] == "Auto On" and not settings.get("businessHours"):
        raise own(9161, "Night forwarding by schedule needs business hours.")
    return None


@answers("UserGroupNightForwardingGetRequest")
def of_user(call: Invocation) -> AnswerFields:
    """How a user takes part, beside how the group does."""
    user = call.subscriber()
    needs_service(call.store, user["id"], AREA)
    group = group_settings(call.store, user["tenant"], AREA, GROUP)
    own_mode = user_settings(call.store, user["id"], AREA, USER)["nightForwarding"]
    return {**group, "groupNightForwarding": group["nightForwarding"], "nightForwarding": own_mode}


@answers("UserGroupNightForwardingModifyRequest")
def change_user(call: Invocation) -> AnswerFields:
    """Change how a user takes part."""
    user = call.subscriber()
    needs_service(call.store, user["id"], AREA)
    settings = merged(user_settings(call.store, user["id"], AREA, USER), without(call.fields, "userId"))
    keep_user_settings(call.store, user["id"], AREA, settings)
    return None
