"""States of people as bits of one number: five for each person, in the order in which people are first asked for.

A person keeps his place as long as the program runs, whatever the plan, so numbers of all searches can be compared; the
name costs five bits in each number that knows of anybody who came later.
"""

from collections.abc import Iterable
from functools import lru_cache

from nummerplan.model.calls.guard import State, States

ORDER: tuple[State, ...] = ("answers", "absent", "busy", "on_call", "unreachable")
WIDTH = len(ORDER)
FIRST: States = frozenset({ORDER[0]})
"""What the first bit of a person stands for."""

_FIELDS: dict[str, int] = {}
_PEOPLE: list[str] = []


def shift_of(person: str) -> int:
    """Where the bits of a person begin."""
    found = _FIELDS.get(person)
    if found is None:
        found = _FIELDS[person] = len(_PEOPLE) * WIDTH
        _PEOPLE.append(person)
    return found


@lru_cache(maxsize=64)
def bits_of(states: States) -> int:
    """Some states as the bits of the first person."""
    return sum(1 << place for place, state in enumerate(ORDER) if state in states)


@lru_cache(maxsize=64)
def states_of(bits: int) -> States:
    """The states of the bits of the first person."""
    return frozenset(state for place, state in enumerate(ORDER) if bits >> place & 1)


@lru_cache(maxsize=4096)
def mask_of(people: tuple[str, ...] | frozenset[str], states: States) -> int:
    """Some states of some people."""
    bits, mask = bits_of(states), 0
    for person in people:
        mask |= bits << shift_of(person)
    return mask


@lru_cache(maxsize=4096)
def ruled_out_by(each: tuple[tuple[str, States], ...]) -> int:
    """What is ruled out where each of some people is in one of some states."""
    mask = 0
    for person, states in each:
        mask |= (bits_of(frozenset(ORDER)) & ~bits_of(states)) << shift_of(person)
    return mask


def first_bits(number: int) -> int:
    """The first bit of each person of whom any bit is set."""
    return folded(number) & everybody(number.bit_length())


def folded(number: int) -> int:
    """The first bit of each person of whom any bit is set, among other bits that mean nothing."""
    return number | number >> 1 | number >> 2 | number >> 3 | number >> 4


def all_set(number: int) -> bool:
    """Whether all bits of somebody are set."""
    together = number & number >> 1 & number >> 2 & number >> 3 & number >> 4
    return bool(together and together & everybody(number.bit_length()))


def everybody(size: int) -> int:
    """The first bit of each person, up to so many bits."""
    return _everybody(1 << (size // WIDTH + 1).bit_length())


@lru_cache(maxsize=64)
def _everybody(people: int) -> int:
    return ((1 << people * WIDTH) - 1) // ((1 << WIDTH) - 1)


def people_of(firsts: int) -> Iterable[str]:
    """The people whose first bits are set, in the order in which they were first asked for."""
    while firsts:
        lowest = firsts & -firsts
        yield _PEOPLE[(lowest.bit_length() - 1) // WIDTH]
        firsts ^= lowest
