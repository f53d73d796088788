"""Which fields of which commands hold each setting of a plan: `REQUEST.field`, as the newest release spells them.

A field without a request is one of every command. Services that a setting needs are assigned with it, and a recording
that it names is sent with it; neither stands here. A test changes each setting and compares what is sent.
"""

from collections.abc import Mapping

_USER = "UserAddRequest22V2 UserModifyRequest22"
_GROUP = "GroupHuntGroupAddInstanceRequest20 GroupHuntGroupModifyInstanceRequest"
_MENU = "GroupAutoAttendantAddInstanceRequest20 GroupAutoAttendantModifyInstanceRequest20"
_DEVICE = "GroupAccessDeviceAddRequest22V2 GroupAccessDeviceModifyRequest22"
_COMPANY = "GroupModifyRequest"
_POLICY = "GroupCallProcessingModifyPolicyRequest15sp2"
_OWN_POLICY = "UserCallProcessingModifyPolicyRequest14sp7"
_NIGHT = "GroupGroupNightForwardingModifyRequest"
_VOICEMAIL = "UserVoiceMessagingUserModifyVoiceManagementRequest23"
_GREETING = "UserVoiceMessagingUserModifyGreetingRequest20"
_EVENT = "GroupScheduleAddEventRequest"
_TOGETHER = "UserSimultaneousRingPersonalModifyRequest17"
_TOGETHER_AT = "UserSimultaneousRingPersonalAddCriteriaRequest"
_REJECT, _REJECT_OTHER = (f"UserSelectiveCallRejection{verb}CriteriaRequest16" for verb in ("Add", "Modify"))
_KINDS = ("Originating", "Redirecting")
_REDIRECTS = ("alwaysRedirectToVoiceMail", "busyRedirectToVoiceMail", "noAnswerRedirectToVoiceMail")
_WHICH_DEVICE = (
    "UserAddRequest22V2.accessDeviceEndpoint.accessDevice.deviceName",
    "UserModifyRequest22.endpoint.accessDeviceEndpoint.accessDevice.deviceName",
)
_LINE_PORT = (
    "UserAddRequest22V2.accessDeviceEndpoint.linePort",
    "UserModifyRequest22.endpoint.accessDeviceEndpoint.linePort",
)
_ALONG = "UserSharedCallAppearanceAddEndpointRequest22"
_NEW_ID = ("UserModifyUserIdRequest.newUserId",)


def _in(requests: str, *fields: str) -> tuple[str, ...]:
    return tuple(f"{request}.{field}" for request in requests.split() for field in fields)


def _forward(case: str, *fields: str) -> tuple[str, ...]:
    return _in(f"UserCallForwarding{case}ModifyRequest", *(fields or ("isActive", "forwardToPhoneNumber")))


