"""Groups of the simulator: what an operator prepares before a company gets its plan."""

import re
import secrets
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nummerplan.targets.broadworks.simulator.login import digest
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, packed

USER_SERVICES = (
    "Alternate Numbers",
    "Anonymous Call Rejection",
    "Authentication",
    "Call Forwarding Always",
    "Call Forwarding Busy",
    "Call Forwarding No Answer",
    "Call Forwarding Not Reachable",
    "Call Forwarding Selective",
    "Call Waiting",
    "Calling Line ID Delivery Blocking",
    "Do Not Disturb",
    "Fax Messaging",
    "Group Night Forwarding",
    "Music On Hold User",
    "Remote Office",
    "Selective Call Acceptance",
    "Selective Call Rejection",
    "Sequential Ring",
    "Shared Call Appearance",
    *(f"Shared Call Appearance {places}" for places in range(5, 40, 5)),
    "Simultaneous Ring Personal",
    "Voice Messaging User",
)
GROUP_SERVICES = (
    "Auto Attendant",
    "Auto Attendant - Standard",
    "Enhanced Outgoing Calling Plan",
    "Hunt Group",
    "Incoming Calling Plan",
    "Music On Hold",
    "Outgoing Calling Plan",
    "Voice Messaging Group",
)
DEVICE_TYPES = ("Generic SIP Phone",)
MOST_NUMBERS = 100_000


class TenantSeed(NamedTuple):
    """A group that an operator prepares: who it is, what it may use. `numbers` are E.164, single or `FIRST..LAST`.

    `ports` says how many lines telephones of a type have: `Yealink T54W=16`.
    """

    service_provider: str
    group: str
    domains: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    administrator: str = ""
    provider_administrator: str = ""
    user_services: tuple[str, ...] = USER_SERVICES
    group_services: tuple[str, ...] = GROUP_SERVICES
    device_types: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    user_limit: int = 100_000
    country_code: str = "31"
    time_zone: str = "Europe/Amsterdam"


class SeedError(ValueError):
    """What is wrong with a file of tenants."""


DEMO = TenantSeed("demo", "demo", ("demo.example",), ("+31854879610..+31854879619",))
"""The group that is there when no other is named."""


def seed_tenants(store: SimulatorStore, seeds: Iterable[TenantSeed], kept: str) -> None:
    """Prepare groups; what is there already stays as it is. Their administrators get the password of this digest."""
    with store.transaction():
        for name in DEVICE_TYPES:
            store.run("INSERT OR IGNORE INTO device_type (name) VALUES (?)", name)
        for seed in seeds:
            _prepare(store, seed, kept)


def _prepare(store: SimulatorStore, seed: TenantSeed, kept: str) -> None:
    query = "SELECT id FROM tenant WHERE service_provider = ? AND group_id = ?"
    found = store.one(query, seed.service_provider, seed.group)
    settings = {
        "defaultDomain": seed.domains[0],
        "userLimit": seed.user_limit,
        "timeZone": seed.time_zone,
        "countryCode": seed.country_code,
    }
    new = "INSERT INTO tenant (service_provider, group_id, settings) VALUES (?, ?, ?)"
    tenant = found["id"] if found else store.run(new, seed.service_provider, seed.group, packed(settings))
    for domain in seed.domains:
        store.run("INSERT OR IGNORE INTO domain VALUES (?, ?)", tenant, domain)
    for number in _numbers(seed.numbers):
        store.run("INSERT OR IGNORE INTO number (number, tenant) VALUES (?, ?)", number, tenant)
    for kind, names in (("user", seed.user_services), ("group", seed.group_services)):
        for name in names:
            insert = "INSERT OR IGNORE INTO group_service (tenant, name, kind, assigned) VALUES (?, ?, ?, ?)"
            store.run(insert, tenant, name, kind, kind == "group")
    for name in seed.device_types:
        store.run("INSERT OR IGNORE INTO device_type (name) VALUES (?)", name)
    for name, _, ports in (text.rpartition("=") for text in seed.ports):
        store.run("UPDATE device_type SET ports = ? WHERE name = ?", int(ports), name)
    if seed.administrator:
        _administrator(store, seed.administrator, kept, "Group", seed.service_provider, tenant)
    if seed.provider_administrator:
        _administrator(store, seed.provider_administrator, kept, "Service Provider", seed.service_provider, None)


def administrator_of_all(store: SimulatorStore, user_id: str, password: str) -> tuple[str, str]:
    """Somebody who may do everything in every group. Gives the digest of the password, and one that was made up.

    Without a password who is there already keeps theirs, and who is new gets one that is made up.
    """
    known = store.one("SELECT password FROM administrator WHERE user_id = ?", user_id)
    made_up = "" if password or known else secrets.token_urlsafe(18)
    kept = known["password"] if known and not password else digest(password or made_up)
    with store.transaction():
        _administrator(store, user_id, kept, "System", None, None)
    return kept, made_up


def _administrator(store: SimulatorStore, user_id: str, kept: str, *where: str | int | None) -> None:
    store.run(
        "INSERT INTO administrator (user_id, password, level, service_provider, tenant, settings)"
        " VALUES (?, ?, ?, ?, ?, '{}') ON CONFLICT (user_id) DO UPDATE SET password = excluded.password",
        user_id,
        kept,
        *where,
    )


def _numbers(written: Sequence[str]) -> Iterable[str]:
    for text in written:
        first, _, last = text.partition("..")
        if not re.fullmatch(r"\+[0-9]{6,15}", first) or not re.fullmatch(r"\+[0-9]{6,15}", last or first):
            raise SeedError(f"{text!r} is no number in E.164, and no range of them (+31854879610..+31854879619)")
        begin, end = int(first[1:]), int((last or first)[1:])
        if not 0 <= end - begin < MOST_NUMBERS:
            raise SeedError(f"{text!r} is no range of at most {MOST_NUMBERS} numbers, the lowest first")
        yield from (f"+{number}" for number in range(begin, end + 1))


def read_seeds(file: Path) -> list[TenantSeed]:
    """The tenants of a TOML file: tables `[[tenants]]` with the fields of a `Lease`."""
    try:
        tables = tomllib.loads(file.read_text("utf-8")).get("tenants", [])
    except (OSError, ValueError) as error:
        raise SeedError(f"{file} cannot be read: {error}") from None
    if not isinstance(tables, list) or not tables:
        raise SeedError(f"{file} has no [[tenants]]")
    return [_seed(file, table) for table in tables]


def _seed(file: Path, table: dict[str, Any]) -> TenantSeed:
    if not isinstance(table, dict) or (unknown := set(table) - set(TenantSeed._fields)):
        raise SeedError(f"{file}: a tenant has no {min(unknown) if isinstance(table, dict) else 'such form'}")
    missing = [name for name in ("service_provider", "group", "domains") if not table.get(name)]
    if missing:
        raise SeedError(f"{file}: a tenant has no {missing[0]}")
    values: dict[str, Any] = {}
    for name, value in table.items():
        wanted = type(DEMO[TenantSeed._fields.index(name)])
        values[name] = tuple(value) if isinstance(value, list) else value
        listed = isinstance(values[name], tuple) and all(isinstance(one, str) for one in values[name])
        if not isinstance(values[name], wanted) or (wanted is tuple and not listed):
            kind = {tuple: "a list of texts", int: "a whole number"}.get(wanted, "a text")
            raise SeedError(f"{file}: {name} is {kind}")
    return TenantSeed(**values)
