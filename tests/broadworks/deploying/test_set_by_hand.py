"""Whatever a stranger's client sets at our objects is told as a difference, or is listed as left alone."""

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import broadworks_ocip.requests
import pytest
from broadworks_live import differences
from broadworks_ocip import types
from broadworks_ocip.exceptions import OCIErrorResponse
from by_hand.drawn_values import TOGETHER, USUALLY_ON, drawn
from by_hand.strange_company import Live, company_on_its_platform
from deploying import snapshot

from nummerplan.model.deployment.tenant import Identity
from nummerplan.targets.broadworks.protocol import Field, Record, requests
from nummerplan.targets.broadworks.setting_fields import FIELDS
from nummerplan.targets.broadworks.unmanaged_fields import TOLD, reason

ANNA, POST, FAX = "anna@zaak.example", "post@zaak.example", "fax@zaak.example"
BERT, SECOND = "bert@zaak.example", "UserSharedCallAppearanceModifyEndpointRequest"
GROUP, MENU = "verkoop@zaak.example", "menu@zaak.example"
USER_REQUESTS = (
    "UserModifyRequest22",
    "UserCallForwardingAlwaysModifyRequest",
    "UserCallForwardingBusyModifyRequest",
    "UserCallForwardingNoAnswerModifyRequest",
    "UserCallForwardingNotReachableModifyRequest",
    "UserCallWaitingModifyRequest",
    "UserCallingLineIDDeliveryBlockingModifyRequest",
    "UserAnonymousCallRejectionModifyRequest",
    "UserCallProcessingModifyPolicyRequest14sp7",
    "UserIncomingCallingPlanModifyRequest",
    "UserOutgoingCallingPlanOriginatingModifyRequest",
    "UserOutgoingCallingPlanRedirectingModifyRequest",
    "UserSimultaneousRingPersonalModifyRequest17",
    "UserAlternateNumbersModifyRequest",
    "UserVoiceMessagingUserModifyVoiceManagementRequest23",
    "UserVoiceMessagingUserModifyGreetingRequest20",
    "UserGroupNightForwardingModifyRequest",
    "UserSelectiveCallRejectionModifyCriteriaRequest16",
    "UserSelectiveCallRejectionModifyActiveCriteriaListRequest",
    "UserSimultaneousRingPersonalModifyCriteriaRequest",
    "UserDoNotDisturbModifyRequest",
)
COMPANY_REQUESTS = (
    "GroupModifyRequest",
    "GroupCallProcessingModifyPolicyRequest15sp2",
    "GroupOutgoingCallingPlanOriginatingModifyListRequest",
    "GroupOutgoingCallingPlanRedirectingModifyListRequest",
    "GroupMusicOnHoldModifyInstanceRequest22",
    "GroupGroupNightForwardingModifyRequest",
)
SENT_ON_AND_REFUSED = (
    "UserCallForwardingAlwaysModifyRequest",
    "UserCallForwardingNotReachableModifyRequest",
    "UserAnonymousCallRejectionModifyRequest",
    "UserSelectiveCallRejectionModifyActiveCriteriaListRequest",
)
"""What people have too, and nobody expects at an object without a person."""
OBJECTS = {
    Identity("user", ANNA): USER_REQUESTS,
    Identity("user", BERT): (SECOND,),
    Identity("mailbox", POST): (
        *(USER_REQUESTS[0], *SENT_ON_AND_REFUSED),
        *(name for name in USER_REQUESTS if "VoiceMessaging" in name),
    ),
    Identity("fax", FAX): (USER_REQUESTS[0], "UserFaxMessagingModifyRequest"),
    Identity("hunt_group", GROUP): (
        "GroupHuntGroupModifyInstanceRequest",
        "GroupHuntGroupModifyActiveInstanceListRequest",
        "UserCallForwardingBusyModifyRequest",
        "UserGroupNightForwardingModifyRequest",
        "UserAlternateNumbersModifyRequest",
        *SENT_ON_AND_REFUSED,
    ),
    Identity("auto_attendant", MENU): (
        "GroupAutoAttendantModifyInstanceRequest20",
        "GroupAutoAttendantModifyActiveInstanceListRequest",
        "UserGroupNightForwardingModifyRequest",
        "UserAlternateNumbersModifyRequest",
        *SENT_ON_AND_REFUSED,
    ),
    Identity("schedule", "kantoor"): ("GroupScheduleModifyRequest", "GroupScheduleModifyEventRequest"),
    Identity("holidays", "vrij"): ("GroupScheduleModifyRequest", "GroupScheduleModifyEventRequest"),
    Identity("announcement", "audio/post.wav"): ("GroupAnnouncementFileModifyRequest",),
    Identity("device", "anna-generic-sip"): ("GroupAccessDeviceModifyRequest22",),
    Identity("company", "zaak"): COMPANY_REQUESTS,
}
ADDRESSES = (
    *("serviceProviderId", "groupId", "userId", "serviceUserId", "deviceName", "criteriaName", "eventName"),
    *("scheduleKey.scheduleName", "scheduleKey.scheduleType", "serviceActivation.serviceUserId"),
    *("accessDeviceEndpoint.accessDevice.deviceLevel", "accessDeviceEndpoint.accessDevice.deviceName"),
    "accessDeviceEndpoint.linePort",
    *("criteriaActivation.criteriaName", "announcementFileKey.name", "announcementFileKey.mediaFileType"),
)
"""Which object is meant, or what of it."""
WRITE_ONLY = (
    *("newPassword", "accessDeviceCredentials.password"),
    *(f"announcementFile.{name}" for name in ("description", "mediaType", "sourceFileName", "content")),
)
"""Nobody can read these: a password that somebody set, or the sound of a recording, is never told."""
NOT_DRAWN = {
    "the same fields, by the name that they have in other releases": (
        *("GroupAccessDeviceModifyRequest14", "GroupMusicOnHoldModifyInstanceRequest21"),
        *("UserModifyRequest17sp4", "UserModifyRequest21", "UserVoiceMessagingUserModifyVoiceManagementRequest"),
    ),
    "nobody can read them": (
        *("PasswordModifyRequest", "UserAuthenticationModifyRequest", "UserPortalPasscodeModifyRequest"),
    ),
    "not known to the proof, by its service": (
        *("GroupIncomingCallingPlanModifyListRequest", "UserCallForwardingSelectiveModifyRequest"),
        "UserRemoteOfficeModifyRequest",
    ),
    "the operator's": (
        *(
            "GroupAdminModifyRequest",
            "GroupExtensionLengthModifyRequest17",
            "GroupServiceModifyAuthorizationListRequest",
        ),
        "GroupCallingPlanModifyDigitPatternRequest",
        *(f"GroupOutgoingCallingPlanDigitPlan{kind}ModifyListRequest" for kind in ("Originating", "Redirecting")),
    ),
    "schedules and recordings of one's own, which no setting of ours names": (
        *("UserAnnouncementFileModifyRequest", "UserScheduleModifyRequest", "UserScheduleModifyEventRequest"),
    ),
    "they make another object of it": ("UserModifyUserIdRequest",),
}
"""Requests that change something of a company, and are not about what our objects hold."""
CRITERION = ("timeSchedule", "holidaySchedule", "blacklisted", "fromDnCriteria.fromDnCriteriaSelection")
ALSO_TOLD = {
    "UserSimultaneousRingPersonalModifyRequest17": ("isActive", "doNotRingIfOnCall", "criteriaActivation"),
    "UserAlternateNumbersModifyRequest": tuple(f"alternateEntry{n:02d}" for n in range(1, 11)),
    "UserCallProcessingModifyPolicyRequest14sp7": ("emergencyClidPolicy", "useGroupName"),
    "UserIncomingCallingPlanModifyRequest": ("useCustomSettings", "userPermissions.allowFrom"),
    "GroupMusicOnHoldModifyInstanceRequest22": ("source.announcementCustomSourceMediaFiles.audioFile",),
    "GroupHuntGroupModifyInstanceRequest": ("agentUserIdList",),
    "UserModifyRequest22": ("endpoint.accessDeviceEndpoint.accessDevice.deviceLevel",),
    "GroupAccessDeviceModifyRequest22": ("serialNumber",),
    "GroupHuntGroupModifyActiveInstanceListRequest": ("serviceActivation.isActive",),
    "GroupAutoAttendantModifyActiveInstanceListRequest": ("serviceActivation.isActive",),
    "GroupScheduleModifyRequest": ("newScheduleName",),
    "GroupScheduleModifyEventRequest": (
        *("startDate", "allDayEvent", "startTime", "endTime", "endDate", "recurrence"),
    ),
    "UserFaxMessagingModifyRequest": ("isActive",),
    "GroupAnnouncementFileModifyRequest": ("newAnnouncementFileName",),
    "UserSelectiveCallRejectionModifyActiveCriteriaListRequest": ("criteriaActivation",),
    "UserSelectiveCallRejectionModifyCriteriaRequest16": (
        *CRITERION,
        *("newCriteriaName", "fromDnCriteria", "callToNumberList"),
    ),
    "UserSimultaneousRingPersonalModifyCriteriaRequest": CRITERION,
    "UserVoiceMessagingUserModifyGreetingRequest20": ("busyPersonalAudioFile", "noAnswerPersonalAudioFile"),
}
"""Parts of what the table of settings names by the whole, or by its first place."""


