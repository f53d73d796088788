"""What happens to a call at an own mobile in the mobile network, and where it only rings along."""

from oracle.plan import Target
from oracle.steps import ABSENT, ANSWERS, BUSY, ON_A_CALL, UNREACHABLE, End, Position, Send, World

RINGS_FOR = 25  # seconds, an assumption


def step(world: World, position: Position) -> End | Send:
    """The end of the call at this mobile, or where its forwarding sends it."""
    key = position.at.name
    mobile = world.company.mobiles[key]
    if mobile.always is not None:
        return Send(mobile.always, from_mobile=True)
    if mobile.sim_blocked or world.has(key, UNREACHABLE):
        return _forwarded(world, key, mobile.not_reachable, 0)
    if world.has(key, BUSY) or (not mobile.call_waiting and world.has(key, ON_A_CALL)):
        return _forwarded(world, key, mobile.busy, 0)
    left = world.company.ring_limit - position.seconds
    if left > 0:
        world.rings.append((position.elapsed, key))
        if world.has(key, ANSWERS):
            return End("answered", 0, key)
    if left < RINGS_FOR:
        return End("gives_up", max(left, 0))
    return _forwarded(world, key, mobile.no_answer, RINGS_FOR)


def _forwarded(world: World, key: str, to: Target | None, after: int) -> End | Send:
    """The forwarding, or without one the network's voicemail."""
    if to is not None:
        return Send(to, after=after, from_mobile=True)
    return End("message" if world.company.mobiles[key].business_voicemail else "mobile_voicemail", after, to=key)


def leg(world: World, key: str, states: int) -> bool:
    """Whether an own mobile that rings along is, for this call, in one of the states.

    Its state is read as the network does: a blocked SIM is unreachable, on a call without call waiting is busy, and
    on a call that nobody takes is as absent. Where its forwarding would take the call it rings nobody.
    """
    mobile = world.company.mobiles[key]
    if mobile.always is not None:
        return False
    if mobile.sim_blocked:
        return bool(states & UNREACHABLE) and mobile.not_reachable is None
    if mobile.not_reachable is not None:
        states &= ~UNREACHABLE
    if not mobile.call_waiting:
        states = states & ~ON_A_CALL | (ON_A_CALL if states & BUSY else 0)
    elif states & ABSENT:
        states |= ON_A_CALL
    if mobile.busy is not None:
        states &= ~(BUSY if mobile.call_waiting else BUSY | ON_A_CALL)
    if mobile.no_answer is not None and not states & ANSWERS:
        states &= ~(ABSENT | ON_A_CALL if mobile.call_waiting else ABSENT)
    return bool(states) and world.has(key, states)
