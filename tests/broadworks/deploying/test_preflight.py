"""What the platform would refuse is told before the first command, all of it together; `plan` says so too."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from broadworks_simulator import HUNT, HUNT_REST, Wire, fields, port_of, profile
from deploying import PASSWORD, Office

from nummerplan.cli.platform import seeds_of
from nummerplan.targets.broadworks.simulator.areas import company as company_area
from nummerplan.targets.broadworks.simulator.areas import devices
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Administrator, Ports, serving

PLAN = """\
nummerplan: "1"
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
company: {name: Zaak, main_number: 0854879611}
numbers: [0854879610..0854879612]
schedules: {kantoor: {mon-fri: 09:00-17:00}}
mailboxes: {post: {extension: 999, email: post@zaak.example}}
users:
  anna: {extension: 201, number: 0854879611, password: !secret anna/password, devices: [{model: generic-sip}]}
  bert: {extension: 202, simultaneous_ring: {numbers: [0612345678]}, devices: [{model: generic-sip}]}
  cees: {extension: 203, devices: [{model: generic-sip}]}
  dora: {extension: 204, devices: [{model: generic-sip}]}
hunt_groups:
  verkoop: {extension: 101, members: [anna, bert, cees, dora], overflow: {after: 30s, to: post}}
"""
NUMBER = "+31854879611"


def in_group(request: str, **values: object) -> str:
    """A request of the company's group."""
    return f"{request} <serviceProviderId>SP</serviceProviderId><groupId>zaak</groupId>{fields(**values)}"


def weighted(**more: object) -> str:
    """A group with weights: no plan describes it, and nobody touches it."""
    own = {"serviceUserId": "oud@zaak.example", "serviceInstanceProfile": profile("oud", **more)}
    return in_group("GroupHuntGroupAddInstanceRequest20", **own, **HUNT | {"policy": "Weighted"}, **HUNT_REST)


def allowed(service: str, **how_often: object) -> str:
    """What the group may use of a service from now on."""
    one = {"serviceName": service, **how_often}
    return in_group("GroupServiceModifyAuthorizationListRequest", userServiceAuthorization=one)


def shared_telephone(company: Office) -> None:
    """Two people on one telephone, of a type with one line."""
    for line, user in (("1", "203"), ("2", "204")):
        new = f"model: generic-sip, mac: 00:04:13:AB:CD:01, line: {line}"
        company.edit(f"extension: {user}, devices: [{{model: generic-sip", f"extension: {user}, devices: [{{{new}")
    assert company.served is not None
    with company.served.store.transaction():
        company.served.store.run("UPDATE device_type SET ports = 1")


def shared_second_telephone(company: Office) -> None:
    """The telephone of one is the second one of another, of a type with one line."""
    shared = "model: generic-sip, mac: 00:04:13:AB:CD:01, line:"
    company.edit("extension: 203, devices: [{model: generic-sip", f"extension: 203, devices: [{{{shared} 1")
    company.edit("204, devices: [{model: generic-sip", f"204, devices: [{{model: generic-sip}}, {{{shared} 2")
    assert company.served is not None
    with company.served.store.transaction():
        company.served.store.run("UPDATE device_type SET ports = 1")


def elsewhere(company: Office) -> None:
    """The id of a user in a domain that the group does not have."""
    company.edit("bert: {extension: 202,", "bert: {extension: 202, username: bert@elders.example,")


STRANGER = fields(
    serviceProviderId="SP",
    groupId="ander",
    userId="dora@zaak.example",
    lastName="D",
    firstName="D",
    callingLineIdLastName="D",
    callingLineIdFirstName="D",
)
OTHER_GROUP = {
    "serviceUserId": "verkoop@zaak.example",
    "serviceInstanceProfile": profile("verkoop"),
    **HUNT,
    **HUNT_REST,
}
MAC = "{mac: 00:04:13:AB:CD:02, "
TELEPHONE = fields(
    serviceProviderId="SP",
    groupId="ander",
    deviceName="ginds",
    deviceType="Generic SIP Phone",
    protocol="SIP 2.0",
    macAddress="000413ABCD02",
)
LONGER = {"minExtensionLength": 4, "maxExtensionLength": 6, "defaultExtensionLength": 4}
OF_ALL = fields(serviceProviderId="SP", scheduleName="kantoor", scheduleType="Time")


