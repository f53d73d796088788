"""Random companies on the BroadWorks simulator: their plans, their groups, and how they get there over real sockets."""

import io
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from broadworks_companies import company
from broadworks_plans import CALL_TYPES, bench_of, case_of
from broadworks_simulator import ADMINISTRATOR, in_thread

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan, Session, open_session
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.artefact import Workbench
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Connection, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Ports


def silence(path: str) -> bytes:
    """A tenth of a second."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return content.getvalue()


def secret(name: str) -> str:
    """A secret of the right form for whatever asks for it."""
    return ADMINISTRATOR.password if name == "platforms/hosted" else "471147" if "pin" in name else "Geheim-1234!"


def group_of(seed: int) -> str:
    """The group where the company of a seed lives."""
    return f"zaak{seed}"


@contextmanager
def platform(
    seeds: Sequence[int], fault_injection: FaultInjection | None = None, release: str = "R25"
) -> Iterator[str]:
    """A platform with an empty group for each seed; gives its address."""
    numbers = ("+31854879600..+31854879699",)
    seeds = [
        TenantSeed("SP", group_of(seed), (f"zaak{seed}.example",), (numbers[0].replace("48796", f"48{seed:03d}"),))
        for seed in seeds
    ]
    with in_thread(*seeds, ports=Ports(release=release), fault_injection=fault_injection) as serves:
        yield serves.addresses[0]


def site(address: str, seed: int, release: str = "R25") -> Site:
    """Where the company of a seed lives."""
    settings = {"address": address, "user": ADMINISTRATOR.user_id, "password": "platforms/hosted", "release": release}
    settings |= {"kind": "broadworks", "call_types": CALL_TYPES}
    return Site("hosted", "broadworks", settings, "SP", group_of(seed), f"zaak{seed}.example")


def bench(text: str) -> Workbench:
    """A plan with its secrets and recordings."""
    return replace(bench_of(case_of(text)), secrets=NamedSecrets(secret), telephone_audio=silence)


def plan(seed: int, at: int | None = None) -> str:
    """A company, and the group where it lives; its numbers nobody else on the platform has."""
    place = seed if at is None else at
    return company(seed, f"zaak{place}.example", group_of(place)).replace("08548796", f"08548{place:03d}")


def differences(before: Tenant, wanted: Tenant) -> ChangeSet:
    """What has to change; secrets are written for new objects only."""
    wanted = PROVISIONING.fitted(wanted, before, date(2026, 11, 23)).tenant
    return compare_tenants(before, wanted, lambda identity, found, setting: identity not in before.objects)


def deploy(connection: Connection, wanted: Tenant, where: Site) -> None:
    """Bring the platform to what is wanted; nothing may be refused."""
    before = connection.read(wanted)
    for document in connection.documents(PROVISIONING.operations(differences(before, wanted), before, where)):
        outcomes = connection.send(document)
        refused = [
            (operation.request, outcome.message)
            for operation, outcome in zip(document, outcomes, strict=True)
            if outcome.verdict != "done"
        ]
        assert refused == []


@contextmanager
def at_work(text: str, seed: int, address: str, folder: Path) -> Iterator[tuple[Session, Connection]]:
    """Deal with a company as a command does."""
    where, tools = site(address, seed), bench(text)
    checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], date(2027, 1, 4), Selection())
    company = CompanyPlan(checked, where, PROVISIONING, tools)
    with (
        open_session(company, folder, alone=True) as session,
        PROVISIONING.connect(where, tools.secrets, tools.telephone_audio) as connection,
    ):
        yield session, connection
