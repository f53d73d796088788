"""People and their telephones (manual chapters 5.2, 6.5 and 6.6)."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from nummerplan.model.company import Barring, ManagedByUser, Night, NightForwarding
from nummerplan.model.destination import Destination, destination_or_mapping
from nummerplan.model.greeting import Greeting
from nummerplan.model.scalars import Count, SecretText, Switch, Text
from nummerplan.model.schedules import Clocked
from nummerplan.model.setting import Entity, Settings, setting


class Device(Settings):
    """A telephone or app of a user. All devices of a user ring (manual 6.6.1)."""

    model: Text = setting(
        ..., "A model of the catalogue, such as yealink-t54w, or generic-sip.", portal="Toesteltype", manual="6.6.1",
        broadworks="GroupAccessDeviceAddRequest22V2.deviceType",
    )
    name: Text | None = setting(
        None, "1 to 40 characters. Absent: the user's key and the model.", portal="Toestelnaam", manual="6.6.1",
        broadworks="GroupAccessDeviceAddRequest22V2.deviceName",
    )
    mac: Text | None = setting(
        None, "The address on the phone's label: twelve hexadecimal digits.", portal="MAC-adres", manual="6.6.1",
        broadworks="GroupAccessDeviceAddRequest22V2.macAddress",
    )
    username: Text | None = setting(
        None, "With which the phone fetches its configuration.", portal="Toestelconfiguratie gebruikersnaam", manual="6.6.1",
        broadworks="GroupAccessDeviceAddRequest22V2.accessDeviceCredentials.userName",
    )
    password: SecretText | None = setting(
        None, "With which the phone fetches its configuration: at least 6 characters with a capital, a small letter, a digit "
        "and a special character.", portal="Toestelconfiguratie wachtwoord", manual="6.6.1",
        broadworks="GroupAccessDeviceAddRequest22V2.accessDeviceCredentials.password",
    )
    line: Count = setting(1, "The line of the phone that this user has; two users can share a phone on two lines.")
    sip_username: Text | None = setting(
        None, "The SIP account. Absent: the device's name.", manual="6.6.2", broadworks="UserAuthenticationModifyRequest.userName"
    )
    sip_password: SecretText | None = setting(
        None, "The SIP account's password.", manual="6.6.2", broadworks="UserAuthenticationModifyRequest.newPassword"
    )
    keys: list[Text] = setting([], "What the phone's line keys watch and dial, in order: keys, extensions or numbers.")
    serial: Text | None = setting(None, "The serial number on the label; some redirect services ask for it.")
    mac_crc: Text | None = setting(None, "The four characters behind the MAC on a Gigaset label.")


class Forward(Settings):
    """Where a call goes, and after how many rings."""

    to: Destination | None = setting(None, "The destination.", portal="naar nummer", manual="5.2.3")
    rings: Count | None = setting(
        None, "How often it rings first: 0, or 2 to 20. Absent: 5.", portal="Na aantal keer overgaan", manual="5.2.3",
        broadworks="UserCallForwardingNoAnswerModifyRequest.numberOfRings", unit="rings of 5 seconds",
    )


ForwardText = Annotated[Forward, BeforeValidator(destination_or_mapping)]
"""`{to, rings}`, or a destination alone."""


class Forwarding(Settings):
    """Where a user's calls go when he does not take them (manual 5.2.3 and 6.6.4)."""

    always: ForwardText | None = setting(
        None, "Every call.", portal="Direct doorschakelen", manual="5.2.3",
        broadworks="UserCallForwardingAlwaysModifyRequest.forwardToPhoneNumber",
    )
    busy: ForwardText | None = setting(
        None, "While busy.", portal="Indien bezet", manual="5.2.3",
        broadworks="UserCallForwardingBusyModifyRequest.forwardToPhoneNumber",
    )
    no_answer: ForwardText | None = setting(
        None, "When nobody answers.", portal="Bij geen gehoor", manual="5.2.3",
        broadworks="UserCallForwardingNoAnswerModifyRequest.forwardToPhoneNumber",
    )
    not_reachable: ForwardText | None = setting(
        None, "When no device is registered, as when the internet is down.", portal="Indien geen internet", manual="5.2.3",
        broadworks="UserCallForwardingNotReachableModifyRequest.forwardToPhoneNumber",
    )
    missed: ForwardText | None = setting(
        None, "Stands for busy, no_answer and not_reachable, unless one of them is written out."
    )


