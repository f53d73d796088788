"""What Asterisk does with one call, from the events of its manager: steps, who is talking, and how it ended."""

import asyncio
import re
from dataclasses import dataclass, field

from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import Event

LISTENING = frozenset({"background", "waitexten", "read"})
"""Applications that hear keys."""

_CHANNEL = re.compile(r"PJSIP/(.+)-[0-9a-f]{8}")


def endpoint_of(channel: str) -> str:
    """The telephone of a channel; empty for a channel that is none."""
    found = _CHANNEL.fullmatch(channel)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the dialplan."""

    channel: str
    context: str
    extension: str
    application: str
    data: str
    at: float

    def __str__(self) -> str:
        return f"{self.context},{self.extension} {self.application}({self.data})"


@dataclass
class CallWatch:
    """Collects the events of the call that begins next; calls of before are left out by their `Linkedid`."""

    started: float = 0.0
    linked: str | None = None
    channel: str = ""
    steps: list[Step] = field(default_factory=list)
    talking: list[str] = field(default_factory=list)
    cause: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    live: set[str] = field(default_factory=set)
    devices: dict[str, str] = field(default_factory=dict)
    armed: bool = False
    foreign: set[str] = field(default_factory=set)
    """Channels that belong to no call that is watched: of somebody who is kept on a call."""

    def begin(self) -> None:
        """The next new channel is the caller's."""
        self.started = asyncio.get_running_loop().time()
        self.linked, self.channel, self.cause = None, "", ""
        self.steps, self.talking = [], []
        self.foreign = set(self.live)
        self.armed = True

    def take(self, event: Event) -> None:
        """One event of the manager."""
        kind, unique = event.get("Event"), event.get("Uniqueid", "")
        if kind == "DeviceStateChange":
            self.devices[event["Device"]] = event["State"]
            self.changed.set()
            return
        if kind == "Newchannel":
            self.live.add(unique)
            if self.armed and self.linked is None and unique not in self.foreign:
                self.linked, self.channel, self.armed = event["Linkedid"], event["Channel"], False
        elif kind == "Hangup":
            self.live.discard(unique)
            if event.get("Channel") == self.channel:
                self.cause = event.get("Cause", "")
        if self.linked and event.get("Linkedid") == self.linked:
            self._of_call(kind, event)
        self.changed.set()

    def _of_call(self, kind: str | None, event: Event) -> None:
        channel = event.get("Channel", "")
        if kind == "Newexten" and not event["AppData"].startswith("(Outgoing Line)"):
            now = asyncio.get_running_loop().time()
            where = event["Context"], event["Extension"], event["Application"], event["AppData"]
            self.steps.append(Step(channel, *where, now))
        elif kind == "BridgeEnter" and channel not in self.talking:
            self.talking.append(channel)

    @property
    def own_steps(self) -> list[Step]:
        """The steps of the caller's channel."""
        return [step for step in self.steps if step.channel == self.channel]

    @property
    def listening(self) -> bool:
        """Whether the call stands where keys are heard."""
        steps = self.own_steps
        return bool(steps) and steps[-1].application.lower() in LISTENING

    @property
    def partner(self) -> str:
        """The telephone that talks with the caller; empty while nobody does."""
        others = [endpoint_of(channel) for channel in self.talking if channel != self.channel]
        return next((one for one in others if one), "") if self.channel in self.talking else ""

    async def until_changed(self, seconds: float) -> bool:
        """Wait for an event; False when none came in time."""
        self.changed.clear()
        try:
            await asyncio.wait_for(self.changed.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def until_quiet(self, seconds: float, but: frozenset[str] = frozenset()) -> bool:
        """Wait until no channel lives and no telephone counts as used, but those that are kept on a call."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            used = {
                name
                for name, state in self.devices.items()
                if state not in ("NOT_INUSE", "UNAVAILABLE", "UNKNOWN", "INVALID")
            }
            if len(self.live) <= len(but) and not {name for name in used if name.removeprefix("PJSIP/") not in but}:
                return True
            await self.until_changed(0.02)
        return False
