"""One call from its first to its last second."""

from dataclasses import dataclass, field
from datetime import datetime

from oracle.company import Company
from oracle.destinations import named
from oracle.environment import UNNAMED, Caller, Environment, colleague, outside_caller
from oracle.keypad import Keys, read_keys
from oracle.numbering import e164
from oracle.outgoing import dialled
from oracle.plan import Target
from oracle.steps import ANSWERS, HANDED_OVER, KEPT, STATES, End, Position, World
from oracle.walk import arrive, start, step


@dataclass(slots=True)
class Call:
    """One call: what is dialled and when, by whom, which keys, and how people are.

    `caller` is external (a number of its own that no rule names), anonymous, internal (a colleague of whom nothing is
    said), a number in E.164, or the key of a user or own mobile. Who is not in `states` answers. `histories` gives for
    a circular or uniform group its members in the order in which it would begin; without it that is list order.
    """

    dialled: str
    moment: datetime
    caller: str = "external"
    keys: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    histories: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What became of a call; `seconds` are unanswered since the last place that answered, `elapsed` since it came in.

    `who` is the person who answers, else nothing; `handed_to` is the number outside or the own mobile whose private
    voicemail takes the call, else nothing.
    """

    end: str
    who: str | None
    handed_to: str | None
    where: tuple[str, str]
    path: list[tuple[str, str]]
    arrivals: list[tuple[int, str, str]]
    rings: list[tuple[int, str]]
    seconds: int
    elapsed: int

    @property
    def kept(self) -> bool:
        """Whether the call ended well."""
        return self.end in KEPT


class CallWorld(World):
    """The world of one call in which every state is given."""

    def __init__(self, company: Company, environment: Environment, call: Call) -> None:
        """The world that the call describes."""
        super().__init__(company, environment)
        self.states = {person: STATES[state] for person, state in call.states.items()}
        self.histories = call.histories

    def asks(self, person: str, states: int) -> bool:
        """Who is not named answers."""
        return bool(self.states.get(person, ANSWERS) & states)

    def history(self, group: str) -> list[str] | None:
        """The given order of a group."""
        return self.histories.get(group)


def caller_of(company: Company, text: str) -> Caller:
    """The caller that a call or a test names."""
    if text == "external":
        return outside_caller(company, UNNAMED)
    if text == "anonymous":
        return outside_caller(company, None)
    if text == "internal":
        return colleague(company, None)
    target = named(company, text)
    if target.kind == "user":
        return colleague(company, target.name)
    if target.kind == "mobile":
        return outside_caller(company, target.number)
    return outside_caller(company, e164(text, company.country) or text)


def entry_of(company: Company, text: str, caller: Caller) -> Target:
    """What a dialled number, extension or key leads the caller to."""
    return dialled(company, text, caller.person, caller.inside)


def follow(company: Company, call: Call) -> Outcome:
    """What becomes of the call."""
    environment = Environment(company, caller_of(company, call.caller), call.moment)
    return follow_in(CallWorld(company, environment, call), call)


def follow_in(world: World, call: Call) -> Outcome:
    """What becomes of the call in a world."""
    entry = entry_of(world.company, call.dialled, world.environment.caller)
    keys = Keys(read_keys(call.keys))
    path = [(entry.kind, entry.name)]
    arrivals = [(0, entry.kind, entry.name)]
    position = start(world, entry, world.environment.caller.inside)
    at = Position(entry, False)
    while isinstance(position, Position):
        at = position
        result = step(world, at, keys)
        if isinstance(result, End):
            return _outcome(world, result, at, at.at, path, arrivals)
        position = arrive(world, at, result)
        target = position.at if isinstance(position, Position) else position[1]
        path.append((target.kind, target.name))
        arrivals.append((at.elapsed + result.after + result.pause, target.kind, target.name))
        if not isinstance(position, Position) and result.answered:
            at = Position(at.at, at.inside, 0, 0, at.elapsed, at.visited)
    return _outcome(world, position[0], at, position[1], path, arrivals)


def _outcome(
    world: World,
    end: End,
    at: Position,
    where: Target,
    path: list[tuple[str, str]],
    arrivals: list[tuple[int, str, str]],
) -> Outcome:
    """The outcome of a call that ends after a last place."""
    seconds = at.seconds + end.after if at.at.kind != "menu" else 0
    handed_to = end.to if end.word in HANDED_OVER else None
    return Outcome(
        end.word,
        end.who,
        handed_to,
        (where.kind, where.name),
        path,
        arrivals,
        world.rings,
        seconds,
        at.elapsed + end.after,
    )