class Case(NamedTuple):
    """What is told, what the operator does beforehand, and what else is so."""

    told: str
    command: str = ""
    edit: Callable[[Office], None] = lambda company: None


CASES = {
    "1 a number that is not the group's": Case(
        "plan.yaml:8:34: +31854879611 is not a number of the group; ask the operator to assign it",
        in_group("GroupDnUnassignListRequest", phoneNumber=NUMBER),
    ),
    "1 a number that is not activated": Case(
        "+31854879611 is not activated, so that whoever calls it reaches nobody",
        in_group("GroupDnDeactivateListRequest", phoneNumber=NUMBER),
    ),
    "2 a number that somebody else has": Case(
        "+31854879611 is in use on the platform by oud@zaak.example", weighted(phoneNumber=NUMBER)
    ),
    "3 an extension of another length": Case(
        "extension 201 has 3 digits, and the group's extensions have 4 to 6",
        in_group("GroupExtensionLengthModifyRequest17", **LONGER),
    ),
    "3 an extension that is taken": Case(
        "203 is in use on the platform by oud@zaak.example", weighted(extension="203")
    ),
    "4 a domain that is not the group's": Case(
        "bert@elders.example: the domain elders.example is not assigned to the group", edit=elsewhere
    ),
    "5 a service that the group may not use": Case(
        "user bert@zaak.example needs the service Simultaneous Ring Personal, for which the group is not authorised",
        allowed("Simultaneous Ring Personal", unauthorized="true"),
    ),
    "5 a second telephone that may not ring along": Case(
        "user cees@zaak.example needs the service Shared Call Appearance, for which the group is not authorised",
        allowed("Shared Call Appearance", unauthorized="true"),
        lambda company: company.edit("extension: 203, devices: [", "extension: 203, devices: [{model: generic-sip}, "),
    ),
    "5 a service that the group does not have": Case(
        "hunt group verkoop@zaak.example needs the service Hunt Group, which the group does not have",
        in_group("GroupServiceUnassignListRequest", serviceName="Hunt Group"),
    ),
    "6 a service that is used up": Case(
        "the group may use Voice Messaging User 1 times and does so 0 times; mailbox post@zaak.example would be one",
        allowed("Voice Messaging User", authorizedQuantity={"quantity": 1}),
        lambda company: company.edit(
            "mailboxes: {", "mailboxes: {pakket: {extension: 998, email: pakket@zaak.example}, "
        ),
    ),
    "6 more users than the group may have": Case(
        "the group may have 3 users and has 0; 5 more do not fit", in_group("GroupModifyRequest", userLimit=3)
    ),
    "7 a type of telephone that there is not": Case(
        "the platform has no type of telephone that is called Yealink T99",
        edit=lambda company: company.settings('device_types = {generic-sip = "Yealink T99"}'),
    ),
    "8 more users than a telephone has lines": Case(
        "has room for 1 users, and 2 would share it", edit=shared_telephone
    ),
    "8 more users than a telephone has lines, of which one rings along": Case(
        "has room for 1 users, and 2 would share it", edit=shared_second_telephone
    ),
    "8 an address that another company's telephone has": Case(
        "000413ABCD02 is the MAC address of telephone ginds in group ander of SP",
        f"GroupAccessDeviceAddRequest22V2 {TELEPHONE}",
        lambda company: company.edit("dora: {extension: 204, devices: [{", f"dora: {{extension: 204, devices: [{MAC}"),
    ),
    "9 a password that is too short": Case(
        "the password has fewer characters than the 6 that the platform asks for",
        edit=lambda company: company.secrets.update({"anna/password": "kort"}),
    ),
    "10 a name that is too long": Case(
        "BroadWorks takes at most 30 characters here; these are 31",
        edit=lambda company: company.edit("cees: {", f"cees: {{last_name: {'x' * 31}, "),
    ),
    "11 an id that somebody of another company has": Case(
        "dora@zaak.example is somebody else's on the platform, in group ander", f"UserAddRequest22V2 {STRANGER}"
    ),
    "11 an id that a hunt group of another company has": Case(
        "verkoop@zaak.example is somebody else's on the platform, in group -",
        f"GroupHuntGroupAddInstanceRequest20 {fields(serviceProviderId='SP', groupId='ander', **OTHER_GROUP)}",
    ),
    "12 a schedule of the service provider": Case(
        "the service provider has a schedule kantoor for all its groups", f"ServiceProviderScheduleAddRequest {OF_ALL}"
    ),
}
TOGETHER = ("1 a number that is not activated", "5 a service that the group may not use", "6 more users than the group",
            "9 a password that is too short", "10 a name that is too long", "12 a schedule of the")  # fmt: skip


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    """A company that is not on its platform yet, and another one of the same provider, with the same domain."""
    folder = tmp_path / "zaak"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    seeds = [*seeds_of(folder), TenantSeed("SP", "ander", ("zaak.example",))]
    with serving(Ports(), seeds, Administrator("beheerder", PASSWORD), FaultInjection()) as served:
        found = Office(folder, served)
        found.settings()
        yield found


