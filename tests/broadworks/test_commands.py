"""Commands as XML: what the library's request classes let through is refused, and what they spoil is kept from them."""

import base64
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.model.deployment.platform import Operation, PlatformError
from nummerplan.model.deployment.tenant import Identity
from nummerplan.targets.broadworks.client.command import Contents
from nummerplan.targets.broadworks.client.envelope import document, split
from nummerplan.targets.broadworks.client.field_values import NIL, AudioReference, SecretReference
from nummerplan.targets.broadworks.client.problems import problems
from nummerplan.targets.broadworks.client.profile import RELEASES, has, name_in, release_named
from nummerplan.targets.broadworks.client.queries import Query
from nummerplan.targets.broadworks.protocol import requests

GROUP = {"service_provider_id": "sp", "group_id": "groep"}
FORWARD = "UserCallForwardingNoAnswerModifyRequest"
MENU = "GroupAutoAttendantModifyInstanceRequest20"
EVENT = GROUP | {
    "schedule_key": {"schedule_name": "Werktijden", "schedule_type": "Time"},
    "event_name": "ma-vr",
    "start_date": "2027-01-04",
    "end_date": "2027-01-04",
}
NINE_TO_FIVE = {"start_time": {"hour": 9, "minute": 0}, "end_time": {"hour": 17, "minute": 0}}
DAILY: dict[str, Any] = {"recur_daily": {}}


def said(request: str, fields: Mapping[str, Any], release: str = "R25") -> list[str]:
    return [str(problem) for problem in problems(Query(request, fields), release)]


def command(request: str, fields: Mapping[str, Any], release: str = "R25") -> etree._Element:
    written = document([Query(request, fields)], release=release)
    found = etree.fromstring(written).find("command")
    assert found is not None
    return found


def shown(request: str, fields: Mapping[str, Any], release: str = "R25") -> str:
    """A command's content without the declarations of namespaces."""
    found = command(request, fields, release)
    etree.cleanup_namespaces(found)
    text = etree.tostring(found, encoding="unicode").replace(
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', ""
    )
    return text.partition(">")[2].removesuffix("</command>")