class AfterGreeting(Settings):
    """What happens when a greeting has been played and no message is taken."""

    transfer: Destination | None = setting(
        None, "Where the caller goes on to.", portal="doorverbinden", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyGreetingRequest20.greetingOnlyForwardDestination",
    )


def _hang_up(value: object) -> object:
    return {} if value == "hang_up" else value


Then = Annotated[AfterGreeting, BeforeValidator(_hang_up)]
"""`hang_up`, or `{transfer: DESTINATION}`."""

VoicemailCase = Literal["always", "busy", "no_answer"]


class Greetings(Settings):
    """What a caller hears before leaving a message."""

    busy: Greeting | None = setting(
        None, "While busy.", portal="Begroeting bij in gesprek", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyGreetingRequest20.busyPersonalAudioFile",
    )
    no_answer: Greeting | None = setting(
        None, "When nobody answers, always, and when not reachable.", portal="Begroeting bij geen gehoor", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyGreetingRequest20.noAnswerPersonalAudioFile",
    )


class Voicemail(Settings):
    """A user's voicemail; present is on (manual 5.2.2 and 6.6.4)."""

    email: Text | None = setting(
        None, "Where messages are sent, as a wav file.", portal="E-mailadres voor de voicemail", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyVoiceManagementRequest23.voiceMessageDeliveryEmailAddress",
    )
    access: Literal["email", "phone"] = setting(
        "email", "email: messages are mailed; phone: they are heard on the telephone (1233, needs a pin) and mailed as a copy.",
        manual="5.2.2", broadworks="UserVoiceMessagingUserModifyVoiceManagementRequest23.processing",
    )
    copy_to: Text | None = setting(
        None, "A copy of each message goes here.", portal="Stuur een kopie van het voicemailbericht", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyVoiceManagementRequest23.voiceMessageCarbonCopyEmailAddress",
    )
    when: list[VoicemailCase] = setting(
        ["no_answer"], "Which calls it takes: always, busy, no_answer.", portal="Alle oproepen, indien bezet, indien geen gehoor",
        manual="6.6.4", broadworks="UserVoiceMessagingUserModifyVoiceManagementRequest23.noAnswerRedirectToVoiceMail",
    )
    rings: Count = setting(
        5, "How often it rings first: 0, or 2 to 20.", portal="Na aantal keer overgaan", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyGreetingRequest20.noAnswerNumberOfRings", unit="rings of 5 seconds",
    )
    greetings: Greetings = setting(Greetings(), "Own greetings.", portal="Begroeting", manual="6.6.4")
    record: Switch = setting(
        True, "false: the greeting is played and no message can be left.", portal="Geen mogelijkheid om bericht in te spreken",
        manual="6.6.4", broadworks="UserVoiceMessagingUserModifyGreetingRequest20.disableMessageDeposit",
    )
    then: Then = setting(
        AfterGreeting(), "With record: false, what follows the greeting: hang_up or {transfer: DESTINATION}.", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyGreetingRequest20.disableMessageDepositAction",
    )


class BlockingRule(Settings):
    """Callers that are refused, perhaps only at some hours (manual 5.2.4)."""

    name: Text | None = setting(None, "1 to 50 characters.", portal="Filter", manual="5.2.4",
                                broadworks="UserSelectiveCallRejectionAddCriteriaRequest16.criteriaName")
    numbers: list[Text] = setting(
        [], "Phone numbers; a trailing * stands for any further digits.", portal="Nummers", manual="5.2.4",
        broadworks="UserSelectiveCallRejectionAddCriteriaRequest16.fromDnCriteria",
    )
    during: Clocked | None = setting(
        None, "A schedule, or {schedule, holidays}. Absent: always.", portal="Tijdschema", manual="5.2.4",
        broadworks="UserSelectiveCallRejectionAddCriteriaRequest16.timeSchedule",
    )


class BlockedCallers(Settings):
    """Callers from outside that are refused with a message (manual 5.2.4)."""

    all: Switch = setting(
        False, "Everybody: the number is for outgoing calls only.", portal="Blokkeer alle bellers", manual="5.2.4",
        broadworks="UserIncomingCallingPlanModifyRequest.userPermissions",
    )
    anonymous: Switch = setting(
        False, "Callers who hide their number.", portal="Blokkeer anonieme bellers", manual="5.2.4",
        broadworks="UserAnonymousCallRejectionModifyRequest.isActive",
    )
    rules: list[BlockingRule] = setting([], "Certain numbers, perhaps at certain hours.", portal="Specifieke blokkeringen", manual="5.2.4")


