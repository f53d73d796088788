"""What is told before anything is sent is what the platform refuses: random companies that operators hold back.

The same deployment is looked at, and then sent in spite of what was told. A telephone's type, names and domains come
from settings and plans that are right here; the tests of each refusal have them.
"""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from broadworks_live import at_work, group_of, plan, platform
from broadworks_simulator import HUNT, HUNT_REST, Wire, fields, port_of, profile

from nummerplan.compiler.deployment.applying.apply import ApplyContext
from nummerplan.compiler.deployment.applying.deploy import deploy
from nummerplan.compiler.deployment.planning import deployments
from nummerplan.compiler.deployment.planning.company_plan import DefectsError

OTHER = 999
"""Another company of the same platform."""
SERVICES = (
    "Alternate Numbers",
    "Anonymous Call Rejection",
    "Call Forwarding Busy",
    "Call Waiting",
    "Calling Line ID Delivery Blocking",
    "Fax Messaging",
    "Selective Call Rejection",
    "Simultaneous Ring Personal",
    "Voice Messaging User",
)
OF_GROUPS = ("Hunt Group", "Auto Attendant", "Outgoing Calling Plan")
PHONE = {"deviceType": "Generic SIP Phone", "protocol": "SIP 2.0"}


class Operator:
    """Holds a company back: takes numbers and services away, gives its numbers, extensions and names to others."""

    def __init__(self, dice: random.Random, seed: int) -> None:
        self.dice, self.seed = dice, seed

    def about(self, request: str, seed: int | None = None, **values: object) -> str:
        group = f"<groupId>{group_of(self.seed if seed is None else seed)}</groupId>"
        return f"{request} <serviceProviderId>SP</serviceProviderId>{group}{fields(**values)}"

    def number(self) -> str:
        return f"+318548{self.seed:03d}{self.dice.randint(0, 99):02d}"

    def weighted(self, **more: object) -> str:
        """A group with weights, which no plan can describe."""
        own = {"serviceUserId": f"oud@zaak{self.seed}.example", "serviceInstanceProfile": profile("oud", **more)}
        return self.about("GroupHuntGroupAddInstanceRequest20", **own, **HUNT | {"policy": "Weighted"}, **HUNT_REST)

    def service(self, **how_often: object) -> str:
        one = {"serviceName": self.dice.choice(SERVICES), **how_often}
        return self.about("GroupServiceModifyAuthorizationListRequest", userServiceAuthorization=one)

    def schedule(self) -> str:
        name, kind = self.dice.choice((("kantoor", "Time"), ("Avond", "Time"), ("Feestdagen", "Holiday")))
        return "ServiceProviderScheduleAddRequest " + fields(
            serviceProviderId="SP", scheduleName=name, scheduleType=kind
        )

    def longer(self) -> str:
        lengths = {"minExtensionLength": 4, "maxExtensionLength": 6, "defaultExtensionLength": 4}
        return self.about("GroupExtensionLengthModifyRequest17", **lengths)

    def telephone(self) -> str:
        """A telephone of the other company, with an address that one of ours may have."""
        mac = f"000413ABCD{self.dice.randint(0, 19):02}"
        return self.about("GroupAccessDeviceAddRequest22V2", OTHER, deviceName=mac, **PHONE, macAddress=mac)

    def stranger(self) -> str:
        names = dict.fromkeys(("lastName", "firstName", "callingLineIdLastName", "callingLineIdFirstName"), "X")
        user_id = f"u{self.dice.randint(0, 6)}@zaak{self.seed}.example"
        return self.about("UserAddRequest22V2", OTHER, userId=user_id, **names)

    def holds_back(self) -> str:
        """What the operator does: a command."""
        some = range(1, 4)
        taken = str(self.dice.choice([201, 202, 203, 301, 401, 601, 999]))
        return self.dice.choice(
            [
                lambda: self.about("GroupDnUnassignListRequest", phoneNumber=self.number()),
                lambda: self.about("GroupDnDeactivateListRequest", phoneNumber=self.number()),
                lambda: self.weighted(phoneNumber=self.number()),
                lambda: self.weighted(extension=taken),
                lambda: self.service(unauthorized="true"),
                lambda: self.service(authorizedQuantity={"quantity": self.dice.choice(some)}),
                lambda: self.about("GroupServiceUnassignListRequest", serviceName=self.dice.choice(OF_GROUPS)),
                lambda: self.about("GroupModifyRequest", userLimit=self.dice.randint(1, 8)),
                self.schedule,
                self.longer,
                self.telephone,
                self.stranger,
            ]
        )()


def with_addresses(text: str, dice: random.Random) -> str:
    """The same plan with MAC addresses for its telephones, each its own."""
    addresses = iter(dice.sample(range(20), 20))
    return re.sub(r"model: generic-sip", lambda found: f"{found[0]}, mac: 00:04:13:AB:CD:{next(addresses):02}", text)


def company(seed: int, dice: random.Random, at: int | None = None) -> str:
    domains = plan(seed, at)
    return with_addresses(domains, dice)


def looked_at(seed: int, folder: Path, change: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether what was told of a deployment and what the platform refused agree: `fits`, `refused` or what is wrong."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    operator, commands = Operator(dice, seed), list[str]()
    before, text = company(seed, dice), company(seed + 500, dice, at=seed) if change else company(seed, dice)
    with platform([seed, OTHER]) as address:
        if change:
            with at_work(before, seed, address, folder) as (session, connection):
                deployment = deployments.plan_changes(session, connection)
                assert deploy(ApplyContext(session, connection), deployment).complete, seed
        with Wire(port_of(address)) as wire:
            wire.log_in()
            for _ in range(dice.choice((0, 1, 1, 2))):
                commands.append(operator.holds_back())
                wire.one(commands[-1])  # it may not be possible; then nothing is held back
        with at_work(text, seed, address, folder) as (session, connection):
            told: list[str] = []
            try:
                deployments.plan_changes(session, connection)
            except DefectsError as problem:
                told = [str(line) for line in problem.details]
            with monkeypatch.context() as patched:
                patched.setattr(deployments, "refuse_before_sending", lambda *found: found[2])
                deployment = deployments.plan_changes(session, connection)
                result = deploy(ApplyContext(session, connection), deployment)
    # A number that is switched off can be given to people, or stays as it was: that nobody can call them only we tell.
    switched_off = any("is not activated" in line for line in told)
    told = [line for line in told if "is not activated" not in line]
    refused = [(failure.operation.request, str(failure.message)) for failure in result.failures]
    if bool(told) == (not result.complete) or (switched_off and not result.failures):
        return "refused" if told else "fits"
    return f"{'told' if told else 'not told'}: seed {seed}, {commands}: told {told}, refused {refused}"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def look(seeds: range, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    found: Counter[str] = Counter()
    for seed in seeds:
        for change in (False, True):
            folder = tmp_path / f"{seed}-{change}"
            folder.mkdir()
            found[looked_at(seed, folder, change, monkeypatch)] += 1
    return found


def test_what_is_told_is_what_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(range(10), tmp_path, monkeypatch)
    assert found.keys() == {"fits", "refused"}, found
    assert min(found.values()) >= 4, found


@pytest.mark.slow
def test_what_is_told_of_many_companies_is_what_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(range(10, 200), tmp_path, monkeypatch)
    assert found.keys() == {"fits", "refused"}, found
    assert min(found.values()) >= 60, found
