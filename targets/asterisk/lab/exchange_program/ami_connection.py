"""The manager interface (AMI): actions with their answers, and every event filed as evidence."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from itertools import count

Event = dict[str, str]

PATIENCE = 10.0


class AmiError(Exception):
    """The manager refused an action, or is gone."""


class AmiConnection:
    """A logged in connection. `listeners` are told every event as it comes; `gone` says that there are no more."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = count(1)
        self._asked: dict[str, tuple[asyncio.Future[Event], list[Event]]] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.booted, self.gone = asyncio.Event(), asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address: str, port: int, secret: str) -> "AmiConnection":
        """Connect and log in. Raises `OSError` while nobody listens."""
        reader, writer = await asyncio.open_connection(address, port)
        await reader.readline()
        manager = cls(reader, writer)
        try:
            await manager.act("Login", Username="lab", Secret=secret, Events="call,dialplan,dtmf,system,user")
        except AmiError:
            await manager.close()
            raise
        return manager

    async def act(self, action: str, **fields: str) -> Event:
        """Do something; gives the manager's answer. Raises `AmiError` for a refusal."""
        answer, _ = await self._send(action, fields, ends_with=None)
        if answer.get("Response") == "Error":
            raise AmiError(f"{action}: {answer.get('Message', '')}")
        return answer

    async def list_of(self, action: str, **fields: str) -> list[Event]:
        """Ask for a list; gives its events. An empty list may be refused with words: then it is empty."""
        answer, events = await self._send(action, fields, ends_with="Complete")
        return [] if answer.get("Response") == "Error" else events

    async def command(self, text: str) -> str:
        """What the command line of Asterisk says; a list of nothing counts as a failure there, and is not one here."""
        answer, _ = await self._send("Command", {"Command": text}, ends_with=None)
        return answer.get("Output", "")

    async def close(self) -> None:
        """Break the connection."""
        self._reading.cancel()
        self._writer.close()
        await asyncio.gather(self._reading, return_exceptions=True)
        with suppress(OSError):
            await self._writer.wait_closed()

    async def _send(self, action: str, fields: dict[str, str], ends_with: str | None) -> tuple[Event, list[Event]]:
        name = str(next(self._numbers))
        answer: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        events: list[Event] = []
        self._asked[name] = answer, events
        lines = [f"Action: {action}", f"ActionID: {name}", *(f"{key}: {value}" for key, value in fields.items())]
        if any("\n" in line or "\r" in line for line in lines):
            raise AmiError("a line break in an action")
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        try:
            try:
                found = await asyncio.wait_for(answer, PATIENCE)
            except TimeoutError:
                raise AmiError(f"{action}: no answer within {PATIENCE:.0f} s") from None
            if ends_with and found.get("Response") != "Error":
                done = asyncio.get_running_loop().time() + PATIENCE
                while not (events and events[-1].get("EventList") == ends_with):
                    if asyncio.get_running_loop().time() > done:
                        raise AmiError(f"{action}: its list does not end")
                    await asyncio.sleep(0.005)
            return found, events
        finally:
            del self._asked[name]

    async def _read(self) -> None:
        try:
            await self._read_all()
        finally:
            self.gone.set()
            for answer, _ in self._asked.values():
                if not answer.done():
                    answer.set_exception(AmiError("Asterisk closed the connection"))

    async def _read_all(self) -> None:
        event: Event = {}
        while line := await self._reader.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if text:
                key, _, value = text.partition(": ")
                # The lines of a command's output come one after the other under one name.
                event[key] = f"{event[key]}\n{value}" if key == "Output" and key in event else value
                continue
            self._take(event)
            event = {}

    def _take(self, event: Event) -> None:
        asked = self._asked.get(event.get("ActionID", ""))
        if "Response" in event and asked:
            if not asked[0].done():
                asked[0].set_result(event)
            return
        if asked:
            asked[1].append(event)
        if event.get("Event") == "FullyBooted":
            self.booted.set()
        for listener in tuple(self.listeners):
            listener(event)
