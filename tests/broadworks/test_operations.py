"""Which commands bring a platform from one plan to the next, and in which order."""

from typing import Any

import pytest
from broadworks_plans import COMPANY, commands, deployed, named, site, user, wanted

from nummerplan.model.deployment.tenant import Tenant, TenantObject
from nummerplan.targets.broadworks.client.field_values import NIL, SecretReference
from nummerplan.targets.broadworks.protocol import MOST_COMMANDS

PEOPLE = """users:
  anna: {extension: 201, number: 0854879611}
  bob: {extension: 202, number: 0854879612}
"""
PLAN = COMPANY + PEOPLE


def fields(before: str, after: str) -> dict[str, dict[str, Any]]:
    """The commands by name; the user's id is left out."""
    return {
        operation.request: {name: value for name, value in operation.fields.items() if name != "user_id"}
        for operation in commands(before, after)
    }


def with_anna(*lines: str) -> str:
    written = "".join(f", {line}" for line in lines)
    return PLAN.replace("number: 0854879611}", f"number: 0854879611{written}}}")


def test_nothing_is_done_where_nothing_changes() -> None:
    assert commands(PLAN, PLAN) == []


CHANGES: dict[str, dict[str, dict[str, Any]]] = {
    "forwarding: {always: bob}": {
        "UserServiceAssignListRequest": {"service_name": ["Call Forwarding Always"]},
        "UserCallForwardingAlwaysModifyRequest": {"is_active": True, "forward_to_phone_number": "202"},
    },
    "hide_caller_id: true": {
        "UserServiceAssignListRequest": {"service_name": ["Calling Line ID Delivery Blocking"]},
        "UserCallingLineIDDeliveryBlockingModifyRequest": {"is_active": True},
    },
    "call_waiting: false": {"UserCallWaitingModifyRequest": {"is_active": False}},
    "last_name: Wit": {
        "UserModifyRequest22": {
            "last_name": "Wit",
            "calling_line_id_last_name": "Wit",
            "name_dialing_name": NIL,
        }
    },
    "last_name: Wit, infix: de": {
        "UserModifyRequest22": {
            "last_name": "de Wit",
            "calling_line_id_last_name": "de Wit",
            "name_dialing_name": {"name_dialing_last_name": "Wit", "name_dialing_first_name": "-"},
        }
    },
    "night_forwarding: on": {"UserGroupNightForwardingModifyRequest": {"night_forwarding": "On"}},
    "caller_id: own": {
        "UserCallProcessingModifyPolicyRequest14sp7": {
            "use_user_clid_setting": True,
            "clid_policy": "Use DN",
            "emergency_clid_policy": "Use DN",
            "use_group_name": False,
        }
    },
    "blocked_callers: {all: true}": {
        "UserIncomingCallingPlanModifyRequest": {
            "use_custom_settings": True,
            "user_permissions": {"allow_from_within_group": True, "allow_from_outside_group": "Disallow"},
        }
    },
    "block_outgoing: [mobile]": {
        "UserOutgoingCallingPlanOriginatingModifyRequest": {
            "use_custom_settings": True,
            "user_permissions": {
                "international": "Allow",
                "special_services_i": "Disallow",
                "premium_services_i": "Allow",
                "premium_services_ii": "Allow",
            },
        },
        "UserOutgoingCallingPlanRedirectingModifyRequest": {
            "use_custom_settings": True,
            "user_permissions": {
                "international": True,
                "special_services_i": False,
                "premium_services_i": True,
                "premium_services_ii": True,
            },
        },
    },
}


@pytest.mark.parametrize("line", CHANGES)
def test_only_what_changes_is_written(line: str) -> None:
    assert fields(PLAN, with_anna(line)) == CHANGES[line]


