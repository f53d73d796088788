"""Whatever a stranger's client sets at our objects is told as a difference, or is listed as left alone."""

import logging
import random
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from broadworks_live import bench, deploy, differences
from broadworks_ocip.api import BroadworksAPI
from broadworks_ocip.exceptions import OCIErrorResponse
from broadworks_ocip.types import AccessDevice, AccessDeviceEndpointKey, MusicOnHoldSourceModify22
from broadworks_plans import ONE_OF_EACH
from broadworks_simulator import ADMINISTRATOR, port_of

from nummerplan.model.deployment.platform import Connection, Site
from nummerplan.model.deployment.tenant import Identity, Tenant
from nummerplan.targets.broadworks import PROVISIONING
from nummerplan.targets.broadworks.protocol import Field, Plain, Record, requests
from nummerplan.targets.broadworks.setting_fields import FIELDS
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.seed import TenantSeed
from nummerplan.targets.broadworks.simulator.serving import Ports, Serving, serving
from nummerplan.targets.broadworks.unmanaged_fields import TOLD, reason

BERT, SECOND = "bert@zaak.example", "UserSharedCallAppearanceModifyEndpointRequest"
ANNA, POST = "anna@zaak.example", "post@zaak.example"
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
)
COMPANY_REQUESTS = (
    "GroupModifyRequest",
    "GroupCallProcessingModifyPolicyRequest15sp2",
    "GroupOutgoingCallingPlanOriginatingModifyListRequest",
    "GroupOutgoingCallingPlanRedirectingModifyListRequest",
    "GroupMusicOnHoldModifyInstanceRequest22",
    "GroupGroupNightForwardingModifyRequest",
)
OBJECTS = {
    Identity("user", ANNA): USER_REQUESTS,
    Identity("user", BERT): (SECOND,),
    Identity("mailbox", POST): (USER_REQUESTS[0], *USER_REQUESTS[-3:-1]),
    Identity("hunt_group", GROUP): ("GroupHuntGroupModifyInstanceRequest", "UserCallForwardingBusyModifyRequest"),
    Identity("auto_attendant", MENU): ("GroupAutoAttendantModifyInstanceRequest20",),
    Identity("device", "anna-generic-sip"): ("GroupAccessDeviceModifyRequest22",),
    Identity("company", "zaak"): COMPANY_REQUESTS,
}
ADDRESSES = ("serviceProviderId", "groupId", "userId", "serviceUserId", "deviceName")
ENDPOINT = "accessDeviceEndpoint."
"""Which line of somebody a request means."""
WRITE_ONLY = ("newPassword", "accessDeviceCredentials.password")
"""Nobody can read these: a password that somebody set is never told."""
ALSO_TOLD = {
    "UserSimultaneousRingPersonalModifyRequest17": ("isActive", "doNotRingIfOnCall", "criteriaActivation"),
    "UserAlternateNumbersModifyRequest": tuple(f"alternateEntry{n:02d}" for n in range(1, 11)),
    "UserCallProcessingModifyPolicyRequest14sp7": ("emergencyClidPolicy", "useGroupName"),
    "UserIncomingCallingPlanModifyRequest": ("useCustomSettings", "userPermissions.allowFrom"),
    "GroupMusicOnHoldModifyInstanceRequest22": ("source.announcementCustomSourceMediaFiles.audioFile",),
    "GroupHuntGroupModifyInstanceRequest": ("agentUserIdList",),
    "UserModifyRequest22": ("endpoint.accessDeviceEndpoint.accessDevice.deviceLevel",),
    "GroupAccessDeviceModifyRequest22": ("serialNumber",),
    "UserVoiceMessagingUserModifyGreetingRequest20": ("busyPersonalAudioFile", "noAnswerPersonalAudioFile"),
}
"""Parts of what the table of settings names by the whole, or by its first place."""
TOGETHER: Mapping[str, dict[str, Any]] = {
    "send_voice_message_notify_email": {"voice_message_notify_email_address": "x@y.example"},
    "voice_message_notify_email_address": {"send_voice_message_notify_email": True},
    "transfer_on_zero_to_phone_number": {"transfer_phone_number": "0612345678"},
    "transfer_phone_number": {"transfer_on_zero_to_phone_number": True},
    "voice_message_carbon_copy_email_address": {"send_carbon_copy_voice_message": True},
    "send_carbon_copy_voice_message": {"voice_message_carbon_copy_email_address": "x@y.example"},
    "forward_to_phone_number": {"is_active": True},
    "greeting_only_forward_destination": {"disable_message_deposit": True, "disable_message_deposit_action": "Forward"},
    "disable_message_deposit_action": {"disable_message_deposit": True, "greeting_only_forward_destination": "202"},
    "calling_line_id_phone_number": {},
    "name_dialing_name": {},
}
"""What has no effect without another field: it comes with it."""