_COMPANY_SETTINGS = {
    "platform.service_provider": ("serviceProviderId",),
    "platform.group": ("groupId",),
    "platform.domain": (
        *_in("UserAddRequest22V2", "userId"),
        *_in("GroupHuntGroupAddInstanceRequest20", "serviceUserId", "agentUserId"),
        *_in("GroupAutoAttendantAddInstanceRequest20", "serviceUserId"),
        _LINE_PORT[0],
    ),
    "company.name": (
        *_in(_COMPANY, "groupName", "callingLineIdName"),
        *_in(f"{_GROUP} {_MENU}", "serviceInstanceProfile.callingLineIdFirstName"),
    ),
    "company.main_number": _in(_COMPANY, "callingLineIdPhoneNumber"),
    "company.time_zone": (
        *_in(f"{_COMPANY} {_USER}", "timeZone"),
        *_in(f"{_GROUP} {_MENU}", "serviceInstanceProfile.timeZone"),
    ),
    "company.language": (*_in(_USER, "language"), *_in(f"{_GROUP} {_MENU}", "serviceInstanceProfile.language")),
    "company.show_company_name": _in(f"{_POLICY} {_OWN_POLICY}", "useGroupName"),
    "company.caller_id": _in(_POLICY, "clidPolicy"),
    "company.emergency_caller_id": _in(f"{_POLICY} {_OWN_POLICY}", "emergencyClidPolicy"),
    "company.block_outgoing": tuple(
        f"GroupOutgoingCallingPlan{kind}ModifyListRequest.groupPermissions" for kind in _KINDS
    ),
    "company.block_forwarding": ("GroupOutgoingCallingPlanRedirectingModifyListRequest.groupPermissions",),
    "company.music_on_hold": _in(
        "GroupMusicOnHoldModifyInstanceRequest22",
        "source.messageSourceSelection",
        "source.announcementCustomSourceMediaFiles.audioFile.name",
        "isActiveDuringCallHold",
        "isActiveDuringCallPark",
        "isActiveDuringBusyCampOn",
    ),
    "company.business_hours": _in(f"{_NIGHT} {_MENU}", "businessHours.name"),
    "company.holidays": _in(f"{_NIGHT} {_MENU}", "holidaySchedule.name"),
    "company.night_forwarding.mode": _in(_NIGHT, "nightForwarding"),
    "company.night_forwarding.to": _in(_NIGHT, "forwardToPhoneNumber"),
    "company.night_forwarding.business_hours": _in(_NIGHT, "businessHours.name"),
    "company.night_forwarding.holidays": _in(_NIGHT, "holidaySchedule.name"),
    "schedules.KEY.name": _in("GroupScheduleAddRequest", "scheduleName"),
    "schedules.KEY.DAY": _in(
        _EVENT, "eventName", "startTime.hour", "startTime.minute", "endTime.hour", "endTime.minute"
    ),
    "schedules.KEY.dates": _in(
        _EVENT,
        "eventName",
        "startDate",
        "endDate",
        "startTime.hour",
        "startTime.minute",
        "endTime.hour",
        "endTime.minute",
    ),
    "schedules.KEY.renamed_from": _in("GroupScheduleModifyRequest", "newScheduleName"),
    "holidays.KEY.name": _in("GroupScheduleAddRequest", "scheduleName"),
    "holidays.KEY.renamed_from": _in("GroupScheduleModifyRequest", "newScheduleName"),
    "holidays.KEY.public": _in(_EVENT, "eventName", "startDate", "endDate", "allDayEvent"),
    "holidays.KEY.without": _in(_EVENT, "eventName", "startDate", "endDate", "allDayEvent"),
    "holidays.KEY.dates": _in(_EVENT, "eventName", "startDate", "endDate"),
    "holidays.KEY.yearly": _in(_EVENT, "eventName", "startDate", "endDate"),
    **{f"holidays.KEY.{days}.KEY.name": _in(_EVENT, "eventName") for days in ("dates", "yearly")},
    **{
        f"holidays.KEY.{days}.KEY.closed": _in(
            _EVENT, "allDayEvent", "startTime.hour", "startTime.minute", "endTime.hour", "endTime.minute"
        )
        for days in ("dates", "yearly")
    },
}