BACK: dict[str, dict[str, dict[str, Any]]] = {
    "forwarding: {always: bob}": {
        "UserCallForwardingAlwaysModifyRequest": {"is_active": False, "forward_to_phone_number": NIL}
    },
    "simultaneous_ring: {numbers: [0612345678]}": {
        "UserSimultaneousRingPersonalModifyRequest17": {"is_active": False, "simultaneous_ring_number_list": NIL}
    },
    "voicemail: {email: a@b.example}": {
        "UserVoiceMessagingUserModifyVoiceManagementRequest23": {"is_active": False},
    },
    "caller_id: own": {"UserCallProcessingModifyPolicyRequest14sp7": {"use_user_clid_setting": False}},
    "blocked_callers: {all: true}": {"UserIncomingCallingPlanModifyRequest": {"use_custom_settings": False}},
    "devices: [{model: generic-sip}]": {
        "UserModifyRequest22": {"endpoint": NIL},
        "GroupAccessDeviceDeleteRequest": {
            "service_provider_id": "SP",
            "group_id": "zaak",
            "device_name": "anna-generic-sip",
        },
    },
}


@pytest.mark.parametrize("line", BACK)
def test_what_is_no_longer_in_the_plan_is_cleared(line: str) -> None:
    assert fields(with_anna(line), PLAN) == BACK[line]


def test_a_new_user_gets_the_services_that_his_settings_need_and_no_others() -> None:
    after = PLAN + "  carla: {extension: 203, call_waiting: false, forwarding: {busy: anna}}\n"
    operations = commands(PLAN, after)
    assert named(operations, "UserServiceAssignListRequest") == [
        {"user_id": "carla@zaak.example", "service_name": ["Call Forwarding Busy", "Group Night Forwarding"]}
    ]
    assert [operation.request for operation in operations] == [
        "UserAddRequest22V2",
        "UserServiceAssignListRequest",
        "UserCallForwardingBusyModifyRequest",
        "UserGroupNightForwardingModifyRequest",
    ]


def test_services_that_are_there_are_not_assigned_again() -> None:
    before = wanted(PLAN).tenant
    has = ("Call Forwarding Busy", "Do Not Disturb")
    objects = {
        identity: TenantObject(identity, {**found.settings, "services": has}, found.key)
        for identity, found in before.objects.items()
    }
    operations = commands(Tenant(objects), with_anna("forwarding: {busy: bob}"))
    assert [operation.request for operation in operations] == ["UserCallForwardingBusyModifyRequest"]


def test_secrets_are_references_until_they_are_written() -> None:
    after = PLAN + "  carla: {extension: 203, password: !secret carla/password, pin: !secret carla/pin}\n"
    operations = commands(PLAN, after)
    assert named(operations, "UserAddRequest22V2")[0]["password"] == SecretReference("carla/password")
    assert named(operations, "UserPortalPasscodeModifyRequest")[0]["new_passcode"] == SecretReference("carla/pin")
    assert [operation.reversible for operation in operations if "Passcode" in operation.request] == [False]


def test_a_renamed_user_stays_the_same_one() -> None:
    after = PLAN.replace("  bob: {", "  robert: {renamed_from: bob, first_name: Rob, ")
    first, second = commands(PLAN, after)
    assert (first.request, first.fields) == (
        "UserModifyUserIdRequest",
        {"user_id": "bob@zaak.example", "new_user_id": "robert@zaak.example"},
    )
    assert second.fields["user_id"] == "robert@zaak.example"


def rules(*lists: list[int]) -> str:
    written = ", ".join(
        f"{{name: R{place}, numbers: [{', '.join(f'06123456{number}' for number in numbers)}]}}"
        for place, numbers in enumerate(lists)
    )
    return with_anna(f"blocked_callers: {{rules: [{written}]}}")


def test_long_lists_of_callers_are_split_and_only_the_changed_part_is_written() -> None:
    many = list(range(10, 35))
    new = commands(PLAN, rules(many))
    added = named(new, "UserSelectiveCallRejectionAddCriteriaRequest16")
    assert [(one["criteria_name"], len(one["from_dn_criteria"]["phone_number"])) for one in added] == [
        ("R0", 12),
        ("R0 (2)", 12),
        ("R0 (3)", 1),
    ]
    (activation,) = named(new, "UserSelectiveCallRejectionModifyActiveCriteriaListRequest")
    assert [one["criteria_name"] for one in activation["criteria_activation"]] == ["R0", "R0 (2)", "R0 (3)"]
    shorter = commands(rules(many), rules(many[:13]))
    assert [operation.request.removeprefix("UserSelectiveCallRejection") for operation in shorter] == [
        "DeleteCriteriaRequest",
        "ModifyCriteriaRequest16",
    ]
    assert shorter[1].fields["from_dn_criteria"]["phone_number_list"] == {"phone_number": ["+31612345622"]}


