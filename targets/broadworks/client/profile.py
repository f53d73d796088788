"""The names that a platform's release has for requests; everything else in the target uses the newest ones.

A release still takes the names of older ones, so that a platform of which nobody knows the release is spoken to as an
old one: R22, the oldest with a login for encrypted connections.
"""

from collections.abc import Mapping
from typing import Any

from nummerplan.targets.broadworks.client.field_values import NIL

RELEASES = ("R21", "R22", "R23", "R24", "R25")
DEFAULT = "R22"

_OLDER: Mapping[str, Mapping[str, str]] = {
    "LoginRequest22V5": {"R22": "LoginRequest22"},
    "UserAddRequest22V2": {"R21": "UserAddRequest21", "R22": "UserAddRequest22"},
    "UserModifyRequest22": {"R21": "UserModifyRequest21"},
    "UserGetRequest23V2": {"R21": "UserGetRequest21", "R22": "UserGetRequest22", "R23": "UserGetRequest23"},
    "GroupAccessDeviceAddRequest22V2": {"R21": "GroupAccessDeviceAddRequest14", "R22": "GroupAccessDeviceAddRequest22"},
    "GroupAccessDeviceModifyRequest22": {"R21": "GroupAccessDeviceModifyRequest14"},
    "GroupAccessDeviceGetRequest24V3": {
        "R21": "GroupAccessDeviceGetRequest18sp1",
        "R22": "GroupAccessDeviceGetRequest22V2",
        "R23": "GroupAccessDeviceGetRequest22V5",
    },
    "GroupAutoAttendantGetInstanceRequest24": {"R23": "GroupAutoAttendantGetInstanceRequest20"},
    "UserVoiceMessagingUserModifyVoiceManagementRequest23": {
        "R22": "UserVoiceMessagingUserModifyVoiceManagementRequest"
    },
    "UserVoiceMessagingUserGetVoiceManagementRequest23": {"R22": "UserVoiceMessagingUserGetVoiceManagementRequest17"},
    "GroupMusicOnHoldModifyInstanceRequest22": {"R21": "GroupMusicOnHoldModifyInstanceRequest21"},
    "GroupMusicOnHoldGetInstanceRequest23V2": {
        "R21": "GroupMusicOnHoldGetInstanceRequest21",
        "R22": "GroupMusicOnHoldGetInstanceRequest22V3",
    },
    "GroupGetRequest22V5": {"R21": "GroupGetRequest14sp7"},
    "GroupCallProcessingGetPolicyRequest22V3": {"R21": "GroupCallProcessingGetPolicyRequest21sp2"},
    "UserCallProcessingGetPolicyRequest23": {
        "R21": "UserCallProcessingGetPolicyRequest21sp2",
        "R22": "UserCallProcessingGetPolicyRequest22",
    },
    "GroupExtensionLengthGetRequest22": {"R21": "GroupExtensionLengthGetRequest17"},
    "SystemDeviceTypeGetAvailableListRequest22V2": {
        "R21": "SystemDeviceTypeGetAvailableListRequest19",
        "R22": "SystemDeviceTypeGetAvailableListRequest22",
    },
}
"""For each newest name the older ones, each up to and including its release."""


def name_in(request: str, release: str) -> str:
    """What a release calls a request."""
    for last, older in _OLDER.get(request, {}).items():
        if RELEASES.index(release) <= RELEASES.index(last):
            return older
    return request


def spoken(request: str, fields: Mapping[str, Any], release: str) -> tuple[str, dict[str, Any]]:
    """A request's name and fields as a release has them.

    Fields that the release lacks stay, so that they are noticed, except for those that say what it does anyway.
    """
    name = name_in(request, release)
    older = dict(fields)
    if name == request:
        return name, older
    if request == "UserVoiceMessagingUserModifyVoiceManagementRequest23":
        return name, _one_address(older)
    if name == "GroupAccessDeviceAddRequest22":
        older.setdefault("use_hotline", False)
    if request == "UserAddRequest22V2" and "access_device_endpoint" in older:
        older["access_device_endpoint"] = _without_hotline(older["access_device_endpoint"])
    if request == "UserModifyRequest22" and isinstance(older.get("endpoint"), Mapping):
        endpoint = older["endpoint"]
        if isinstance(endpoint.get("access_device_endpoint"), Mapping):
            device = _without_hotline(endpoint["access_device_endpoint"])
            older["endpoint"] = {**endpoint, "access_device_endpoint": device}
    return name, older


def _one_address(fields: dict[str, Any]) -> dict[str, Any]:
    """Before R23 voicemail goes to one address; several stay a list, which is then refused."""
    mail = fields.get("voice_message_delivery_email_address")
    if mail is not None and mail is not NIL:
        addresses = mail["email_address"]
        fields["voice_message_delivery_email_address"] = addresses[0] if len(addresses) == 1 else list(addresses)
    return fields


def _without_hotline(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    """Older releases have no hotline, so that none need not be said."""
    return {name: value for name, value in endpoint.items() if not (name == "use_hotline" and value is False)}
