"""What is proven of the calls of a plan: every number, every situation, and each lost call with one that shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Clock, Edge, Node
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message
from nummerplan.model.plan.company import ManagedByUser


class LostCall(NamedTuple):
    """A situation in which calls at an entry can be lost; the smallest such call, its edges and its end."""

    situation: Situation
    edges: tuple[Edge, ...]
    end: Node
    witness: Call


class HandOver(NamedTuple):
    """A number outside, or an own mobile whose private voicemail takes calls, that calls at an entry can come to.

    `when` is `every_call` (no state of anybody and no key keeps it), `nobody_answers`, or the keys that it takes,
    joined by blanks. `witness` is one such call.
    """

    situation: Situation
    to: Node
    when: str
    witness: Call


Verdict = Literal["no_call_is_lost", "calls_are_lost", "not_decided", "not_proven"]
"""What is known: a lost call outweighs what could not be decided; `not_proven` is a plan not read whole."""


@dataclass(frozen=True, slots=True)
class EntryProof:
    """What is proven of one entry, for callers from outside or for colleagues: nothing is lost, or where something is.

    `situations` are all that a call from there can meet, by the `clocks` that decide on its way; `branches` counts the
    ways on from all places that it can come to.
    """

    entry: Node
    external: bool
    clocks: tuple[Clock, ...]
    situations: tuple[Situation, ...]
    branches: int
    losses: tuple[LostCall, ...]
    undecided: tuple[Situation, ...] = ()
    """Situations with more combinations than are followed: nothing is known of them."""
    handed_over: tuple[HandOver, ...] = ()
    perhaps_more: bool = False
    """Whether the bound was met before every place was found to which calls are handed over."""

    @property
    def verdict(self) -> Verdict:
        """What is known of calls to this entry."""
        if self.losses:
            return "calls_are_lost"
        return "not_decided" if self.undecided else "no_call_is_lost"


class Assumption(NamedTuple):
    """Something that a proof takes for granted: a name for programs, a sentence, and perhaps a figure."""

    name: str
    text: Message
    value: int | str | None = None


class FileSum(NamedTuple):
    """A file of the plan and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PlanProof:
    """The proof of a plan, with all that it rests on. `sha256` stands for the bytes of all files.

    `left_to_users` are objects whose settings people switch by hand: the proof knows only what the plan says of them.
    `unheld` are ranges of assigned numbers that nobody holds (E.164): who calls one hears that it is not in use.
    `whole` is False for a plan that could not be read whole; nothing is proven of it.
    """

    linked: LinkedPlan
    files: tuple[FileSum, ...]
    sha256: str
    assumptions: tuple[Assumption, ...]
    left_to_users: Mapping[ManagedByUser, tuple[str, ...]]
    unheld: tuple[tuple[str, str], ...]
    entries: tuple[EntryProof, ...]
    whole: bool = True

    def of_callers(self, external: bool) -> Iterator[EntryProof]:
        """The entries for callers from outside, or for colleagues."""
        return (entry for entry in self.entries if entry.external == external)

    @property
    def verdict(self) -> Verdict:
        """What is known of callers from outside; what colleagues meet is reported, and is no loss of the company's."""
        return self.verdict_of(everybody=False)

    def verdict_of(self, everybody: bool) -> Verdict:
        """What is known of callers from outside, or also of what colleagues meet at extensions."""
        if not self.whole:
            return "not_proven"
        verdicts = {entry.verdict for entry in self.entries if everybody or entry.external}
        if "calls_are_lost" in verdicts:
            return "calls_are_lost"
        return "not_decided" if "not_decided" in verdicts else "no_call_is_lost"
