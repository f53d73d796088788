"""Which number 112 sees of a user who has a policy of his own: the company's, his own, or the one that he shows.

Where a plan does not say what 112 sees it is what others see. A policy of a user's own holds for 112 too, so that what
the company says of it is written into each.
"""

from nummerplan.model.deployment.tenant import Tenant, Value

SHOWN, EMERGENCY = "caller_id", "caller_id.emergency"
"""The settings of a user: what others see, and what 112 sees."""
OTHER = "number"
"""The number that his calls show, neither his own nor the company's."""


def emergency_policy(shown: Value, company: Value) -> str:
    """What 112 sees of a user with a policy of his own; `company` says of all: company, user, or nothing."""
    if company is None:
        return str(shown) if shown in ("company", "own") else OTHER
    return "own" if company == "user" else "company"


def written_emergency(tenant: Tenant, shown: Value, emergency: Value) -> Value:
    """What a plan says of 112 for the whole company: nothing where that comes to the same for everybody."""
    if shown != emergency:
        return emergency
    own = [found.settings for found in tenant.of_kind("user") if found.settings.get(SHOWN) is not None]
    alike = all(one.get(EMERGENCY) == emergency_policy(one[SHOWN], None) for one in own)
    return None if alike or emergency is None else emergency
