"""What the public API gives: frozen nouns, which as JSON are what `--format json` of the command writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any, Generic, NamedTuple, Self, TypeVar

from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.cause import Cause
from nummerplan.model.calls.difference import Difference, OutgoingDifference
from nummerplan.model.calls.proof import PlanProof, Verdict
from nummerplan.model.calls.situation import Situation
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Message

Result = TypeVar("Result", covariant=True)  # noqa: PLC0105 - its name is what it stands for
Json = Callable[[], str]
"""Writes a result: put into it by whoever makes it, and nothing is written before it is asked for."""


def parts_of(noun: Any) -> dict[str, Any]:
    """The fields of a noun, to make a result of it."""
    return {part.name: getattr(noun, part.name) for part in fields(noun)}


@dataclass(frozen=True, kw_only=True)
class Written:
    """A result that can be written."""

    json: Json = field(default=str, repr=False, compare=False)

    def to_json(self) -> str:
        """The result as `--format json` of the command writes it, or its part of that."""
        return self.json()


class Results(tuple[Result, ...], Generic[Result]):
    """Results in order, which together are one thing for programs."""

    _json: Json

    def __new__(cls, rows: Iterable[Result], json: Json, **facts: Any) -> Self:
        """Results, what writes them, and facts about all of them."""
        made = super().__new__(cls, tuple(rows))
        made.__dict__.update(facts, _json=json)
        return made

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("results cannot be changed")

    def to_json(self) -> str:
        """All of it, as `--format json` writes it."""
        return self._json()


@dataclass(frozen=True)
class FindingResult(Written, LocatedFinding):
    """A finding with its spans; in JSON as it stands among those of `nummerplan check`."""


@dataclass(frozen=True)
class DifferenceResult(Written, Difference):
    """A difference that callers notice; in JSON as it stands among those of `nummerplan diff`."""


@dataclass(frozen=True)
class OutgoingResult(Written, OutgoingDifference):
    """A difference for a colleague who calls out; in JSON as it stands among those of `nummerplan diff`."""


class Differences(Results[DifferenceResult | OutgoingResult]):
    """What callers notice of a change, then what colleagues notice who call out.

    `alike` says whether nobody notices anything: it is also False when the plans live in different time zones. `causes`
    are what was changed, each with those who notice it, the most noticed first.
    """

    alike: bool
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class FollowedCall(Written, Trace):
    """A call from its start to its end, as `nummerplan trace` follows it.

    `outgoing` says what comes of it where a colleague calls a number outside: then there are no hops.
    """

    outgoing: Message | None = None

    @property
    def lost(self) -> bool:
        """Whether the caller reached nobody and nothing."""
        return self.end in LOST


class ProofRow(NamedTuple):
    """What is proven of one entry in one situation: for callers from outside, or for colleagues.

    `witness` is a call that is lost.
    """

    entry: Node
    external: bool
    situation: Situation
    verdict: Verdict
    witness: Call | None = None


@dataclass(frozen=True)
class Proof(Written, PlanProof):
    """What is proven of a plan, and all that it rests on; in JSON as it stands in `nummerplan check --proof`."""

    @property
    def rows(self) -> tuple[ProofRow, ...]:
        """A row for each entry and situation, in the order of the plan."""
        found = []
        for entry in self.entries:
            lost = {loss.situation.open: loss.witness for loss in entry.losses}
            for situation in entry.situations:
                witness = lost.get(situation.open)
                open_: Verdict = "not_decided" if situation in entry.undecided else "no_call_is_lost"
                verdict: Verdict = "calls_are_lost" if witness else open_
                found.append(ProofRow(entry.entry, entry.external, situation, verdict, witness))
        return tuple(found)
