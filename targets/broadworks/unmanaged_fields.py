"""Fields that the platform has beside those of `setting_fields.py`: which are told, and which are left alone, and why.

Of each request that changes our objects every field stands in one of the three tables; a test holds that, and that a
value that somebody else gives a field of the first two is told as a difference. A name stands for all that is in it.
"""

from collections.abc import Mapping

_USER = "UserModifyRequest22"
_GROUP = "GroupHuntGroupModifyInstanceRequest"
_MENU = "GroupAutoAttendantModifyInstanceRequest20"
_VOICEMAIL = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
_GREETING = "UserVoiceMessagingUserModifyGreetingRequest20"
_POLICY = "GroupCallProcessingModifyPolicyRequest15sp2"

TOLD: Mapping[str, tuple[str, ...]] = {
    "GroupModifyRequest": ("callingLineIdName",),
    _POLICY: ("useGroupCLIDSetting", "blockCallingNameForExternalCalls"),
    _GROUP: (
        *("enableGroupBusy", "allowMembersToControlGroupBusy", "applyGroupBusyWhenTerminatingToAgent"),
        *("useSystemHuntGroupCLIDSetting", "includeHuntGroupNameInCLID"),
    ),
    _MENU: (
        *("enableVideo", "extensionDialingScope", "nameDialingScope", "businessHours.type", "holidaySchedule.type"),
        *("businessHoursMenu.audioFile.level", "afterHoursMenu.audioFile.level"),
        *("businessHoursMenu.keyConfiguration.key", "afterHoursMenu.keyConfiguration.key"),
    ),
    "GroupGroupNightForwardingModifyRequest": ("businessHours.type", "holidaySchedule.type"),
    _VOICEMAIL: (
        *("usePhoneMessageWaitingIndicator", "sendVoiceMessageNotifyEmail", "voiceMessageNotifyEmailAddress"),
        *("transferOnZeroToPhoneNumber", "transferPhoneNumber"),
    ),
    _GREETING: ("extendedAwayEnabled", "busyPersonalAudioFile.level", "noAnswerPersonalAudioFile.level"),
    "UserIncomingCallingPlanModifyRequest": ("userPermissions.allowFromWithinGroup",),
}
"""Fields of which no plan speaks: each has a usual value, and another one is told and set back."""

_NOBODY = "nothing that callers notice"
_OPERATOR = "the operator's"
_OWN = "the telephone's own"
_OTHER_WAYS = "ways of the platform that plans do not have"
_STATE = "how a person is at the moment, as busy as one who is on a call"
_PERSON = "about the person, not about calls"

