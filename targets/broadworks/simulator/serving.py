"""The simulator while it runs: its store and its ports, until it is stopped."""

import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from nummerplan.targets.broadworks.protocol.releases import RELEASES
from nummerplan.targets.broadworks.simulator.answering import Simulator
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.invocation import commands
from nummerplan.targets.broadworks.simulator.ports.connections import Connections
from nummerplan.targets.broadworks.simulator.ports.soap import PATH, SoapServer
from nummerplan.targets.broadworks.simulator.ports.tcp import TcpServer
from nummerplan.targets.broadworks.simulator.seed import TenantSeed, administrator_of_all, seed_tenants
from nummerplan.targets.broadworks.simulator.store import SimulatorStore
from nummerplan.targets.broadworks.simulator.strangers.limits import Limits
from nummerplan.targets.broadworks.simulator.strangers.wrong_passwords import WrongPasswords

SIMULATED_RELEASES = RELEASES
"""What it can be."""


class Ports(NamedTuple):
    """Where it listens; 0 is any free port, None none. `certificate` and `key` make both speak TLS."""

    host: str = "127.0.0.1"
    tcp: int | None = 0
    soap: int | None = None
    certificate: Path | None = None
    key: Path | None = None
    trusts_plain: bool = False
    """Whether a plain password is accepted without TLS."""
    release: str = RELEASES[-1]
    """The release that it is: requests and fields of later ones are refused."""
    limits: Limits = Limits()

    def tls(self) -> ssl.SSLContext | None:
        """What speaks TLS, with a certificate. Raises `OSError` for an unfit file."""
        if self.certificate is None:
            return None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key, password=lambda: b"")
        return context


class Administrator(NamedTuple):
    """Who may do everything. Without a password one that is known keeps theirs, and a new one is made up."""

    user_id: str
    password: str = ""


@dataclass(frozen=True)
class Serving:
    """A simulator that runs: its addresses, its faults, and the administrator's password if it was made up."""

    addresses: tuple[str, ...]
    fault_injection: FaultInjection
    store: SimulatorStore
    made_up: str = field(repr=False)


@contextmanager
def serving(
    ports: Ports,
    seeds: Sequence[TenantSeed],
    administrator: Administrator,
    fault_injection: FaultInjection,
    state: Path | None = None,
) -> Iterator[Serving]:
    """Serve until the block ends. Raises `OSError` when a port or file cannot be used."""
    commands()  # everything is imported before the first document has to wait for it
    store = SimulatorStore(state)
    servers: list[TcpServer | SoapServer] = []
    try:
        kept, made_up = administrator_of_all(store, *administrator)
        seed_tenants(store, seeds, kept)
        platform = Simulator(store, fault_injection, ports.release, WrongPasswords(ports.limits))
        connections = Connections(ports.limits)
        addresses = []
        tls = ports.tls()
        wanted: tuple[tuple[int | None, type[TcpServer | SoapServer], str, str], ...] = (
            (ports.tcp, TcpServer, "tls" if tls else "tcp", ""),
            (ports.soap, SoapServer, "https" if tls else "http", PATH),
        )
        for port, kind, scheme, path in wanted:
            if port is not None:
                server = kind((ports.host, port), platform, connections, tls, ports.trusts_plain)
                servers.append(server)
                addresses.append(f"{scheme}://{ports.host}:{server.server_address[1]}{path}")
        for server in servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        yield Serving(tuple(addresses), fault_injection, store, made_up)
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        store.close()
