"""What the BroadWorks simulator refuses, as a real one would: with the real code where it is public, else its own."""

from collections.abc import Iterator

import pytest
from broadworks_simulator import (
    ADMINISTRATOR,
    ANNA,
    BEA,
    FILE,
    HERE,
    HOLIDAYS,
    LEASE,
    OFFICE,
    POPULATION,
    RINGS_ALONG,
    SECOND_LINE,
    WAV,
    WEEKDAYS,
    Wire,
    attendant,
    fields,
    hunt_group,
    in_group,
    in_thread,
    key,
    of_user,
    port_of,
    profile,
    table,
    user,
)

from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Ports, Serving

WRONG = "verkeerd"
OTHER = TenantSeed(
    "demo",
    "ander",
    ("ander.example",),
    ("+31854879690",),
    administrator="ander-admin",
    provider_administrator="provider-admin",
)
FAR = TenantSeed("elders", "ver", ("ver.example",), ("+31854879691",))


@pytest.fixture(scope="module")
def platform() -> Iterator[Serving]:
    with in_thread(LEASE, OTHER, FAR) as found:
        with Wire(port_of(found.addresses[0])) as wire:
            wire.log_in().done(*POPULATION, *RINGS_ALONG)
            wire.done(user("gast", "").replace("demo.example", "ander.example").replace(HERE, ELSEWHERE))
        yield found


@pytest.fixture
def wire(platform: Serving) -> Iterator[Wire]:
    with Wire(port_of(platform.addresses[0])) as found:
        yield found


ELSEWHERE = "<serviceProviderId>demo</serviceProviderId><groupId>ander</groupId>"
ENDPOINT = {"accessDevice": {"deviceLevel": "Group", "deviceName": "toestel"}, "linePort": "201@demo.example"}
OFFICE_HOURS = {"type": "Group", "name": "kantoor"}
NOWHERE = {"type": "Group", "name": "nergens"}


def device(name: str, mac: str = "805EC0999999", kind: str = "Yealink T54W") -> str:
    return in_group("GroupAccessDeviceAddRequest22V2", deviceName=name, deviceType=kind, macAddress=mac)


def event(**more: object) -> str:
    about = {"eventName": "nieuw", "startDate": "2026-11-22", **more, "endDate": "2026-11-22"}
    return in_group("GroupScheduleAddEventRequest", scheduleKey=OFFICE, **about)


def criteria(name: str, **more: object) -> str:
    callers = dict.fromkeys(("includeAnonymousCallers", "includeUnavailableCallers"), "false")
    about = {"criteriaName": name, **more, "fromDnCriteria": {"fromDnCriteriaSelection": "Any", **callers}}
    return of_user("UserSelectiveCallRejectionAddCriteriaRequest16", **about, blacklisted="true")


def recording(name: str, **more: object) -> str:
    file = {"description": "x", "mediaType": "WAV", "content": WAV} | more
    return in_group("GroupAnnouncementFileAddRequest", announcementFileName=name, announcementFile=file)


def along(endpoint: dict[str, object], who: str = "anna") -> str:
    switches = dict.fromkeys(("isActive", "allowOrigination", "allowTermination", "allowVideo"), "true")
    there = {"accessDeviceEndpoint": endpoint | {"useHotline": "false"}}
    return of_user("UserSharedCallAppearanceAddEndpointRequest22", who, **there, **switches)