def prepare(company: Office, *commands: str) -> None:
    """What the operator of the platform does."""
    assert company.served is not None
    with Wire(port_of(company.served.addresses[0])) as wire:
        wire.log_in("beheerder", PASSWORD).done(*filter(None, commands))


def is_refused(company: Office, *told: str) -> None:
    """`plan` and `deploy` both tell it all, and nothing is changed."""
    before = company.state()
    for command in (("plan",), ("deploy", "--yes")):
        done = company.run(*command)
        assert done.code == 1, done.text
        assert "the platform would refuse this:" in done.err
        for text in told:
            assert text in done.err, done.err
        assert "kort" not in done.text
    assert company.state() == before


@pytest.mark.parametrize("case", CASES)
def test_what_would_be_refused_is_told_before_anything_is_sent(case: str, company: Office) -> None:
    prepare(company, CASES[case].command)
    CASES[case].edit(company)
    is_refused(company, CASES[case].told)


def test_it_is_all_told_together(company: Office) -> None:
    together = [case for name, case in CASES.items() if name.startswith(TOGETHER)]
    assert len(together) == len(TOGETHER)
    for case in together:
        prepare(company, case.command)
        case.edit(company)
    is_refused(company, *(case.told for case in together))


def test_a_service_that_is_used_more_often_than_it_may_be_is_told(company: Office) -> None:
    """The operator may lower a number below what is used already."""
    box = "mailboxes: {{{name}: {{extension: {extension}, email: {name}@zaak.example}}, "
    company.edit("mailboxes: {", box.format(name="pakket", extension=998))
    company.ok("deploy", "--yes")
    prepare(company, allowed("Voice Messaging User", authorizedQuantity={"quantity": 1}))
    assert "no changes" in company.ok("plan").out
    company.edit("mailboxes: {", box.format(name="brief", extension=997))
    is_refused(
        company, "the group may use Voice Messaging User 1 times and does so 2 times; mailbox brief@zaak.example"
    )


