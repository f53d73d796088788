"""One call on a real Asterisk: people put into their states, the call made, keys pressed, and all that was seen."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from nummerplan.model.calls.call import Call
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.observed_call import ObservedCall, ObservedRing
from nummerplan.targets.asterisk.lab.calls.call_end import SETTLES, ended_as
from nummerplan.targets.asterisk.lab.calls.call_watch import CallWatch
from nummerplan.targets.asterisk.lab.calls.press_keys import press_keys
from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiError
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange
from nummerplan.targets.asterisk.lab.sip.incoming_call import Answer, IncomingCall
from nummerplan.targets.asterisk.lab.sip.lab_telephones import LabTelephones
from nummerplan.targets.asterisk.lab.sip.outgoing_call import OutgoingCall

LONGEST = 1_500
"""Seconds of the call's clock after which the caller has had enough: no call of a plan takes so long."""

QUIET_WITHIN = 5.0
AT_ONCE = 0.3
"""Seconds of the real clock in which Asterisk lets go of everybody after the caller has hung up."""

_NOT_THERE = ("UNAVAILABLE", "INVALID")
DATABASE = "nummerplan"
"""The family of Asterisk's database in which the dialplan remembers things."""

_DOES: Mapping[State, Answer] = {
    "answers": "answer",
    "absent": "ring",
    "busy": "busy",
    "on_call": "ring",
    "unreachable": "ring",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """One telephone: its endpoint, whose it is, and what the dialplan calls him.

    It always lets a second call ring: whether it gets one is the exchange's business (call waiting). A user without
    telephone has one without `endpoint`: nothing rings, but he may want not to be disturbed.
    """

    endpoint: str
    user: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """A call as telephones make it: from which telephone or number it comes, and what is dialled, at which second.

    `reached` are the users to whom it can come: their telephones have to be registered, or not; None: everybody's.
    """

    call: Call
    phone: str | None
    number: str | None
    dialled: str
    epoch: int
    reached: frozenset[str] | None = None


class CallMaker:
    """Makes calls on one Asterisk, one after the other."""

    def __init__(self, exchange: RunningExchange, telephones: LabTelephones, phones: tuple[Phone, ...]) -> None:
        self.exchange, self.telephones = exchange, telephones
        self.users = {phone.user: phone.identifier for phone in phones}
        self.phones = tuple(phone for phone in phones if phone.endpoint)
        self.watch = CallWatch()
        exchange.manager.listeners.append(self.watch.take)

    async def make(self, placing: Placing) -> ObservedCall:
        """One call from beginning to end."""
        before = len(self.exchange.problems())
        occupied = await self._prepare(placing)
        call = self._placed(placing)
        left: list[str] = []
        self.watch.begin()
        placed = asyncio.create_task(call.place())
        keys = asyncio.create_task(press_keys(placing.call.keys, call, self.watch, self.exchange.speed, left))
        end, where = await self._until_over(call, placed, keys)
        seconds = asyncio.get_running_loop().time() - self.watch.started
        seen = self._seen(placing, call, end, where, seconds * self.exchange.speed, tuple(left))
        # What Asterisk says when everybody lets go at once is nothing that a caller meets.
        problems = self.exchange.problems()[before:]
        await self._let_go(call, (placed, keys), occupied)
        return replace(seen, problems=tuple(problems))

    def _placed(self, placing: Placing) -> OutgoingCall:
        if placing.phone:
            return self.telephones.call_from_phone(placing.phone, placing.dialled)
        return self.telephones.call_from_trunk(placing.number, placing.dialled)

    async def _prepare(self, placing: Placing) -> list[str]:
        """Registrations, who is on a call, and what time it is; gives the endpoints that are kept on a call."""
        states = placing.call.states
        calling = next((phone.user for phone in self.phones if phone.endpoint == placing.phone), None)
        state_of = {phone.endpoint: states.get(phone.user, "answers") for phone in self.phones if phone.user != calling}
        await self._register(placing.reached, {name for name, one in state_of.items() if one == "unreachable"})
        behaviour: dict[str, Answer] = {name: _DOES[state] for name, state in state_of.items()}
        occupied = [
            name for name, state in state_of.items() if state == "on_call" and name in self.telephones.registered
        ]
        await self._occupy(occupied)
        for phone in self.phones:
            if phone.user == calling:
                behaviour[phone.endpoint] = "busy"
        self.telephones.forget(behaviour, self._kept)
        busy = {user for user, state in states.items() if state == "busy" and user != calling}
        await self._write_down({self.users.get(user, "") for user in busy})
        await self.exchange.manager.act("Setvar", Variable="TESTTIME", Value=str(placing.epoch))
        return occupied

    async def _register(self, reached: frozenset[str] | None, unreachable: set[str]) -> None:
        """Register and unregister the telephones that matter to this call; a company may have thousands."""
        matter = {phone.endpoint for phone in self.phones if reached is None or phone.user in reached}
        await self.register((self.telephones.registered - matter) | (matter - unreachable))

    async def register(self, endpoints: set[str]) -> None:
        """Register these telephones and no others, and wait until calls come to them.

        Asterisk answers a registration before it counts the telephone as there.
        """
        before = self.telephones.registered
        await self.telephones.set_registered(endpoints)
        loop = asyncio.get_running_loop()
        end = loop.time() + QUIET_WITHIN
        for endpoint in sorted(endpoints - before):
            asked = f"DEVICE_STATE(PJSIP/{endpoint})"
            while (await self.exchange.manager.act("Getvar", Variable=asked)).get("Value") in _NOT_THERE:
                if loop.time() > end:
                    raise TimeoutError(f"{endpoint} is registered, and still not there")
                await asyncio.sleep(0.02)

    async def _write_down(self, disturb_not: set[str]) -> None:
        """Forget what groups remember of earlier calls, and note who does not want to be disturbed."""
        with suppress(AmiError):  # nothing to forget is a refusal
            await self.exchange.manager.act("DBDelTree", Family=DATABASE)
        for identifier in sorted(disturb_not - {""}):
            await self.exchange.manager.act("DBPut", Family=f"{DATABASE}/dnd", Key=identifier, Val="1")

    async def _occupy(self, endpoints: list[str]) -> None:
        """Keep telephones on a call of their own, so that Asterisk counts them as in use."""
        self.telephones.forget({})
        self._kept: list[IncomingCall] = []
        for endpoint in endpoints:
            channel = f"PJSIP/{endpoint}"
            await self.exchange.manager.act("Originate", Channel=channel, Application="Wait", Data="3600", Async="true")
        end = asyncio.get_running_loop().time() + QUIET_WITHIN
        while {self.watch.devices.get(f"PJSIP/{name}") for name in endpoints} - {"INUSE", "BUSY"}:
            if asyncio.get_running_loop().time() > end:
                rang = [(one.who, one.answered) for one in self.telephones.rang]
                raise TimeoutError(f"telephones do not get on a call: {endpoints}, {rang}, {self.watch.devices}")
            await self.watch.until_changed(0.02)
        self._kept = list(self.telephones.calls)

    async def _until_over(
        self, call: OutgoingCall, placed: "asyncio.Task[None]", keys: "asyncio.Task[None]"
    ) -> tuple[str, str]:
        """Watch until it is plain how the call ends. Raises `AmiError` when Asterisk is gone."""
        loop, speed = asyncio.get_running_loop(), self.exchange.speed
        while loop.time() - self.watch.started < LONGEST / speed:
            found = ended_as(self.watch, self.telephones, call)
            if found is not None and (found.sure or not await self.watch.until_changed(SETTLES)):
                found = ended_as(self.watch, self.telephones, call) or found
                return found.end, found.where
            for task in (placed, keys):
                if task.done():
                    task.result()
            if self.exchange.manager.gone.is_set():
                raise AmiError("Asterisk ended in the middle of a call")
            if found is None:
                await self.watch.until_changed(0.05)
        return "never", ""

    def _seen(  # noqa: PLR0913, PLR0917 - all that was seen
        self, placing: Placing, call: OutgoingCall, end: str, where: str, seconds: float, left: tuple[str, ...]
    ) -> ObservedCall:
        user_of = {phone.endpoint: phone.user for phone in self.phones}
        now = asyncio.get_running_loop().time()
        rings = tuple(
            ObservedRing(
                user_of.get(rang.who, rang.who),
                round((rang.began - self.watch.started) * self.exchange.speed, 1),
                round(((rang.answered or rang.ended or now) - self.watch.started) * self.exchange.speed, 1),
                rang.outside,
                rang.declined,
            )
            for rang in self.telephones.rang
        )
        shown = next((rang.from_header for rang in reversed(self.telephones.rang) if rang.outside), "")
        steps = (f"{(step.at - self.watch.started) * self.exchange.speed:6.1f} {step}" for step in self.watch.steps)
        return ObservedCall(
            end=end,
            where=where if end != "answered" else "",
            answered_by=user_of.get(where, where) if end == "answered" else None,
            rings=rings,
            seconds=round(seconds, 1),
            status=str(call.final if call.answered is None else self.watch.cause or "in call"),
            shown_number=shown,
            evidence=tuple(steps),
            unused_keys=left,
        )

    async def _let_go(self, call: OutgoingCall, tasks: tuple["asyncio.Task[None]", ...], occupied: list[str]) -> None:
        """Hang up everything, and wait until Asterisk has noticed."""
        tasks[1].cancel()
        await call.hang_up()
        await self.watch.until_quiet(AT_ONCE, frozenset(occupied))
        for one in (*self.telephones.calls, *self._kept):
            one.hang_up()
        if not await self.watch.until_quiet(QUIET_WITHIN):
            raise TimeoutError(f"Asterisk does not come to rest: {self.watch.live} {self.watch.devices}")
        with suppress(asyncio.CancelledError):
            tasks[0].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
