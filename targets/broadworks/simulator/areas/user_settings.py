"""The settings of user services that are no more than their fields: kept as they come, given back as they are."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from nummerplan.targets.broadworks.simulator.audio import check_files
from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
from nummerplan.targets.broadworks.simulator.refusal import own
from nummerplan.targets.broadworks.simulator.settings import (
    StoredSettings,
    keep_user_settings,
    needs_group_service,
    needs_service,
    user_settings,
    without,
)
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, merged


class Area(NamedTuple):
    """A service's settings: who has it, what they are at first, and which requests read and change them.

    The service is a user's, or with `group_service` the group's; `always` has everybody.
    """

    name: str
    defaults: Mapping[str, Any]
    reads: tuple[str, ...]
    changes: tuple[str, ...]
    group_service: bool = False
    always: bool = False
    check: Callable[[StoredSettings], None] = lambda _settings: None
    shown: Callable[[str, StoredSettings], StoredSettings] = lambda _request, settings: settings


def _has_number(settings: StoredSettings) -> None:
    if settings["isActive"] and not settings.get("forwardToPhoneNumber"):
        raise own(9160, "A call forwarding cannot be active without a phone number to forward to.")


def _has_names(settings: StoredSettings) -> None:
    for field in (f"noAnswerAlternateGreeting{place:02d}" for place in range(1, 4)):
        if settings.get(field) and not settings[field].get("name"):
            raise own(9174, "An alternate greeting needs a name.")


def _emails(request: str, settings: StoredSettings) -> StoredSettings:
    # From R23 on there are several addresses for messages; before, there was one.
    address = settings.get("voiceMessageDeliveryEmailAddress")
    if request.endswith("23") or not isinstance(address, dict):
        several = {"emailAddress": [address]} if isinstance(address, str) else address
        return settings | {"voiceMessageDeliveryEmailAddress": several if request.endswith("23") else address}
    return settings | {"voiceMessageDeliveryEmailAddress": address["emailAddress"][0]}


_ON = {"isActive": False}

AREAS = (
    Area(
        "Call Forwarding Always",
        _ON | {"isRingSplashActive": False},
        ("UserCallForwardingAlwaysGetRequest",),
        ("UserCallForwardingAlwaysModifyRequest",),
        check=_has_number,
    ),
    Area(
        "Call Forwarding Busy",
        _ON,
        ("UserCallForwardingBusyGetRequest",),
        ("UserCallForwardingBusyModifyRequest",),
        check=_has_number,
    ),
    Area(
        "Call Forwarding No Answer",
        _ON | {"numberOfRings": 3},
        ("UserCallForwardingNoAnswerGetRequest13mp16",),
        ("UserCallForwardingNoAnswerModifyRequest",),
        check=_has_number,
    ),
    Area(
        "Call Forwarding Not Reachable",
        _ON,
        ("UserCallForwardingNotReachableGetRequest",),
        ("UserCallForwardingNotReachableModifyRequest",),
        check=_has_number,
    ),
    Area("Call Forwarding Selective", _ON, (), ("UserCallForwardingSelectiveModifyRequest",)),
    Area("Remote Office", _ON, (), ("UserRemoteOfficeModifyRequest",)),
    Area(
        "Call Waiting",
        {"isActive": True, "disableCallingLineIdDelivery": False},
        ("UserCallWaitingGetRequest17sp4",),
        ("UserCallWaitingModifyRequest",),
    ),
    Area(
        "Calling Line ID Delivery Blocking",
        _ON,
        ("UserCallingLineIDDeliveryBlockingGetRequest",),
        ("UserCallingLineIDDeliveryBlockingModifyRequest",),
    ),
    Area(
        "Anonymous Call Rejection",
        _ON,
        ("UserAnonymousCallRejectionGetRequest",),
        ("UserAnonymousCallRejectionModifyRequest",),
    ),
    Area(
        "Do Not Disturb",
        _ON | {"ringSplash": False},
        ("UserDoNotDisturbGetRequest",),
        ("UserDoNotDisturbModifyRequest",),
    ),
    Area(
        "Voice Messaging User",
        _ON | {"processing": "Unified Voice and Email Messaging", "busyRedirectToVoiceMail": True,
               "noAnswerRedirectToVoiceMail": True, "usePhoneMessageWaitingIndicator": True},
        ("UserVoiceMessagingUserGetVoiceManagementRequest17", "UserVoiceMessagingUserGetVoiceManagementRequest23"),
        ("UserVoiceMessagingUserModifyVoiceManagementRequest", "UserVoiceMessagingUserModifyVoiceManagementRequest23"),
        shown=_emails,
    ),
    Area(
        "Voice Messaging User: greeting",
        {"noAnswerNumberOfRings": 3},
        ("UserVoiceMessagingUserGetGreetingRequest20",),
        ("UserVoiceMessagingUserModifyGreetingRequest20",),
        check=_has_names,
    ),
    Area(
        "Incoming Calling Plan",
        {"useCustomSettings": False, "userPermissions": {"allowFromWithinGroup": True, "allowFromOutsideGroup": "Allow",
                                                         "allowCollectCalls": True}},
        ("UserIncomingCallingPlanGetRequest",),
        ("UserIncomingCallingPlanModifyRequest",),
        group_service=True,
    ),
    Area(
        "policy",
        {"maxSimultaneousCalls": 10, "maxSimultaneousVideoCalls": 5, "maxCallTimeForAnsweredCallsMinutes": 600,
         "maxCallTimeForUnansweredCallsMinutes": 2, "maxConcurrentRedirectedCalls": 3, "maxFindMeFollowMeDepth": 3,
         "maxRedirectionDepth": 10, "maxConcurrentFindMeFollowMeInvocations": 3, "useGroupName": True,
         "maxConcurrentTerminatingAlertingRequests": 10},
        ("UserCallProcessingGetPolicyRequest19sp1", "UserCallProcessingGetPolicyRequest21sp2",
         "UserCallProcessingGetPolicyRequest22", "UserCallProcessingGetPolicyRequest23"),
        ("UserCallProcessingModifyPolicyRequest14sp7",),
        always=True,
    ),
)  # fmt: skip


def switch_of(store: SimulatorStore, subscriber: int, service: str) -> bool | None:
    """Whether a service of a user is switched on; None of one that has no switch."""
    defaults = next((area.defaults for area in AREAS if area.name == service), {})
    found: bool | None = user_settings(store, subscriber, service, defaults).get("isActive")
    return found


def _serve(area: Area) -> None:
    def admit(call: Invocation) -> Any:
        user = call.subscriber()
        if area.group_service:
            needs_group_service(call.store, user["tenant"], area.name)
        elif not area.always:
            needs_service(call.store, user["id"], area.name.partition(":")[0])
        return user

    @answers(*area.reads)
    def read(call: Invocation) -> AnswerFields:
        user = admit(call)
        return area.shown(call.request, user_settings(call.store, user["id"], area.name, area.defaults))

    @answers(*area.changes)
    def change(call: Invocation) -> AnswerFields:
        user = admit(call)
        fields = without(call.fields, "userId")
        check_files(call, user["tenant"], user["id"], fields)
        settings = merged(user_settings(call.store, user["id"], area.name, area.defaults), fields)
        area.check(settings)
        keep_user_settings(call.store, user["id"], area.name, settings)
        return None


for _area in AREAS:
    _serve(_area)
