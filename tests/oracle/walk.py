"""From one place to the next: what a sent call arrives at, or how it ends on the way."""

from oracle.keypad import Keys
from oracle.places import at_group, at_mailbox, at_menu, at_mobile, at_user
from oracle.plan import Target
from oracle.steps import End, Position, Send, World

STEPS = {
    "user": at_user.step,
    "group": at_group.step,
    "mailbox": at_mailbox.step,
    "voicemail": at_mailbox.step,
    "mobile": at_mobile.step,
}

FIRST_AFTER_ANSWER = 0  # a step out of a place that answered is no redirection itself


def step(world: World, position: Position, keys: Keys) -> End | Send:
    """The end of the call at this place, or where it is sent on."""
    if position.at.kind == "menu":
        return at_menu.step(world, position, keys)
    return STEPS[position.at.kind](world, position)


def start(world: World, entry: Target, inside: bool) -> Position | tuple[End, Target]:
    """The first place of a call, or its end where the number leads to no object."""
    entry = _running(world, entry)
    if entry.kind == "outside":
        return End("outside", to=entry.name), entry
    if entry.kind == "nobody":
        return End("not_in_use"), entry
    return Position(entry, inside, visited=frozenset({(entry.kind, entry.name, inside)}))


def arrive(world: World, position: Position, send: Send) -> Position | tuple[End, Target]:
    """The next place, or the end that comes first: a loop, not in use, too many redirections, outside."""
    target = _running(world, send.to)
    if world.company.covers(send.screen, target.number):
        target = Target("nobody", target.number or target.name)
    inside = position.inside and not send.from_mobile
    visit = target.kind, target.name, inside
    visited = _memory(position, send)
    after = send.after + send.pause
    if visit in visited:
        return End("loop", after), target
    if target.kind == "nobody":
        return End("not_in_use", after), target
    redirections = FIRST_AFTER_ANSWER if send.answered else position.redirections + 1
    if redirections > world.company.max_redirections:
        return End("too_many_redirections", after), target
    if target.kind == "outside":
        return End("outside", after, to=target.name), target
    seconds = 0 if send.answered else position.seconds + send.after
    return Position(target, inside, redirections, seconds, position.elapsed + after, visited | {visit})


def _memory(position: Position, send: Send) -> frozenset[tuple[str, str, bool]]:
    """The places since a key acted: none after a key that led on, the menu where a key had it play anew."""
    if send.pressed:
        return frozenset()
    if send.anew:
        return frozenset({(position.at.kind, position.at.name, position.inside)})
    return position.visited


def _running(world: World, target: Target) -> Target:
    """An own mobile whose subscription has ended is a number outside."""
    if target.kind == "mobile" and world.environment.ended(target.name):
        return Target("outside", target.number or target.name, target.number)
    return target
