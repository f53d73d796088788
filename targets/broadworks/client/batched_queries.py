"""Many questions at once: objects are read side by side, so that every document to the platform is full."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.client.queries import Answer, Ask, Query

ResultT = TypeVar("ResultT")

ReadSteps = Generator[Sequence[Query], Sequence[Answer], ResultT]
"""Reads one object: yields questions, is sent their answers, and returns what it found."""

_SIDE_BY_SIDE = 300
"""So many objects are read at once; more would only take memory."""


def read_in_batches(ask: Ask, readings: Iterable[ReadSteps[ResultT]]) -> Iterator[ResultT]:
    """What was read of each object, in their order; `_SIDE_BY_SIDE` of them are read at once."""
    waiting = iter(readings)
    while group := list(islice(waiting, _SIDE_BY_SIDE)):
        yield from _together(ask, group)


def _together(ask: Ask, readings: Sequence[ReadSteps[ResultT]]) -> list[ResultT]:
    found: dict[int, ResultT] = {}
    answers: dict[int, Sequence[Answer] | None] = dict.fromkeys(range(len(readings)))
    while answers:
        asked: list[tuple[int, Sequence[Query]]] = []
        for place, given in answers.items():
            try:
                # None starts a generator; an empty list of answers would not.
                asked.append((place, next(readings[place]) if given is None else readings[place].send(given)))
            except StopIteration as end:
                found[place] = end.value
        replies = iter(ask([query for _, queries in asked for query in queries]) if asked else ())
        answers = {place: list(islice(replies, len(queries))) for place, queries in asked}
    return [found[place] for place in range(len(readings))]


def combined(readings: Collection[ReadSteps[Mapping[str, Value]]]) -> ReadSteps[Mapping[str, Value]]:
    """Several readings as one: their queries are sent together, and their results are one mapping."""
    found: dict[str, Value] = {}
    answers: list[tuple[ReadSteps[Mapping[str, Value]], list[Answer] | None]] = [
        (reading, None) for reading in readings
    ]
    while answers:
        asked: list[tuple[ReadSteps[Mapping[str, Value]], int]] = []
        queries: list[Query] = []
        for reading, given in answers:
            try:
                more = next(reading) if given is None else reading.send(given)
            except StopIteration as end:
                found.update(end.value)
                continue
            asked.append((reading, len(more)))
            queries += more
        if not asked:
            break
        replies = iter((yield queries))
        answers = [(reading, [next(replies) for _ in range(count)]) for reading, count in asked]
    return found