_USER_SETTINGS = {
    "first_name": _in(_USER, "firstName", "callingLineIdFirstName", "nameDialingName.nameDialingFirstName"),
    "infix": _in(_USER, "lastName", "callingLineIdLastName"),
    "last_name": _in(_USER, "lastName", "callingLineIdLastName", "nameDialingName.nameDialingLastName"),
    "extension": _in(_USER, "extension"),
    "number": _in(_USER, "phoneNumber"),
    "extra_numbers": _in("UserAlternateNumbersModifyRequest", "alternateEntry01.phoneNumber"),
    "username": _in("UserAddRequest22V2", "userId"),
    "password": ("UserAddRequest22V2.password", "UserModifyRequest22.newPassword"),
    "pin": _in("UserPortalPasscodeModifyRequest", "newPasscode"),
    "hide_caller_id": _in("UserCallingLineIDDeliveryBlockingModifyRequest", "isActive"),
    "caller_id": (
        *_in(_OWN_POLICY, "useUserCLIDSetting", "clidPolicy"),
        *_in("UserModifyRequest22", "callingLineIdPhoneNumber"),
    ),
    "call_waiting": _in("UserCallWaitingModifyRequest", "isActive"),
    "block_outgoing": tuple(
        f"UserOutgoingCallingPlan{kind}ModifyRequest.{field}"
        for kind in _KINDS
        for field in ("useCustomSettings", "userPermissions")
    ),
    "renamed_from": _NEW_ID,
    "night_forwarding.mode": _in("UserGroupNightForwardingModifyRequest", "nightForwarding"),
    "night_forwarding.to": _in(_NIGHT, "forwardToPhoneNumber"),
    "devices[].model": _in("GroupAccessDeviceAddRequest22V2", "deviceType"),
    "devices": (
        *_in("GroupAccessDeviceAddRequest22V2", "deviceName"),
        *_in(_ALONG, "accessDeviceEndpoint.accessDevice.deviceName", "accessDeviceEndpoint.linePort"),
        *_in(_ALONG, "isActive", "allowOrigination", "allowTermination"),
    ),
    "devices[].name": (*_in("GroupAccessDeviceAddRequest22V2", "deviceName"), *_WHICH_DEVICE, *_LINE_PORT),
    "devices[].mac": _in(_DEVICE, "macAddress"),
    "devices[].username": _in(_DEVICE, "accessDeviceCredentials.userName"),
    "devices[].password": _in(_DEVICE, "accessDeviceCredentials.password"),
    "devices[].sip_username": _LINE_PORT,
    "devices[].serial": _in(_DEVICE, "serialNumber"),
    "simultaneous_ring.numbers": _in(_TOGETHER, "simultaneousRingNumberList.simultaneousRingNumber.phoneNumber"),
    "simultaneous_ring.answer_confirmation": _in(
        _TOGETHER, "simultaneousRingNumberList.simultaneousRingNumber.answerConfirmationRequired"
    ),
    "simultaneous_ring.while_on_a_call": _in(_TOGETHER, "doNotRingIfOnCall"),
    "simultaneous_ring.during.schedule": (
        *_in(_TOGETHER_AT, "criteriaName", "timeSchedule.name"),
        *_in(_TOGETHER, "criteriaActivation.criteriaName"),
    ),
    "blocked_callers.all": _in(
        "UserIncomingCallingPlanModifyRequest",
        "useCustomSettings",
        "userPermissions.allowFromOutsideGroup",
        "userPermissions.allowFromWithinGroup",
    ),
    "blocked_callers.anonymous": _in("UserAnonymousCallRejectionModifyRequest", "isActive"),
    "blocked_callers.rules[].name": (
        *_in(_REJECT, "criteriaName"),
        *_in("UserSelectiveCallRejectionModifyActiveCriteriaListRequest", "criteriaActivation.criteriaName"),
    ),
    "blocked_callers.rules[].numbers": (
        f"{_REJECT}.fromDnCriteria.phoneNumber",
        f"{_REJECT_OTHER}.fromDnCriteria.phoneNumberList.phoneNumber",
    ),
    "blocked_callers.rules[].during.schedule": _in(f"{_REJECT} {_REJECT_OTHER}", "timeSchedule.name"),
    "forwarding.always.to": _forward("Always"),
    "forwarding.busy.to": _forward("Busy"),
    "forwarding.no_answer.to": _forward("NoAnswer"),
    "forwarding.no_answer.rings": _forward("NoAnswer", "numberOfRings"),
    "forwarding.not_reachable.to": _forward("NotReachable"),
    "forwarding.missed.to": (*_forward("Busy"), *_forward("NoAnswer"), *_forward("NotReachable")),
    "forwarding.missed.rings": _forward("NoAnswer", "numberOfRings"),
    "forwarding.always.to.voicemail": (*_in(_VOICEMAIL, _REDIRECTS[0]), *_forward("Always")),
    "forwarding.busy.to.voicemail": (*_in(_VOICEMAIL, _REDIRECTS[1]), *_forward("Busy")),
    "forwarding.no_answer.to.voicemail": (*_in(_VOICEMAIL, _REDIRECTS[2]), *_forward("NoAnswer")),
    "forwarding.not_reachable.to.voicemail": _forward("NotReachable", "forwardToPhoneNumber"),
    "forwarding.missed.to.voicemail": (
        *_in(_VOICEMAIL, *_REDIRECTS[1:]),
        *_forward("Busy"),
        *_forward("NoAnswer"),
        *_forward("NotReachable"),
    ),
    "voicemail": _in(_VOICEMAIL, "isActive"),
    "voicemail.email": _in(_VOICEMAIL, "voiceMessageDeliveryEmailAddress.emailAddress"),
    "voicemail.access": _in(_VOICEMAIL, "processing", "usePhoneMessageWaitingIndicator"),
    "voicemail.copy_to": _in(_VOICEMAIL, "sendCarbonCopyVoiceMessage", "voiceMessageCarbonCopyEmailAddress"),
    "voicemail.when": _in(_VOICEMAIL, *_REDIRECTS),
    "voicemail.rings": _in(_GREETING, "noAnswerNumberOfRings"),
    "voicemail.greetings.busy": _in(_GREETING, "busyAnnouncementSelection", "busyPersonalAudioFile.name"),
    "voicemail.greetings.no_answer": _in(_GREETING, "noAnswerAnnouncementSelection", "noAnswerPersonalAudioFile.name"),
    "voicemail.record": _in(_GREETING, "disableMessageDeposit"),
    "voicemail.then": _in(_GREETING, "disableMessageDepositAction"),
    "voicemail.then.transfer": _in(_GREETING, "greetingOnlyForwardDestination"),
}

