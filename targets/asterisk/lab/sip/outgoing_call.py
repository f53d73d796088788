"""Somebody calls: from the trunk or from a telephone; he hears progress, presses keys, and hangs up."""

import asyncio
from contextlib import suppress
from secrets import token_hex
from typing import NamedTuple

from nummerplan.targets.asterisk.lab.sip.media import Media
from nummerplan.targets.asterisk.lab.sip.sip_endpoint import Address, NoAnswerError, SipEndpoint
from nummerplan.targets.asterisk.lab.sip.sip_message import (
    Headers,
    Message,
    answer_to,
    credentials,
    new_branch,
    session,
    uri_of,
)


class Identity(NamedTuple):
    """Who calls: what stands in From, and how he proves it where he is asked."""

    user: str
    name: str = ""
    password: str | None = None
    host: str | None = None


class OutgoingCall:
    """The dialogue of one call that goes out to Asterisk.

    `answered` and `ended` are seconds of the loop's clock, None as long as it did not happen. `final` is the status
    that the INVITE ended with.
    """

    def __init__(self, endpoint: SipEndpoint, peer: Address, media: Media, identity: Identity, dialled: str) -> None:
        self.endpoint, self.peer, self.media, self.identity = endpoint, peer, media, identity
        self.target = f"sip:{dialled}@{peer[0]}:{peer[1]}"
        self.call_id, self.tag = token_hex(12), token_hex(6)
        self.answered: float | None = None
        self.ended: float | None = None
        self.final = 0
        self._number = 1
        self._remote_to = ""
        self._remote_target = self.target
        self._invite: Message | None = None
        self._answer: Message | None = None
        self.over = asyncio.Event()
        endpoint.dialogues[self.call_id] = self._request

    async def place(self) -> None:
        """Call, until the INVITE has a final answer."""
        body = session(self.endpoint.address[0], self.media.port)
        answer = await self._try(self._request_message("INVITE", self.target, body=body))
        if answer is not None and answer.status in (401, 407) and self.identity.password is not None:
            self._acknowledge(answer)
            challenge = answer.get("www-authenticate") or answer.get("proxy-authenticate")
            name = "authorization" if answer.get("www-authenticate") else "proxy-authorization"
            proof = credentials(challenge, "INVITE", self.target, self.identity.user, self.identity.password)
            self._number += 1
            answer = await self._try(self._request_message("INVITE", self.target, [(name, proof)], body))
        if answer is None:
            self.final = 408
            self._end()
            return
        self.final, self._answer = answer.status, answer
        self._acknowledge(answer)
        if answer.status >= 300:
            self._end()
            return
        self.answered = asyncio.get_running_loop().time()
        self._remote_to, self._remote_target = answer.get("to"), uri_of(answer.get("contact")) or self.target
        if answer.media:
            self.media.speak(answer.media)

    def press(self, key: str) -> None:
        """Press one key."""
        if self._answer is not None and self._answer.media:
            self.media.press(self._answer.media, key, self._answer.event_type)

    async def hang_up(self) -> None:
        """End it from here, answered or not."""
        if self.ended is not None:
            return
        if self.answered is not None:
            self._number += 1
            with suppress(TimeoutError, NoAnswerError):
                await self.endpoint.ask(self._request_message("BYE", self._remote_target), self.peer)
            self._end()
        elif self._invite is not None:
            cancel = Message(
                self._invite.first.replace("INVITE", "CANCEL", 1),
                [pair for pair in self._invite.headers if pair[0] in ("via", "max-forwards", "from", "to", "call-id")],
            )
            cancel.headers.append(("cseq", f"{self._invite.sequence[0]} CANCEL"))
            with suppress(TimeoutError, NoAnswerError):
                await self.endpoint.ask(cancel, self.peer)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), 2)

    async def _try(self, invite: Message) -> Message | None:
        self._invite = invite
        with suppress(NoAnswerError):
            return await self.endpoint.ask(invite, self.peer)
        return None

    def _acknowledge(self, answer: Message) -> None:
        """ACK: of a refusal in the same transaction, of an answer in one of its own."""
        target = uri_of(answer.get("contact")) or self.target if answer.status < 300 else self.target
        message = self._request_message("ACK", target)
        if answer.status >= 300 and self._invite is not None:
            message.headers[0] = ("via", self._invite.get("via"))
        message.headers = [("to", answer.get("to")) if pair[0] == "to" else pair for pair in message.headers]
        self.endpoint.confirm(answer, message, self.peer)

    def _request_message(self, method: str, target: str, extra: Headers = (), body: str = "") -> Message:
        host, port = self.endpoint.address
        sender = f"sip:{self.identity.user}@{self.identity.host or host}"
        shown = f'"{self.identity.name}" ' if self.identity.name else ""
        headers = [
            ("via", f"SIP/2.0/UDP {host}:{port};branch={new_branch()};rport"),
            ("max-forwards", "70"),
            ("from", f"{shown}<{sender}>;tag={self.tag}"),
            ("to", self._remote_to or f"<{self.target}>"),
            ("call-id", self.call_id),
            ("cseq", f"{self._number} {method}"),
            ("contact", f"<sip:{self.identity.user}@{host}:{port}>"),
        ]
        if method == "INVITE":
            headers.append(("allow", "INVITE, ACK, CANCEL, BYE, OPTIONS"))
        if body:
            headers.append(("content-type", "application/sdp"))
        return Message(f"{method} {target} SIP/2.0", [*headers, *extra], body)

    def _request(self, message: Message) -> None:
        if message.method == "BYE":
            self.endpoint.answer(message, answer_to(message, 200, "OK"), self.peer)
            self._end()
        elif message.method == "INVITE":
            host, port = self.endpoint.address
            contact = [("contact", f"<sip:{self.identity.user}@{host}:{port}>")]
            body = session(host, self.media.port)
            self.endpoint.answer(message, answer_to(message, 200, "OK", extra=contact, body=body), self.peer)
        elif message.method != "ACK":
            self.endpoint.answer(message, answer_to(message, 200, "OK"), self.peer)

    def _end(self) -> None:
        if self.ended is None:
            self.ended = asyncio.get_running_loop().time()
        self.over.set()