NOT_MANAGED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "GroupModifyRequest": {
        _OPERATOR: (
            *("defaultDomain", "userLimit", "locationDialingCode", "servicePolicy", "callProcessingSliceId"),
            *("provisioningSliceId", "subscriberPartition", "preferredDataCenter", "extensionLengthSettings"),
            *("dialPlanAccessCode", "dialPlanPolicy", "defaultUserCallingLineIdPhoneNumber"),
        ),
        _NOBODY: ("contact", "address"),
    },
    _POLICY: {
        _OPERATOR: (
            *("useGroupMediaSetting", "useGroupCallLimitsSetting", "useGroupTranslationRoutingSetting"),
            *("useGroupDCLIDSetting", "useMax", "max", "mediaPolicySelection", "supportedMediaSetName"),
            *("networkUsageSelection", "enforceGroup", "allowEnterprise", "overrideCLID", "useEnterprise"),
            *(
                "enableEnterpriseExtensionDialing",
                "allowAlternateNumbersForRedirectingIdentity",
                "enableDialableCallerID",
            ),
            *(
                "allowConfigurableCLIDForRedirectingIdentity",
                "allowDepartmentCLIDNameOverride",
                "enterpriseCallsCLIDPolicy",
            ),
            *("groupCallsCLIDPolicy", "useGroupPhoneListLookupSetting", "enablePhoneListLookup", "includeRedirections"),
            *(
                "useUserPhoneNumberFor",
                "routeOverride",
                "allowMobileDNForRedirectingIdentity",
                "enableGatewayRoutePolicy",
            ),
            *("networkCalls", "networkURLCalls", "emergencyCalls", "repairCalls", "callTypingErrors"),
        )
    },
    "UserCallProcessingModifyPolicyRequest14sp7": {
        _OPERATOR: (
            *(
                "useUserMediaSetting",
                "useUserCallLimitsSetting",
                "useUserDCLIDSetting",
                "useUserTranslationRoutingSetting",
            ),
            *(
                "useMax",
                "max",
                "mediaPolicySelection",
                "supportedMediaSetName",
                "allowAlternate",
                "enableDialableCallerID",
            ),
            *(
                "blockCallingNameForExternalCalls",
                "allowConfigurable",
                "allowDepartment",
                "useUserPhoneListLookupSetting",
            ),
            *("enablePhoneListLookup", "includeRedirections", "routeOverride", "allowMobile", "allowUser"),
        )
    },
    "GroupMusicOnHoldModifyInstanceRequest22": {
        _OTHER_WAYS: (
            *(
                "department",
                "source.audioFilePreferredCodec",
                "source.labeledCustomSourceMediaFiles",
                "source.externalSource",
            ),
            *("source.announcementCustomSourceMediaFiles.videoFile", "useAlternateSourceForInternalCalls"),
            *(
                "internalSource",
                "useDynamicMOHDuringCallHold",
                "source.announcementCustomSourceMediaFiles.audioFile.mediaFileType",
            ),
        )
    },
    "GroupOutgoingCallingPlanOriginatingModifyListRequest": {_OTHER_WAYS: ("departmentPermissions",)},
    "GroupOutgoingCallingPlanRedirectingModifyListRequest": {_OTHER_WAYS: ("departmentPermissions",)},
    "GroupAccessDeviceModifyRequest22": {
        _OWN: (
            *("deviceExternalId", "protocol", "netAddress", "port", "outboundProxyServerNetAddress", "description"),
            *(
                "stunServerNetAddress",
                "configurationMode",
                "configurationFile",
                "physicalLocation",
                "transportProtocol",
            ),
            *("deviceIPEI", "useDeviceCode", "deviceCode", "useCustomUserNamePassword"),
        )
    },
    _USER: {
        _PERSON: (
            *("hiraganaLastName", "hiraganaFirstName", "department", "title", "pagerPhoneNumber", "mobilePhoneNumber"),
            *("emailAddress", "yahooId", "addressLocation", "address", "newUserExternalId", "newUserPersonId"),
        ),
        _OTHER_WAYS: (
            *("sipAliasList", "networkClassOfService", "officeZoneName", "primaryZoneName", "impId", "impPassword"),
            *("alternateUserIdList", "allowVideo", "endpoint.trunkAddressing", "oldPassword"),
        ),
        _OWN: tuple(
            f"endpoint.accessDeviceEndpoint.{name}"
            for name in ("privateIdentity", "contactList", "portNumber", "useHotline", "hotlineContact")
        ),
    },
    _GROUP: {
        _OTHER_WAYS: (
            "networkClassOfService",
            *(
                f"serviceInstanceProfile.{name}"
                for name in (
                    *("hiraganaLastName", "hiraganaFirstName", "password", "department", "sipAliasList"),
                    *("publicUserIdentity", "callingLineIdPhoneNumber"),
                )
            ),
        )
    },
    _MENU: {
        _OTHER_WAYS: (
            *("networkClassOfService", "holidayMenu", "transferToOperator"),
            *(
                f"serviceInstanceProfile.{name}"
                for name in (
                    *("hiraganaLastName", "hiraganaFirstName", "password", "department", "sipAliasList"),
                    *("publicUserIdentity", "callingLineIdPhoneNumber"),
                )
            ),
            *(
                f"{menu}.{name}"
                for menu in ("businessHoursMenu", "afterHoursMenu")
                for name in (
                    *("videoFile", "audioFile.mediaFileType", "keyConfiguration.entry.videoFile"),
                    *(
                        "keyConfiguration.entry.audioFile.mediaFileType",
                        "keyConfiguration.entry.audioFile.level",
                        "keyConfiguration.entry.submenuId",
                    ),
                )
            ),
        )
    },
    _VOICEMAIL: {_OTHER_WAYS: ("outOfPrimaryZoneRedirectToVoiceMail",)},
    _GREETING: {
        _OTHER_WAYS: (
            *("busyPersonalVideoFile", "noAnswerPersonalVideoFile", "noAnswerAlternateGreeting", "extendedAwayDisable"),
            *("extendedAwayAudioFile", "extendedAwayVideoFile"),
            *("busyPersonalAudioFile.mediaFileType", "noAnswerPersonalAudioFile.mediaFileType"),
        )
    },
    "UserCallForwardingAlwaysModifyRequest": {_OWN: ("isRingSplashActive",)},
    "UserCallWaitingModifyRequest": {_OWN: ("disableCallingLineIdDelivery",)},
    "UserAlternateNumbersModifyRequest": {
        _OWN: (
            "distinctiveRing",
            *(f"alternateEntry{n:02d}.{name}" for n in range(1, 11) for name in ("ringPattern", "description")),
        )
    },
    "UserDoNotDisturbModifyRequest": {_STATE: ("isActive", "ringSplash", "isDoNotDisturbSync")},
    "UserSimultaneousRingPersonalModifyCriteriaRequest": {
        _NOBODY: ("newCriteriaName",),
        "without effect where any caller is meant": (
            *("fromDnCriteria.includeAnonymousCallers", "fromDnCriteria.includeUnavailableCallers"),
            "fromDnCriteria.phoneNumberList",
        ),
    },
    "GroupScheduleModifyEventRequest": {_NOBODY: ("newEventName",)},
    "GroupAnnouncementFileModifyRequest": {_OPERATOR: ("announcementFileExternalId",)},
    "UserFaxMessagingModifyRequest": {_OTHER_WAYS: ("sipAliasList",)},
    "UserIncomingCallingPlanModifyRequest": {
        _OTHER_WAYS: ("userPermissions.allowCollectCalls", "userPermissions.digitPatternPermission")
    },
}
"""Fields that are neither compared nor written, by reason. Call types that `call_types` does not name are such too."""


AT_BOXES: Mapping[str, tuple[str, ...]] = {
    _VOICEMAIL: ("busyRedirectToVoiceMail", "noAnswerRedirectToVoiceMail"),
    _GREETING: ("busyAnnouncementSelection", "busyPersonalAudioFile", "noAnswerNumberOfRings"),
    _USER: ("callingLineIdPhoneNumber", "nameDialingName", "endpoint"),
}
"""What has no effect at mailboxes: their voicemail takes every call at once, and they call nobody."""


def reason(request: str, field: str, kind: str = "") -> str | None:
    """Why a field is left alone at a kind of object; None for one that is told."""
    if kind in ("mailbox", "fax") and field.startswith(AT_BOXES.get(request, ())):
        return "without effect where every call is taken at once"
    for why, names in NOT_MANAGED.get(request, {}).items():
        if field.startswith(names):
            return why
    if ".groupPermissions." in f".{field}" or ".userPermissions." in f".{field}":
        return _OTHER_WAYS if request.endswith("ListRequest") or "OutgoingCallingPlan" in request else None
    return None