MENU = (
    PLAN + "auto_attendants:\n  keuze: {extension: 400, business_hours_menu: {keys: {1: anna, 0: {operator: bob}}}}\n"
)


def test_a_changed_menu_says_all_twelve_keys() -> None:
    (operation,) = commands(MENU, MENU.replace("1: anna", "2: anna"))
    assert operation.request == "GroupAutoAttendantModifyInstanceRequest20"
    keys = {one["key"]: one["entry"] for one in operation.fields["business_hours_menu"]["key_configuration"]}
    assert list(keys) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]
    assert [key for key, entry in keys.items() if entry is NIL] == ["1", "3", "4", "5", "6", "7", "8", "9", "*", "#"]
    assert keys["2"] == {
        "description": NIL,
        "action": "Transfer Without Prompt",
        "phone_number": "201",
        "audio_file": NIL,
    }


GROUP = PLAN + "hunt_groups:\n  balie: {extension: 300, members: [anna, bob], overflow: {after: 20s, to: post}}\n"


def test_members_are_written_whole_and_none_clears_them() -> None:
    (changed,) = commands(GROUP, GROUP.replace("[anna, bob]", "[bob]"))
    assert changed.fields == {
        "service_user_id": "balie@zaak.example",
        "agent_user_id_list": {"user_id": ["bob@zaak.example"]},
    }
    (cleared,) = commands(GROUP, GROUP.replace("[anna, bob]", "[]"))
    assert cleared.fields["agent_user_id_list"] is NIL


def test_the_overflow_takes_busy_callers_along() -> None:
    operations = commands(GROUP, GROUP.replace("20s, to: post", "20s, to: bob"))
    assert [operation.request for operation in operations] == [
        "GroupHuntGroupModifyInstanceRequest",
        "UserCallForwardingBusyModifyRequest",
    ]
    assert operations[1].fields == {
        "user_id": "balie@zaak.example",
        "is_active": True,
        "forward_to_phone_number": "202",
    }


# Order


def requests(before: str | None, after: str) -> list[str]:
    return [operation.request for operation in commands(before, after)]


def test_new_objects_come_in_the_order_in_which_they_need_each_other() -> None:
    whole = GROUP + MENU.removeprefix(PLAN) + "holidays: {nl: {public: NL}}\n"
    whole = whole.replace("business_hours: kantoor", "business_hours: kantoor\n  holidays: nl")
    whole = whole.replace("anna: {", "anna: {devices: [{model: generic-sip}], ")
    order = requests(None, whole)
    makers = [name for name in dict.fromkeys(order) if "Add" in name or name.startswith("GroupGroupNight")]
    assert makers == [
        "GroupScheduleAddRequest",
        "GroupScheduleAddEventRequest",
        "GroupAccessDeviceAddRequest22V2",
        "UserAddRequest22V2",
        "GroupHuntGroupAddInstanceRequest20",
        "GroupAutoAttendantAddInstanceRequest20",
        "GroupGroupNightForwardingModifyRequest",
    ]
    assert order[-1] == "GroupGroupNightForwardingModifyRequest"


def test_what_goes_away_goes_last_and_what_others_need_last_of_all() -> None:
    before = GROUP + MENU.removeprefix(PLAN)
    before = before.replace("bob: {", "bob: {devices: [{model: generic-sip}], ")
    after = COMPANY.replace(", avond: {daily: 18:00-20:00}", "") + "users:\n  carla: {extension: 203}\n"
    order = requests(before, after)
    assert [name for name in order if "Delete" in name] == [
        "GroupAutoAttendantDeleteInstanceRequest",
        "GroupHuntGroupDeleteInstanceRequest",
        "UserDeleteRequest",
        "UserDeleteRequest",
        "GroupAccessDeviceDeleteRequest",
        "GroupScheduleDeleteListRequest",
    ]
    assert order.index("UserAddRequest22V2") < order.index("GroupAutoAttendantDeleteInstanceRequest")


