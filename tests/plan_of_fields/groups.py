"""Hunt groups."""

from plan_of_fields.destinations import Destinations, id_of
from plan_of_fields.fields import Fields, one


def group(of: Destinations, fields: Fields) -> Fields:
    """Whom it rings, in which way, and where callers go after it."""
    found = {**of.numbers(fields), **of.night(fields), "policy": str(one(fields, "policy")).lower()}
    found["members"] = [member.partition("@")[0] for member in fields.get("agentUserId", ())]
    found["ring_busy_members"] = one(fields, "allowCallWaitingForAgents") == "true"
    if one(fields, "huntAfterNoAnswer") == "true":
        found["next_member_after"] = {"rings": one(fields, "noAnswerNumberOfRings")}
    if one(fields, "forwardAfterTimeout") == "true":
        to = of.to(one(fields, "forwardToPhoneNumber"))
        found["overflow"] = {"after": f"{one(fields, 'forwardTimeoutSeconds')}s", "to": to}
    busy = of.held.of("Busy", id_of(fields))
    on = one(busy, "isActive") == "true"
    if on or "overflow" in found:
        found["when_busy"] = of.to(one(busy, "forwardToPhoneNumber")) if on else "busy_tone"
    if one(fields, "enableNotReachableForwarding") == "true":
        found["not_reachable"] = of.to(one(fields, "notReachableForwardToPhoneNumber"))
    elif one(fields, "makeBusyWhenNotReachable") == "true" and not on:
        found["not_reachable"] = "busy_tone"
    return found