def leaves(record: Record, above: str = "") -> Iterator[tuple[str, Field]]:
    """Every field that holds a value, by its path in XML, with the outermost field that it stands in."""
    for field in record.fields:
        if isinstance(field.type, Record):
            yield from ((path, field) for path, _ in leaves(field.type, f"{above}{field.xml}."))
        else:
            yield f"{above}{field.xml}", field


def is_known(path: str) -> bool:
    """Whether a field says whom a request is about, or cannot be read."""
    return path in (*ADDRESSES, *WRITE_ONLY) or path.startswith(ENDPOINT)


def is_told(request: str, path: str) -> bool:
    """Whether a table says that the field is compared."""
    named = {text.removeprefix(f"{request}.") for texts in FIELDS.values() for text in texts}
    parts = ALSO_TOLD.get(request, ())
    known = {*named, *TOLD.get(request, ())}
    return path.startswith(parts) or any(path == name or path.startswith(f"{name}.") for name in known)


@pytest.mark.parametrize("request_name", sorted({name for names in OBJECTS.values() for name in names}))
def test_every_field_is_told_or_listed_as_left_alone(request_name: str) -> None:
    """Call types are told where the settings name them: this asks for the classes that no plan has."""
    unknown = [
        path
        for path, _ in leaves(requests()[request_name])
        if not is_known(path) and not is_told(request_name, path) and reason(request_name, path) is None
    ]
    assert unknown == [], "\n".join(unknown)


def test_what_is_left_alone_is_in_the_protocol() -> None:
    from nummerplan.targets.broadworks.unmanaged_fields import NOT_MANAGED

    for request, reasons in NOT_MANAGED.items():
        paths = [path for path, _ in leaves(requests()[request])]
        for names in reasons.values():
            assert [name for name in names if not any(path.startswith(name) for path in paths)] == [], request
            assert [name for name in TOLD.get(request, ()) if name in names] == []