def moves(before: str, after: str) -> list[tuple[str, Any]]:
    """The commands that must go out together: whose they are, and the number or extension."""
    found = []
    for operation in commands(before, after):
        if operation.together:
            profile = operation.fields.get("service_instance_profile", operation.fields)
            value = profile.get("phone_number", profile.get("extension"))
            found.append((operation.identity.name.partition("@")[0], value))
    return found


def test_a_number_that_moves_leaves_one_and_comes_to_the_other_at_once() -> None:
    after = PLAN.replace(", number: 0854879611", "").replace("0854879612", "0854879611")
    assert moves(PLAN, after) == [("anna", NIL), ("bob", "+31854879611")]


def test_numbers_are_swapped_over_one_gap() -> None:
    after = PLAN.replace("0854879611", "X").replace("0854879612", "0854879611").replace("X", "0854879612")
    found = moves(PLAN, after)
    assert found == [("anna", NIL), ("bob", "+31854879611"), ("anna", "+31854879612")]


def test_a_row_of_extensions_moves_from_its_free_end() -> None:
    after = PLAN.replace("extension: 202", "extension: 203").replace("extension: 201", "extension: 202")
    assert moves(PLAN, after) == [("bob", "203"), ("anna", "202")]


def test_a_number_comes_to_a_new_object_when_it_is_ready() -> None:
    after = PLAN.replace(", number: 0854879611", "") + "  carla: {extension: 203, number: 0854879611}\n"
    operations = commands(PLAN, after)
    (added,) = named(operations, "UserAddRequest22V2")
    assert "phone_number" not in added
    assert moves(PLAN, after) == [("anna", NIL), ("carla", "+31854879611")]
    last_setting = max(place for place, operation in enumerate(operations) if "Waiting" in operation.request)
    assert last_setting < operations.index(next(operation for operation in operations if operation.together))


def test_a_number_of_somebody_who_leaves_is_taken_over_before() -> None:
    after = PLAN.replace("  bob: {extension: 202, number: 0854879612}\n", "").replace("0854879611", "0854879612")
    assert moves(PLAN, after) == [("bob", NIL), ("anna", "+31854879612")]
    order = requests(PLAN, after)
    assert order[-1] == "UserDeleteRequest"


def test_a_number_moves_between_kinds() -> None:
    after = GROUP.replace(", number: 0854879611", "").replace("extension: 300", "extension: 300, number: 0854879611")
    assert moves(GROUP, after) == [("anna", NIL), ("balie", "+31854879611")]


def test_a_further_number_becomes_somebodys_own() -> None:
    before = with_anna("extra_numbers: [0854879620, 0854879621]")
    after = with_anna("extra_numbers: [0854879621]").replace("0854879612", "0854879620")
    found = [operation for operation in commands(before, after) if operation.together]
    assert [operation.request for operation in found] == ["UserAlternateNumbersModifyRequest", "UserModifyRequest22"]
    assert found[0].fields["alternate_entry01"] == {"phone_number": "+31854879621", "extension": NIL}
    assert found[0].fields["alternate_entry02"] == {"phone_number": NIL, "extension": NIL}


def test_a_number_that_becomes_a_further_one_of_somebody_finds_the_service_there() -> None:
    after = PLAN.replace(", number: 0854879611", "").replace(
        "extension: 202", "extension: 202, extra_numbers: [0854879611]"
    )
    assigned, detached, attached = commands(PLAN, after)
    assert assigned.fields == {"user_id": "bob@zaak.example", "service_name": ["Alternate Numbers"]}
    assert (detached.fields["phone_number"], attached.request) == (NIL, "UserAlternateNumbersModifyRequest")
    assert attached.fields["alternate_entry01"] == {"phone_number": "+31854879611", "extension": NIL}