def leaves(record: Record, above: str = "") -> Iterator[tuple[str, Field]]:
    """Every field that holds a value, by its path in XML, with the outermost field that it stands in."""
    for field in record.fields:
        if isinstance(field.type, Record):
            yield from ((path, field) for path, _ in leaves(field.type, f"{above}{field.xml}."))
        else:
            yield f"{above}{field.xml}", field


def is_told(request: str, path: str) -> bool:
    """Whether a table says that the field is compared."""
    named = {text.removeprefix(f"{request}.") for texts in FIELDS.values() for text in texts}
    parts = ALSO_TOLD.get(request, ())
    known = {*named, *TOLD.get(request, ())}
    return path.startswith(parts) or any(path == name or path.startswith(f"{name}.") for name in known)


def paths_of(elements: Sequence[Any], above: str = "") -> Iterator[str]:
    """Every field of a class of the library that holds a value."""
    for element in elements:
        inner = element.type if element.is_container else element.is_complex and element.type._elements()
        if inner and not element.is_abstract:
            yield from paths_of(inner, f"{above}{element.xmlname}.")
        else:
            yield f"{above}{element.xmlname}"


def test_fields_are_those_of_the_library_s_classes_and_no_request_is_left_out() -> None:
    drawn_from = {name for names in OBJECTS.values() for name in names}
    for name in drawn_from:
        paths = [*paths_of(getattr(broadworks_ocip.requests, name)._elements())]
        assert [path for path, _ in leaves(requests()[name])] == paths, name
    others = {name for names in NOT_DRAWN.values() for name in names}
    assert {name for name in requests() if "Modify" in name} == drawn_from | others
    assert not drawn_from & others


