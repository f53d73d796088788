"""Parts of a day as the bits of one number, minute 0 the lowest: joining and taking away are a machine's own steps."""

from functools import lru_cache

from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch

ALL_DAY = (1 << MINUTES_A_DAY) - 1


@lru_cache(maxsize=1024)
def minutes_of(stretches: tuple[Stretch, ...]) -> int:
    """The minutes that some stretches of one day cover."""
    found = 0
    for start, end in stretches:
        found |= (1 << end) - (1 << start)
    return found


@lru_cache(maxsize=1024)
def stretches_of(minutes: int) -> tuple[Stretch, ...]:
    """The stretches that some minutes of one day make, none of which touch."""
    found: list[Stretch] = []
    while minutes:
        start = _zeros(minutes)
        end = start + _zeros(~(minutes >> start))
        found.append(Stretch(start, end))
        minutes = minutes >> end << end
    return tuple(found)


def _zeros(bits: int) -> int:
    """How many of the lowest bits are not set."""
    return (bits & -bits).bit_length() - 1
