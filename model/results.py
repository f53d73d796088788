"""What the public API gives: frozen, and as JSON the same as what `--format json` of the command writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, Self, TypeVar

from nummerplan.model.calls.call import Call, Hop, Trace
from nummerplan.model.calls.call_graph import LOST, Node
from nummerplan.model.calls.difference import Difference, OutgoingDifference
from nummerplan.model.calls.proof import PlanProof, Verdict
from nummerplan.model.calls.situation import Situation
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.message import Message

Result = TypeVar("Result", covariant=True)  # noqa: PLC0105 - its name is what it stands for
Json = Callable[[], str]
"""Writes a result: put into it by whoever makes it, and nothing is written before it is asked for."""


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


@dataclass(frozen=True, slots=True)
class FindingResult(LocatedFinding):
    """A finding with its spans, which can be written on its own."""

    json: Json = field(default=str, repr=False, compare=False)

    def to_json(self) -> str:
        """The finding, as it stands in `nummerplan check --format json`."""
        return self.json()


@dataclass(frozen=True, slots=True)
class DifferenceResult(Difference):
    """A difference that callers notice, which can be written on its own."""

    json: Json = field(default=str, repr=False, compare=False)

    def to_json(self) -> str:
        """The difference, as it stands in `nummerplan diff --format json`."""
        return self.json()


@dataclass(frozen=True, slots=True)
class OutgoingResult(OutgoingDifference):
    """A difference for a colleague who calls out, which can be written on its own."""

    json: Json = field(default=str, repr=False, compare=False)

    def to_json(self) -> str:
        """The difference, as it stands in `nummerplan diff --format json`."""
        return self.json()


class Differences(Results[DifferenceResult | OutgoingResult]):
    """What callers notice of a change, then what colleagues notice who call out.

    `alike` says whether nobody notices anything: it is also False when the plans live in different time zones.
    """

    alike: bool


@dataclass(frozen=True)
class FollowedCall:
    """A call from its start to its end.

    `outgoing` says what comes of it where a colleague calls a number outside: then there are no steps.
    """

    trace: Trace
    json: Json = field(repr=False, compare=False)
    outgoing: Message | None = None

    @property
    def steps(self) -> tuple[Hop, ...]:
        """The steps that it took, in order."""
        return self.trace.hops

    @property
    def end(self) -> str:
        """How it ended, in a word for programs: `answered`, `message`, `busy_tone` ..."""
        return self.trace.end.key

    @property
    def lost(self) -> bool:
        """Whether the caller reached nobody and nothing."""
        return self.trace.end in LOST

    @property
    def answered_by(self) -> str | None:
        """The key of the person who has the call in the end."""
        return self.trace.answered_by

    @property
    def seconds(self) -> int:
        """How long it took until its end."""
        return self.trace.seconds

    @property
    def unused_keys(self) -> tuple[str, ...]:
        """The keys that nobody listened to."""
        return self.trace.unused_keys

    def to_json(self) -> str:
        """The call, as `nummerplan trace --format json` writes it."""
        return self.json()


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
class Proof:
    """What is proven of a plan, and all that it rests on (`proven`)."""

    proven: PlanProof
    json: Json = field(repr=False, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What is known of callers from outside."""
        return self.proven.verdict

    @property
    def rows(self) -> tuple[ProofRow, ...]:
        """A row for each entry and situation, in the order of the plan.

        Where not every situation of an entry could be decided, those without a lost call are `not_decided`.
        """
        found = []
        for entry in self.proven.entries:
            lost = {loss.situation.open: loss.witness for loss in entry.losses}
            other: Verdict = "not_decided" if entry.undecided else "no_call_is_lost"
            for situation in entry.situations:
                witness = lost.get(situation.open)
                verdict: Verdict = "calls_are_lost" if witness else other
                found.append(ProofRow(entry.entry, entry.external, situation, verdict, witness))
        return tuple(found)

    def to_json(self) -> str:
        """The proof, as it stands in `nummerplan check --proof --format json`."""
        return self.json()
