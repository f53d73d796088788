"""What happens to a call at an auto attendant."""

from dataclasses import replace

from oracle.environment import Environment
from oracle.keypad import Keys, dialled_extension, dialled_name, extension_at_once
from oracle.plan import AutoAttendant, KeyAction, Menu, Target
from oracle.steps import End, Position, Send, World, night_send

WRONG_KEYS = 3  # after the third key that is not configured, the menu goes on as when nobody chose


def step(world: World, position: Position, keys: Keys) -> End | Send:
    """The end of the call at this menu, or where it is sent on."""
    company = world.company
    attendant = company.attendants[position.at.name]
    night = night_send(world, attendant.night, position.inside)
    if night is not None:
        return night
    pause = keys.pause
    outcome = _listen(world, attendant, playing(world.environment, attendant), keys)
    if isinstance(outcome, End):
        return replace(outcome, after=keys.pause - pause)
    return replace(outcome, pause=keys.pause - pause)


def playing(environment: Environment, attendant: AutoAttendant) -> Menu:
    """The menu that plays in this situation."""
    if attendant.after_hours is None or environment.is_open(attendant.clock):
        return attendant.business
    return attendant.after_hours


def _listen(world: World, attendant: AutoAttendant, menu: Menu, keys: Keys) -> End | Send:
    """Where the keys lead, or where the menu goes on when nobody chose."""
    wrong, anew = 0, False
    while wrong < WRONG_KEYS and keys.peek() not in (None, "wait"):
        target = extension_at_once(world.company, keys) if menu.dial_by_extension else None
        if target is None:
            action = menu.keys.get(keys.take() or "")
            kind = action.kind if action is not None else ""
            if kind == "hang_up":
                return End("hung_up")
            target = _chosen(world, attendant, action, keys)
            wrong, anew = (0, True) if kind in ("play", "repeat_menu") else (wrong + 1, anew)
        if target is not None:
            return Send(target, world.company.screen(), answered=True, pressed=True)
    return _nobody_chose(world, attendant, menu, keys, anew)


def _chosen(world: World, attendant: AutoAttendant, action: KeyAction | None, keys: Keys) -> Target | None:
    """Whom a key leads to, with what is dialled after it; nothing when it leads to nobody or is not configured."""
    if action is None:
        return None
    if action.kind in ("transfer", "operator"):
        return action.to or Target("nobody", "")
    if action.kind == "dial_by_extension":
        return dialled_extension(world.company, keys)
    return dialled_name(world.company, attendant, keys) if action.kind == "dial_by_name" else None


def _nobody_chose(world: World, attendant: AutoAttendant, menu: Menu, keys: Keys, anew: bool) -> End | Send:
    """After a silence, which uses up one `wait` among the keys, the operator; without one the call is ended."""
    if keys.peek() == "wait":
        keys.take()
    keys.pause += attendant.timeout
    if menu.operator is None:
        return End("cut_off")
    return Send(menu.operator, world.company.screen(), answered=True, anew=anew)