REFUSED = {
    "an unknown group": (
        "GroupGetRequest22V5 " + HERE.replace(">demo<", ">weg<", 2),
        "[Error 4152] Group not found: weg:weg",
    ),
    "an unknown user": (of_user("UserGetRequest23V2", "weg"), "[Error 4008] User not found: weg@demo.example"),
    "a user id that is taken": (user("anna"), "[Error 4200] User already exists: anna@demo.example"),
    "a user id that a group has": (user("verkoop"), "[Error 4200]"),
    "a user id without a domain": (
        user("x").replace("x@demo.example", "x"),
        "[Error 9120] simulator: The user id needs",
    ),
    "a user id with another domain": (user("x").replace("demo.example", "elders.example"), "[Error 9120]"),
    "an extension that a user has": (user("x", "<extension>201</extension>"), "[Error 9115]"),
    "an extension that a group has": (user("x", "<extension>101</extension>"), "[Error 9115]"),
    "an extension that a fax box has": (user("x", "<extension>302</extension>"), "[Error 9115]"),
    "an extension that is a further one": (user("x", "<extension>301</extension>"), "[Error 9115]"),
    "an extension with letters": (user("x", "<extension>2a1</extension>"), "[Error 4910] Invalid extension"),
    "an emergency number": (user("x", "<extension>112</extension>"), "[Error 4911] Invalid extension"),
    "an extension that is too long": (user("x", "<extension>2010203</extension>"), "[Error 9114]"),
    "a number that somebody has": (user("x", "<phoneNumber>+31854879610</phoneNumber>"), "[Error 9113]"),
    "a number of nobody": (user("x", "<phoneNumber>+31201234567</phoneNumber>"), "[Error 9112]"),
    "a number of another group": (user("x", "<phoneNumber>+31854879690</phoneNumber>"), "[Error 9112]"),
    "a number in national form": (user("x", "<phoneNumber>0854879614</phoneNumber>"), "[Error 9110]"),
    "a short password": (user("x", "<password>kort</password>"), "[Error 9122]"),
    "a language it does not speak": (user("x", "<language>Klingon</language>"), "[Error 9123]"),
    "a time zone that is none": (user("x", "<timeZone>Europe/Utrecht</timeZone>"), "[Error 9124]"),
    "a time zone that is a path": (user("x", "<timeZone>../../etc/passwd</timeZone>"), "[Error 9124]"),
    "a line that somebody has": (
        of_user("UserModifyRequest22", "bert", endpoint={"accessDeviceEndpoint": ENDPOINT}),
        "[Error 9131]",
    ),
    "a device that is not there": (
        of_user(
            "UserModifyRequest22",
            "bert",
            endpoint={
                "accessDeviceEndpoint": {
                    "accessDevice": {"deviceLevel": "Group", "deviceName": "weg"},
                    "linePort": "a@b",
                }
            },
        ),
        "[Error 9130]",
    ),
    "a line that somebody shares": (
        of_user("UserModifyRequest22", "bert", endpoint={"accessDeviceEndpoint": SECOND_LINE}),
        "[Error 9131]",
    ),
    "a second shared line with room for one": (along({**SECOND_LINE, "linePort": "201c@demo.example"}), "[Error 9138]"),
    "a shared line of somebody without the service": (along(SECOND_LINE, "bert"), "[Error 4410]"),
    "a shared line that is not there": (
        of_user("UserSharedCallAppearanceDeleteEndpointListRequest14", accessDeviceEndpoint=ENDPOINT),
        "[Error 9139]",
    ),
    "a line without a device": (
        of_user("UserModifyRequest22", "bert", endpoint={"accessDeviceEndpoint": {"linePort": "a@b"}}),
        "[Error 9132]",
    ),
    "a device name that is taken": (device("toestel"), "[Error 4500] Access Device already exists: toestel"),
    "a MAC address that is taken": (device("nieuw", "805ec0123456"), "[Error 5675] MAC Address is in use"),
    "a MAC address that is none": (device("nieuw", "zz"), "[Error 9133]"),
    "a device type that is not there": (device("nieuw", kind="Bakelite"), "[Error 9134]"),
    "a device in use": (in_group("GroupAccessDeviceDeleteRequest", deviceName="toestel"), "[Error 9135]"),
    "a schedule that is there": (in_group("GroupScheduleAddRequest", **OFFICE), "[Error 9151]"),
    "a schedule in use": (in_group("GroupScheduleDeleteListRequest", scheduleKey=OFFICE), "[Error 9152]"),
    "a schedule that is not there": (
        in_group("GroupScheduleDeleteListRequest", scheduleKey=HOLIDAYS | {"scheduleName": "weg"}),
        "[Error 9150]",
    ),
    "a schedule of the other type": (
        in_group("GroupGroupNightForwardingModifyRequest", holidaySchedule=OFFICE_HOURS),
        "[Error 9150] simulator: Schedule not found: kantoor (Holiday, Group)",
    ),
    "an event that is there": (event(eventName="werkdag", allDayEvent="true"), "[Error 9153]"),
    "an event that ends before it begins": (
        event(startTime={"hour": 9, "minute": 0}, endTime={"hour": 8, "minute": 0}),
        "[Error 9155]",
    ),
    "an event that never happens": (
        event(allDayEvent="true") + fields(recurrence={"recurWeekly": WEEKDAYS, "recurForEver": "true"}),
        "[Error 9156]",
    ),
    "an event that is not there": (
        in_group("GroupScheduleDeleteEventListRequest", scheduleKey=OFFICE, eventName="weg"),
        "[Error 9154]",
    ),
    "a recording that is there": (recording("welkom"), "[Error 9144]"),
    "a recording in use": (
        in_group(
            "GroupAnnouncementFileDeleteListRequest", announcementFileKey={"name": "welkom", "mediaFileType": "WAV"}
        ),
        "[Error 9147]",
    ),
    "a recording that is not there": (
        of_user("UserVoiceMessagingUserModifyGreetingRequest20", busyPersonalAudioFile=FILE | {"name": "weg"}),
        "[Error 9140]",
    ),
    "a recording of nobody's own": (
        of_user("UserVoiceMessagingUserModifyGreetingRequest20", busyPersonalAudioFile=FILE | {"level": "User"}),
        "[Error 9140]",
    ),
    "a recording that is no WAV file": (recording("nieuw", content="AAAA"), "[Error 9143]"),
    "an empty recording": (recording("nieuw", content=""), "[Error 9142]"),
    "a service that a user has not": (
        of_user("UserCallWaitingModifyRequest", "bert", isActive="true"),
        "[Error 4410] Service is not assigned to this subscriber: Call Waiting",
    ),
    "a service that the group may not use": (
        of_user("UserServiceAssignListRequest", "bert", serviceName="Hoteling Guest"),
        "[Error 4400] Could not assign service/service pack: Hoteling Guest",
    ),
    "a service pack": (
        of_user("UserServiceAssignListRequest", "bert", servicePackName="Alles"),
        "[Error 4400] Could not assign service/service pack: Alles",
    ),
    "forwarding to nowhere": (of_user("UserCallForwardingBusyModifyRequest", isActive="true"), "[Error 9160]"),
    "a night without a destination": (
        in_group("GroupGroupNightForwardingModifyRequest", nightForwarding="On"),
        "[Error 9160]",
    ),
    "a night by a clock without a clock": (
        in_group("GroupGroupNightForwardingModifyRequest", nightForwarding="Auto On", forwardToPhoneNumber="201"),
        "[Error 9161]",
    ),
    "criteria that are there": (criteria("reclame"), "[Error 9171]"),
    "criteria with a schedule that is not there": (criteria("nieuw", timeSchedule=NOWHERE), "[Error 9150]"),
    "criteria that are not there": (
        of_user("UserSelectiveCallRejectionDeleteCriteriaRequest", criteriaName="weg"),
        "[Error 9170]",
    ),
    "an alternate greeting without a name": (
        of_user("UserVoiceMessagingUserModifyGreetingRequest20", noAnswerAlternateGreeting01={"audioFile": FILE}),
        "[Error 9174]",
    ),
    "ringing nothing too": (of_user("UserSimultaneousRingPersonalModifyRequest17", isActive="true"), "[Error 9173]"),
    "a member that is not there": (hunt_group("nieuw", ("weg",)), "[Error 4008] User not found: weg@demo.example"),
    "a member that is a group": (hunt_group("nieuw", ("verkoop",)), "[Error 4008]"),
    "a member of another group": (
        hunt_group("nieuw", ("gast",)).replace("gast@demo.example", "gast@ander.example"),
        "[Error 4008]",
    ),
    "a member twice": (hunt_group("nieuw", ("anna", "anna")), "[Error 9180]"),
    "a hunt group that is a user": (
        "GroupHuntGroupGetInstanceRequest20 <serviceUserId>anna@demo.example</serviceUserId>",
        "[Error 4008]",
    ),
    "an overflow to nowhere": (
        hunt_group("nieuw").replace("forwardAfterTimeout>false", "forwardAfterTimeout>true"),
        "[Error 9160]",
    ),
    "a key twice": (attendant("nieuw", (key("1", "Repeat Menu"), key("1", "Exit"))), "[Error 9191]"),
    "a transfer to nowhere": (attendant("nieuw", (key("1", "Transfer With Prompt"),)), "[Error 9194]"),
    "a number that nothing is done with": (attendant("nieuw", (key("1", "Exit", phoneNumber="201"),)), "[Error 9195]"),
    "playing nothing": (attendant("nieuw", (key("1", "Play Announcement"),)), "[Error 9192]"),
    "a submenu of a basic menu": (
        attendant("nieuw", (key("1", "Transfer To Submenu", submenuId="x"),)),
        "[Error 9193]",
    ),
    "a menu with a user's schedule": (
        attendant("nieuw", businessHours=OFFICE_HOURS | {"type": "User"}),
        "[Error 9150]",
    ),
    "a company number of nobody": (
        in_group("GroupModifyRequest", callingLineIdPhoneNumber="+31201234567"),
        "[Error 9112]",
    ),
    "a digit pattern that is there": (
        in_group("GroupCallingPlanAddDigitPatternRequest", name="0900", digitPattern="0900*"),
        "[Error 9200]",
    ),
    "a permission for a pattern that is not there": (
        in_group(
            "GroupOutgoingCallingPlanDigitPlanOriginatingModifyListRequest",
            groupPermissions={"digitPatternPermissions": {"digitPatternName": "weg", "permission": "Disallow"}},
        ),
        "[Error 9200]",
    ),
    "a number that is somebody's already": (
        in_group("GroupDnAssignListRequest", phoneNumber="+31854879690"),
        "[Error 9116]",
    ),
    "taking a number that is used": (
        in_group("GroupDnUnassignListRequest", phoneNumber="+31854879610"),
        "[Error 9113]",
    ),
    "a domain twice": (
        in_group("GroupDomainAssignListRequest", domain="demo.example"),
        "[Error 4267] Error assigning domain since the domain Is already assigned: demo.example",
    ),
    "lengths that do not fit": (in_group("GroupExtensionLengthModifyRequest17", minExtensionLength=5), "[Error 9117]"),
    "a code with letters": (of_user("UserPortalPasscodeModifyRequest", newPasscode="abcd"), "[Error 9127]"),
    "a wrong old password": (
        of_user("PasswordModifyRequest", oldPassword=WRONG, newPassword=BEA),
        "[Error 4962] Invalid password",
    ),
    "an administrator who is there": (in_group("GroupAdminAddRequest", userId="beheer"), "[Error 4200]"),
    "a department": (
        user("x").replace("</callingLineIdFirstName>", "</callingLineIdFirstName>")
        + '<department xsi:type="GroupDepartmentKey">'
        + HERE
        + "<name>inkoop</name></department>",
        "[Error 9005]",
    ),
    "a search it does not know": (
        in_group("GroupDnGetAssignmentListRequest18")
        + fields(searchCriteriaDn={"mode": "Contains", "value": "1", "isCaseInsensitive": "maybe"}),
        "[Error 6004]",
    ),
    "too many rows": (
        in_group("GroupDnGetAssignmentListRequest18", responseSizeLimit=2),
        "[Error 9004] simulator: the answer has 5 rows, more than the limit of 2",
    ),
}