def test_a_telephones_password_is_held_against_the_platforms_rules(
    company: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.edit("cees: {extension: 203, devices: [{", "cees: {extension: 203, devices: [{password: !secret cees/sip, ")
    company.secrets["cees/sip"] = "Kort-1234"
    monkeypatch.setattr(devices, "DEVICE_PASSWORD_LENGTH", 10)
    is_refused(company, "plan.yaml:10:47: the password has fewer characters than the 10 that the platform asks for")
    company.secrets["cees/sip"] = "Langer-1234"
    company.ok("deploy", "--yes")


STRICT = {
    **dict.fromkeys(("disallowRepeatedDigits", "disallowRepeatedPatterns", "disallowContiguousSequences"), True),
    **dict.fromkeys(("disallowUserNumber", "disallowReversedUserNumber"), True),
    "numberOfRepeatedDigits": 3,
    "numberOfAscendingDigits": 3,
    "numberOfDescendingDigits": 3,
}
WEAK = {
    "77771": "the PIN has a digit more than 3 times in a row",
    "92345": "the PIN counts on for more than 3 digits",
    "87651": "the PIN counts on for more than 3 digits",
    "408408": "the PIN repeats itself",
    "2017": "the PIN is the user's own number or extension",
    "7102": "the PIN is the user's own number or extension",
}


@pytest.mark.parametrize("pin", [*WEAK, "77712350", "4084082"])
def test_a_pin_is_held_against_all_rules_of_the_group(
    pin: str, company: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.edit("anna: {extension: 201,", "anna: {extension: 2017, pin: !secret anna/pin,")
    company.secrets["anna/pin"] = pin
    for name, value in STRICT.items():
        monkeypatch.setitem(company_area.PASSCODE_RULES, name, value)
    if pin in WEAK:
        is_refused(company, WEAK[pin])
    else:
        company.ok("plan")


def test_nothing_is_told_of_a_company_that_fits(company: Office) -> None:
    """What the company has itself is in nobody's way, also when it changes hands."""
    company.ok("deploy", "--yes")
    company.edit("anna: {extension: 201, number: 0854879611", "anna: {extension: 202")
    company.edit("bert: {extension: 202,", "bert: {extension: 201, number: 0854879611,")
    company.edit("cees: {", "kees: {renamed_from: cees, ")
    company.edit("[anna, bert, cees, dora]", "[anna, bert, kees, dora]")
    company.ok("deploy", "--yes", "--force", "--allow-delete")
    assert "as the plan wants it" in company.ok("drift").out


def test_a_number_that_is_switched_off_later_is_drift(company: Office) -> None:
    company.ok("deploy", "--yes")
    prepare(company, in_group("GroupDnDeactivateListRequest", phoneNumber=NUMBER))
    assert "inactive is [085 487 9611]" in company.ok("drift", code=1).out
    is_refused(company, "+31854879611 is not activated")


def test_a_closed_group_is_drift_and_stays_closed(company: Office) -> None:
    company.ok("deploy", "--yes")
    closed = fields(serviceUserId="verkoop@zaak.example", enableGroupBusy="true")
    prepare(company, f"GroupHuntGroupModifyInstanceRequest {closed}")
    told = "hunt group verkoop: group_busy is true (usual: false); no plan can say that, and it stays"
    done = company.ok("drift", code=1).out
    assert told in done
    assert "not known, as no plan can say what is there: hunt group verkoop@zaak.example" in done
    assert json.loads(company.ok("drift", "--format", "json", code=1).out)["companies"][0]["left_alone"] == [
        {
            "kind": "hunt_group",
            "name": "verkoop@zaak.example",
            "setting": "group_busy",
            "platform": True,
            "usual": False,
            "new": True,
        }
    ]
    # Whoever deploys has seen it; it is told, and no difference any more until somebody changes it again.
    done = company.ok("deploy", "--yes").out
    assert "no changes" in done
    assert "what no plan can say stays as it is, and drift shows it: 1" in done
    assert told in company.ok("drift").out
    prepare(company, f"GroupHuntGroupModifyInstanceRequest {closed.replace('true', 'false')}")
    assert "as the plan wants it" in company.ok("drift").out
    closed = fields(serviceUserId="verkoop@zaak.example", allowMembersToControlGroupBusy="true")
    prepare(company, f"GroupHuntGroupModifyInstanceRequest {closed}")
    assert "members_close_it is true" in company.ok("drift", code=1).out


def test_an_administrator_of_the_group_can_look_at_everything(company: Office) -> None:
    assert company.served is not None
    with company.served.store.transaction():
        company.served.store.run(
            "INSERT INTO administrator (user_id, password, level, service_provider, tenant, settings)"
            " SELECT 'groep', password, 'Group', 'SP', tenant.id, '{}' FROM administrator, tenant"
            " WHERE user_id = 'beheerder' AND group_id = 'zaak'"
        )
    settings = company.folder / "nummerplan.toml"
    settings.write_text(settings.read_text("utf-8").replace('"beheerder"', '"groep"'), "utf-8")
    assert "not looked at" not in company.ok("plan").out
    company.ok("deploy", "--yes")
    assert "as the plan wants it" in company.ok("drift").out
