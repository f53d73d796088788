"""What happens to a call at a user: the eight steps of the definition, in their order."""

from oracle.environment import Environment
from oracle.places.at_mobile import leg
from oracle.plan import Target, Timed, User
from oracle.steps import ABSENT, ANSWERS, BUSY, ON_A_CALL, UNREACHABLE, End, Position, Send, World, night_send


def step(world: World, position: Position) -> End | Send:
    """The end of the call at this user, or where it is sent on."""
    user = world.company.users[position.at.name]
    environment = world.environment
    screen = world.company.screen(user)
    if not position.inside and environment.refused(user):
        return End("refused")
    night = night_send(world, user.night, position.inside, user)
    if night is not None:
        return night
    if user.always is not None:
        return Send(user.always, screen)
    if user.voicemail is not None and "always" in user.voicemail.when:
        return Send(Target("voicemail", user.key))
    numbers = ringing_numbers(world, user)
    if not user.has_telephone and not numbers:
        return _unreachable(user, screen)
    return _reached(world, user, numbers, position)


def ringing_numbers(world: World, user: User) -> tuple[Target, ...]:
    """The simultaneous ring numbers that the lists of blocked numbers leave, inside the hours of `during`."""
    along = user.ring_along
    if along is None or not world.environment.is_open(along.during):
        return ()
    screen = world.company.screen(user)
    return tuple(target for target in along.numbers if not world.company.covers(screen, target.number))


def _reached(world: World, user: User, numbers: tuple[Target, ...], position: Position) -> End | Send:
    """Steps 4 to 8 for one who has something that can ring; states that lead to the same are asked for together."""
    screen = world.company.screen(user)
    on_a_call = user.has_telephone and user.call_waiting, numbers if _also_on_a_call(user) else ()
    busy = BUSY if any(on_a_call) else BUSY | ON_A_CALL
    unreachable = _unreachable(user, screen) if not numbers else None
    if unreachable == _busy(user, screen):
        busy |= UNREACHABLE
    if world.has(user.key, busy):
        return _busy(user, screen)
    if unreachable is not None and world.has(user.key, UNREACHABLE):
        return unreachable
    if on_a_call != (user.has_telephone, numbers) and world.has(user.key, ON_A_CALL):
        return _rings(world, user, *on_a_call, position)
    telephone = user.has_telephone and (not numbers or not world.has(user.key, UNREACHABLE))
    return _rings(world, user, telephone, numbers, position)


def _also_on_a_call(user: User) -> bool:
    """Whether his simultaneous ring numbers ring while he is on a call."""
    return user.ring_along is None or user.ring_along.while_on_a_call


def _unreachable(user: User, screen: frozenset[str]) -> End | Send:
    """Step 6."""
    return Send(user.not_reachable, screen) if user.not_reachable is not None else _busy(user, screen)


def _busy(user: User, screen: frozenset[str]) -> End | Send:
    """Step 7."""
    if user.busy is not None:
        return Send(user.busy, screen)
    if user.voicemail is not None and "busy" in user.voicemail.when:
        return Send(Target("voicemail", user.key))
    return End("busy_tone")


def _unanswered(user: User) -> Timed | None:
    """What comes after the set rings: the fewer rings first, forwarding when equal."""
    voicemail = user.voicemail
    taken = (
        Timed(Target("voicemail", user.key), voicemail.after)
        if voicemail is not None and "no_answer" in voicemail.when
        else None
    )
    if user.no_answer is not None and (taken is None or user.no_answer.after <= taken.after):
        return user.no_answer
    return taken


def _rings(world: World, user: User, telephone: bool, numbers: tuple[Target, ...], position: Position) -> End | Send:
    """Step 8: what can ring rings, until somebody or something takes the call."""
    following = _unanswered(user)
    screen = world.company.screen(user)
    if following is not None and following.to is not None and following.after == 0:
        return Send(following.to, screen)
    left = world.company.ring_limit - position.seconds
    mobiles = own_mobiles(world.environment, numbers)
    if left > 0:
        if telephone:
            world.rings.append((position.elapsed, user.key))
        for mobile in mobiles:
            if leg(world, mobile, ANSWERS | ABSENT | ON_A_CALL):
                world.rings.append((position.elapsed, mobile))
        if telephone and world.has(user.key, ANSWERS):
            return End("answered", 0, user.key)
        for mobile in mobiles:
            if leg(world, mobile, ANSWERS):
                return End("answered", 0, mobile)
    limit = following.after if following is not None else left
    confirmed = user.ring_along is not None and user.ring_along.answer_confirmation
    taken = None if confirmed else _network_voicemail(world, mobiles, limit, following is not None)
    if taken is not None and taken.after <= left and (left > 0 or taken.after == 0):
        return taken
    if following is None or following.to is None or following.after > left:
        return End("gives_up", max(left, 0))
    return Send(following.to, screen, following.after)


def own_mobiles(environment: Environment, numbers: tuple[Target, ...]) -> list[str]:
    """The own mobiles among the numbers whose subscription runs; the rest is outside."""
    return [target.name for target in numbers if target.kind == "mobile" and not environment.ended(target.name)]


def _network_voicemail(world: World, mobiles: list[str], limit: int, own_is_first: bool) -> End | None:
    """The network's voicemail of an own mobile that takes the call before anything else does."""
    for mobile in mobiles:
        if leg(world, mobile, BUSY | UNREACHABLE):
            return End(voicemail_word(world, mobile), 0, to=mobile)
    if limit < 25 or (own_is_first and limit == 25):
        return None
    for mobile in mobiles:
        if leg(world, mobile, ABSENT):
            return End(voicemail_word(world, mobile), 25, to=mobile)
    return None


def voicemail_word(world: World, mobile: str) -> str:
    """Kept with the business voicemail, else handed over."""
    return "message" if world.company.mobiles[mobile].business_voicemail else "mobile_voicemail"
