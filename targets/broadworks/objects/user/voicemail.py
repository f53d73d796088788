"""A user's voicemail: which calls it takes, after how many rings, and what becomes of the message (manual 6.6.4)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import TenantObject, Value
from nummerplan.model.message import say
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.users import User
from nummerplan.model.plan.voicemail import Voicemail
from nummerplan.targets.broadworks.client.answer_checks import chosen, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.client.field_values import NIL, reference
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.loss_kinds import VOICEMAIL_COPY
from nummerplan.targets.broadworks.object_kind import (
    Aspect,
    AspectReading,
    ChangeContext,
    Phase,
    PlanBuilder,
    SettingValues,
    Step,
    WantedSettings,
    given,
)
from nummerplan.targets.broadworks.object_kind.phone_numbers import normal
from nummerplan.targets.broadworks.objects.user.forwarding import USUAL_RINGS, ForwardCase, is_own_voicemail, written
from nummerplan.targets.broadworks.parts.greetings import (
    DEFAULT,
    RECORDED,
    greeting_fields,
    put_greeting,
    read_greeting,
)
from nummerplan.targets.broadworks.parts.limits import rings_fit
from nummerplan.targets.broadworks.parts.usual.fixed_fields import read_usual, want_usual, write_usual
from nummerplan.targets.broadworks.parts.usual.voicemail_extras import (
    AWAY,
    EXTRAS,
    PROCESSING,
    no_extras,
    read_extras,
    write_extras,
)

SERVICE = "Voice Messaging User"
REDIRECTS: Mapping[ForwardCase, str] = {
    "always": "always_redirect_to_voice_mail",
    "busy": "busy_redirect_to_voice_mail",
    "no_answer": "no_answer_redirect_to_voice_mail",
}
_AWAY = (AWAY._replace(setting=f"voicemail.{AWAY.setting}"),)
MANAGEMENT = tuple(
    f"voicemail{part}" for part in ("", ".when", ".email", ".access", ".copy_to", *(f".{name}" for name in EXTRAS))
)
GREETING = tuple(
    f"voicemail.{part}"
    for part in ("rings", "record", "then", "greetings.busy", "greetings.no_answer", "away_greeting")
)


def from_plan(gathered: WantedSettings, user: User) -> None:
    """The voicemail's settings; without the section it is off."""
    voicemail = user.voicemail
    gathered.put("voicemail", voicemail is not None)
    if (pin := gathered.context.secret(user.pin)) is not None:
        gathered.secrets["pin"] = pin
        gathered.routes["pin"] = user.at("pin")
    if voicemail is None:
        return
    when, rings = _taken(gathered, user, voicemail)
    gathered.put("voicemail.when", tuple(case for case in REDIRECTS if case in when))
    gathered.put("voicemail.rings", rings)
    gathered.put("voicemail.access", voicemail.access)
    gathered.put("voicemail.email", voicemail.email)
    gathered.put("voicemail.copy_to", voicemail.copy_to)
    gathered.put("voicemail.record", voicemail.record)
    for name, value in no_extras("voicemail.").items():
        gathered.put(name, value, "voicemail")
    want_usual(gathered, _AWAY)
    rings_fit(gathered.context, user.at("voicemail", "rings"), rings)
    _after(gathered, user, voicemail)
    if "greetings" not in gathered.context.managed(user):
        for name in ("busy", "no_answer"):
            greeting = getattr(voicemail.greetings, name)
            put_greeting(gathered, f"voicemail.greetings.{name}", greeting, "voicemail", "greetings", name)
    if voicemail.access == "phone" and voicemail.email and voicemail.copy_to:
        gathered.settings["voicemail.copy_to"] = None
        text = say("messages that are heard by telephone are mailed to one address; this one is left out")
        gathered.context.lose(user.at("voicemail", "copy_to"), text, VOICEMAIL_COPY)


