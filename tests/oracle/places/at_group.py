"""What happens to a call at a hunt group."""

from oracle.plan import Group, Target
from oracle.steps import (
    ABSENT,
    ANSWERS,
    ANY_STATE,
    ON_A_CALL,
    UNREACHABLE,
    End,
    Position,
    Send,
    World,
    night_send,
    offers,
)


def step(world: World, position: Position) -> End | Send:
    """The end of the call at this group, or where it is sent on."""
    group = world.company.groups[position.at.name]
    night = night_send(world, group.night, position.inside)
    return night or _ring(world, group, position) or _nobody_rings(world, group, position)


def with_telephone(world: World, group: Group) -> list[str]:
    """The members who have a telephone, in list order; the policy's order is asked for later."""
    return [member for member in group.members if world.company.users[member].has_telephone]


def ringing_states(group: Group) -> int:
    """The states of a member whose telephone is rung."""
    return ANSWERS | ABSENT | (ON_A_CALL if group.ring_busy_members else 0)


def _span(world: World, group: Group, position: Position) -> tuple[int, bool]:
    """The seconds until the group's call ends unanswered, and whether the overflow takes it then."""
    left = max(world.company.ring_limit - position.seconds, 0)
    if group.overflow is not None and group.overflow.after <= left:
        return group.overflow.after, True
    return left, False


def _ring(world: World, group: Group, position: Position) -> End | Send | None:
    """The members' turns; nothing when everybody is passed over."""
    members = with_telephone(world, group)
    span, overflows = _span(world, group, position)
    if not world.exact:
        answer = _rung_in_summary(world, group, members, span)
    elif group.policy == "simultaneous":
        answer = _rung_together(world, group, position, members, span)
    else:
        answer = _rung_in_turn(world, group, position, set(members), span)
    if answer is None or isinstance(answer, End):
        return answer
    if overflows and group.overflow is not None and group.overflow.to is not None:
        return Send(group.overflow.to, world.company.screen(), span)
    return End("gives_up", span)


def _rung_together(world: World, group: Group, position: Position, members: list[str], span: int) -> End | bool | None:
    """Simultaneous: an answer, or whether anybody rings at all."""
    rung = [member for member in members if world.has(member, ringing_states(group))]
    if not rung:
        return None
    if span > 0:
        world.rings.extend((position.elapsed, member) for member in rung)
        for member in rung:
            if world.has(member, ANSWERS):
                return End("answered", 0, member)
    return True


def _rung_in_turn(world: World, group: Group, position: Position, members: set[str], span: int) -> End | bool | None:
    """One after the other, the first again after the last."""
    turn = group.next_after if group.next_after is not None else max(span, 1)
    order = offers(world, group)
    rung: list[str] = []
    second = 0
    for member in order:
        if rung and second >= span:
            return True
        if member not in members or not world.has(member, ringing_states(group)):
            continue
        if second >= span:
            return True
        rung.append(member)
        world.rings.append((position.elapsed + second, member))
        if world.has(member, ANSWERS):
            return End("answered", second, member)
        second += turn
    if not rung:
        return None
    while second < span and len(rung) > 1:
        member = rung.pop(0)
        rung.append(member)
        world.rings.append((position.elapsed + second, member))
        second += turn
    return True


def _rung_in_summary(world: World, group: Group, members: list[str], span: int) -> End | bool | None:
    """For a proof: whether anybody rings, and whether somebody can answer; not who is when at turn."""
    first = next((member for member in members if world.has(member, ringing_states(group))), None)
    if first is None:
        return None
    if span <= 0:
        return True
    if world.has(first, ANSWERS):
        return End("answered", 0, first)
    for member in members:
        if member == first or world.environment.is_caller(member):
            continue
        at_turn = group.policy != "regular" or (group.next_after is not None and group.next_after < span)
        if at_turn and world.could(member, ANSWERS):
            world.other_answers.append(member)
        world.never_answers(member)
    return True


def _nobody_rings(world: World, group: Group, position: Position) -> End | Send:
    """Nobody is registered, or everybody is passed over."""
    registered = any(world.has(member, ANY_STATE & ~UNREACHABLE) for member in with_telephone(world, group))
    screen = world.company.screen()
    chosen: Target | str | None = group.when_busy
    if not registered and group.not_reachable is not None:
        chosen = group.not_reachable
    if isinstance(chosen, Target):
        return Send(chosen, screen)
    if chosen == "busy_tone":
        return End("busy_by_name")
    overflow = group.overflow.to if group.overflow is not None else None
    if chosen == "wait":
        span, overflows = _span(world, group, position)
        return Send(overflow, screen, span) if overflows and overflow is not None else End("gives_up", span)
    return Send(overflow, screen) if overflow is not None else End("busy_tone")