def test_a_telephone_goes_to_another_user_with_its_line_and_its_address() -> None:
    phone = "{model: generic-sip, mac: 80:5E:C0:12:34:56, sip_username: lijn1}"
    before = with_anna(f"devices: [{phone}]")
    after = PLAN.replace("number: 0854879612", f"number: 0854879612, devices: [{phone}]")
    operations = commands(before, after)
    (added,) = named(operations, "GroupAccessDeviceAddRequest22V2")
    assert "mac_address" not in added
    line = {"device_level": "Group", "device_name": "bob-generic-sip"}
    endpoint = {"access_device_endpoint": {"access_device": line, "line_port": "lijn1@zaak.example"}}
    moved = [(operation.identity.name, operation.fields) for operation in operations if operation.together]
    assert [(name, given.get("mac_address", given.get("endpoint"))) for name, given in moved] == [
        ("anna-generic-sip", NIL),
        ("bob-generic-sip", "805EC0123456"),
        ("anna@zaak.example", NIL),
        ("bob@zaak.example", endpoint),
    ]
    assert operations[-1].request == "GroupAccessDeviceDeleteRequest"


def test_a_voicemail_that_is_switched_off_lets_go_of_its_recordings() -> None:
    before = with_anna("voicemail: {email: a@b.example, greetings: {busy: audio/bezet.wav}}")
    off, greeting, deleted = commands(before, PLAN)
    assert off.fields == {"user_id": "anna@zaak.example", "is_active": False}
    assert greeting.fields == {
        "user_id": "anna@zaak.example",
        "busy_announcement_selection": "Default",
        "busy_personal_audio_file": NIL,
    }
    assert deleted.request == "GroupAnnouncementFileDeleteListRequest"


def test_a_whole_company_is_renumbered_without_a_deep_call_or_a_full_document() -> None:
    def plan(first: int) -> str:
        return COMPANY + "users:\n" + "".join(f"  u{n}: {{extension: {first + n}}}\n" for n in range(1500))

    found = [operation for operation in commands(plan(2000), plan(2001)) if operation.together]
    assert [operation.fields["extension"] for operation in found] == [str(2001 + n) for n in range(1499, -1, -1)]
    together = [operation.together for operation in found]
    assert max(together.count(number) for number in set(together)) == MOST_COMMANDS


def test_a_circle_of_extensions_has_one_gap() -> None:
    keys = ["a", "b", "c", "d"]

    def plan(*extensions: int) -> str:
        return (
            COMPANY
            + "users:\n"
            + "".join(f"  {key}: {{extension: {extension}}}\n" for key, extension in zip(keys, extensions, strict=True))
        )

    found = moves(plan(201, 202, 203, 204), plan(202, 203, 204, 201))
    assert [value for _, value in found].count(NIL) == 1
    held = dict(zip(keys, ("201", "202", "203", "204"), strict=True))
    for key, value in found:
        assert value is NIL or value not in held.values()
        held[key] = value
    assert held == {"a": "202", "b": "203", "c": "204", "d": "201"}


def test_the_release_does_not_change_the_commands() -> None:
    assert commands(None, GROUP, site(release="R21")) == commands(None, GROUP, site(release="R25"))


def test_objects_that_a_plan_cannot_describe_are_not_deleted() -> None:
    stranger = user("vreemd")
    held = Tenant({**wanted(PLAN).tenant.objects}, untouched=(stranger,))
    assert commands(held, PLAN) == []


# Telephones beside the first

PHONE = "{model: generic-sip}"
SHARED = "UserSharedCallAppearance"


def line(name: str, account: str = "") -> dict[str, Any]:
    device = {"device_level": "Group", "device_name": name}
    return {"access_device": device, "line_port": f"{account or name}@zaak.example"}


def test_a_second_telephone_rings_along_and_goes_again() -> None:
    one, two = with_anna(f"devices: [{PHONE}]"), with_anna(f"devices: [{PHONE}, {PHONE}]")
    made, assigned, added = commands(one, two)
    assert (made.request, made.fields["device_name"]) == ("GroupAccessDeviceAddRequest22V2", "anna-generic-sip-2")
    assert assigned.fields == {"user_id": "anna@zaak.example", "service_name": ["Shared Call Appearance"]}
    assert added.request == f"{SHARED}AddEndpointRequest22"
    assert added.fields == {
        "user_id": "anna@zaak.example",
        "access_device_endpoint": line("anna-generic-sip-2") | {"use_hotline": False},
        **dict.fromkeys(("is_active", "allow_origination", "allow_termination", "allow_video"), True),
    }
    gone, deleted = commands(deployed(two), one)
    assert gone.request == f"{SHARED}DeleteEndpointListRequest14"
    assert gone.fields["access_device_endpoint"] == [line("anna-generic-sip-2")]
    assert (deleted.request, deleted.fields["device_name"]) == ("GroupAccessDeviceDeleteRequest", "anna-generic-sip-2")


