"""One example call in one plan, to show what the difference is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import Call, Caller, State
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.difference import Course
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation
from nummerplan.model.message import Message, say


class _Absent(Mapping[str, State]):
    """States of people in which whoever has none of his own is absent; it remembers who was asked."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self.asked: dict[str, State] = {}

    def __getitem__(self, person: str) -> State:
        return self.asked.setdefault(person, self._states.get(person, "absent"))

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def course(  # noqa: PLR0913, PLR0917 - an example call has as many parts
    entry: Node,
    caller: Caller,
    situation: Situation,
    keys: tuple[str, ...],
    states: Mapping[str, State],
    linked: LinkedPlan,
    heard: Message | None = None,
) -> Course:
    """Follow the example: people are as `states` says, everybody else is absent."""
    world = _Absent(states)
    keys = without_last_waits(keys)
    trace = follow(Call(entry, situation.sample, caller, keys, world), linked)
    people = {person: state for person, state in sorted(world.asked.items()) if state != "answers"}
    call = Call(entry, situation.sample, caller, keys, people)
    return Course(call, replace(trace, call=call), heard or say("{text}", text=""))