def _taken(gathered: WantedSettings, user: User, voicemail: Voicemail) -> tuple[set[str], int]:
    """Which calls it takes and after how many rings; a forward to the own voicemail is the voicemail's work too."""
    when: set[str] = set(voicemail.when)
    rings = voicemail.rings
    if "forwarding" in gathered.context.managed(user):
        return when, rings
    for case in REDIRECTS:
        forward = written(user, case)
        if forward is not None and is_own_voicemail(gathered, user, forward[0]):
            if case == "no_answer":
                own = USUAL_RINGS if forward[0].rings is None else forward[0].rings
                rings = min(own, rings) if case in when else own
            when.add(case)
    return when, rings


def _after(gathered: WantedSettings, user: User, voicemail: Voicemail) -> None:
    """What follows a greeting after which no message is taken."""
    if voicemail.record:
        return
    route, ended = user.at("voicemail", "then", "transfer"), say("the call is ended after the greeting")
    to = gathered.context.reach(voicemail.then.transfer, route, ended, PlanEdit(route))
    gathered.put("voicemail.then", to)


def services(changed: SettingValues) -> Iterable[str]:
    """The voicemail's service, when there is a voicemail."""
    return (SERVICE,) if changed.get("voicemail") else ()


def operations(change: Change, changed: SettingValues, context: ChangeContext) -> Iterator[Step]:
    """Switch the voicemail on or off, and write how it is."""
    user_id = {"user_id": change.identity.name}
    settings = change.after.settings if change.after is not None else {}
    prefix = "UserVoiceMessagingUserModify"
    odd = {name: changed[name] for name in changed if given(change, changed, name)}
    if settings.get("voicemail"):
        if set(MANAGEMENT) & changed.keys():
            request = f"{prefix}VoiceManagementRequest23"
            yield Phase.USER_SETTINGS, Operation(change.identity, request, user_id | _management(settings, odd))
        if set(GREETING) & changed.keys():
            request = f"{prefix}GreetingRequest20"
            yield (
                Phase.USER_SETTINGS,
                Operation(
                    change.identity,
                    request,
                    user_id | _greetings(settings) | _greeting(settings) | write_usual(odd, _AWAY),
                ),
            )
    elif "voicemail" in changed and change.before is not None:
        off = user_id | {"is_active": False}
        yield Phase.USER_SETTINGS, Operation(change.identity, f"{prefix}VoiceManagementRequest23", off)
        if greetings := _recorded(change.before.settings):
            # A voicemail that is off would hold on to its recordings.
            usual = user_id | _greetings(dict.fromkeys(greetings, DEFAULT))
            yield Phase.USER_SETTINGS, Operation(change.identity, f"{prefix}GreetingRequest20", usual)
    if pin := context.secrets(change).get("pin"):
        secret = user_id | {"new_passcode": reference(pin)}
        operation = Operation(change.identity, "UserPortalPasscodeModifyRequest", secret, reversible=False)
        yield Phase.USER_SETTINGS, operation


def _management(settings: SettingValues, changed: SettingValues) -> dict[str, Any]:
    by_telephone = settings.get("voicemail.access") == "phone"
    email, copy = settings.get("voicemail.email"), settings.get("voicemail.copy_to")
    carbon = email if by_telephone and email else copy
    when = settings.get("voicemail.when")
    fields: dict[str, Any] = {
        "is_active": True,
        "processing": "Unified Voice and Email Messaging" if by_telephone else "Deliver To Email Address Only",
        "voice_message_delivery_email_address": {"email_address": [email]} if email and not by_telephone else NIL,
        "send_carbon_copy_voice_message": carbon is not None,
        "voice_message_carbon_copy_email_address": carbon or NIL,
    }
    fields |= write_extras(settings, changed, by_telephone, "voicemail.")
    return fields | {field: isinstance(when, tuple) and case in when for case, field in REDIRECTS.items()}


def _recorded(settings: SettingValues) -> list[str]:
    """The greetings that are recordings of the group's repository."""
    names = (f"voicemail.greetings.{name}" for name in ("busy", "no_answer"))
    return [name for name in names if settings.get(name) not in (None, DEFAULT, RECORDED)]


def _greetings(settings: SettingValues) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in ("busy", "no_answer"):
        if f"voicemail.greetings.{name}" in settings:
            value = settings[f"voicemail.greetings.{name}"]
            fields |= greeting_fields(f"{name}_announcement_selection", f"{name}_personal_audio_file", value)
    return fields


