"""A telephone that is called: it rings, answers or declines, and is let go."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import Literal

from nummerplan.targets.asterisk.lab.sip.media import Media
from nummerplan.targets.asterisk.lab.sip.sip_endpoint import Address, NoAnswerError, SipEndpoint
from nummerplan.targets.asterisk.lab.sip.sip_message import Message, answer_to, new_branch, session, uri_of

Answer = Literal["answer", "ring", "busy"]
"""What a telephone does when it is called."""


@dataclass
class Rang:
    """One telephone that rang, or a number outside that was called: from when to when, in seconds of the loop's clock.

    `declined` is whether it said at once that it is busy.
    """

    who: str
    began: float
    from_header: str
    ended: float | None = None
    answered: float | None = None
    declined: bool = False
    outside: bool = False


class IncomingCall:
    """The dialogue of one call that came in."""

    def __init__(self, invite: Message, endpoint: SipEndpoint, peer: Address, media: Media, rang: Rang) -> None:
        self.invite, self.endpoint, self.peer, self.media, self.rang = invite, endpoint, peer, media, rang
        self.tag = token_hex(6)
        self._over = False
        self.on_over: Callable[[], None] = lambda: None
        self.listen()

    def listen(self) -> None:
        """Take the requests of this dialogue."""
        self.endpoint.dialogues[self.invite.get("call-id")] = self._request

    @property
    def over(self) -> bool:
        """Whether it was let go."""
        return self._over

    def ring(self) -> None:
        """Let the other side hear that it rings."""
        self._answer(self.invite, 100, "Trying")
        self._answer(self.invite, 180, "Ringing")

    def decline(self) -> None:
        """Busy here."""
        self.rang.declined = True
        self._answer(self.invite, 486, "Busy Here")
        self._end()

    def pick_up(self) -> None:
        """Answer, and say a little."""
        if self._over:
            return
        self.rang.answered = asyncio.get_running_loop().time()
        self._answer(self.invite, 200, "OK", session(self.endpoint.address[0], self.media.port))
        if self.invite.media:
            self.media.speak(self.invite.media)

    def hang_up(self) -> None:
        """End it from here, answered or not."""
        if self._over:
            return
        if self.rang.answered is None:
            self._answer(self.invite, 480, "Temporarily Unavailable")
        else:
            self._send_bye()
        self._end()

    def _send_bye(self) -> None:
        target = uri_of(self.invite.get("contact"))
        host, port = self.endpoint.address
        headers = [
            ("via", f"SIP/2.0/UDP {host}:{port};branch={new_branch()}"),
            ("max-forwards", "70"),
            ("from", f"{self.invite.get('to')};tag={self.tag}"),
            ("to", self.invite.get("from")),
            ("call-id", self.invite.get("call-id")),
            ("cseq", "1 BYE"),
        ]
        asyncio.get_running_loop().create_task(
            _ask_quietly(self.endpoint, Message(f"BYE {target} SIP/2.0", headers), self.peer)
        )

    def _answer(self, request: Message, status: int, reason: str, body: str = "") -> None:
        host, port = self.endpoint.address
        contact = [("contact", f"<sip:{self.rang.who.lstrip('+') or 'x'}@{host}:{port}>")]
        answer = answer_to(request, status, reason, "" if status == 100 else self.tag, contact, body)
        self.endpoint.answer(request, answer, self.peer)

    def _request(self, message: Message) -> None:
        if message.method == "CANCEL":
            self.endpoint.answer(message, answer_to(message, 200, "OK", self.tag), self.peer)
            if self.rang.answered is None and not self._over:
                # The INVITE's own transaction is answered; an ACK follows, which nobody waits for.
                self._answer(self.invite, 487, "Request Terminated")
                self._end()
        elif message.method == "BYE":
            self.endpoint.answer(message, answer_to(message, 200, "OK", self.tag), self.peer)
            self._end()
        elif message.method == "INVITE":
            self._answer(message, 200, "OK", session(self.endpoint.address[0], self.media.port))
        elif message.method != "ACK":
            self.endpoint.answer(message, answer_to(message, 200, "OK", self.tag), self.peer)

    def _end(self) -> None:
        if self._over:
            return
        self._over = True
        self.rang.ended = asyncio.get_running_loop().time()
        self.on_over()


async def _ask_quietly(endpoint: SipEndpoint, request: Message, peer: Address) -> None:
    """Ask and do not mind the answer: the other side may have let go at the same moment."""
    with suppress(TimeoutError, NoAnswerError, OSError):
        await endpoint.ask(request, peer)
