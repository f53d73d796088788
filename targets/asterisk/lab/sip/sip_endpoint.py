"""One address that speaks SIP over UDP: transactions, repeated packets, and dialogues by Call-ID."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from nummerplan.targets.asterisk.lab.sip.sip_message import Message, answer_to, parsed

REPEAT_AFTER = 0.5
GIVE_UP_AFTER = 8.0
ANSWERS_KEPT = 2_000

Address = tuple[str, int]


class NoAnswerError(TimeoutError):
    """Nothing came back to a request."""


class SipEndpoint(asyncio.DatagramProtocol):
    """Sends requests and gives their answers; hands on requests of others, each once.

    `dialogues` maps a Call-ID to whoever takes its requests; all others go to `on_new`.
    """

    def __init__(self, on_new: Callable[[Message, "SipEndpoint", Address], None]) -> None:
        self.on_new = on_new
        self.dialogues: dict[str, Callable[[Message], None]] = {}
        self._transport: asyncio.DatagramTransport | None = None
        self._waiting: dict[tuple[str, str], Callable[[Message], None]] = {}
        self._answered: dict[tuple[str, str], Message | None] = {}
        self._confirmed: dict[str, tuple[Message, Address]] = {}

    @classmethod
    async def open(cls, address: Address, on_new: Callable[[Message, "SipEndpoint", Address], None]) -> "SipEndpoint":
        """Listen at an address."""
        loop = asyncio.get_running_loop()
        _, endpoint = await loop.create_datagram_endpoint(lambda: cls(on_new), local_addr=address)
        return endpoint

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what we send with."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    @property
    def address(self) -> Address:
        """Where we listen."""
        if self._transport is None:
            raise RuntimeError("no address is open")
        host, port = self._transport.get_extra_info("sockname")[:2]
        return str(host), int(port)

    def close(self) -> None:
        """Listen no more."""
        if self._transport:
            self._transport.close()

    def send(self, message: Message, to: Address) -> None:
        """One packet."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(message.encoded(), to)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        """A packet came."""
        with suppress(ValueError, IndexError):
            message = parsed(data)
            if message.status:
                self._answer_came(message)
            else:
                self._request_came(message, addr)

    def _answer_came(self, message: Message) -> None:
        waiting = self._waiting.get((message.branch, message.sequence[1]))
        if waiting:
            waiting(message)
        elif message.status >= 200 and message.branch in self._confirmed:
            self.send(*self._confirmed[message.branch])  # it is repeated, so the confirmation was lost

    def confirm(self, answer: Message, confirmation: Message, to: Address) -> None:
        """Send the ACK of an answer; it goes out again when the answer is repeated."""
        if len(self._confirmed) > ANSWERS_KEPT:
            del self._confirmed[next(iter(self._confirmed))]
        self._confirmed[answer.branch] = confirmation, to
        self.send(confirmation, to)

    def _request_came(self, message: Message, addr: Address) -> None:
        key = message.branch, message.method
        if key in self._answered:
            again = self._answered[key]
            if again is not None:
                self.send(again, addr)
            return
        if len(self._answered) > ANSWERS_KEPT:
            del self._answered[next(iter(self._answered))]
        self._answered[key] = None
        known = self.dialogues.get(message.get("call-id"))
        if known:
            known(message)
        elif message.method == "OPTIONS":
            self.answer(message, answer_to(message, 200, "OK", "options"), addr)
        elif message.method != "ACK":
            self.on_new(message, self, addr)

    def answer(self, request: Message, answer: Message, to: Address) -> None:
        """Answer a request; the same answer goes out again when the request is repeated."""
        self._answered[request.branch, request.method] = answer
        self.send(answer, to)

    async def ask(self, request: Message, to: Address, on_progress: Callable[[Message], None] | None = None) -> Message:
        """Send a request and give its final answer; an INVITE may take as long as it likes after the first sign."""
        loop = asyncio.get_running_loop()
        final: asyncio.Future[Message] = loop.create_future()
        heard = asyncio.Event()

        def take(answer: Message) -> None:
            heard.set()
            if answer.status >= 200:
                if not final.done():
                    final.set_result(answer)
            elif on_progress:
                on_progress(answer)

        key = request.branch, request.method
        self._waiting[key] = take
        try:
            await self._until_heard(request, to, heard)
            return await (final if request.method == "INVITE" else asyncio.wait_for(final, GIVE_UP_AFTER))
        finally:
            del self._waiting[key]

    async def _until_heard(self, request: Message, to: Address, heard: asyncio.Event) -> None:
        for _ in range(int(GIVE_UP_AFTER / REPEAT_AFTER)):
            self.send(request, to)
            with suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), REPEAT_AFTER)
                return
        raise NoAnswerError(f"no answer to {request.first}")
