"""What a rule says of calls, and the one call that shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import CUT_SHORT, Clock, Edge, Node
from nummerplan.model.message import Message

Way = tuple[Edge, ...]
"""Steps of a call, one after the other."""

Who = Literal["anybody", "external", "internal", "anonymous"]


class Claim(NamedTuple):
    """Some call takes one of these ways, step after step, and ends in one of these ends (none named: however it ends).

    `when` are clocks that are open or closed then, `number` is the one that is called, where it matters. A claim that
    no call can show is a false alarm, unless the plan is wrong as it is written (`essential` is False): then a call
    only shows it.
    """

    ways: tuple[Way, ...]
    ends: frozenset[Node] = frozenset()
    who: Who = "anybody"
    essential: bool = True
    when: tuple[tuple[Clock, bool], ...] = ()
    number: Node | None = None

    def shown_by(self, trace: Trace) -> Way | None:
        """The steps of a call up to the end of the claimed way; None if the call does not show the claim."""
        if (self.ends and trace.end not in self.ends) or self.number not in (None, trace.call.entry):
            return None
        taken = tuple(hop.edge for hop in trace.hops)
        cut = trace.end in CUT_SHORT and trace.end in self.ends
        for way in self.ways:
            for start in range(len(taken)):
                part = taken[start : start + len(way)]
                if part == way or (cut and _begins(way, part)):
                    return taken[: start + len(way)]
        return None


def _begins(way: Way, part: Way) -> bool:
    """Whether steps are the first of a way: the network ends a call that is sent on too often, or unanswered too long.

    Where it ends ringing, that is a step of its own.
    """
    part = part[:-1] if part[-1].target in CUT_SHORT else part
    return bool(part) and part == way[: len(part)]


def over(edges: Iterable[Edge], *ends: Node, who: Who = "anybody", essential: bool = True) -> Claim:
    """A call takes one of these edges, and ends so."""
    return Claim(tuple((edge,) for edge in edges), frozenset(ends), who, essential)


@dataclass(frozen=True, slots=True)
class Witness:
    """One call that shows a finding.

    `way` are its steps up to those that the finding is about, `end` how it ends; `sentence` describes it, and `command`
    follows it.
    """

    call: Call
    way: Way
    end: Node
    sentence: Message
    command: str


class NoCall(NamedTuple):
    """There is no such call; or (`decided` is False) none was found among as many as were looked at."""

    decided: bool
    met_bound: bool = False
    """Whether the search ended at its bound: with more work it might have been decided."""


def written_at(route: tuple[str | int, ...], edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges that a setting, or a part of it, decides."""
    return (edge for edge in edges if edge.route[: len(route)] == route)