_MAILBOX_SETTINGS = {
    "kind": _in("UserAddRequest22V2", "firstName", "callingLineIdFirstName"),
    "name": _in(_USER, "lastName", "callingLineIdLastName"),
    "extension": _in(f"{_USER} UserFaxMessagingModifyRequest", "extension"),
    "number": _in(f"{_USER} UserFaxMessagingModifyRequest", "phoneNumber"),
    "greeting": _in(_GREETING, "noAnswerAnnouncementSelection", "noAnswerPersonalAudioFile.name"),
    "record": _in(_GREETING, "disableMessageDeposit"),
    "then": _in(_GREETING, "disableMessageDepositAction"),
    "then.transfer": _in(_GREETING, "greetingOnlyForwardDestination"),
    "email": _in(_VOICEMAIL, "voiceMessageDeliveryEmailAddress.emailAddress"),
    "copy_to": _in(_VOICEMAIL, "sendCarbonCopyVoiceMessage", "voiceMessageCarbonCopyEmailAddress"),
    "renamed_from": _NEW_ID,
}

_HUNT_GROUP_SETTINGS = {
    "policy": _in(_GROUP, "policy"),
    "members": (
        "GroupHuntGroupAddInstanceRequest20.agentUserId",
        "GroupHuntGroupModifyInstanceRequest.agentUserIdList.userId",
    ),
    "next_member_after": _in(_GROUP, "huntAfterNoAnswer"),
    "next_member_after.rings": _in(_GROUP, "noAnswerNumberOfRings"),
    "overflow": _in(_GROUP, "forwardAfterTimeout"),
    "overflow.after": _in(_GROUP, "forwardTimeoutSeconds"),
    "overflow.to": (*_in(_GROUP, "forwardToPhoneNumber"), *_forward("Busy", "forwardToPhoneNumber")),
    "not_reachable": _in(_GROUP, "enableNotReachableForwarding", "makeBusyWhenNotReachable"),
    "not_reachable.to": _in(_GROUP, "notReachableForwardToPhoneNumber"),
    "when_busy": _forward("Busy"),
    "ring_busy_members": _in(_GROUP, "allowCallWaitingForAgents"),
}

_AUTO_ATTENDANT_SETTINGS = {
    "dial_by_name_order": _in(_MENU, "nameDialingEntries"),
    "business_hours": _in(_MENU, "businessHours.name"),
    "holidays": _in(_MENU, "holidaySchedule.name"),
    "first_digit_timeout": _in(_MENU, "firstDigitTimeoutSeconds"),
}


