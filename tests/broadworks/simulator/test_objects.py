"""What the BroadWorks simulator keeps: written, read back, changed, cleared and deleted, as a real one does."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from broadworks_simulator import (
    ANNA,
    FILE,
    HERE,
    OFFICE,
    POPULATION,
    RINGS_ALONG,
    SECOND_LINE,
    WEEKDAYS,
    Reply,
    Wire,
    attendant,
    fields,
    hunt_group,
    in_group,
    in_thread,
    key,
    of_user,
    port_of,
    table,
    user,
)

from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection


@pytest.fixture
def wire() -> Iterator[Wire]:
    fault_injection = FaultInjection(registered=frozenset({"201@demo.example"}))
    with in_thread(fault_injection=fault_injection) as found, Wire(port_of(found.addresses[0])) as wire:
        wire.log_in().done(*POPULATION)
        yield wire


def plain(reply: Reply) -> dict[str, object]:
    """An answer as nested values."""

    def values(element: ElementTree.Element) -> dict[str, object]:
        return {child.tag: values(child) if len(child) else child.text or "" for child in element}

    return values(reply.element)


def read(wire: Wire, name: str = "anna") -> dict[str, object]:
    return plain(wire.one(of_user("UserGetRequest23V2", name)))


def test_a_user_is_changed_and_cleared(wire: Wire) -> None:
    wire.done(of_user("UserModifyRequest22", lastName="de Vries", extension="205", title="Dr", emailAddress=None))
    found = read(wire)
    assert (found["lastName"], found["firstName"], found["extension"], found["title"]) == (
        "de Vries",
        "anna",
        "205",
        "Dr",
    )
    assert "emailAddress" not in found
    assert found["phoneNumber"] == "+31-854879610"


def test_a_freed_extension_and_number_are_anyone_s(wire: Wire) -> None:
    wire.done(of_user("UserModifyRequest22", phoneNumber=None, extension=None))
    assert not {"phoneNumber", "extension"} & read(wire).keys()
    wire.done(of_user("UserModifyRequest22", "bert", phoneNumber="+31-854879610", extension="201"))
    assert read(wire, "bert")["phoneNumber"] == "+31-854879610"


def test_a_number_moves_within_one_document(wire: Wire) -> None:
    replies = wire.send(
        of_user("UserModifyRequest22", phoneNumber=None),
        of_user("UserModifyRequest22", "bert", phoneNumber="+31854879610"),
    )
    assert [reply.type for reply in replies] == ["c:SuccessResponse"] * 2


def test_a_renamed_user_keeps_everything(wire: Wire) -> None:
    wire.done(of_user("UserModifyUserIdRequest", newUserId="anne@demo.example"))
    assert read(wire, "anne")["extension"] == "201"
    members = table(wire.one("GroupHuntGroupGetInstanceRequest20 " + VERKOOP), "agentUserTable")
    assert [member["User Id"] for member in members] == ["anne@demo.example", "bert@demo.example"]


VERKOOP = "<serviceUserId>verkoop@demo.example</serviceUserId>"
MENU = "<serviceUserId>menu@demo.example</serviceUserId>"


def test_a_deleted_user_leaves_nothing_behind(wire: Wire) -> None:
    wire.done(of_user("UserDeleteRequest"))
    members = table(wire.one("GroupHuntGroupGetInstanceRequest20 " + VERKOOP), "agentUserTable")
    assert [member["User Id"] for member in members] == ["bert@demo.example"]
    free = wire.one(f"GroupDnGetAvailableListRequest {HERE}").element
    assert "+31-854879610" in [number.text for number in free]
    wire.done(in_group("GroupAccessDeviceDeleteRequest", deviceName="toestel"))
    wire.done(
        *(user(name, f"<extension>{extension}</extension>") for name, extension in (("x", 201), ("y", 301), ("z", 302)))
    )


def test_a_device_is_attached_and_detached(wire: Wire) -> None:
    assert read(wire)["accessDeviceEndpoint"] == {
        "accessDevice": {"deviceLevel": "Group", "deviceName": "toestel"},
        "linePort": "201@demo.example",
        "contact": {"sipContact": "sip:201@192.0.2.1"},
        "staticRegistrationCapable": "false",
        "useDomain": "true",
        "supportVisualDeviceManagement": "false",
        "useHotline": "false",
    }
    older = plain(wire.one(of_user("UserGetRequest21")))["accessDeviceEndpoint"]
    assert isinstance(older, dict)
    assert older["contact"] == "sip:201@192.0.2.1"
    wire.done(of_user("UserModifyRequest22", endpoint={"accessDeviceEndpoint": {"linePort": "a@demo.example"}}))
    assert "a@demo.example" in str(read(wire)["accessDeviceEndpoint"])
    wire.done(of_user("UserModifyRequest22", endpoint=None))
    assert "accessDeviceEndpoint" not in read(wire)
    wire.done(in_group("GroupAccessDeviceDeleteRequest", deviceName="toestel"))


def shared_lines(wire: Wire, request: str = "UserSharedCallAppearanceGetRequest21sp1") -> list[dict[str, str]]:
    return table(wire.one(of_user(request)), "endpointTable")


def test_a_second_line_rings_along_until_it_goes(wire: Wire) -> None:
    wire.done(*RINGS_ALONG)
    (row,) = shared_lines(wire)
    assert (row["Device Name"], row["Line/Port"], row["Mac Address"]) == (
        "toestel",
        "201b@demo.example",
        "805EC0123456",
    )
    assert (row["Is Active"], row["Allow Origination"], row["Allow Termination"]) == ("true", "true", "true")
    assert (
        plain(wire.one(in_group("GroupAccessDeviceGetRequest24V3", deviceName="toestel")))["numberOfAssignedPorts"]
        == "2"
    )
    registered = table(wire.one(of_user("UserGetRegistrationListRequest")), "registrationTable")
    assert [one["Line/Port"] for one in registered] == ["201@demo.example"]
    # R21 lists no more than where it is.
    (older,) = shared_lines(wire, "UserSharedCallAppearanceGetRequest16sp2")
    assert "Is Active" not in older
    change = of_user(
        "UserSharedCallAppearanceModifyEndpointRequest", accessDeviceEndpoint=SECOND_LINE, allowTermination="false"
    )
    wire.done(change)
    one = plain(wire.one(of_user("UserSharedCallAppearanceGetEndpointRequest", accessDeviceEndpoint=SECOND_LINE)))
    assert one == {"isActive": "true", "allowOrigination": "true", "allowTermination": "false"}
    wire.done(of_user("UserSharedCallAppearanceDeleteEndpointListRequest14", accessDeviceEndpoint=SECOND_LINE))
    assert shared_lines(wire) == []


def test_lines_go_with_the_service_and_with_the_user(wire: Wire) -> None:
    gone = in_group("GroupAccessDeviceDeleteRequest", deviceName="toestel")
    wire.done(*RINGS_ALONG, of_user("UserModifyRequest22", endpoint=None))
    assert "9135" in wire.one(gone).summary
    wire.done(of_user("UserServiceUnassignListRequest", serviceName=["Shared Call Appearance"]), RINGS_ALONG[0])
    assert shared_lines(wire) == []
    wire.done(RINGS_ALONG[1], of_user("UserDeleteRequest"), gone)


def test_a_device_keeps_its_settings_and_shows_no_password(wire: Wire) -> None:
    command = in_group(
        "GroupAccessDeviceModifyRequest22", deviceName="toestel", macAddress="805ec0aaaaaa", description="balie"
    )
    wire.done(command)
    found = plain(wire.one(in_group("GroupAccessDeviceGetRequest24V3", deviceName="toestel")))
    assert found["macAddress"] == "805EC0AAAAAA"
    assert found["userName"] == "toestel"
    assert (found["numberOfAssignedPorts"], found["status"], found["transportProtocol"]) == ("1", "Online", "TLS")
    assert b"geheim" not in wire.last
    wire.done(in_group("GroupAccessDeviceModifyRequest22", deviceName="toestel", macAddress=None))
    rows = table(wire.one(in_group("GroupAccessDeviceGetListRequest")), "accessDeviceTable")
    assert [(row["Device Name"], row["MAC Address"]) for row in rows] == [("toestel", "")]


def test_a_registered_telephone_is_told(wire: Wire) -> None:
    rows = table(wire.one(of_user("UserGetRegistrationListRequest")), "registrationTable")
    assert [(row["Line/Port"], row["Device Name"]) for row in rows] == [("201@demo.example", "toestel")]
    assert table(wire.one(of_user("UserGetRegistrationListRequest", "bert")), "registrationTable") == []


FORWARDS = {
    "UserCallForwardingAlways": ("GetRequest", {"isRingSplashActive": "false"}),
    "UserCallForwardingBusy": ("GetRequest", {}),
    "UserCallForwardingNoAnswer": ("GetRequest13mp16", {"numberOfRings": "7"}),
    "UserCallForwardingNotReachable": ("GetRequest", {}),
}


@pytest.mark.parametrize("service", FORWARDS)
def test_forwarding_is_set_kept_and_cleared(service: str, wire: Wire) -> None:
    get, more = FORWARDS[service]
    rings = {name: value for name, value in more.items() if name == "numberOfRings"}
    wire.done(of_user(f"{service}ModifyRequest", isActive="true", forwardToPhoneNumber="+31612345678", **rings))
    assert plain(wire.one(of_user(service + get))) == {
        "isActive": "true",
        "forwardToPhoneNumber": "+31612345678",
        **more,
    }
    wire.done(of_user(f"{service}ModifyRequest", isActive="false", forwardToPhoneNumber=None))
    assert plain(wire.one(of_user(service + get))) == {"isActive": "false", **more}


def test_a_table_says_how_everybody_forwards(wire: Wire) -> None:
    wire.done(of_user("UserServiceAssignListRequest", "bert", serviceName="Call Forwarding Busy"))
    wire.done(of_user("UserCallForwardingBusyModifyRequest", isActive="true", forwardToPhoneNumber="202"))
    asked = {
        "callForwardingService": "Call Forwarding Busy",
        "responsePagingControl": {"responseStartIndex": 1, "responsePageSize": 1},
        "sortByExtension": {"isAscending": "false", "isCaseSensitive": "false"},
    }
    command = in_group("GroupUserCallForwardingSettingsGetListRequest", **asked)
    first = table(wire.one(command), "userCallForwardingTable")
    second = table(wire.one(command.replace("Index>1<", "Index>2<")), "userCallForwardingTable")
    shown = [(row["User Id"], row["Is Active"], row["Forwarding Address"]) for row in first + second]
    assert shown == [("bert@demo.example", "false", ""), ("anna@demo.example", "true", "202")]


def test_voicemail_of_a_new_release_is_read_by_an_old_one(wire: Wire) -> None:
    several = {"emailAddress": ["a@demo.example", "b@demo.example"]}
    name = "UserVoiceMessagingUser{}VoiceManagementRequest{}"
    wire.done(of_user(name.format("Modify", "23"), voiceMessageDeliveryEmailAddress=several))
    assert plain(wire.one(of_user(name.format("Get", "17"))))["voiceMessageDeliveryEmailAddress"] == "a@demo.example"
    wire.done(of_user(name.format("Modify", ""), voiceMessageDeliveryEmailAddress="c@demo.example"))
    found = plain(wire.one(of_user(name.format("Get", "23"))))
    assert found["voiceMessageDeliveryEmailAddress"] == {"emailAddress": "c@demo.example"}
    wire.done(of_user(name.format("Modify", "23"), voiceMessageDeliveryEmailAddress=None))
    assert "voiceMessageDeliveryEmailAddress" not in plain(wire.one(of_user(name.format("Get", "23"))))


def test_a_greeting_names_a_recording(wire: Wire) -> None:
    command = of_user(
        "UserVoiceMessagingUserModifyGreetingRequest20",
        busyAnnouncementSelection="Personal",
        busyPersonalAudioFile=FILE,
        noAnswerNumberOfRings=0,
    )
    wire.done(command)
    found = plain(wire.one(of_user("UserVoiceMessagingUserGetGreetingRequest20")))
    assert found["busyPersonalAudioFile"] == FILE
    assert found["noAnswerNumberOfRings"] == "0"
    named = {"name": "welkom", "mediaFileType": "WAV"}
    wire.done(
        in_group("GroupAnnouncementFileModifyRequest", announcementFileKey=named, newAnnouncementFileName="hallo")
    )
    found = plain(wire.one(of_user("UserVoiceMessagingUserGetGreetingRequest20")))
    assert found["busyPersonalAudioFile"] == FILE | {"name": "hallo"}


def test_criteria_are_changed_renamed_and_switched(wire: Wire) -> None:
    wire.done(
        of_user(
            "UserSelectiveCallRejectionModifyCriteriaRequest16",
            criteriaName="reclame",
            newCriteriaName="verkopers",
            timeSchedule=None,
            fromDnCriteria={"phoneNumberList": {"phoneNumber": ["+31201111111", "+31202222222"]}},
        ),
        of_user(
            "UserSelectiveCallRejectionModifyActiveCriteriaListRequest",
            criteriaActivation={"criteriaName": "verkopers", "isActive": "false"},
        ),
    )
    rows = table(wire.one(of_user("UserSelectiveCallRejectionGetCriteriaListRequest")), "criteriaTable")
    shown = [(row["Criteria Name"], row["Is Active"], row["Time Schedule"], row["Calls From"]) for row in rows]
    assert shown == [("verkopers", "false", "Every Day All Day", "+31201111111, +31202222222")]


def test_simultaneous_ring_replaces_its_numbers(wire: Wire) -> None:
    numbers = [{"phoneNumber": f"+3161234567{digit}", "answerConfirmationRequired": "true"} for digit in range(10)]
    wire.done(
        of_user(
            "UserSimultaneousRingPersonalModifyRequest17",
            isActive="true",
            simultaneousRingNumberList={"simultaneousRingNumber": numbers},
        )
    )
    found = wire.one(of_user("UserSimultaneousRingPersonalGetRequest17")).element
    assert len(found.findall("simultaneousRingNumber")) == 10
    wire.done(of_user("UserSimultaneousRingPersonalModifyRequest17", isActive="false", simultaneousRingNumberList=None))
    assert not wire.one(of_user("UserSimultaneousRingPersonalGetRequest17")).element.findall("simultaneousRingNumber")


def test_further_numbers_change_places_in_one_request(wire: Wire) -> None:
    wire.done(of_user("UserAlternateNumbersModifyRequest", alternateEntry01={"phoneNumber": "+31854879614"}))
    wire.done(
        of_user(
            "UserAlternateNumbersModifyRequest",
            alternateEntry01={"phoneNumber": "+31854879611"},
            alternateEntry02={"phoneNumber": "+31854879614", "extension": None},
        )
    )
    found = plain(wire.one(of_user("UserAlternateNumbersGetRequest21")))
    assert found["alternateEntry01"] == {"phoneNumber": "+31-854879611"}
    assert found["alternateEntry02"] == {"phoneNumber": "+31-854879614"}


def test_a_hunt_group_is_changed_cleared_and_deleted(wire: Wire) -> None:
    change = f"GroupHuntGroupModifyInstanceRequest {VERKOOP}"
    wire.done(change + fields(forwardAfterTimeout="true", forwardToPhoneNumber="202"))
    agents = {"userId": ["bert@demo.example", "anna@demo.example"]}
    wire.done(change + fields(forwardAfterTimeout="false", forwardToPhoneNumber=None, agentUserIdList=agents))
    reply = wire.one("GroupHuntGroupGetInstanceRequest20 " + VERKOOP)
    assert "forwardToPhoneNumber" not in plain(reply)
    assert [row["User Id"] for row in table(reply, "agentUserTable")] == agents["userId"]
    wire.done(change + fields(agentUserIdList=None))
    assert table(wire.one("GroupHuntGroupGetInstanceRequest20 " + VERKOOP), "agentUserTable") == []
    off = {"serviceUserId": "verkoop@demo.example", "isActive": "false"}
    wire.done("GroupHuntGroupModifyActiveInstanceListRequest " + fields(serviceActivation=off))
    rows = table(wire.one(in_group("GroupHuntGroupGetInstanceListRequest")), "huntGroupTable")
    assert [(row["Name"], row["Is Active"], row["Policy"]) for row in rows] == [("verkoop", "false", "Regular")]
    wire.done(f"GroupHuntGroupDeleteInstanceRequest {VERKOOP}", hunt_group("ander", extension="101"))


def keys_of(reply: Reply) -> dict[str, dict[str, str]]:
    """The keys of a menu, each with its entry."""
    found = reply.element.findall("businessHoursMenu/keyConfiguration")
    return {
        one.findtext("key") or "": {child.tag: child.text or "" for child in one.find("entry") or ()} for one in found
    }


def test_keys_that_a_change_does_not_name_stay(wire: Wire) -> None:
    change = f"GroupAutoAttendantModifyInstanceRequest20 {MENU}"
    keys = [key("1", "Transfer With Prompt", phoneNumber="101"), {"key": "9", "entry": None}]
    wire.done(change + fields(businessHours=None, businessHoursMenu={"keyConfiguration": keys}))
    reply = wire.one("GroupAutoAttendantGetInstanceRequest24 " + MENU)
    assert keys_of(reply) == {
        "0": {"action": "Transfer To Operator", "phoneNumber": "201"},
        "1": {"action": "Transfer With Prompt", "phoneNumber": "101"},
    }
    assert "businessHours" not in plain(reply)


def test_a_key_with_another_action_forgets_what_belonged_to_the_old_one(wire: Wire) -> None:
    change = f"GroupAutoAttendantModifyInstanceRequest20 {MENU}"
    wire.done(change + fields(businessHoursMenu={"keyConfiguration": [key("0", "Exit")]}))
    assert keys_of(wire.one("GroupAutoAttendantGetInstanceRequest24 " + MENU))["0"] == {"action": "Exit"}


def test_a_standard_menu_has_holidays_and_a_basic_one_has_not(wire: Wire) -> None:
    menu = {"announcementSelection": "Default", "enableFirstMenuLevelExtensionDialing": "true"}
    wire.done(attendant("feest", kind="Standard") + fields(holidayMenu=menu))
    reply = wire.one(attendant("kaal") + fields(holidayMenu=menu))
    assert reply.summary.startswith("[Error 9190]")


def test_an_event_moves_to_the_first_day_on_which_it_happens(wire: Wire) -> None:
    # The 22nd is a Sunday, and the event is on Mondays.
    found = plain(wire.one(in_group("GroupScheduleGetEventRequest", scheduleKey=OFFICE, eventName="werkdag")))
    assert (found["startDate"], found["endDate"]) == ("2026-11-23", "2026-11-23")


RECURRENCES = {
    "2026-12-25": {"recurYearlyByDay": {"dayOfMonth": 25, "month": "December"}},
    "2028-02-29": {"recurYearlyByDay": {"dayOfMonth": 29, "month": "February"}},
    "2026-11-30": {"recurMonthlyByDay": {"dayOfMonth": 30}},
    "2026-11-27": {"recurMonthlyByWeek": {"dayOfWeekInMonth": "Last", "dayOfWeek": "Friday"}},
    "2027-05-10": {"recurYearlyByWeek": {"dayOfWeek": "Monday", "dayOfWeekInMonth": "Second", "month": "May"}},
    "2026-11-22": {"recurDaily": {"recurInterval": 2}},
}


@pytest.mark.parametrize("day", RECURRENCES)
def test_an_event_begins_on_the_first_day_of_its_recurrence(day: str, wire: Wire) -> None:
    wire.done(
        in_group(
            "GroupScheduleAddEventRequest",
            scheduleKey=OFFICE,
            eventName="vrij",
            startDate="2026-11-22",
            allDayEvent="true",
            endDate="2026-11-24",
            recurrence={**RECURRENCES[day], "recurForEver": "true"},
        )
    )
    found = plain(wire.one(in_group("GroupScheduleGetEventRequest", scheduleKey=OFFICE, eventName="vrij")))
    assert found["startDate"] == day
    assert found["recurrence"] == {
        name: {inner: str(value) for inner, value in about.items()} for name, about in RECURRENCES[day].items()
    } | {"recurForEver": "true"}


def test_an_event_is_changed_to_another_kind(wire: Wire) -> None:
    change = {"scheduleKey": OFFICE, "eventName": "werkdag", "newEventName": "dinsdag", "allDayEvent": "true"}
    tuesday = {"recurWeekly": WEEKDAYS | {"tuesday": "true"}, "recurForEver": "true"}
    wire.done(in_group("GroupScheduleModifyEventRequest", **change, recurrence=tuesday))
    found = plain(wire.one(in_group("GroupScheduleGetEventRequest", scheduleKey=OFFICE, eventName="dinsdag")))
    assert (found["startDate"], found["allDayEvent"]) == ("2026-11-24", "true")
    assert "startTime" not in found


def test_a_renamed_schedule_is_followed_by_whoever_uses_it(wire: Wire) -> None:
    office = {"type": "Group", "name": "kantoor"}
    night = {"nightForwarding": "Auto On", "businessHours": office, "forwardToPhoneNumber": "202"}
    wire.done(in_group("GroupGroupNightForwardingModifyRequest", **night))
    wire.done(in_group("GroupScheduleModifyRequest", scheduleKey=OFFICE, newScheduleName='o"pen'))
    assert plain(wire.one(in_group("GroupGroupNightForwardingGetRequest")))["businessHours"] == office | {
        "name": 'o"pen'
    }
    renamed = OFFICE | {"scheduleName": 'o"pen'}
    rows = table(wire.one(in_group("GroupScheduleUsageRequest", scheduleKey=renamed)), "usageTable")
    assert [(row["Service Name"], row["Instance Name"]) for row in rows] == [
        ("Group Night Forwarding", ""),
        ("Selective Call Rejection", "anna@demo.example"),
        ("Auto Attendant", "menu@demo.example"),
    ]
    # Anna has a schedule of her own with the old name: it is another.
    own = of_user("UserScheduleGetListRequest17sp1")
    names = [(one.findtext("scheduleKey/scheduleName"), one.findtext("scheduleLevel")) for one in wire.one(own).element]
    assert ("kantoor", "User") in names
    wire.done(of_user("UserScheduleDeleteListRequest", scheduleKey=OFFICE))


def test_the_company_is_changed_and_cleared(wire: Wire) -> None:
    wire.done(
        in_group("GroupModifyRequest", callingLineIdName="Mijn bedrijf", callingLineIdPhoneNumber="+31854879610"),
        in_group(
            "GroupCallProcessingModifyPolicyRequest15sp2", useGroupCLIDSetting="true", clidPolicy="Use Group CLID"
        ),
        in_group(
            "GroupOutgoingCallingPlanOriginatingModifyListRequest", groupPermissions={"international": "Disallow"}
        ),
        in_group("GroupOutgoingCallingPlanRedirectingModifyListRequest", groupPermissions={"international": "false"}),
        in_group(
            "GroupMusicOnHoldModifyInstanceRequest22",
            source={
                "messageSourceSelection": "Custom",
                "announcementCustomSourceMediaFiles": {"audioFile": {"name": "welkom", "mediaFileType": "WAV"}},
            },
        ),
    )
    assert plain(wire.one(in_group("GroupGetRequest22V5")))["callingLineIdPhoneNumber"] == "+31-854879610"
    assert plain(wire.one(in_group("GroupCallProcessingGetPolicyRequest22V3")))["clidPolicy"] == "Use Group CLID"
    for way, value in (("Originating", "Disallow"), ("Redirecting", "false")):
        found = plain(wire.one(in_group(f"GroupOutgoingCallingPlan{way}GetListRequest")))["groupPermissions"]
        assert isinstance(found, dict)
        assert found["international"] == value
        assert found["local"] != value
    assert "welkom" in str(plain(wire.one(in_group("GroupMusicOnHoldGetInstanceRequest23V2")))["source"])
    wire.done(in_group("GroupModifyRequest", callingLineIdPhoneNumber=None))
    assert "callingLineIdPhoneNumber" not in plain(wire.one(in_group("GroupGetRequest22V5")))


def test_patterns_of_digits_are_barred(wire: Wire) -> None:
    barred = {"digitPatternPermissions": {"digitPatternName": "0900", "permission": "Disallow"}}
    wire.done(in_group("GroupOutgoingCallingPlanDigitPlanOriginatingModifyListRequest", groupPermissions=barred))
    found = plain(wire.one(in_group("GroupOutgoingCallingPlanDigitPlanOriginatingGetListRequest")))
    assert found == {"groupPermissions": barred}
    wire.done(in_group("GroupCallingPlanModifyDigitPatternRequest", name="0900", digitPattern="090[069]*"))
    rows = table(wire.one(in_group("GroupCallingPlanGetDigitPatternListRequest")), "digitPatternTable")
    assert rows == [{"Name": "0900", "Digit Pattern": "090[069]*"}]
    wire.done(in_group("GroupCallingPlanDeleteDigitPatternListRequest", name="0900"))
    assert plain(wire.one(in_group("GroupOutgoingCallingPlanDigitPlanOriginatingGetListRequest"))) == {}


def test_an_administrator_is_added_changed_and_deleted(wire: Wire) -> None:
    wire.done("GroupAdminModifyRequest <userId>beheer</userId><lastName>Beheer</lastName>")
    rows = table(wire.one(in_group("GroupAdminGetListRequest")), "groupAdminTable")
    assert {"beheer", "groep-admin"} == {row["Administrator ID"] for row in rows}
    wire.done(f"PasswordModifyRequest <userId>beheer</userId><newPassword>{ANNA}</newPassword>")
    wire.session = "beheer"
    wire.log_in("beheer", ANNA)
    assert wire.one(in_group("GroupGetRequest22V5")).type == "GroupGetResponse22V5"
    wire.session = "een-sessie"
    wire.done("GroupAdminDeleteRequest <userId>beheer</userId>")


@pytest.mark.parametrize(
    ("criterion", "found"),
    [
        ({"searchCriteriaUserLastName": {"mode": "Starts With", "value": "AN", "isCaseInsensitive": "true"}}, ["anna"]),
        ({"searchCriteriaUserLastName": {"mode": "Starts With", "value": "AN", "isCaseInsensitive": "false"}}, []),
        ({"searchCriteriaDn": {"mode": "Contains", "value": "487961", "isCaseInsensitive": "true"}}, ["anna"]),
        ({"searchCriteriaExtension": {"mode": "Equal To", "value": "202", "isCaseInsensitive": "true"}}, ["bert"]),
    ],
)
def test_a_list_is_searched(criterion: dict[str, object], found: list[str], wire: Wire) -> None:
    here = "<serviceProviderId>demo</serviceProviderId><GroupId>demo</GroupId>"
    rows = table(wire.one(f"UserGetListInGroupRequest {here}{fields(**criterion)}"), "userTable")
    assert [row["User Id"].partition("@")[0] for row in rows] == found


def test_numbers_are_assigned_activated_and_taken_back(wire: Wire) -> None:
    span = {"minPhoneNumber": "+31854879650", "maxPhoneNumber": "+31854879653"}
    wire.done(in_group("GroupDnAssignListRequest", phoneNumber="+31854879660", dnRange=span))
    wire.done(in_group("GroupDnActivateListRequest", phoneNumber="+31-854879651"))
    rows = table(wire.one(in_group("GroupDnGetActivationListRequest")), "dnTable")
    shown = [(row["Phone Numbers"], row["Activated"]) for row in rows if "487965" in row["Phone Numbers"]]
    assert shown == [
        ("+31-854879650", "false"),
        ("+31-854879651", "true"),
        ("+31-854879652 - +31-854879653", "false"),
    ]
    wire.done(in_group("GroupDnUnassignListRequest", phoneNumber="+31854879660", dnRange=span))


def test_the_length_of_extensions_is_the_operator_s(wire: Wire) -> None:
    lengths = {"minExtensionLength": 3, "maxExtensionLength": 4, "defaultExtensionLength": 4}
    wire.done(in_group("GroupExtensionLengthModifyRequest17", minExtensionLength=3))
    wire.done(in_group("GroupModifyRequest", extensionLengthSettings=lengths))
    found = plain(wire.one(in_group("GroupExtensionLengthGetRequest22")))
    assert found == {name: str(value) for name, value in lengths.items()}
    assert wire.one(user("kort", "<extension>21</extension>")).summary.startswith("[Error 9114]")
    wire.session = "groep"
    reply = wire.log_in("groep-admin").one(in_group("GroupModifyRequest", extensionLengthSettings=lengths))
    assert reply.summary.startswith("[Error 9010]")