def _greeting(settings: SettingValues) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    fields["no_answer_number_of_rings"] = settings.get("voicemail.rings")
    record, then = settings.get("voicemail.record"), settings.get("voicemail.then")
    fields["disable_message_deposit"] = not record
    if not record:
        fields["disable_message_deposit_action"] = "Forward" if then else "Disconnect"
        fields["greeting_only_forward_destination"] = then or NIL
    return fields


def read(of: AspectReading) -> ReadSteps[SettingValues]:
    """How the voicemail is; nothing more of one that is off."""
    if SERVICE not in of.services:
        return {"voicemail": False}
    prefix = "UserVoiceMessagingUserGet"
    management, greeting = yield [
        of.query(f"{prefix}VoiceManagementRequest23"),
        of.query(f"{prefix}GreetingRequest20"),
    ]
    if not management.flag("isActive"):
        return {"voicemail": False}
    found: dict[str, Value] = {"voicemail": True, **_read_management(management)}
    found |= read_usual(greeting, _AWAY)
    found["voicemail.rings"] = whole_number(greeting, "noAnswerNumberOfRings")
    found["voicemail.record"] = not greeting.flag("disableMessageDeposit")
    if not found["voicemail.record"]:
        forwards = greeting.text("disableMessageDepositAction") == "Forward"
        found["voicemail.then"] = normal(greeting.text("greetingOnlyForwardDestination")) if forwards else None
    for name, words in (("busy", "busy"), ("no_answer", "noAnswer")):
        greeting_name = read_greeting(greeting, f"{words}AnnouncementSelection", f"{words}PersonalAudioFile")
        found[f"voicemail.greetings.{name}"] = greeting_name
    return found


def _read_management(answer: Answer) -> dict[str, Value]:
    by_telephone = chosen(answer, "processing", PROCESSING)
    sends_copy = answer.flag("sendCarbonCopyVoiceMessage")
    carbon = answer.text("voiceMessageCarbonCopyEmailAddress") if sends_copy else None
    delivery = answer.first("voiceMessageDeliveryEmailAddress")
    addresses = delivery.all("emailAddress") if delivery is not None else []
    address = ", ".join(addresses) or answer.text("voiceMessageDeliveryEmailAddress")
    cases = {"always": "always", "busy": "busy", "no_answer": "noAnswer"}
    return {
        "voicemail.access": "phone" if by_telephone else "email",
        "voicemail.email": carbon if by_telephone else address,
        "voicemail.copy_to": None if by_telephone else carbon,
        **read_extras(answer, by_telephone, "voicemail."),
        "voicemail.when": tuple(c for c, word in cases.items() if answer.flag(f"{word}RedirectToVoiceMail")),
    }


def as_plan(found: TenantObject, builder: PlanBuilder) -> Mapping[str, Any]:
    """The voicemail, if it is on, without what is usual."""
    of = found.settings
    if not of.get("voicemail"):
        return {}
    when = of.get("voicemail.when")
    written: dict[str, Any] = {"email": of.get("voicemail.email")}
    written["access"] = "phone" if of.get("voicemail.access") == "phone" else None
    written["copy_to"] = of.get("voicemail.copy_to")
    written["when"] = list(when) if isinstance(when, tuple) and when != ("no_answer",) else None
    written["rings"] = of.get("voicemail.rings") if of.get("voicemail.rings") != USUAL_RINGS else None
    greetings = {name: of.get(f"voicemail.greetings.{name}") for name in ("busy", "no_answer")}
    written["greetings"] = {name: value for name, value in greetings.items() if value not in (None, DEFAULT)} or None
    if not of.get("voicemail.record"):
        then = builder.to(of.get("voicemail.then"))
        written |= {"record": False, "then": {"transfer": then} if then else None}
    written_user: dict[str, Any] = {"voicemail": {name: value for name, value in written.items() if value is not None}}
    if written["access"] == "phone":
        written_user["pin"] = Secret(f"users/{builder.keys[found.identity]}/pin")
    return written_user


ASPECT = Aspect(from_plan, operations, read, as_plan, services)