@pytest.mark.parametrize(
    ("more", "chosen", "service"),
    [
        (1, "fitting", "Shared Call Appearance"),
        (2, "fitting", "Shared Call Appearance 5"),
        (6, "fitting", "Shared Call Appearance 10"),
        (35, "fitting", "Shared Call Appearance 35"),
        (1, "Shared Call Appearance 5", "Shared Call Appearance 5"),
    ],
)
def test_the_service_has_room_for_all_telephones(more: int, chosen: str, service: str) -> None:
    where = site(shared_call_appearance=chosen)
    after = with_anna(f"devices: [{', '.join([PHONE] * (more + 1))}]")
    (assigned,) = named(commands(PLAN, after, where), "UserServiceAssignListRequest")
    assert assigned["service_name"] == [service]
    assert [*named(commands(deployed(after, where), after, where), "UserServiceAssignListRequest")] == []


def test_a_larger_service_comes_only_when_the_one_that_is_there_is_too_small() -> None:
    plans = [with_anna(f"devices: [{', '.join([PHONE] * count)}]") for count in (2, 3, 4)]
    (assigned,) = named(commands(deployed(plans[0]), plans[1]), "UserServiceAssignListRequest")
    assert assigned["service_name"] == ["Shared Call Appearance 5"]
    assert named(commands(deployed(plans[1]), plans[2]), "UserServiceAssignListRequest") == []


def test_telephones_that_change_places_let_go_of_each_others_lines() -> None:
    first, second = "{model: generic-sip, name: bureau}", "{model: generic-sip, name: thuis}"
    before, after = with_anna(f"devices: [{first}, {second}]"), with_anna(f"devices: [{second}, {first}]")
    operations = commands(deployed(before), after)
    assert len({operation.together for operation in operations}) == 1
    assert operations[0].together
    assert [operation.request.removeprefix(SHARED) for operation in operations] == [
        "DeleteEndpointListRequest14",
        "UserModifyRequest22",
        "AddEndpointRequest22",
    ]
    assert operations[1].fields["endpoint"] == {"access_device_endpoint": line("thuis")}
    assert operations[2].fields["access_device_endpoint"] == line("bureau") | {"use_hotline": False}


def test_the_second_telephone_of_who_leaves_is_free_for_another() -> None:
    phone = "{model: generic-sip, mac: 80:5E:C0:12:34:56, name: thuis}"
    before = with_anna(f"devices: [{PHONE}, {phone}]")
    after = PLAN.replace("number: 0854879612", f"number: 0854879612, devices: [{PHONE}, {phone}]")
    after = "\n".join(text for text in after.split("\n") if not text.startswith("  anna:"))
    operations = [operation for operation in commands(deployed(before), after) if operation.together]
    assert [(one.identity.name, one.request.removeprefix(SHARED)) for one in operations] == [
        ("anna@zaak.example", "DeleteEndpointListRequest14"),
        ("bob@zaak.example", "AddEndpointRequest22"),
    ]


def test_a_second_telephone_of_another_model_lets_go_for_a_moment() -> None:
    before = with_anna(f"devices: [{PHONE}, {{model: generic-sip, name: thuis}}]")
    after = with_anna(f"devices: [{PHONE}, {{model: yealink-t54w, name: thuis}}]")
    where = site(device_types={"yealink-t54w": "Yealink T54W"})
    operations = commands(deployed(before, where), after, where)
    assert [operation.request.removeprefix(SHARED) for operation in operations] == [
        "DeleteEndpointListRequest14",
        "GroupAccessDeviceDeleteRequest",
        "GroupAccessDeviceAddRequest22V2",
        "AddEndpointRequest22",
    ]
    assert len({operation.together for operation in operations}) == 1
