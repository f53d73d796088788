"""From a plan to the BroadWorks simulator and back, over every way there is to it and for every release."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import trustme

from nummerplan.cli.platform import seeds_of
from nummerplan.compiler.artefacts.audio import telephone_audio
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.pipeline import check_paths
from nummerplan.model.artefact import Workbench
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Connection, PlatformError, Site
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.profile import RELEASES
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.serving import Administrator, Ports, Serving, serving

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "mijn-bedrijf"
PASSWORD = "Beheer-1234!"  # noqa: S105 - of a platform that lives for one test


class Company(NamedTuple):
    """The example company, and how to speak to its platform."""

    bench: Workbench
    folder: Path

    def site(self, address: str, **settings: Any) -> Site:
        table = {"kind": "broadworks", "address": address, "user": "beheerder", "password": "platforms/hosted"}
        return Site("hosted", "broadworks", table | settings, "SP", "mijn-bedrijf", "mijnbedrijf.example")

    @contextmanager
    def connected(self, site: Site) -> Iterator[Connection]:
        with PROVISIONING.connect(site, self.bench.secrets, self.bench.telephone_audio) as connection:
            yield connection


def given(name: str) -> str:
    """A secret of the right form for whatever asks for it."""
    if name == "platforms/hosted":
        return PASSWORD
    return "471147" if "pin" in name else "Geheim-1234!"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("plans") / "mijn-bedrijf"
    shutil.copytree(EXAMPLE, folder)
    plan = folder / "plan.yaml"
    checked, _ = check_paths([plan], date(2027, 1, 4))
    return Company(Workbench(checked[0].linked, NamedSecrets(given), telephone_audio(folder)), folder)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@contextmanager
def platform(company: Company, **ports: Any) -> Iterator[Serving]:
    seeds = [seed._replace(administrator="groepsbeheer") for seed in seeds_of(company.folder)]
    with serving(Ports(**ports), seeds, Administrator("beheerder", PASSWORD), FaultInjection()) as found:
        yield found


def everything(tenant: Tenant, wanted: Tenant) -> ChangeSet:
    return compare_tenants(tenant, wanted, lambda identity, after, setting: identity not in tenant.objects)


def deploy(connection: Connection, site: Site, wanted: Tenant) -> None:
    before = connection.read(wanted)
    operations = PROVISIONING.operations(everything(before, wanted), before, site)
    assert operations
    for document in connection.documents(operations):
        outcomes = connection.send(document)
        bad = [(op.request, out) for op, out in zip(document, outcomes, strict=True) if out.verdict != "done"]
        assert bad == []


def differences(changes: ChangeSet) -> list[str]:
    return [f"{change.action} {change.identity}: {change.settings}" for change in changes.changes]


def goes_the_whole_way(company: Company, site: Site) -> None:
    wanted = PROVISIONING.wanted(company.bench, site)
    assert wanted.defects == ()
    with company.connected(site) as connection:
        deploy(connection, site, wanted.tenant)
        assert differences(everything(connection.read(wanted.tenant), wanted.tenant)) == []


@pytest.mark.parametrize("release", RELEASES)
def test_a_company_is_made_and_read_back_in_every_release(company: Company, release: str) -> None:
    """Each platform refuses the names of later releases."""
    with platform(company, release=release) as serves:
        goes_the_whole_way(company, company.site(serves.addresses[0]))


@pytest.mark.parametrize(
    ("user", "said", "is_in_truth"),
    [
        ("beheerder", "R25", "R22"),
        ("beheerder", "R21", "R24"),
        ("groepsbeheer", "R23", "R24"),
        ("groepsbeheer", "R22", "R25"),
        ("groepsbeheer", "R23", "R22"),
    ],
)
def test_a_release_of_the_settings_that_the_platform_is_not(
    company: Company, user: str, said: str, is_in_truth: str
) -> None:
    """Which one it is the platform says to those who may ask; for others a later release takes older names."""
    with platform(company, release=is_in_truth) as serves:
        goes_the_whole_way(company, company.site(serves.addresses[0], release=said, user=user))


def test_the_request_that_the_platform_lacks_is_named(company: Company) -> None:
    with platform(company, release="R22") as serves:
        site = company.site(serves.addresses[0], release="R25", user="groepsbeheer")
        missing = "the platform has no GroupMusicOnHoldGetInstanceRequest23V2, which belongs to release R25"
        with company.connected(site) as connection, pytest.raises(PlatformError, match=missing):
            connection.read()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    own = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    own.private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
    return {"ca_file": folder / "ca.pem", "own": folder / "own.pem"}


@pytest.mark.parametrize("scheme", ["http", "tls", "https"])
def test_every_way_leads_to_the_platform(company: Company, certificates: dict[str, Path], scheme: str) -> None:
    encrypted = {"certificate": certificates["own"], "key": certificates["own"]} if scheme != "http" else {}
    trust = {"ca_file": str(certificates["ca_file"])} if encrypted else {}
    with platform(company, soap=0, **encrypted) as serves:
        (address,) = [found for found in serves.addresses if found.startswith(f"{scheme}://")]
        goes_the_whole_way(company, company.site(address, release="R24", **trust))


def test_progress_ends_with_everything_answered(company: Company) -> None:
    told: list[tuple[int, int]] = []
    with platform(company) as serves, company.connected(company.site(serves.addresses[0])) as connection:
        connection.read(progress=lambda done, asked: told.append((done, asked)))
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_single_objects_are_read(company: Company) -> None:
    with platform(company) as serves:
        site = company.site(serves.addresses[0])
        wanted = PROVISIONING.wanted(company.bench, site).tenant
        with company.connected(site) as connection:
            deploy(connection, site, wanted)
            whole = connection.read(wanted)
            few = list(whole.objects)[::3]
            assert {**connection.read_objects(few, wanted).objects} == {name: whole.objects[name] for name in few}
            absent = few[0]._replace(name="niemand@mijnbedrijf.example")
            assert connection.read_objects([absent], wanted).objects == {}


def test_a_company_that_the_platform_does_not_have(company: Company) -> None:
    with platform(company) as serves:
        other = Site("hosted", "broadworks", company.site(serves.addresses[0]).settings, "SP", "anders", "x.example")
        with company.connected(other) as connection, pytest.raises(PlatformError, match="hosted/SP/anders"):
            connection.read()
