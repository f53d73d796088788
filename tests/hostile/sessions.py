"""Thirty sessions that mean ill against a simulator, and what becomes of it and of an honest client meanwhile.

    python tests/hostile/sessions.py [SECONDS]

Prints once a second the simulator's memory and processor time, its threads, and how long the honest client's whole
session took: a connection, a login, a question, a logout, by TCP and by SOAP in turn.
"""

import itertools
import multiprocessing
import os
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from broadworks_simulator import ADMINISTRATOR, Wire, in_process, port_of

from hostile.documents import HOSTILE, SMALL, in_soap
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.targets.broadworks.connection import connect
from nummerplan.targets.broadworks.simulator.ports.soap import PATH

SOAP = ("prefixes", *SMALL)
END = b"</BroadsoftDocument>"


def speak(port: int, content: bytes, again: bytes = b"", pause: float = 0.0, reads: bool = True) -> None:
    """One connection: say something, then something else again and again, until the other side has had enough."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(content)
        if reads:
            connection.settimeout(0.001 if again else 20)
        while True:
            if again:
                time.sleep(pause)
                connection.sendall(again)
            if reads:
                with suppress(TimeoutError):
                    if not connection.recv(65536):
                        return
            elif not again:
                time.sleep(60)


def guess(port: int, user: str) -> None:
    with Wire(port) as wire:
        for number in range(40):
            wire.log_in(user, f"raden-{number}")


def guess_on(port: int, user: str) -> None:
    with suppress(AssertionError):
        guess(port, user)


def sessions(tcp: int, http: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """Thirty of them."""
    for name, document in (HOSTILE | SMALL).items():
        yield f"tcp {name}", lambda document=document: speak(tcp, document, document)  # type: ignore[misc]
        if name in SOAP:
            call = in_soap(document)
            yield f"soap {name}", lambda call=call: speak(http, call, call)  # type: ignore[misc]
    post = f"POST {PATH} HTTP/1.1\r\nHost: a\r\n".encode()
    for name, port, first, again, pause in (
        ("idle", tcp, b"", b"", 0.0),
        ("drip", tcp, b"<", b"a", 0.5),
        ("endless document", tcp, b"<a>", b"<b>" * 20_000, 0.0),
        ("line ends", tcp, b"\n", b"\n" * 60_000, 0.0),
        ("ends", tcp, END, END * 2_000, 0.0),
        ("slow request line", http, b"GET /", b"a", 0.5),
        ("slow headers", http, post, b"a: b\r\n", 0.5),
        ("endless headers", http, post, b"a: b\r\n" * 2_000, 0.0),
        ("long header", http, post, b"a" * 60_000, 0.0),
        ("length that lies", http, post + b"Content-Length: 16000\r\n\r\n", b"a", 0.5),
        ("great length", http, post + b"Content-Length: 999999999\r\n\r\n", b"a" * 60_000, 0.0),
        ("chunks", http, post + b"Transfer-Encoding: chunked\r\n\r\n", b"fff\r\n" + b"a" * 4095 + b"\r\n", 0.0),
        ("many descriptions", http, b"", f"GET {PATH}?wsdl HTTP/1.1\r\nHost: a\r\n\r\n".encode(), 0.0),
    ):
        yield name, lambda port=port, first=first, again=again, pause=pause: speak(port, first, again, pause)  # type: ignore[misc]
    yield "never reads", lambda: speak(tcp, b"", SMALL["availability"], reads=False)
    yield "guesses a name", lambda: guess_on(tcp, "beheerder")
    yield "guesses names", lambda: guess_on(tcp, f"naam{random.randrange(10**6)}")  # noqa: S311 - no secret
    yield "opens and leaves open", lambda: hold(tcp)


def hold(port: int) -> None:
    with suppress(OSError):
        held = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(300)]
        time.sleep(2)
        for one in held:
            one.close()


def attack(tcp: int, http: int, part: int) -> None:
    os.nice(10)

    def go_on(act: Callable[[], None]) -> None:
        while True:
            with suppress(OSError, EOFError):
                act()

    for place, (_, act) in enumerate(sessions(tcp, http)):
        if place % 2 == part:
            threading.Thread(target=go_on, args=(act,), daemon=True).start()
    time.sleep(10_000)


def honest(addresses: list[str], told: "multiprocessing.Queue[tuple[float, str]]") -> None:
    """One session after another."""
    secrets = NamedSecrets({"hosted": ADMINISTRATOR.password}.get)
    for address in itertools.cycle(addresses):
        began = time.monotonic()
        table = {"kind": "broadworks", "user": "admin", "password": "hosted", "address": address, "timeout": 20.0}
        problem = ""
        try:
            with connect(Site("hosted", "broadworks", table, "demo", "demo", "demo.example"), secrets, lambda _: b""):
                pass
        except PlatformError as failed:
            problem = str(failed.message)
        told.put((time.monotonic() - began, problem))
        time.sleep(0.05)


def process_of(number: int) -> tuple[float, int, int]:
    """Processor seconds, memory in MB and threads of a process."""
    fields = Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2].split()
    status = dict(line.split(":", 1) for line in Path(f"/proc/{number}/status").read_text("ascii").splitlines())
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks, int(status["VmRSS"].split()[0]) // 1024, int(fields[17])


class Second(NamedTuple):
    """One second of an attack: what the simulator had used by then, and the honest sessions that ended in it."""

    processor: float
    megabytes: int
    threads: int
    sessions: list[float]
    problems: list[str]


def attacked(seconds: int) -> Iterator[Second]:
    """Three quiet seconds, and so many more under attack."""
    with in_process(soap=True) as platform:
        tcp, http = map(port_of, platform.addresses)
        told: multiprocessing.Queue[tuple[float, str]] = multiprocessing.Queue()
        workers = [multiprocessing.Process(target=honest, args=(platform.addresses, told), daemon=True)]
        workers += [multiprocessing.Process(target=attack, args=(tcp, http, part), daemon=True) for part in (0, 1)]
        workers[0].start()
        try:
            for second in range(seconds + 3):
                if second == 3:
                    for worker in workers[1:]:
                        worker.start()
                time.sleep(1)
                found = [told.get() for _ in range(told.qsize())]
                times = sorted(taken for taken, problem in found if not problem)
                used = process_of(platform.process.pid)
                yield Second(*used, times, [problem for _, problem in found if problem])
        finally:
            for worker in workers:
                if worker.pid is not None:
                    worker.kill()


if __name__ == "__main__":
    print(len(list(sessions(0, 0))), "sessions; the attack begins after three seconds")
    for place, found in enumerate(attacked(int(sys.argv[1]) if len(sys.argv) > 1 else 30)):
        times = found.sessions
        middle = f"{times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s" if times else "-"
        print(f"{place:3} cpu {found.processor:6.1f} s rss {found.megabytes:4} MB threads {found.threads:3}", end="  ")
        print(
            f"honest {len(times):3} sessions, {middle}; failed {len(found.problems)} {found.problems[:1]}", flush=True
        )
