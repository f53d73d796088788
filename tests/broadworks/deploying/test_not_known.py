"""What somebody sets by hand and no plan can say is not known of the platform then; drift and plan tell it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from broadworks_live import deploy
from broadworks_ocip import types
from broadworks_simulator import HUNT, HUNT_REST, Wire, fields, port_of, profile
from by_hand.strange_company import ACTIVATE, ANYBODY, RULE, Live, company_on_its_platform
from deploying import PASSWORD, Office, office

from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.parts.unplanned_services import UNPLANNED
from nummerplan.targets.broadworks.tenant.image import _NOTICED

ANNA, POST, FAX = "user anna@zaak.example", "mailbox post@zaak.example", "fax fax@zaak.example"
GROUP, MENU = "hunt group verkoop@zaak.example", "auto attendant menu@zaak.example"
HERE = {"service_provider_id": "SP", "group_id": "zaak"}


def name_of(identity: str) -> str:
    return identity.rpartition(" ")[2]


class ByHand(NamedTuple):
    """What a stranger sends, and the object of which it is not known any more what it does."""

    where: str
    request: str
    fields: Mapping[str, Any]

    def send(self, live: Live) -> None:
        address = {"user_id": self.name} if self.request.startswith("User") else HERE
        if "Instance" in self.request:
            address = {} if "Active" in self.request else {"service_user_id": self.name}
        live.library.command(self.request, **address, **self.fields)

    @property
    def name(self) -> str:
        return name_of(self.where)


POLICY = "GroupCallProcessingModifyPolicyRequest15sp2"
GROUPS, ATTENDANT = "GroupHuntGroupModifyInstanceRequest", "GroupAutoAttendantModifyInstanceRequest20"
KEPT, SAID = "UserVoiceMessagingUserModifyVoiceManagementRequest23", "UserVoiceMessagingUserModifyGreetingRequest20"
OUT = {"transfer_on_zero_to_phone_number": True, "transfer_phone_number": "202"}
WORKDAYS = types.ScheduleKey(schedule_name="kantoor", schedule_type="Time")
NUMBERS = types.SimultaneousRingReplacementNumberList(
    simultaneous_ring_number=[
        types.SimultaneousRingNumber(phone_number=number, answer_confirmation_required=asked)
        for number, asked in (("0612345678", True), ("0612345679", False))
    ]
)
MENU_WITH_MAILBOX = types.AutoAttendantModifyMenu20(
    key_configuration=[
        types.AutoAttendantKeyModifyConfiguration20(
            key="1", entry=types.AutoAttendantKeyConfigurationModifyEntry20(action="Transfer To Mailbox")
        )
    ]
)
TO_A_MOBILE = {"is_active": True, "forward_to_phone_number": "0612345678"}
IN_FORCE = [types.CriteriaActivation(criteria_name=RULE, is_active=True)]
NOTICED = {
    "group_busy": ByHand(GROUP, GROUPS, {"enable_group_busy": True}),
    "members_close_it": ByHand(GROUP, GROUPS, {"allow_members_to_control_group_busy": True}),
    "members_are_closed": ByHand(GROUP, GROUPS, {"apply_group_busy_when_terminating_to_agent": True}),
    "own_caller_id": ByHand(GROUP, GROUPS, {"use_system_hunt_group_clid_setting": False}),
    "hides_its_name": ByHand(GROUP, GROUPS, {"include_hunt_group_name_in_clid": False}),
    "not_reachable.and_busy": ByHand(GROUP, GROUPS, {"make_busy_when_not_reachable": True}),
    "extensions_of": ByHand(MENU, ATTENDANT, {"extension_dialing_scope": "Enterprise"}),
    "names_of": ByHand(MENU, ATTENDANT, {"name_dialing_scope": "Enterprise"}),
    "caller_name": ByHand(ANNA, "UserModifyRequest22", {"calling_line_id_last_name": "Directie"}),
    "spelled_name": ByHand(
        ANNA,
        "UserModifyRequest22",
        {"name_dialing_name": types.NameDialingName(name_dialing_last_name="X", name_dialing_first_name="Y")},
    ),
    "leave_with_zero_to": ByHand(POST, KEPT, OUT),
    "away_greeting": ByHand(POST, SAID, {"extended_away_enabled": True}),
    "voicemail.leave_with_zero_to": ByHand(ANNA, KEPT, OUT),
    "voicemail.away_greeting": ByHand(ANNA, SAID, {"extended_away_enabled": True}),
    "hides_names": ByHand("company zaak", POLICY, {"block_calling_name_for_external_calls": True}),
    "sent_on": ByHand(GROUP, "UserCallForwardingAlwaysModifyRequest", TO_A_MOBILE),
    "sent_on_without_telephones": ByHand(GROUP, "UserCallForwardingNotReachableModifyRequest", TO_A_MOBILE),
    "refuses_anonymous": ByHand(MENU, "UserAnonymousCallRejectionModifyRequest", {"is_active": True}),
    "refuses_by": ByHand(POST, ACTIVATE, {"criteria_activation": IN_FORCE}),
    "beside_the_fax": ByHand(FAX, "UserModifyRequest22", {"extension": "997"}),
}
OTHERS = {
    "another name of the company": ByHand("company zaak", "GroupModifyRequest", {"calling_line_id_name": "Anders"}),
    "a menu that sends everybody on": ByHand(MENU, "UserCallForwardingAlwaysModifyRequest", TO_A_MOBILE),
    "a mailbox that sends everybody on": ByHand(POST, "UserCallForwardingAlwaysModifyRequest", TO_A_MOBILE),
    "a group that refuses everybody": ByHand(GROUP, ACTIVATE, {"criteria_activation": IN_FORCE}),
    "numbers that can be dialled after a code": ByHand(
        ANNA,
        "UserOutgoingCallingPlanOriginatingModifyRequest",
        {
            "use_custom_settings": True,
            "user_permissions": types.OutgoingCallingPlanOriginatingPermissionsModify(
                international="Authorization Code Required"
            ),
        },
    ),
    "forwards that may lead where nothing may be dialled": ByHand(
        ANNA,
        "UserOutgoingCallingPlanRedirectingModifyRequest",
        {
            "use_custom_settings": True,
            "user_permissions": types.OutgoingCallingPlanRedirectingPermissionsModify(international=True),
        },
    ),
    "numbers that ring along, of which some ask": ByHand(
        ANNA, "UserSimultaneousRingPersonalModifyRequest17", {"simultaneous_ring_number_list": NUMBERS}
    ),
    "colleagues who are refused": ByHand(
        ANNA,
        "UserIncomingCallingPlanModifyRequest",
        {
            "use_custom_settings": True,
            "user_permissions": types.IncomingCallingPlanPermissionsModify(allow_from_within_group=False),
        },
    ),
    "a mailbox that is off": ByHand(POST, KEPT, {"is_active": False}),
    "a fax that is off": ByHand(FAX, "UserFaxMessagingModifyRequest", {"is_active": False}),
    "a group that is off": ByHand(
        GROUP,
        "GroupHuntGroupModifyActiveInstanceListRequest",
        {"service_activation": [types.ServiceActivation(service_user_id=name_of(GROUP), is_active=False)]},
    ),
    "a menu that is off": ByHand(
        MENU,
        "GroupAutoAttendantModifyActiveInstanceListRequest",
        {"service_activation": [types.ServiceActivation(service_user_id=name_of(MENU), is_active=False)]},
    ),
    "a key to a mailbox": ByHand(MENU, ATTENDANT, {"business_hours_menu": MENU_WITH_MAILBOX}),
    "hours of every second week": ByHand(
        "schedule kantoor",
        "GroupScheduleModifyEventRequest",
        {
            "schedule_key": WORKDAYS,
            "event_name": "mon-fri 09:00-17:00",
            "recurrence": types.Recurrence(
                recur_weekly={
                    "recur_interval": 2,
                    **dict.fromkeys(("sunday", "monday", "tuesday", "wednesday", "thursday", "friday"), False),
                    "saturday": True,
                },
                recur_for_ever=True,
            ),
        },
    ),
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with company_on_its_platform(tmp_path_factory.mktemp("state")) as found:
        yield found


def unknown(live: Live) -> tuple[str, ...]:
    return PROVISIONING.image(live.connection.read(live.wanted), live.where, "NL").unknown


def test_every_setting_that_callers_notice_is_tried() -> None:
    # What unplanned services do is in test_hand_set_permissions: they are left alone.
    assert NOTICED.keys() == _NOTICED - {UNPLANNED}


@pytest.mark.parametrize("name", [*NOTICED, *OTHERS])
def test_what_is_set_by_hand_makes_it_not_known_until_it_is_set_back(name: str, live: Live) -> None:
    live.put_back()
    assert unknown(live) == ()
    (NOTICED | OTHERS)[name].send(live)
    assert unknown(live) == ((NOTICED | OTHERS)[name].where,)
    deploy(live.connection, live.wanted, live.where)
    assert unknown(live) == ()
    live.put_back()


def test_a_rule_of_somebody_that_refuses_everybody_is_not_known(live: Live) -> None:
    """Rules of other hands are left alone, and what they do to callers is told all the same."""
    live.put_back()
    rule = {"user_id": name_of(ANNA), "criteria_name": "allen"}
    more = {"from_dn_criteria": ANYBODY, "blacklisted": True}
    live.library.command("UserSelectiveCallRejectionAddCriteriaRequest16", **rule, **more)
    activation = [types.CriteriaActivation(criteria_name="allen", is_active=False)]
    request = ACTIVATE
    live.library.command(request, user_id=name_of(ANNA), criteria_activation=activation)
    assert unknown(live) == ()
    activation = [types.CriteriaActivation(criteria_name="allen", is_active=True)]
    live.library.command(request, user_id=name_of(ANNA), criteria_activation=activation)
    assert unknown(live) == (ANNA,)
    live.put_back()


def test_a_number_that_is_not_activated_reaches_nobody(live: Live) -> None:
    live.put_back()
    live.library.command("GroupDnDeactivateListRequest", **HERE, phone_number=["+31854879611"])
    assert unknown(live) == (ANNA,)
    live.put_back()


PLAN = """\
nummerplan: 1
company: {name: Veldproef, main_number: 088-7654000, country: NL}
numbers: [088-7654000..088-7654009]
platform: {name: hosted, service_provider: SP, group: veld, domain: veld.example}
users:
  anna: {extension: 201, devices: [{model: generic-sip}], voicemail: {email: anna@v.example}}