@pytest.mark.parametrize("request_name", sorted({name for names in OBJECTS.values() for name in names}))
def test_every_field_is_told_or_listed_as_left_alone(request_name: str) -> None:
    """Call types are told where the settings name them: this asks for the classes that no plan has."""
    unknown = [
        path
        for path, _ in leaves(requests()[request_name])
        if path not in (*ADDRESSES, *WRITE_ONLY)
        and not is_told(request_name, path)
        and reason(request_name, path) is None
    ]
    assert unknown == [], "\n".join(unknown)


def test_what_is_left_alone_is_in_the_protocol() -> None:
    from nummerplan.targets.broadworks.unmanaged_fields import NOT_MANAGED

    for request, reasons in NOT_MANAGED.items():
        paths = [path for path, _ in leaves(requests()[request])]
        for names in reasons.values():
            assert [name for name in names if not any(path.startswith(name) for path in paths)] == [], request
            assert [name for name in TOLD.get(request, ()) if name in names] == []


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with company_on_its_platform(tmp_path_factory.mktemp("state")) as found:
        yield found


class Place(NamedTuple):
    """A field of an object: whose, in which request, by its path, and the outermost field of that."""

    identity: Identity
    request: str
    path: str
    field: Field


def address(identity: Identity, request: str) -> dict[str, Any]:
    """The fields by which a request says which object it means; more than it takes."""
    name = identity.name
    found = dict.fromkeys(("user_id", "service_user_id", "device_name"), name)
    found |= {"service_provider_id": "SP", "group_id": "zaak"}
    found["criteria_name"] = "+31201234567" if "Rejection" in request else "kantoor"
    found["event_name"] = "mon-fri 09:00-17:00" if name == "kantoor" else "2027-05-05 Bevrijdingsdag"
    kind = "Time" if name == "kantoor" else "Holiday"
    found["schedule_key"] = types.ScheduleKey(schedule_name=name, schedule_type=kind)
    second = types.AccessDevice(device_level="Group", device_name="thuis")
    found["access_device_endpoint"] = types.AccessDeviceEndpointKey(
        access_device=second, line_port="thuis@zaak.example"
    )
    found["announcement_file_key"] = types.AnnouncementFileKey(name=name, media_file_type="WAV")
    return found


