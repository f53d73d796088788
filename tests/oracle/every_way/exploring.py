"""All ways that one call can go: every state of every person who is asked, every history, every key."""

from collections import deque
from dataclasses import dataclass, field
from functools import partial

from oracle.company import Company
from oracle.environment import Environment
from oracle.every_way.forks import ForkingWorld, Store, branches
from oracle.every_way.menu_choices import key_words
from oracle.keypad import Keys
from oracle.places.at_menu import playing
from oracle.plan import Target
from oracle.steps import ANSWERS, End, Position, Send, is_night
from oracle.walk import arrive, start, step

Arrivals = tuple[tuple[int, str, str], ...]


@dataclass(slots=True)
class Leaf:
    """One way a call can end: the end, where, all keys, what is known of people, and each place with its second.

    `pressed` are the keys up to the last real one; after them there was silence.
    """

    end: End
    where: Target
    keys: tuple[str, ...]
    store: Store
    arrivals: Arrivals
    elapsed: int
    pressed: tuple[str, ...]


@dataclass(slots=True)
class Exploration:
    """Explores the calls of one entry in one environment.

    After each key the counters of loops, redirections and seconds begin anew, so a menu that plays needs one visit for
    each kind of caller and each knowledge of people that no earlier visit covers. Between keys the walk goes on in
    silence, depth first. `exact` takes members of groups turn by turn, with their histories; else a group only tells
    whether anybody rings and whether anybody can answer.
    """

    company: Company
    environment: Environment
    exact: bool = False
    with_keys: bool = True
    most_leaves: int = 200_000
    leaves: list[Leaf] = field(default_factory=list)
    seen: dict[tuple[str, bool], list[tuple[Store, int]]] = field(default_factory=dict)
    waiting: deque[tuple["Position | tuple[End, Target]", Store, tuple[str, ...], Arrivals]] = field(
        default_factory=deque
    )

    def run(self, entry: Target, store: Store) -> list[Leaf]:
        """All leaves from the entry, those with the fewest keys first."""
        world = ForkingWorld(self.company, self.environment, store, self.exact)
        inside = self.environment.caller.inside
        self.waiting.append((start(world, entry, inside), store, (), ((0, entry.kind, entry.name),)))
        while self.waiting:
            position, known, keys, arrivals = self.waiting.popleft()
            self._silent(world, position, known, keys, arrivals)
        return self.leaves

    def _silent(
        self,
        world: ForkingWorld,
        first: "Position | tuple[End, Target]",
        store: Store,
        keys: tuple[str, ...],
        arrivals: Arrivals,
    ) -> None:
        """Goes on without keys until every branch has ended."""
        stack = [(first, store, keys, arrivals)]
        while stack:
            position, known, pressed, way = stack.pop()
            if not isinstance(position, Position):
                self._leaf(position[0], position[1], pressed, known, way, way[-1][0], keys)
                continue
            if position.at.kind == "menu" and self._plays(position):
                if self.with_keys:
                    self._keys(world, position, known, pressed, way)
                pressed = (*pressed, "wait")
            at = position
            for branch, result in branches(world, known, partial(step, world, at, Keys([]))):
                for person in world.other_answers:
                    other = branch.copy()
                    other.states[person] = ANSWERS
                    self._leaf(End("answered", 0, person), at.at, pressed, other, way, at.elapsed, keys)
                if isinstance(result, End):
                    self._leaf(result, at.at, pressed, branch, way, at.elapsed + result.after, keys)
                else:
                    stack.append((arrive(world, at, result), branch, pressed, _longer(way, at, result)))

    def _plays(self, position: Position) -> bool:
        """Whether the menu plays, and is not closed by night forwarding."""
        night = self.company.attendants[position.at.name].night
        return not is_night(self.company, self.environment, night, position.inside)

    def _keys(
        self, world: ForkingWorld, position: Position, store: Store, keys: tuple[str, ...], way: Arrivals
    ) -> None:
        """Each choice at a menu that plays, unless an earlier visit covers this one."""
        place = position.at.name, position.inside
        visits = self.seen.setdefault(place, [])
        if any(store.within(earlier) and elapsed <= position.elapsed for earlier, elapsed in visits):
            return
        visits.append((store, position.elapsed))
        attendant = self.company.attendants[position.at.name]
        for word in key_words(self.company, attendant, playing(self.environment, attendant)):
            pressed = (*keys, *word)
            result = step(world, position, Keys(list(word)))
            if isinstance(result, End):
                self._leaf(result, position.at, pressed, store, way, position.elapsed + result.after, pressed)
            else:
                self.waiting.append((arrive(world, position, result), store, pressed, _longer(way, position, result)))

    def _leaf(
        self,
        end: End,
        where: Target,
        keys: tuple[str, ...],
        store: Store,
        way: Arrivals,
        elapsed: int,
        word: tuple[str, ...],
    ) -> None:
        self.leaves.append(Leaf(end, where, keys, store, way, elapsed, word))
        if len(self.leaves) > self.most_leaves:
            raise TooManyWorlds(f"more than {self.most_leaves} ways for one call")


class TooManyWorlds(Exception):
    """The call can go in more ways than are worth looking at."""


def _longer(way: Arrivals, position: Position, send: Send) -> Arrivals:
    """The places so far and the next one."""
    return (*way, (position.elapsed + send.after + send.pause, send.to.kind, send.to.name))