INVALID = {
    "an unknown request": ("UserEatRequest ", "Invalid xsi:type qname: 'UserEatRequest' in element command"),
    "another order": (
        f"GroupScheduleAddRequest {HERE}<scheduleType>Time</scheduleType><scheduleName>x</scheduleName>",
        "not allowed at this place",
    ),
    "an unknown element": (
        of_user("UserDeleteRequest") + "<reden>weg</reden>",
        "no declaration found for element 'reden'",
    ),
    "a missing element": ("UserDeleteRequest ", "missing element 'userId'"),
    "a text that is too long": (user("x", f"<extension>{'2' * 21}</extension>"), "is more than 20 long"),
    "a text that is too short": (user("x", "<extension>2</extension>"), "is less than 2 long"),
    "a value that is no option": (
        in_group("GroupGroupNightForwardingModifyRequest", nightForwarding="Sometimes"),
        "is not one of",
    ),
    "rings that do not exist": (
        of_user("UserCallForwardingNoAnswerModifyRequest", numberOfRings=1),
        "is not one of 0, 2, 3",
    ),
    "a number out of range": (hunt_group("x").replace(">30<", ">7201<"), "is more than 7200"),
    "a number that is none": (hunt_group("x").replace(">30<", ">veel<"), "is not of type int"),
    "a truth that is none": (of_user("UserCallWaitingModifyRequest", isActive="True"), "is not of type bool"),
    "nil where it is not allowed": (of_user("UserCallWaitingModifyRequest", isActive=None), "is not nillable"),
    "nil with something in it": (
        of_user("UserCallForwardingBusyModifyRequest")
        + '<forwardToPhoneNumber xsi:nil="true">1</forwardToPhoneNumber>',
        "must be empty",
    ),
    "thirteen keys": (
        attendant("x", tuple(key(digit, "Exit") for digit in "0123456789*#0")),
        "more than 12 elements 'keyConfiguration'",
    ),
    "thirteen numbers": (
        of_user(
            "UserSelectiveCallRejectionModifyCriteriaRequest16",
            criteriaName="reclame",
            fromDnCriteria={"phoneNumberList": {"phoneNumber": ["+31201234567"] * 13}},
        ),
        "more than 12 elements 'phoneNumber'",
    ),
    "both of a choice": (
        event(allDayEvent="true", startTime={"hour": 1, "minute": 0}, endTime={"hour": 2, "minute": 0}),
        "these exclude each other",
    ),
    "none of a choice": (event(), "one of these is missing"),
    "half of a choice": (event(startTime={"hour": 1, "minute": 0}), "missing element 'endTime'"),
    "a day that does not exist": (event(allDayEvent="true").replace("2026-11-22", "2026-02-30"), "is not of type date"),
    "what is no base64": (recording("x", content="%%%"), "is not of type base64"),
    "an unknown attribute": (
        of_user("UserDeleteRequest").replace("<userId>", '<userId kleur="rood">'),
        "attribute 'kleur'",
    ),
    "text between elements": (of_user("UserDeleteRequest") + "hallo", "text is not allowed here"),
    "an element in a text": ("UserDeleteRequest <userId><b/></userId>", "holds text, not elements"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused(what: str, wire: Wire) -> None:
    command, summary = REFUSED[what]
    reply = wire.log_in().one(command)
    assert (reply.type, reply.element.get("type")) == ("c:ErrorResponse", "Error")
    assert reply.summary.startswith(summary)
    assert reply.element.findtext("summaryEnglish") == reply.summary


@pytest.mark.parametrize("what", INVALID)
def test_it_is_not_as_the_schema_wants_it(what: str, wire: Wire) -> None:
    command, detail = INVALID[what]
    reply = wire.log_in().one(command)
    assert reply.summary == "[Error 6004] OCI XML Request validation error"
    assert detail in (reply.element.findtext("detail") or "")


def test_what_is_refused_changes_nothing(platform: Serving, wire: Wire) -> None:
    wire.log_in()

    def everything() -> list[str]:
        with platform.store.lock:
            return [line for line in platform.store.database.iterdump() if '"tally"' not in line]

    before = everything()
    for command, _ in (*REFUSED.values(), *INVALID.values()):
        wire.one(command)
    assert everything() == before


def test_a_document_is_judged_whole_before_anything_of_it_is_carried_out(wire: Wire) -> None:
    replies = wire.log_in().send(user("vroeg"), "UserDeleteRequest ")
    assert [reply.summary[:12] for reply in replies] == ["[Error 6004]"] * 2
    assert wire.one(of_user("UserGetRequest23V2", "vroeg")).summary.startswith("[Error 4008]")


def test_each_command_of_a_document_stands_on_its_own(wire: Wire) -> None:
    wire.log_in()
    replies = wire.send(user("eerste"), user("anna"), user("tweede"))
    assert [reply.type for reply in replies] == ["c:SuccessResponse", "c:ErrorResponse", "c:SuccessResponse"]
    wire.done(of_user("UserDeleteRequest", "eerste"), of_user("UserDeleteRequest", "tweede"))


@pytest.mark.parametrize("count", [0, 16])
def test_a_document_has_1_to_15_commands(count: int, wire: Wire) -> None:
    replies = wire.log_in().send(*["AvailabilityTestRequest "] * count)
    assert {reply.summary for reply in replies} == {"[Error 6004] OCI XML Request validation error"}


def test_a_warning_says_what_could_not_be_assigned_and_the_rest_is(wire: Wire) -> None:
    wire.log_in()
    reply = wire.one(of_user("UserServiceAssignListRequest", "bert", serviceName=["Do Not Disturb", "Hoteling Guest"]))
    assert reply.element.get("type") == "Warning"
    assert "Hoteling Guest: Service is not authorized" in (reply.element.findtext("detail") or "")
    wire.done(of_user("UserDoNotDisturbModifyRequest", "bert", isActive="true"))
    wire.done(of_user("UserServiceUnassignListRequest", "bert", serviceName="Do Not Disturb"))
    assert wire.one(of_user("UserDoNotDisturbGetRequest", "bert")).summary.startswith("[Error 4410]")


def test_a_service_runs_out(wire: Wire) -> None:
    wire.log_in()
    only_one = {"serviceName": "Authentication", "authorizedQuantity": {"quantity": 1}}
    wire.done(in_group("GroupServiceModifyAuthorizationListRequest", userServiceAuthorization=only_one))
    reply = wire.one(of_user("UserServiceAssignListRequest", "bert", serviceName="Authentication"))
    assert reply.element.findtext("detail") == "Authentication: Service pack license limit is reached."
    unlimited = {"serviceName": "Authentication", "authorizedQuantity": {"unlimited": "true"}}
    wire.done(in_group("GroupServiceModifyAuthorizationListRequest", userServiceAuthorization=unlimited))


def test_a_group_service_that_is_taken_away_is_missed(wire: Wire) -> None:
    wire.log_in().done(in_group("GroupServiceUnassignListRequest", serviceName="Hunt Group"))
    assert wire.one(hunt_group("nieuw")).summary.startswith("[Error 9410]")
    wire.done(in_group("GroupServiceAssignListRequest", serviceName="Hunt Group"))


# Who may ask for what.


def test_nothing_is_answered_before_a_login_but_that_it_is_there(wire: Wire) -> None:
    wire.done("AvailabilityTestRequest ")
    assert wire.one(of_user("UserGetRequest23V2")).summary.startswith(
        "[Error 9001] simulator: Cannot process any request"
    )


def test_another_session_id_is_not_logged_in(wire: Wire) -> None:
    wire.log_in()
    wire.session = "een-andere"
    assert wire.one(of_user("UserGetRequest23V2")).summary.startswith("[Error 9001]")


@pytest.mark.parametrize("password", ["verkeerd", ""])
def test_a_wrong_password_is_refused(password: str, wire: Wire) -> None:
    with pytest.raises(AssertionError, match=r"4962.*Invalid password"):
        wire.log_in(password=password)


def test_a_nonce_is_good_for_one_attempt(wire: Wire) -> None:
    with pytest.raises(AssertionError, match="4962"):
        wire.log_in(password=WRONG)
    empty = "d41d8cd98f00b204e9800998ecf8427e"
    reply = wire.one(f"LoginRequest14sp4 <userId>admin</userId><signedPassword>{empty}</signedPassword>")
    assert reply.summary == "[Error 4962] Invalid password"


def test_a_plain_password_is_refused_on_plain_tcp(wire: Wire) -> None:
    name = f"<userId>admin</userId><password>{ADMINISTRATOR.password}</password>"
    reply = wire.one(f"LoginRequest22V5 {name}")
    assert reply.summary == "[Error 9002] simulator: a plain password is accepted over TLS only"


def test_a_plain_password_is_accepted_where_that_was_asked_for() -> None:
    name = f"<userId>admin</userId><password>{ADMINISTRATOR.password}</password>"
    with in_thread(ports=Ports(trusts_plain=True)) as found, Wire(port_of(found.addresses[0])) as wire:
        for release in ("22", "22V2", "22V3", "22V5"):
            assert wire.one(f"LoginRequest{release} {name}").type == f"LoginResponse{release}"
        wrong = name.replace(ADMINISTRATOR.password, "verkeerd")
        assert wire.one(f"LoginRequest22V5 {wrong}").summary == "[Error 4962] Invalid password"


def test_whoever_logged_out_is_out(wire: Wire) -> None:
    wire.log_in()
    assert wire.one("LogoutRequest <userId>iemand</userId>").summary == "[Error 5404] Unauthorized transaction."
    wire.done("LogoutRequest <userId>admin</userId><reason>Client Logout</reason>")
    assert wire.one(of_user("UserGetRequest23V2")).summary.startswith("[Error 9001]")


def test_a_disabled_administrator_stays_out(wire: Wire) -> None:
    wire.log_in().done("GroupAdminModifyRequest <userId>beheer</userId><accountDisabled>true</accountDisabled>")
    with pytest.raises(AssertionError, match=r"5202.*Account is disabled"):
        wire.log_in("beheer", BEA)
    wire.done("GroupAdminModifyRequest <userId>beheer</userId><accountDisabled>false</accountDisabled>")


@pytest.mark.parametrize(
    "command",
    [
        f"GroupGetRequest22V5 {ELSEWHERE}",
        "GroupGetRequest22V5 <serviceProviderId>demo</serviceProviderId><groupId>nergens</groupId>",
        "UserGetRequest23V2 <userId>gast@ander.example</userId>",
        "UserDeleteRequest <userId>gast@ander.example</userId>",
        "GroupAdminDeleteRequest <userId>ander-admin</userId>",
        "PasswordModifyRequest <userId>ander-admin</userId><newPassword>Nieuw-geheim-1</newPassword>",
        in_group("GroupDnAssignListRequest", phoneNumber="+31854879699"),
        in_group("GroupServiceModifyAuthorizationListRequest"),
        "GroupGetListInServiceProviderRequest <serviceProviderId>demo</serviceProviderId>",
        "SystemSoftwareVersionGetRequest ",
        in_group("GroupExtensionLengthModifyRequest17", minExtensionLength=3),
    ],
)
def test_an_administrator_of_a_group_has_no_business_elsewhere(command: str, wire: Wire) -> None:
    assert wire.log_in("groep-admin").one(command).summary == "[Error 5404] Unauthorized transaction."


def test_an_administrator_of_a_service_provider_looks_after_all_its_groups(wire: Wire) -> None:
    wire.log_in("provider-admin")
    rows = table(
        wire.one("GroupGetListInServiceProviderRequest <serviceProviderId>demo</serviceProviderId>"), "groupTable"
    )
    assert [row["Group Id"] for row in rows] == ["ander", "demo"]
    for here in (HERE, ELSEWHERE):
        assert wire.one(f"GroupGetRequest22V5 {here}").type == "GroupGetResponse22V5"
    for command in (
        "GroupGetRequest22V5 <serviceProviderId>elders</serviceProviderId><groupId>ver</groupId>",
        "GroupGetListInServiceProviderRequest <serviceProviderId>elders</serviceProviderId>",
        "SystemSoftwareVersionGetRequest ",
    ):
        assert wire.one(command).summary == "[Error 5404] Unauthorized transaction."


def test_a_user_looks_after_their_own_settings(wire: Wire) -> None:
    wire.log_in("anna@demo.example", ANNA)
    wire.done(of_user("UserCallForwardingAlwaysModifyRequest", isActive="true", forwardToPhoneNumber="202"))
    wire.done(of_user("UserCallForwardingAlwaysModifyRequest", isActive="false"))
    for command in (
        of_user("UserCallForwardingAlwaysModifyRequest", "bert", isActive="false"),
        of_user("UserDeleteRequest"),
        of_user("UserServiceAssignListRequest", serviceName="Do Not Disturb"),
        f"GroupGetRequest22V5 {HERE}",
    ):
        assert wire.one(command).summary == "[Error 5404] Unauthorized transaction.", command
    assert wire.one(of_user("PasswordModifyRequest", newPassword=BEA)).summary.startswith("[Error 4962]")


def test_no_answer_repeats_a_password(wire: Wire) -> None:
    wire.log_in()
    secret = "Heel-geheim-" + "9" * 60
    for command in (
        user("x", f"<password>{secret}</password>"),
        of_user("PasswordModifyRequest", newPassword=secret),
        of_user("UserAuthenticationModifyRequest", newPassword=secret),
        of_user("UserPortalPasscodeModifyRequest", newPasscode=secret),
    ):
        assert wire.one(command).summary.startswith("[Error 6004]")
        assert b"geheim" not in wire.last


def test_a_profile_needs_its_names(wire: Wire) -> None:
    command = hunt_group("x").replace(fields(**profile("x")), fields(name="x"))
    assert "missing element 'callingLineIdLastName'" in (wire.log_in().one(command).element.findtext("detail") or "")