def _profile(requests: str) -> dict[str, tuple[str, ...]]:
    """What a group and a menu have as a user of the platform that is nobody."""
    profile = "serviceInstanceProfile"
    return {
        "name": _in(requests, f"{profile}.name", f"{profile}.callingLineIdLastName"),
        "first_name": _in(requests, f"{profile}.callingLineIdFirstName"),
        "last_name": _in(requests, f"{profile}.callingLineIdLastName"),
        "extension": _in(requests, f"{profile}.extension"),
        "number": _in(requests, f"{profile}.phoneNumber"),
        **{
            name: _USER_SETTINGS[name]
            for name in ("extra_numbers", "night_forwarding.mode", "night_forwarding.to", "renamed_from")
        },
    }


def _menu(menu: str) -> Mapping[str, tuple[str, ...]]:
    """The settings of one of the two menus; `menu` is its field."""
    entry = f"{menu}.keyConfiguration.entry"
    actions = ("announce", "dial_by_name", "dial_by_extension", "repeat_menu", "hang_up")
    return {
        "greeting": _in(_MENU, f"{menu}.announcementSelection", f"{menu}.audioFile.name"),
        "dial_by_extension": _in(_MENU, f"{menu}.enableFirstMenuLevelExtensionDialing"),
        "keys": (f"GroupAutoAttendantAddInstanceRequest20.{menu}.keyConfiguration.key",),
        "keys.KEY.transfer": _in(_MENU, f"{entry}.phoneNumber"),
        "keys.KEY.operator": _in(_MENU, f"{entry}.phoneNumber"),
        "keys.KEY.play": _in(_MENU, f"{entry}.audioFile.name"),
        **{f"keys.KEY.{action}": _in(_MENU, f"{entry}.action") for action in actions},
        "keys.KEY.label": _in(_MENU, f"{entry}.description"),
    }


_OBJECTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "users.KEY": _USER_SETTINGS,
    "hunt_groups.KEY": _profile(_GROUP) | _HUNT_GROUP_SETTINGS,
    "auto_attendants.KEY": _profile(_MENU) | _AUTO_ATTENDANT_SETTINGS,
    "auto_attendants.KEY.business_hours_menu": _menu("businessHoursMenu"),
    "auto_attendants.KEY.after_hours_menu": _menu("afterHoursMenu"),
    "mailboxes.KEY": _MAILBOX_SETTINGS,
}

_HELD: Mapping[str, tuple[str, ...]] = _COMPANY_SETTINGS | {
    f"{place}.{setting}": fields for place, settings in _OBJECTS.items() for setting, fields in settings.items()
}
_VOICEMAILS = {
    # A voicemail as a destination is dialled in the same field; forwards have a row of their own above.
    f"{setting}.voicemail": fields
    for setting, fields in _HELD.items()
    if setting.endswith((".to", ".transfer", ".operator")) and ".forwarding." not in setting
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    **_HELD,
    **_VOICEMAILS,
    "hunt_groups.KEY.when_busy.voicemail": _forward("Busy", "forwardToPhoneNumber"),
}
"""By where a setting stands: `users.KEY.voicemail.email`."""

NOT_NEEDED: Mapping[str, str] = {
    "nummerplan": "the version of the language",
    "company.country": "how numbers are read",
    "platform.name": "which table of the settings file is meant",
    **{f"platform.accepts[].{name}": "what is done without" for name in ("loss", "at", "reason", "until")},
    "numbers": "the operator assigns them",
    **{
        f"{place}.managed_by_user": "which settings are left alone"
        for place in ("company", "users.KEY", "hunt_groups.KEY", "auto_attendants.KEY")
    },
    **{
        f"{section}.KEY.unmanaged": "which settings stay the platform's"
        for section in ("users", "hunt_groups", "auto_attendants", "mailboxes")
    },
    **{f"users.KEY.devices[].{name}": "the telephone's own" for name in ("line", "sip_password", "keys", "mac_crc")},
    **{
        f"users.KEY.forwarding.{case}.rings": "only what waits for an answer rings"
        for case in ("always", "busy", "not_reachable")
    },
}
"""Settings that need no field, and why: without them nothing that the plan says is lost."""
NOT_OBJECTS = ("calls", "defaults", "mobile", "portal_users")
"""Sections of which no object of the platform is made; `defaults` has the keys of other sections again."""