def change(live: Live, dice: random.Random, place: Place) -> bool:
    """Let the stranger set a field; False when the platform does not take the value, or had it already."""
    identity, request, path, field = place
    known = {one.name for one in requests()[request].fields}
    key = {name: value for name, value in address(identity, request).items() if name in known}
    before = snapshot(live.served)
    try:
        # A switch that is usually off and stays so is no change, whatever number stands beside it.
        usually_off = field.name not in USUALLY_ON and request != SECOND
        on = usually_off and (field.name in TOGETHER or path in TOLD.get(request, ()))
        values = {field.name: drawn(dice, field, path) or on}
        values |= {name: value for name, value in TOGETHER.get(field.name, {}).items() if name in known}
        for activation in values.get("criteria_activation", ()):
            named = {"criteria_name": address(identity, request)["criteria_name"], "is_active": activation.is_active}
            values["criteria_activation"] = [type(activation)(**named)]
        for activation in values.get("service_activation", ()):
            values["service_activation"] = [type(activation)(service_user_id=identity.name, is_active=False)]
        live.library.command(request, **key, **values)
    except (OCIErrorResponse, TypeError, AttributeError, ValueError):
        return False
    after = snapshot(live.served)
    return before != after


def places() -> list[Place]:
    """Every field of every object that a stranger can set."""
    return [
        Place(identity, request, path, field)
        for identity, names in OBJECTS.items()
        for request in names
        for path, field in leaves(requests()[request])
        if path not in (*ADDRESSES, *WRITE_ONLY)
    ]


def changes_are_told(live: Live, count: int, seed: int) -> None:
    dice, fields = random.Random(seed), places()  # noqa: S311 - no secret is made here
    told = tried = 0
    while tried < count:
        place = dice.choice(fields)
        if not change(live, dice, place):
            live.put_back()
            continue
        tried += 1
        seen = differences(live.connection.read(live.wanted), live.wanted)
        told += bool(seen)
        listed = reason(place.request, place.path, place.identity.kind)
        assert seen or listed is not None, (seed, place)
        live.put_back()
    assert told > count / 5


def test_what_a_stranger_sets_is_told_or_listed(live: Live) -> None:
    changes_are_told(live, 25, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_things_that_a_stranger_sets(live: Live, seed: int) -> None:
    changes_are_told(live, 50, seed + 2)


NOT_DRAWN_HERE = (
    (
        "user",
        "endpoint.accessDeviceEndpoint.accessDevice.deviceName",
    ),  # a line of another telephone, never free
    ("holidays", "allDayEvent"),  # a day off of some hours is drawn by its hours
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({identity.kind for identity in OBJECTS}))
def test_whatever_is_not_left_alone_is_told(live: Live, kind: str) -> None:
    """Field by field: some value of each is taken by the platform, and every one is told."""
    dice = random.Random(9)  # noqa: S311 - no secret is made here
    for place in places():
        if place.identity.kind == kind and reason(place.request, place.path, kind) is None:
            taken = 0
            live.put_back()
            for _ in range(30):
                if taken < 4 and change(live, dice, place):
                    taken += 1
                    assert differences(live.connection.read(live.wanted), live.wanted), place
                live.put_back()
            assert taken or (kind, place.path) in NOT_DRAWN_HERE, place