REFUSED = [
    ("rings 1", FORWARD, {"user_id": "a", "number_of_rings": 1}, "numberOfRings: 1 is not possible"),
    (
        "int range",
        "GroupHuntGroupModifyInstanceRequest",
        {"service_user_id": "a", "no_answer_number_of_rings": 21},
        "noAnswerNumberOfRings: 21 is not from 1 to 20",
    ),
    ("bool for int", FORWARD, {"user_id": "a", "number_of_rings": True}, "a whole number was expected"),
    ("int for bool", FORWARD, {"user_id": "a", "is_active": 1}, "true or false was expected"),
    ("text for bool", FORWARD, {"user_id": "a", "is_active": "true"}, "true or false was expected"),
    ("number for text", FORWARD, {"user_id": 209}, "userId: a text was expected"),
    ("too long", "UserModifyRequest22", {"user_id": "a", "last_name": "x" * 31}, "at most 30 characters fit, not 31"),
    ("too short", "UserModifyRequest22", {"user_id": "a", "extension": "5"}, "at least 2 characters are needed, not 1"),
    ("empty", "UserModifyRequest22", {"user_id": ""}, "userId: at least 1 characters are needed, not 0"),
    (
        "option",
        "UserGroupNightForwardingModifyRequest",
        {"user_id": "a", "night_forwarding": "Auto On"},
        "Auto On is not possible; possible are Use Group, On, Off",
    ),
    (
        "near option",
        "UserServiceAssignListRequest",
        {"user_id": "a", "service_name": ["Voice Mesaging User"]},
        "serviceName[1]: Voice Mesaging User is not possible; possible are Voice Messaging User",
    ),
    ("missing", "UserGroupNightForwardingModifyRequest", {}, "userId is missing"),
    ("required None", "UserGroupNightForwardingModifyRequest", {"user_id": None}, "userId is missing"),
    ("unknown", FORWARD, {"user_id": "a", "rings": 3}, "rings is not known in this release"),
    ("nil", FORWARD, {"user_id": "a", "is_active": NIL}, "isActive cannot be cleared"),
    ("nil required", FORWARD, {"user_id": NIL}, "userId cannot be cleared"),
    (
        "nil list",
        "UserServiceAssignListRequest",
        {"user_id": "a", "service_name": NIL},
        "serviceName cannot be cleared",
    ),
    (
        "no list",
        "UserServiceAssignListRequest",
        {"user_id": "a", "service_name": "Authentication"},
        "a list was expected",
    ),
    ("late member", "GroupDnAssignListRequest", GROUP | {"phone_number": ["+31", 7]}, "phoneNumber[2]: a text was"),
    (
        "too many",
        MENU,
        {"service_user_id": "a", "business_hours_menu": {"key_configuration": [{"key": "1", "entry": NIL}] * 13}},
        "keyConfiguration: at most 12 fit, not 13",
    ),
    (
        "deep",
        MENU,
        {
            "service_user_id": "a",
            "business_hours_menu": {
                "key_configuration": [{"key": "1", "entry": {"action": "Exit", "description": "x" * 21}}]
            },
        },
        "businessHoursMenu.keyConfiguration[1].entry.description: at most 20 characters fit, not 21",
    ),
    ("no record", MENU, {"service_user_id": "a", "business_hours_menu": "Default"}, "fields were expected"),
    ("both", "GroupScheduleAddEventRequest", EVENT | NINE_TO_FIVE | {"all_day_event": True}, "exclude each other"),
    ("neither", "GroupScheduleAddEventRequest", EVENT, "allDayEvent / startTime, endTime is missing"),
    ("half", "GroupScheduleAddEventRequest", EVENT | {"start_time": {"hour": 9, "minute": 0}}, "endTime is missing"),
    ("only true", "GroupScheduleAddEventRequest", EVENT | {"all_day_event": False}, "it can only be true"),
    (
        "date",
        "GroupScheduleAddEventRequest",
        EVENT | {"all_day_event": True, "end_date": "2027-02-30"},
        "endDate: 2027-02-30 is no date such as 2027-01-31",
    ),
    ("control", "UserModifyRequest22", {"user_id": "a", "last_name": "a\x07b"}, "the character U+0007 cannot be sent"),
    (
        "surrogate",
        "UserModifyRequest22",
        {"user_id": "a", "last_name": "\ud83d"},
        "the character U+D83D cannot be sent",
    ),
    ("blanks", "UserModifyRequest22", {"user_id": "a", "last_name": "de  Vries"}, "would be lost on the platform"),
    ("line end", "UserModifyRequest22", {"user_id": "a", "last_name": "de\nVries"}, "would be lost on the platform"),
    ("pattern", "GroupAccessDeviceModifyRequest22", GROUP | {"device_name": "t", "device_code": "12a4"}, "the form"),
    (
        "department",
        "UserModifyRequest22",
        {"user_id": "a", "department": {"name": "x"}},
        "nothing that a plan describes",
    ),
    ("secret for a switch", FORWARD, {"user_id": "a", "is_active": SecretReference("x")}, "isActive cannot hold"),
]


