"""Audio of a call: a few packets of silence so that the other side knows that we are there, and keys (RFC 4733)."""

import asyncio
import struct
from secrets import randbits
from typing import cast

SILENCE = b"\xd5" * 160
KEY_EVENTS = {**{str(digit): digit for digit in range(10)}, "star": 10, "hash": 11}
ALAW = 8


class Media(asyncio.DatagramProtocol):
    """One address for audio. What arrives is counted and thrown away."""

    def __init__(self) -> None:
        self._transport: asyncio.DatagramTransport | None = None
        self._sequence, self._time, self._source = randbits(15), randbits(30), randbits(31)

    @classmethod
    async def open(cls, address: str) -> "Media":
        """A free port of this address."""
        loop = asyncio.get_running_loop()
        _, media = await loop.create_datagram_endpoint(cls, local_addr=(address, 0))
        return media

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what we send with."""
        self._transport = cast("asyncio.DatagramTransport", transport)

    @property
    def port(self) -> int:
        """Where we hear."""
        if self._transport is None:
            raise RuntimeError("no port is open")
        return int(self._transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        """Hear no more."""
        if self._transport:
            self._transport.close()

    def speak(self, to: tuple[str, int], packets: int = 3) -> None:
        """Send a little silence: whoever answers waits for the first packet."""
        for _ in range(packets):
            self._send(to, ALAW, SILENCE)
            self._time += 160

    def press(self, to: tuple[str, int], key: str, payload: int) -> None:
        """Press and let go one key, as long as 100 ms."""
        event = KEY_EVENTS[key]
        for number, (last, length) in enumerate(((0, 160), (0, 480), (1, 800), (1, 800), (1, 800))):
            self._send(to, payload, struct.pack("!BBH", event, last << 7 | 10, length), marker=number == 0)
        self._time += 1600

    def _send(self, to: tuple[str, int], payload: int, content: bytes, marker: bool = False) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack("!BBHII", 0x80, marker << 7 | payload, self._sequence, self._time & 0xFFFFFFFF, self._source)
        self._transport.sendto(head + content, to)
