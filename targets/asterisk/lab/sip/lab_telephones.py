"""All telephones of a plan and the trunk, in one process: who is registered, what each does when it is called.

The trunk stands for the world outside: it lets whoever is called there ring, and never answers. A telephone that
answers does so at once; of several that ring together the one that was called first, so that it is known who.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nummerplan.targets.asterisk.lab.sip.incoming_call import Answer, IncomingCall, Rang
from nummerplan.targets.asterisk.lab.sip.media import Media
from nummerplan.targets.asterisk.lab.sip.outgoing_call import Identity, OutgoingCall
from nummerplan.targets.asterisk.lab.sip.sip_endpoint import Address, SipEndpoint
from nummerplan.targets.asterisk.lab.sip.sip_message import Message, answer_to, credentials, new_branch

SIP_PORT = 5060
PICK_UP_AFTER = 0.02
SECOND_THOUGHTS = 0.4
"""Somebody who would answer leaves it to whom rang before; if that one still rings by then, he answers himself."""


class Login(NamedTuple):
    """How a telephone registers."""

    user: str
    password: str


class LabTelephones:
    """The telephones of one Asterisk. `rang` is everything that rang since the last `forget`."""

    def __init__(self, exchange: Address, logins: Mapping[str, Login]) -> None:
        self.exchange, self.logins = exchange, logins
        self.behaviour: dict[str, Answer] = {}
        self.rang: list[Rang] = []
        self.calls: list[IncomingCall] = []
        self.registered: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._answering: IncomingCall | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, trunk: Address, phones: Address) -> None:
        """Listen: the trunk at one address, all telephones at another."""
        self.trunk = await SipEndpoint.open(trunk, self._from_trunk)
        self.phones = await SipEndpoint.open(phones, self._to_phone)
        self._media = await Media.open(phones[0])
        self._caller_media = await Media.open(trunk[0])

    def close(self) -> None:
        """Listen no more."""
        for task in self._tasks:
            task.cancel()
        for one in (self.trunk, self.phones, self._media, self._caller_media):
            one.close()

    def forget(self, behaviour: Mapping[str, Answer], keep: Sequence[IncomingCall] = ()) -> None:
        """Begin a new call: how telephones behave from now on, by name; who is not named answers. `keep` go on."""
        self.behaviour = dict(behaviour)
        self.rang, self.calls, self._answering = [], [], None
        for endpoint in (self.trunk, self.phones):
            endpoint.dialogues.clear()
        for call in keep:
            call.listen()

    async def set_registered(self, names: set[str]) -> None:
        """Register and unregister, so that exactly these telephones are registered."""
        for name in sorted(names ^ self.registered):
            await self._register(name, 3600 if name in names else 0)
        self.registered = set(names)

    async def _register(self, name: str, seconds: int) -> None:
        host, port = self.phones.address
        target = f"sip:{self.exchange[0]}:{self.exchange[1]}"
        address = f"<sip:{name}@{self.exchange[0]}>"
        proof: list[tuple[str, str]] = []
        for _ in range(2):
            number = self._numbers[name] = self._numbers.get(name, 0) + 1
            headers = [
                ("via", f"SIP/2.0/UDP {host}:{port};branch={new_branch()}"),
                ("max-forwards", "70"),
                ("from", f"{address};tag=r{number}"),
                ("to", address),
                ("call-id", f"register-{name}"),
                ("cseq", f"{number} REGISTER"),
                ("contact", f"<sip:{name}@{host}:{port}>"),
                ("expires", str(seconds)),
                *proof,
            ]
            answer = await self.phones.ask(Message(f"REGISTER {target} SIP/2.0", headers), self.exchange)
            if answer.status == 200:
                return
            login = self.logins[name]
            challenge = answer.get("www-authenticate")
            proof = [("authorization", credentials(challenge, "REGISTER", target, login.user, login.password))]
        raise ConnectionRefusedError(f"{name} cannot register: {answer.first}")

    def call_from_trunk(self, number: str | None, dialled: str) -> OutgoingCall:
        """Somebody outside calls; without a number he is anonymous."""
        who = Identity(number) if number else Identity("anonymous", "Anonymous", host="anonymous.invalid")
        return OutgoingCall(self.trunk, self.exchange, self._caller_media, who, dialled)

    def call_from_phone(self, name: str, dialled: str) -> OutgoingCall:
        """A colleague calls with his telephone."""
        login = self.logins[name]
        who = Identity(login.user, password=login.password)
        return OutgoingCall(self.phones, self.exchange, self._media, who, dialled)

    def _from_trunk(self, invite: Message, endpoint: SipEndpoint, peer: Address) -> None:
        if invite.method == "REGISTER":  # an account at the carrier, which is not asked for its password
            contact = [("contact", invite.get("contact")), ("expires", "3600")]
            endpoint.answer(invite, answer_to(invite, 200, "OK", "carrier", contact), peer)
        if invite.method == "INVITE":
            self._ring(invite, endpoint, peer, invite.user, "ring", outside=True)

    def _to_phone(self, invite: Message, endpoint: SipEndpoint, peer: Address) -> None:
        if invite.method == "INVITE":
            self._ring(invite, endpoint, peer, invite.user, self.behaviour.get(invite.user, "answer"))

    def _ring(  # noqa: PLR0913, PLR0917 - a call and what becomes of it
        self, invite: Message, endpoint: SipEndpoint, peer: Address, who: str, does: Answer, outside: bool = False
    ) -> None:
        rang = Rang(who, asyncio.get_running_loop().time(), invite.get("from"), outside=outside)
        call = IncomingCall(invite, endpoint, peer, self._media if not outside else self._caller_media, rang)
        self.rang.append(rang)
        self.calls.append(call)
        if does == "busy":
            call.decline()
            return
        call.ring()
        if does == "answer":
            task = asyncio.get_running_loop().create_task(self._pick_up(call))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pick_up(self, call: IncomingCall) -> None:
        first = self._answering is None or self._answering.over
        if first:
            self._answering = call
        await asyncio.sleep(PICK_UP_AFTER if first else SECOND_THOUGHTS)
        call.pick_up()