@pytest.mark.parametrize(
    ("request_name", "fields", "sentence"), [linked[1:] for linked in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_what_the_platform_would_refuse_is_said_before(
    request_name: str, fields: dict[str, Any], sentence: str
) -> None:
    found = said(request_name, fields)
    assert len(found) == 1, found
    assert sentence in found[0]
    assert found[0].startswith(f"{request_name}: ")
    with pytest.raises(PlatformError, match=request_name):
        document([Query(request_name, fields)], release="R25")


ACCEPTED = [
    (FORWARD, {"user_id": "a", "number_of_rings": 0}, "<userId>a</userId><numberOfRings>0</numberOfRings>"),
    (FORWARD, {"user_id": "a", "is_active": False, "forward_to_phone_number": NIL},
     '<userId>a</userId><isActive>false</isActive><forwardToPhoneNumber xsi:nil="true"/>'),
    # What is left out is not there at all: the class itself would refuse None, and clear its parent for [].
    (FORWARD, {"user_id": "a", "forward_to_phone_number": None}, "<userId>a</userId>"),
    ("UserServiceAssignListRequest", {"user_id": "a", "service_name": []}, "<userId>a</userId>"),
    ("GroupScheduleAddEventRequest", EVENT | {"all_day_event": True, "recurrence": DAILY | {"recur_for_ever": True}},
     "<serviceProviderId>sp</serviceProviderId><groupId>groep</groupId><scheduleKey><scheduleName>Werktijden</scheduleName>"
     "<scheduleType>Time</scheduleType></scheduleKey><eventName>ma-vr</eventName><startDate>2027-01-04</startDate>"
     "<allDayEvent>true</allDayEvent><endDate>2027-01-04</endDate><recurrence><recurDaily/><recurForEver>true</recurForEver>"
     "</recurrence>"),
    (MENU, {"business_hours_menu": {"key_configuration": ({"key": "#", "entry": NIL},)}, "service_user_id": "a"},
     "<serviceUserId>a</serviceUserId><businessHoursMenu><keyConfiguration><key>#</key>"
     '<entry xsi:nil="true"/></keyConfiguration></businessHoursMenu>'),
    ("GroupHuntGroupModifyInstanceRequest", {"service_user_id": "a", "agent_user_id_list": {"user_id": ["b", "a"]}},
     "<serviceUserId>a</serviceUserId><agentUserIdList><userId>b</userId><userId>a</userId></agentUserIdList>"),
    ("GroupHuntGroupModifyInstanceRequest", {"service_user_id": "a", "agent_user_id_list": NIL},
     '<serviceUserId>a</serviceUserId><agentUserIdList xsi:nil="true"/>'),
    ("UserGetListInGroupRequest", {"service_provider_id": "sp", "group_id": "g"},
     "<serviceProviderId>sp</serviceProviderId><GroupId>g</GroupId>"),
]  # fmt: skip


@pytest.mark.parametrize(("request_name", "fields", "xml"), ACCEPTED)
def test_a_command_has_its_fields_in_order(request_name: str, fields: dict[str, Any], xml: str) -> None:
    assert said(request_name, fields) == []
    assert shown(request_name, fields) == xml


def test_other_letters_travel_as_numbers() -> None:
    written = document([Query("UserModifyRequest22", {"user_id": "zoë", "last_name": "Łukasz & <Söhne> 🎷"})])
    assert written.startswith(b"<?xml version='1.0' encoding='ISO-8859-1'?>\n<BroadsoftDocument ")
    assert b"<userId>zo\xeb</userId><lastName>&#321;ukasz &amp; &lt;S\xf6hne&gt; &#127927;</lastName>" in written
    assert etree.fromstring(written).findtext(".//lastName") == "Łukasz & <Söhne> 🎷"


@given(st.text(max_size=30))
def test_any_name_arrives_or_is_refused(name: str) -> None:
    fields = {"user_id": "a", "last_name": name}
    if said("UserModifyRequest22", fields):
        with pytest.raises(PlatformError):
            document([Query("UserModifyRequest22", fields)])
    else:
        assert etree.fromstring(document([Query("UserModifyRequest22", fields)])).findtext(".//lastName") == name


def operation(number: int, together: int = 0) -> Operation:
    return Operation(Identity("user", str(number)), "UserDeleteRequest", {"user_id": str(number)}, together)


def test_documents_hold_fifteen_commands_and_keep_together_what_belongs_together() -> None:
    operations = [operation(number, together=7 if 13 <= number < 17 else 0) for number in range(40)]
    documents = split(operations)
    assert [len(found) for found in documents] == [13, 15, 12]
    assert [each for found in documents for each in found] == operations
    assert [len(found) for found in split([operation(1), operation(2, 1), operation(3, 1)], most=1)] == [1, 2]
    with pytest.raises(ValueError, match="too many"):
        split([operation(number, together=1) for number in range(16)])


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 15))
def test_splitting_keeps_every_operation_in_its_place(groups: list[int], most: int) -> None:
    operations = [
        operation(number, group) for number, group in enumerate(groups) if groups.count(group) <= 15 or not group
    ]
    documents = split(operations, most)
    assert [each for found in documents for each in found] == operations
    assert all(0 < len(found) <= 15 for found in documents)


def test_equal_commands_give_equal_bytes() -> None:
    commands = [Query(FORWARD, {"user_id": "a", "is_active": True}), Query("UserDeleteRequest", {"user_id": "a"})]
    assert document(commands) == document(commands)
    assert document(commands, session="a&b").count(b'<sessionId xmlns="">a&amp;b</sessionId>') == 1


