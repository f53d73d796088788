"""What all parts of the configuration share: the names of places, where calls go on to, losses and recordings."""

import io
import math
import wave
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from nummerplan.model.artefact import Artefact, Loss, LossKind, PlanEdit, Workbench
from nummerplan.model.calls.call_graph import Clock, Condition, Edge, Node
from nummerplan.model.errors import AudioError
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.greeting import Greeting, Spoken, audio_file
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.source import Route
from nummerplan.targets.asterisk.identifiers import Identifiers, comment
from nummerplan.targets.asterisk.loss_kinds import ASTERISK_SPOKEN_TEXT
from nummerplan.targets.asterisk.number_patterns import CountryPrefixes

SOUNDS = "nummerplan"
"""The folder of the plan's recordings, below Asterisk's sounds."""

_PREFIXES = {
    "user": "user",
    "voicemail": "voicemail",
    "hunt_group": "group",
    "auto_attendant": "menu",
    "mailbox": "mailbox",
}


class Way(NamedTuple):
    """Where a call goes: the context, the number to dial where that is `outside`, and after how many seconds."""

    context: str
    number: str = ""
    seconds: int = 0


class Night(NamedTuple):
    """Night forwarding of an object: where to, and the context of the clock that has to be closed; empty: always."""

    way: Way
    clock: str


@dataclass
class Exchange:
    """One plan on its way to Asterisk: names are given out once, losses and recordings are collected."""

    bench: Workbench
    losses: list[Loss] = field(default_factory=list)
    problems: list[AudioError] = field(default_factory=list)
    sounds: dict[str, bytes] = field(default_factory=dict)
    clocks: dict[Clock, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.linked = self.bench.linked
        self.plan = self.linked.plan
        self.prefixes = CountryPrefixes(self.plan.company.country)

    @cached_property
    def ids(self) -> dict[str, Identifiers]:
        """Names for the objects of each kind."""
        plan = self.plan
        sections: Mapping[str, Iterable[str]] = {
            "user": plan.users,
            "hunt_group": plan.hunt_groups,
            "auto_attendant": plan.auto_attendants,
            "mailbox": plan.mailboxes,
            "schedule": plan.schedules,
            "holidays": plan.holidays,
        }
        found = {kind: Identifiers(section) for kind, section in sections.items()}
        return {**found, "voicemail": found["user"]}

    @cached_property
    def rings_along(self) -> dict[str, list[Node]]:
        """What each user's simultaneous ring numbers lead to, by the user's key."""
        found: dict[str, list[Node]] = {}
        for use in self.linked.destinations:
            if use.purpose == "simultaneous_ring" and use.owner and use.node:
                found.setdefault(use.owner.key, []).append(use.node)
        return found

    def context(self, node: Node) -> str:
        """The context of an object."""
        return f"{_PREFIXES[node.kind]}-{self.ids[node.kind][node.key]}"

    def way(self, node: Node, seconds: int = 0) -> Way:
        """Where a call goes that is sent to a node; an own mobile is a number outside."""
        if node.kind == "end":
            return Way(f"end-{node.key}", "", seconds)
        if node.kind == "outside":
            return Way("outside", node.key, seconds)
        if node.kind == "mobile":
            written = self.plan.mobile.subscriptions[node.key].number
            number = self.linked.numbering.e164(written) if written else None
            return Way("outside", number, seconds) if number else Way("end-not_in_use", "", seconds)
        return Way(self.context(node), "", seconds)

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """What can happen to a call at a node."""
        return self.linked.graph.edges.get(node, ())

    def edge(self, node: Node, *conditions: Condition) -> Edge | None:
        """The first edge that is taken for one of these reasons."""
        return next((edge for edge in self.edges(node) if edge.condition in conditions), None)

    def goes(self, node: Node, *conditions: Condition) -> Way | None:
        """Where a call goes for one of these reasons."""
        edge = self.edge(node, *conditions)
        return self.way(edge.target, edge.seconds) if edge else None

    def clock(self, clock: Clock) -> str:
        """The context of a clock, which is written once for all who ask it."""
        if clock not in self.clocks:
            schedule = self.ids["schedule"][clock.schedule] if clock.schedule else ""
            holidays = f".{self.ids['holidays'][clock.holidays]}" if clock.holidays else ""
            self.clocks[clock] = f"clock-{schedule}{holidays}"
        return self.clocks[clock]

    def night(self, node: Node) -> Night | None:
        """The night forwarding of an object."""
        edge = self.edge(node, "night")
        if edge is None:
            return None
        return Night(self.way(edge.target), self.clock(edge.when[0][0]) if edge.when else "")

    def about(self, entity: Entity, name: str) -> str:
        """What a comment says of an object: where it stands in the plan, its name, and the line."""
        place = ".".join(str(step) for step in entity.route)
        return comment(f"{place}: {name} ({self.bench.where(entity.route)})")

    def about_clock(self, clock: Clock) -> tuple[str, ...]:
        """What comments say of a clock: its schedule, and its holidays."""
        found = self.plan.schedules.get(clock.schedule or ""), self.plan.holidays.get(clock.holidays or "")
        return tuple(self.about(one, one.name or one.key) for one in found if one)

    def lose(self, route: Route, message: Message, kind: LossKind, *edits: PlanEdit) -> None:
        """Note something that Asterisk cannot do as the plan says, and the plan that it carries out instead."""
        self.losses.append(Loss(route, message, kind, edits))

    def sound(self, greeting: Greeting | None, called: str, otherwise: str, route: Route) -> str:
        """The name of what is played; `otherwise`, a recording of Asterisk's own, for the platform's default."""
        if isinstance(greeting, Spoken):
            text = say("Asterisk has no voice: record this text and name the file; its own prompt is played")
            self.lose(route, text, ASTERISK_SPOKEN_TEXT, PlanEdit(route, "default"))
            return otherwise
        source = audio_file(greeting)
        if source is None:
            return otherwise
        try:
            self.sounds[f"{called}.wav"] = self.bench.telephone_audio(source)
        except AudioError as problem:
            self.problems.append(AudioError(problem.message, route))
            return otherwise
        return f"{SOUNDS}/{called}"

    def recordings(self) -> list[Artefact]:
        """The files of the plan's recordings."""
        return [Artefact(f"sounds/{SOUNDS}/{name}", content) for name, content in sorted(self.sounds.items())]


def hold_tone() -> bytes:
    """What waiting callers hear where the plan brings no music: a soft tone every five seconds."""
    rate, swing = 8000, 1500
    tone = [round(swing * math.sin(2 * math.pi * 425 * at / rate)) for at in range(rate // 5)]
    return _wav(tone + [0] * (5 * rate - len(tone)))


def silence() -> bytes:
    """A second of silence."""
    return _wav([0] * 8000)


def _wav(samples: list[int]) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples))
    return out.getvalue()
