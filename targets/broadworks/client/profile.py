"""The names that a platform's release has for requests; everything else in the target uses the newest ones.

A release still takes the names of older ones, so that a platform of which nobody knows the release is spoken to as an
old one: R22, the oldest with a login for encrypted connections. R23 gets R22's names, which R24 has too.
"""

import re
from collections.abc import Mapping
from typing import Any

from nummerplan.model.deployment.platform import PlatformError, Site
from nummerplan.model.message import say
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.protocol.releases import RELEASES, has

__all__ = ["DEFAULT", "RELEASES", "has", "name_in", "release_named", "release_of", "spoken"]

DEFAULT = "R22"

_OLDER: Mapping[str, Mapping[str, str]] = {
    "LoginRequest22V5": {"R23": "LoginRequest22"},
    "UserAddRequest22V2": {"R21": "UserAddRequest17sp4", "R23": "UserAddRequest22"},
    "UserModifyRequest22": {"R21": "UserModifyRequest17sp4"},
    "UserGetRequest23V2": {"R21": "UserGetRequest21", "R24": "UserGetRequest22"},
    "GroupAccessDeviceAddRequest22V2": {"R21": "GroupAccessDeviceAddRequest14", "R23": "GroupAccessDeviceAddRequest22"},
    "GroupAccessDeviceModifyRequest22": {"R21": "GroupAccessDeviceModifyRequest14"},
    "GroupAccessDeviceGetRequest24V3": {
        "R21": "GroupAccessDeviceGetRequest18sp1",
        "R24": "GroupAccessDeviceGetRequest22V2",
    },
    "GroupAutoAttendantGetInstanceRequest24": {"R24": "GroupAutoAttendantGetInstanceRequest20"},
    "UserVoiceMessagingUserModifyVoiceManagementRequest23": {
        "R24": "UserVoiceMessagingUserModifyVoiceManagementRequest"
    },
    "UserVoiceMessagingUserGetVoiceManagementRequest23": {"R24": "UserVoiceMessagingUserGetVoiceManagementRequest17"},
    "GroupMusicOnHoldModifyInstanceRequest22": {"R21": "GroupMusicOnHoldModifyInstanceRequest21"},
    "GroupMusicOnHoldGetInstanceRequest23V2": {"R23": "GroupMusicOnHoldGetInstanceRequest21"},
    "GroupGetRequest22V5": {"R21": "GroupGetRequest14sp7"},
    "GroupCallProcessingGetPolicyRequest22V3": {"R21": "GroupCallProcessingGetPolicyRequest19sp1"},
    "UserCallProcessingGetPolicyRequest23": {
        "R21": "UserCallProcessingGetPolicyRequest19sp1",
        "R24": "UserCallProcessingGetPolicyRequest22",
    },
    "UserSharedCallAppearanceAddEndpointRequest22": {"R21": "UserSharedCallAppearanceAddEndpointRequest14sp2"},
    "UserSharedCallAppearanceGetRequest21sp1": {"R21": "UserSharedCallAppearanceGetRequest16sp2"},
    "GroupExtensionLengthGetRequest22": {"R21": "GroupExtensionLengthGetRequest17"},
    "GroupPasswordRulesGetRequest22": {"R21": "GroupPasswordRulesGetRequest16"},
    "SystemDeviceTypeGetAvailableListRequest22V2": {
        "R21": "SystemDeviceTypeGetAvailableListRequest19",
        "R24": "SystemDeviceTypeGetAvailableListRequest22",
    },
}
"""For each newest name the older ones, each up to and including its release."""


def release_of(site: Site) -> str:
    """The release of a site's platform, as its settings or the platform itself say it."""
    return str(site.settings.get("release") or DEFAULT)


def release_named(version: str) -> str | None:
    """The release of a platform that says its version (`Rel_22.0_1.1123`); None for a version of no known form.

    Raises `PlatformError` for one that is older than what we speak; a later one still takes the newest names.
    """
    found = re.search(r"Rel_(\d{2})(?!\d)", version)
    if found is None:
        return None
    oldest, newest = (int(name[1:]) for name in (RELEASES[0], RELEASES[-1]))
    if int(found[1]) < oldest:
        about = {"version": found[0], "known": ", ".join(RELEASES)}
        raise PlatformError(say("the platform says it is {version}, and only {known} are spoken here", **about))
    return f"R{min(int(found[1]), newest)}"


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
    if request == "UserSharedCallAppearanceAddEndpointRequest22":
        older["access_device_endpoint"] = _without_hotline(older["access_device_endpoint"])
        # Whether a telephone may show pictures is no question yet.
        older.pop("allow_video", None)
    if request == "UserModifyRequest22" and isinstance(older.get("endpoint"), Mapping):
        endpoint = older["endpoint"]
        if isinstance(endpoint.get("access_device_endpoint"), Mapping):
            device = _without_hotline(endpoint["access_device_endpoint"])
            older["endpoint"] = {**endpoint, "access_device_endpoint": device}
    return name, older


def _one_address(fields: dict[str, Any]) -> dict[str, Any]:
    """Before R25 voicemail goes to one address; several stay a list, which is then refused."""
    mail = fields.get("voice_message_delivery_email_address")
    if mail is not None and mail is not NIL:
        addresses = mail["email_address"]
        fields["voice_message_delivery_email_address"] = addresses[0] if len(addresses) == 1 else list(addresses)
    return fields


def _without_hotline(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    """Older releases have no hotline, so that none need not be said."""
    return {name: value for name, value in endpoint.items() if not (name == "use_hotline" and value is False)}