class Live(NamedTuple):
    """The company on its platform, a stranger's client, and a copy of the platform to go back to."""

    served: Serving
    library: BroadworksAPI
    connection: Connection
    wanted: Tenant
    copy: sqlite3.Connection

    def put_back(self) -> None:
        with self.served.store.lock:
            self.copy.backup(self.served.store.database)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One of everything; the library speaks as whoever has a portal or a script of his own."""
    seed = TenantSeed("SP", "zaak", ("zaak.example",), ("+31854879610..+31854879619",))
    with pytest.MonkeyPatch.context() as patch, serving(Ports(), [seed], ADMINISTRATOR, FaultInjection()) as served:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        settings = {"kind": "broadworks", "address": served.addresses[0], "user": ADMINISTRATOR.user_id}
        where = Site("hosted", "broadworks", settings | {"password": "platforms/hosted"}, "SP", "zaak", "zaak.example")
        work = bench(ONE_OF_EACH)
        wanted = PROVISIONING.wanted(work, where).tenant
        with PROVISIONING.connect(where, work.secrets, work.telephone_audio) as connection:
            deploy(connection, wanted, where)
            assert not differences(connection.read(wanted), wanted)
            library = BroadworksAPI(
                host="127.0.0.1",
                port=port_of(served.addresses[0]),
                username=ADMINISTRATOR.user_id,
                password=ADMINISTRATOR.password,
                logger=logging.getLogger("library"),
            )
            # What is stored as it is without a word of it is no change: music plays, and comes from the platform.
            library.command("GroupMusicOnHoldModifyInstanceRequest22", **MUSIC)
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            with served.store.lock:
                served.store.database.backup(copy)
            yield Live(served, library, connection, wanted, copy)


def drawn(dice: random.Random, field: Field, path: str) -> Any:
    """A value for a field; of a nested one a record with what the path leads to, and what has to be there."""
    kind = field.type
    if isinstance(kind, Record):
        inner_name = path.partition(".")[2].partition(".")[0]
        inner = {
            one.name: drawn(dice, one, path.partition(".")[2])
            for one in kind.fields
            if one.xml == inner_name or one.required
        }
        made = inner if kind.inline else type_of(kind.name)(**inner)
        return [made] if field.is_list else made
    if not isinstance(kind, Plain):
        raise TypeError(f"{path} holds a department, which this platform has none of")
    value = plain(dice, kind, field.xml)
    return [value] if field.is_list else value


def type_of(name: str) -> Any:
    import broadworks_ocip.types

    return getattr(broadworks_ocip.types, name)


NAMED = {
    "extension": "2719",
    "userId": ANNA,
    "language": "German",
    "timeZone": "Europe/London",
    "deviceName": "bert-generic-sip",
    "linePort": "nieuw@zaak.example",
    "macAddress": "0004F2AABBCC",
    "greetingOnlyForwardDestination": "0687654321",
}
"""Values that the platform takes; others are any text."""


def plain(dice: random.Random, kind: Plain, name: str) -> Any:
    if kind.options:
        return dice.choice(kind.options)
    if kind.kind == "bool":
        return dice.random() < 0.5
    if kind.kind == "int":
        return dice.randint(kind.least or 0, kind.most if kind.most is not None else 99)
    if "mail" in name.lower():
        return f"x{dice.randrange(1000)}@y.example"
    if "honeNumber" in name:
        return dice.choice(("+31854879618", "+31854879619"))
    return NAMED.get(name, f"Anders{dice.randrange(100)}")


MUSIC = {
    "service_provider_id": "SP",
    "group_id": "zaak",
    **dict.fromkeys(
        ("is_active_during_call_hold", "is_active_during_call_park", "is_active_during_busy_camp_on"), True
    ),
    "source": MusicOnHoldSourceModify22(message_source_selection="System"),
}


class Place(NamedTuple):
    """A field of an object: whose, in which request, by its path, and the outermost field of that."""

    identity: Identity
    request: str
    path: str
    field: Field


def change(live: Live, dice: random.Random, place: Place) -> bool:
    """Let the stranger set a field; False when the platform does not take the value, or had it already."""
    identity, request, path, field = place
    group = {"service_provider_id": "SP", "group_id": "zaak"}
    key = {"service_user_id": identity.name}
    if identity.kind in ("company", "device"):
        key = group | ({"device_name": identity.name} if identity.kind == "device" else {})
    elif request.startswith("User"):
        key = {"user_id": identity.name}
    if request == SECOND:
        key["access_device_endpoint"] = AccessDeviceEndpointKey(
            access_device=AccessDevice(device_level="Group", device_name="thuis"), line_port="thuis@zaak.example"
        )
    with live.served.store.lock:
        before = "\n".join(line for line in live.served.store.database.iterdump() if '"tally"' not in line)
    known = {one.name for one in requests()[request].fields}
    try:
        # A switch that is usually off and stays so is no change, whatever number stands beside it.
        on = field.name in TOGETHER or path in TOLD.get(request, ())
        values = {field.name: drawn(dice, field, path) or on}
        values |= {name: value for name, value in TOGETHER.get(field.name, {}).items() if name in known}
        live.library.command(request, **key, **values)
    except (OCIErrorResponse, TypeError, AttributeError, ValueError):
        return False
    with live.served.store.lock:
        after = "\n".join(line for line in live.served.store.database.iterdump() if '"tally"' not in line)
    return before != after


def changes_are_told(live: Live, count: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    fields = [
        Place(identity, request, path, field)
        for identity, names in OBJECTS.items()
        for request in names
        for path, field in leaves(requests()[request])
        if not is_known(path)
    ]
    told = tried = 0
    while tried < count:
        place = dice.choice(fields)
        if not change(live, dice, place):
            live.put_back()
            continue
        tried += 1
        seen = differences(live.connection.read(live.wanted), live.wanted)
        told += bool(seen)
        assert seen or reason(place.request, place.path, place.identity.kind) is not None, place
        live.put_back()
    assert told > count / 5


def test_what_a_stranger_sets_is_told_or_listed(live: Live) -> None:
    changes_are_told(live, 25, 1)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_things_that_a_stranger_sets(live: Live, seed: int) -> None:
    changes_are_told(live, 50, seed + 2)
