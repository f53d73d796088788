"""What is deployed is read back as it was wanted, and written as a plan that wants the same: over real sockets."""

import pytest
from broadworks_live import bench, deploy, differences, group_of, plan, platform, site

from nummerplan.compiler.text.plan_yaml import plan_yaml
from nummerplan.compiler.translation.compare_image import translation_of
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.client.problems import problems
from nummerplan.targets.broadworks.client.profile import RELEASES
from nummerplan.targets.broadworks.parts.telephones.telephone_lines import Line, endpoint_key
from nummerplan.targets.broadworks.tenant.command_order import operations


def shown(changes: ChangeSet) -> list[str]:
    return [f"{change.action} {change.identity} {change.settings}" for change in changes.changes]


def loop(seed: int, address: str) -> None:
    """Deploy a company and another one in its place, read it back, write it as a plan, and want that."""
    where = site(address, seed)
    for text in (plan(seed), plan(seed + 500, at=seed)):
        work = bench(text)
        found = PROVISIONING.wanted(work, where)
        assert found.defects == ()
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, found.tenant, where)
            there = connection.read(found.tenant)
            assert shown(differences(there, found.tenant)) == []
            image = PROVISIONING.image(there, where, work.linked.plan.company.country)
            translation = translation_of(work.linked, found.losses, image)
            assert (translation.unexplained, translation.unknown) == ((), ())
            held = connection.read()
            again = PROVISIONING.wanted(bench(plan_yaml(PROVISIONING.plan_of(held, where))), where)
            assert shown(differences(connection.read(again.tenant), again.tenant)) == []
            assert PROVISIONING.plan_of(connection.read(), where) == PROVISIONING.plan_of(held, where)


@pytest.fixture(autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


def test_random_companies_go_round() -> None:
    seeds = range(15)
    with platform(seeds) as address:
        for seed in seeds:
            loop(seed, address)


@pytest.mark.slow
def test_many_random_companies_go_round() -> None:
    seeds = range(100, 400)
    with platform(seeds) as address:
        for seed in seeds:
            loop(seed, address)


def test_numbers_that_people_wrote_as_they_dial_them_are_the_same_numbers() -> None:
    text = f"""
company: {{name: Zaak, main_number: 0854800001}}
numbers: [0854800000..0854800099]
platform: {{name: hosted, service_provider: SP, group: {group_of(0)}, domain: zaak0.example}}
users:
  anna: {{extension: 201, number: 0854800001, forwarding: {{busy: 0612345678, always: bob}}}}
  bob: {{extension: 202, number: 0854800002}}
"""
    with platform([0]) as address:
        where, work = site(address, 0), bench(text)
        wanted = PROVISIONING.wanted(work, where).tenant
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, wanted, where)
            anna = {"user_id": "anna@zaak0.example", "is_active": True}
            identity = next(iter(wanted.of_kind("user"))).identity
            by_hand = [
                Operation(
                    identity, f"UserCallForwarding{linked}ModifyRequest", anna | {"forward_to_phone_number": number}
                )
                for linked, number in (("Busy", "0612345678"), ("Always", "0854800002"))
            ]
            assert [outcome.verdict for outcome in connection.send(by_hand)] == ["done", "done"]
            assert shown(differences(connection.read(wanted), wanted)) == []
            assert shown(differences(connection.read_objects(wanted.objects, wanted), wanted)) == []
            assert "busy: 0612345678" in plan_yaml(PROVISIONING.plan_of(connection.read(), where))


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_always_wants_the_same_and_nothing_that_breaks_the_facts(seed: int) -> None:
    where = site("tcp://127.0.0.1:1", seed)
    first, second = (PROVISIONING.wanted(bench(plan(seed)), where) for _ in range(2))
    assert first == second
    changes = differences(Tenant({}), first.tenant)
    commands = operations(changes, Tenant({}), where)
    assert commands == operations(changes, Tenant({}), where)
    assert [str(problem) for command in commands for problem in problems(command, "R25")] == []


TELEPHONES = """
company: {{name: Zaak, main_number: 0854800001}}
numbers: [0854800000..0854800099]
platform: {{name: hosted, service_provider: SP, group: {group}, domain: zaak0.example}}
users:
  anna:
    extension: 201
    devices:
      - {{model: generic-sip}}
      - {{model: generic-sip}}
      - {{model: generic-sip, name: thuis, mac: 80:5E:C0:12:34:56, sip_username: anna-thuis}}
  bob: {{extension: 202, devices: [{{model: generic-sip}}, {{model: generic-sip, mac: 80:5E:C0:12:34:56, line: 2}}]}}
"""


@pytest.mark.parametrize("release", RELEASES)
def test_telephones_that_ring_along_go_round_in_every_release(release: str) -> None:
    with platform([0], release=release) as address:
        where, work = site(address, 0, release), bench(TELEPHONES.format(group=group_of(0)))
        wanted = PROVISIONING.wanted(work, where).tenant
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, wanted, where)
            there = connection.read(wanted)
            assert shown(differences(there, wanted)) == []
            held = PROVISIONING.plan_of(connection.read(), where)
            assert {key: len(user.devices) for key, user in held.users.items()} == {"anna": 3, "bob": 2}
            again = PROVISIONING.wanted(bench(plan_yaml(held)), where).tenant
            assert shown(differences(there, again)) == []


@pytest.mark.parametrize("release", ["R21", "R25"])
def test_a_telephone_that_rings_no_longer_is_told_and_rings_again(release: str) -> None:
    with platform([0], release=release) as address:
        where, work = site(address, 0, release), bench(TELEPHONES.format(group=group_of(0)))
        wanted = PROVISIONING.wanted(work, where).tenant
        line = Line("thuis", "anna-thuis@zaak0.example")
        fields = {"user_id": "anna@zaak0.example", "access_device_endpoint": endpoint_key(line)}
        request = "UserSharedCallAppearanceModifyEndpointRequest"
        identity = next(iter(wanted.of_kind("user"))).identity
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, wanted, where)
            silent = Operation(identity, request, fields | {"allow_termination": False})
            assert [one.verdict for one in connection.send([silent])] == ["done"]
            there = connection.read(wanted)
            (change,) = differences(there, wanted).changes
            assert "does not ring" in str(change.settings)
            assert PROVISIONING.image(there, where, "NL").unknown == (str(identity),)
            deploy(connection, wanted, where)
            assert shown(differences(connection.read(wanted), wanted)) == []