hunt_groups:
  balie: {extension: 301, number: 088-7654000, members: [anna]}
"""
TOLD = "translation: not known, as no plan can say what is there: "


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    with office(folder) as found:
        found.ok("deploy", "--yes")
        yield found


def set_by_hand(company: Office, *commands: str) -> None:
    assert company.served
    with Wire(port_of(company.served.addresses[0])) as wire:
        wire.log_in("beheerder", PASSWORD).done(*commands)


CLOSED = "GroupHuntGroupModifyInstanceRequest <serviceUserId>balie@veld.example</serviceUserId>"
CLOSED += "<enableGroupBusy>true</enableGroupBusy>"
AWAY = "UserVoiceMessagingUserModifyGreetingRequest20 <userId>anna@veld.example</userId>"
AWAY += "<extendedAwayEnabled>true</extendedAwayEnabled>"


def test_drift_tells_and_counts_what_is_not_known_and_plan_what_becomes_of_it(company: Office) -> None:
    assert "translation: proven" in company.ok("drift").out
    set_by_hand(company, CLOSED, AWAY)
    done = company.ok("drift", code=1).out
    assert f"{TOLD}2 objects, the first is user anna@veld.example" in done
    assert "proven: " not in done
    found = json.loads(company.ok("drift", "--format", "json", code=1).out)
    assert "hunt group balie@veld.example" in str(found)
    # No plan can say it, so no deployment sets it back: it stays not known.
    for command in (("plan",), ("deploy", "--yes"), ("drift",)):
        done = company.ok(*command).out
        assert f"{TOLD}2 objects, the first is user anna@veld.example" in done
        assert "translation: proven" not in done


def test_what_is_left_alone_stays_not_known_whatever_is_deployed(company: Office) -> None:
    group = {"serviceProviderId": "SP", "groupId": "veld", "serviceUserId": "vreemd@veld.example"}
    group |= {"serviceInstanceProfile": profile("vreemd"), **HUNT, **HUNT_REST, "policy": "Weighted"}
    set_by_hand(company, f"GroupHuntGroupAddInstanceRequest20 {fields(**group)}")
    for command in ("plan", "drift"):
        done = company.ok(command).out
        assert f"{TOLD}hunt group vreemd@veld.example" in done
        assert "everything else is proven" not in done
        assert "translation: proven" not in done