class SimultaneousRing(Settings):
    """Other numbers that ring together with the user's devices (manual chapter 5, tab Simring)."""

    numbers: list[Text] = setting(
        [], "Up to ten numbers.", portal="Simring", manual="5",
        broadworks="UserSimultaneousRingPersonalModifyRequest17.simultaneousRingNumberList",
    )
    answer_confirmation: Switch = setting(
        False, "Whoever answers there must press a key; without it a mobile's own voicemail takes the call.",
        broadworks="UserSimultaneousRingPersonalModifyRequest17.simultaneousRingNumberList.answerConfirmationRequired",
    )
    while_on_a_call: Switch = setting(
        True, "Ring them also while the user is on a call.",
        broadworks="UserSimultaneousRingPersonalModifyRequest17.doNotRingIfOnCall",
    )
    during: Clocked | None = setting(None, "Only at these hours: a schedule.")


class User(Entity):
    """A person, or a telephone in a hall (manual 6.5)."""

    section: ClassVar[str] = "users"

    first_name: Text | None = setting(None, "1 to 30 characters.", portal="Voornaam", manual="6.5.1", broadworks="UserAddRequest22V2.firstName")
    infix: Text | None = setting(None, "As in 'van der'.", portal="Tussenvoegsel", manual="9.2")
    last_name: Text | None = setting(None, "1 to 30 characters.", portal="Achternaam", manual="6.5.1", broadworks="UserAddRequest22V2.lastName")
    extension: Text | None = setting(
        None, "2 to 4 digits, leading zeros count; always give one.", portal="Extensie", manual="6.5.1", broadworks="UserAddRequest22V2.extension"
    )
    number: Text | None = setting(
        None, "A number of the company; rings this user from outside.", portal="Telefoonnummer", manual="6.5.1",
        broadworks="UserAddRequest22V2.phoneNumber",
    )
    extra_numbers: list[Text] = setting(
        [], "Further numbers or extensions that ring this user.", portal="Extra nummers", manual="5.2.6",
        broadworks="UserAlternateNumbersModifyRequest21.alternateEntry01",
    )
    username: Text | None = setting(None, "To log in to apps.", portal="Gebruikersnaam", manual="6.5.2", broadworks="UserAddRequest22V2.userId")
    password: SecretText | None = setting(
        None, "To log in to apps.", portal="Wachtwoord", manual="6.5.2", broadworks="UserModifyRequest22.newPassword"
    )
    pin: SecretText | None = setting(
        None, "4 to 8 digits.", portal="Pincode", manual="6.5.2", broadworks="UserPortalPasscodeModifyRequest.newPasscode"
    )
    hide_caller_id: Switch = setting(
        False, "Called parties see no number.", portal="Nummerweergave blokkeren", manual="6.5.1",
        broadworks="UserCallingLineIDDeliveryBlockingModifyRequest.isActive",
    )
    caller_id: Text | None = setting(
        None, "company, own, or a number of the company. Absent: as the company says.",
        broadworks="UserCallProcessingModifyPolicyRequest14sp7.clidPolicy",
    )
    call_waiting: Switch = setting(
        True, "A second call rings while the user is on one.", portal="Wisselgesprek", manual="6.5.1",
        broadworks="UserCallWaitingModifyRequest.isActive",
    )
    block_outgoing: list[Barring] | None = setting(
        None, "Replaces the company's list for this user; [] blocks nothing.",
        broadworks="UserOutgoingCallingPlanOriginatingModifyRequest.userPermissions",
    )
    devices: list[Device] = setting([], "All of them ring.", portal="Toestel", manual="6.6")
    simultaneous_ring: SimultaneousRing | None = setting(None, "Other numbers that ring too.", portal="Simring", manual="5")
    forwarding: Forwarding = setting(Forwarding(), "Where calls go that are not taken.", portal="Doorschakelen", manual="5.2.3, 6.6.4")
    voicemail: Voicemail | None = setting(
        None, "Present is on.", portal="Gebruik voicemail", manual="6.6.4",
        broadworks="UserVoiceMessagingUserModifyVoiceManagementRequest23.isActive",
    )
    blocked_callers: BlockedCallers = setting(BlockedCallers(), "Callers that are refused.", portal="Blokkeren inkomende nummers", manual="5.2.4")
    night_forwarding: Night = setting(
        NightForwarding(), "follow, on or off.", portal="Nachtschakeling", manual="6.6.4",
        broadworks="UserGroupNightForwardingModifyRequest.nightForwarding",
    )
    managed_by_user: list[ManagedByUser] | None = setting(None, "Replaces the company's list for this user.")
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")