# Secrets and recordings


def provider(**secrets: str) -> NamedSecrets:
    return NamedSecrets({name.replace("_", "/"): text for name, text in secrets.items()}.get)


PASSCODE = Query("UserPortalPasscodeModifyRequest", {"user_id": "a", "new_passcode": SecretReference("pin/anna")})
GREETING = Query(
    "GroupAnnouncementFileAddRequest",
    GROUP
    | {
        "announcement_file_name": "welkom",
        "announcement_file": {"description": "welkom", "media_type": "WAV", "content": AudioReference("welkom.wav")},
    },
)


def test_files_have_marks_where_secrets_belong() -> None:
    assert b"<newPasscode>{{secret pin/anna}}</newPasscode>" in document([PASSCODE])
    assert b"<content>{{audio welkom.wav}}</content>" in document([GREETING])


def test_secrets_and_recordings_are_put_in_when_they_are_sent() -> None:
    contents = Contents(provider(pin_anna="4711"), lambda path: path.encode() * 2)
    assert b"<newPasscode>4711</newPasscode>" in document([PASSCODE], resolve=contents)
    sound = base64.b64encode(b"welkom.wavwelkom.wav")
    assert b"<content>" + sound + b"</content>" in document([GREETING], resolve=contents)
    assert contents.conceal("Invalid passcode: 4711!") == "Invalid passcode: {{secret pin/anna}}!"


def test_a_secret_that_nobody_gives_is_never_sent_as_a_mark() -> None:
    for secrets in (NamedSecrets(), provider(pin_berend="1")):
        with pytest.raises(PlatformError, match="the secret pin/anna is not given"):
            document([PASSCODE], resolve=Contents(secrets, lambda path: b""))


@pytest.mark.parametrize("secret", ["0" * 31, "12\x0034", " 1234"])
def test_a_secret_that_does_not_fit_is_refused_without_being_shown(secret: str) -> None:
    contents = Contents(provider(pin_anna=secret), lambda path: b"")
    with pytest.raises(PlatformError, match="the secret pin/anna: ") as refused:
        document([PASSCODE], resolve=contents)
    assert secret not in str(refused.value)


# Releases


@pytest.mark.parametrize("release", RELEASES)
def test_every_release_has_a_known_name_for_every_request(release: str) -> None:
    assert {name_in(name, release) for name in requests()} <= requests().keys()


@pytest.mark.parametrize("release", RELEASES)
def test_a_name_for_a_release_is_one_that_the_release_has(release: str) -> None:
    """R21 has no login that takes a plain password; what it cannot be asked at all is asked otherwise, or not."""
    renamed = {name for name in requests() if any(name_in(name, one) != name for one in RELEASES)}
    assert len(renamed) > 15
    assert {name for name in renamed if not has(release, name_in(name, release))} == (
        {"LoginRequest22V5"} if release == "R21" else set()
    )


@pytest.mark.parametrize("request_name", ["UserGetRequest23V2", "UserAddRequest22V2"])
def test_r23_is_spoken_to_in_the_names_of_r22(request_name: str) -> None:
    """Its schema is not public: what R22 and R24 both have it has too."""
    assert name_in(request_name, "R23") == name_in(request_name, "R22")
    assert has("R24", name_in(request_name, "R23"))


def test_a_request_that_a_release_lacks_is_refused_by_its_name() -> None:
    fields = GROUP | {"schedule_key": {"schedule_name": "a", "schedule_type": "Time"}}
    assert said("GroupScheduleUsageRequest", fields, "R24") == []
    assert said("GroupScheduleUsageRequest", fields, "R22") == [
        "BroadWorks R22 has no GroupScheduleUsageRequest; write the platform's own release into its settings"
    ]


def test_a_field_of_a_later_release_is_refused() -> None:
    fields = {"user_id": "a", "new_user_person_id": "p"}
    assert said("UserModifyRequest22", fields, "R25") == []
    assert said("UserModifyRequest22", fields, "R24") == [
        "UserModifyRequest22: new_user_person_id is not known in this release"
    ]


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("Rel_21.sp1_1.551", "R21"),
        ("Rel_22.0_1.1123", "R22"),
        ("Rel_25.0_1.1000", "R25"),
        ("Rel_26.0_1.1", "R25"),
        ("Rel_2019.12_1.100", None),
        ("", None),
    ],
)
def test_a_platform_says_its_release_in_its_version(version: str, release: str | None) -> None:
    assert release_named(version) == release


