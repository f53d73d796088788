"""A random company deployed in another one's place, and taken back: the platform holds what it held before."""

from pathlib import Path

import pytest
from broadworks_live import at_work, plan, platform

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy
from nummerplan.compiler.deployment.planning.company_plan import Session
from nummerplan.compiler.deployment.planning.deployments import StaleError, plan_changes, plan_undo
from nummerplan.model.deployment.deployment import Deployment
from nummerplan.model.deployment.platform import Connection
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING


def planned(session: Session, connection: Connection) -> Deployment:
    return plan_changes(session, connection)


def done(session: Session, connection: Connection, deployment: Deployment) -> None:
    result = deploy(ApplyContext(session, connection), deployment)
    assert result.complete, (result.failures, result.left)


def held(tenant: Tenant) -> dict[str, dict[str, object]]:
    """What a plan can say of each object; services that were given to somebody stay."""
    return {
        str(found.identity): {n: v for n, v in found.settings.items() if n not in PROVISIONING.read_only}
        for found in tenant.objects.values()
    }


def there_and_back(seed: int, address: str, folder: Path) -> None:
    with at_work(plan(seed), seed, address, folder) as (session, connection):
        done(session, connection, planned(session, connection))
        before = held(connection.read())
    with at_work(plan(seed + 500, at=seed), seed, address, folder) as (session, connection):
        done(session, connection, planned(session, connection))
        assert not planned(session, connection).changes
        done(session, connection, plan_undo(session, connection))
        after = held(connection.read())
    assert after.keys() == before.keys()
    assert [
        (name, setting, value, before[name].get(setting))
        for name, settings in after.items()
        for setting, value in settings.items()
        if value != before[name].get(setting)
    ] == []
    with at_work(plan(seed), seed, address, folder) as (session, connection):
        assert not planned(session, connection).changes


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_random_companies_are_taken_back(tmp_path: Path) -> None:
    seeds = range(12)
    with platform(seeds) as address:
        for seed in seeds:
            there_and_back(seed, address, tmp_path)


@pytest.mark.slow
def test_many_random_companies_are_taken_back(tmp_path: Path) -> None:
    seeds = range(100, 200)
    with platform(seeds) as address:
        for seed in seeds:
            there_and_back(seed, address, tmp_path)


def test_what_changes_while_people_think_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    with platform([0]) as address, at_work(plan(0), 0, address, tmp_path) as (session, connection):
        done(session, connection, planned(session, connection))
        with at_work(plan(500, at=0), 0, address, tmp_path / "elsewhere") as (other, second):
            late, early = planned(session, connection), planned(other, second)
            assert not late.changes
            done(other, second, early)
            with pytest.raises(StaleError, match="was changed by somebody else in the meantime"):
                deploy(ApplyContext(other, second), early)
