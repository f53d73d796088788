"""Whether anything rings for somebody at all."""

from nummerplan.model.plan.users import User


def can_ring(user: User) -> bool:
    """Whether anything rings for a user at all."""
    return bool(user.devices or (user.simultaneous_ring and user.simultaneous_ring.numbers))


def cannot_take_calls(user: User) -> bool:
    """Whether nothing rings for a user, and no forward or voicemail takes a call for which nothing can ring."""
    if can_ring(user):
        return False
    if user.voicemail and ("busy" in user.voicemail.when or "always" in user.voicemail.when):
        return False
    forwarding = user.forwarding
    forwards = (forwarding.always, forwarding.not_reachable, forwarding.busy, forwarding.missed)
    return not any(forward and forward.to is not None for forward in forwards)