def test_a_platform_that_is_too_old_is_refused() -> None:
    with pytest.raises(PlatformError, match="Rel_20"):
        release_named("Rel_20.sp1_1.606")


@pytest.mark.parametrize("release", RELEASES)
def test_what_an_older_request_needs_is_given(release: str) -> None:
    """Whatever is required there is required of the newest request too, or added on the way."""
    added = {"GroupAccessDeviceAddRequest22": {"useHotline"}}
    for name, newest in requests().items():
        older = requests()[name_in(name, release)]
        needed = {field.xml for field in older.fields if field.required}
        known = {field.xml for field in newest.fields if field.required or field.choice}
        assert needed - known == (added.get(older.name, set()) if older is not newest else set())


def test_an_old_release_gets_old_names() -> None:
    names = [name_in("UserGetRequest23V2", release) for release in RELEASES]
    assert names == [
        "UserGetRequest21",
        "UserGetRequest22",
        "UserGetRequest22",
        "UserGetRequest22",
        "UserGetRequest23V2",
    ]


VOICEMAIL = "UserVoiceMessagingUserModifyVoiceManagementRequest23"


@pytest.mark.parametrize(
    ("release", "xml"),
    [
        ("R22", "<userId>a</userId><voiceMessageDeliveryEmailAddress>a@b.nl</voiceMessageDeliveryEmailAddress>"),
        (
            "R25",
            "<userId>a</userId><voiceMessageDeliveryEmailAddress><emailAddress>a@b.nl</emailAddress>"
            "</voiceMessageDeliveryEmailAddress>",
        ),
    ],
)
def test_voicemail_goes_to_one_address_before_r25(release: str, xml: str) -> None:
    fields = {"user_id": "a", "voice_message_delivery_email_address": {"email_address": ["a@b.nl"]}}
    assert shown(VOICEMAIL, fields, release) == xml
    fields["voice_message_delivery_email_address"] = {"email_address": ["a@b.nl", "c@d.nl"]}
    assert len(said(VOICEMAIL, fields, release)) == (release == "R22")
    fields["voice_message_delivery_email_address"] = NIL
    assert shown(VOICEMAIL, fields, release).endswith('<voiceMessageDeliveryEmailAddress xsi:nil="true"/>')


def test_no_hotline_need_not_be_said_where_there_is_none() -> None:
    device = {"access_device": {"device_level": "Group", "device_name": "t"}, "line_port": "a@b", "use_hotline": False}
    modify = {"user_id": "a", "endpoint": {"access_device_endpoint": device}}
    add = GROUP | {
        "user_id": "a",
        "last_name": "A",
        "first_name": "A",
        "calling_line_id_last_name": "A",
        "calling_line_id_first_name": "A",
        "access_device_endpoint": device,
    }
    for request_name, fields, old in (("UserModifyRequest22", modify, "R21"), ("UserAddRequest22V2", add, "R22")):
        assert "useHotline" not in shown(request_name, fields, old)
        assert "<useHotline>false</useHotline>" in shown(request_name, fields, "R25")
    device["use_hotline"] = True
    assert said("UserModifyRequest22", modify, "R21") == [
        "UserModifyRequest17sp4: endpoint.accessDeviceEndpoint.use_hotline is not known in this release"
    ]


def test_an_option_of_a_later_release_is_refused() -> None:
    fields = GROUP | {"device_name": "t", "device_type": "Generic SIP Phone", "transport_protocol": "TLS"}
    assert said("GroupAccessDeviceAddRequest22V2", fields, "R22") == []
    assert "TLS is not possible" in said("GroupAccessDeviceAddRequest22V2", fields, "R21")[0]


def test_a_request_that_no_release_has_is_told() -> None:
    (told,) = problems(Query("UserModifyRequesequest22", {"user_id": "anna"}), "R25")
    assert str(told).startswith("BroadWorks R25 has no UserModifyRequesequest22")
