"""For every setting of a plan that BroadWorks may hold: values to change it between, and what it needs beside it."""

from dataclasses import dataclass, replace
from typing import Any

PLAN = """
nummerplan: "1"
platform: {name: hosted, service_provider: SP, group: zaak, domain: zaak.example}
company:
  name: Zaak
  main_number: 0854879610
  business_hours: kantoor
  holidays: vrij
  night_forwarding: {mode: schedule, to: 202}
numbers: [0854879610..0854879639]
schedules:
  kantoor: {mon-fri: 09:00-17:00}
  avond: {daily: 18:00-20:00}
  leeg: {sat: 10:00-12:00}
holidays:
  vrij: {public: NL}
  dicht: {dates: {2027-04-05: Dicht}}
  leeg: {dates: {2027-05-03: {name: Dag}}}
users:
  anna: {extension: 201}
  bert: {extension: 202}
  carla: {extension: 203}
hunt_groups:
  verkoop: {extension: 101, policy: regular, members: [bert]}
auto_attendants:
  menu:
    extension: 555
    business_hours_menu: {keys: {1: {transfer: 202}}}
    after_hours_menu: {keys: {1: {transfer: 202}}}
mailboxes:
  post: {extension: 999}
"""
"""Every case changes one setting of this company; `KEY` is the object that `KEYS` names."""

KEYS = {
    "users": "anna",
    "hunt_groups": "verkoop",
    "auto_attendants": "menu",
    "mailboxes": "post",
    "schedules": "leeg",
    "holidays": "leeg",
}
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Case:
    """A setting goes from each of `values` to the next. None leaves it out; a text with `!secret` names a secret.

    `beside` is what else stands in the plan. `at` is the mapping that is changed, where it is not the setting alone.
    `brings` are settings whose fields are written or not as this one is; with `others` in it, so are those of no other.
    """

    values: Values
    beside: dict[str, Any] | None = None
    at: str = ""
    brings: tuple[str, ...] = ()
    whole: bool = False


NUMBERS = ("0854879620", "0854879621")
SOUNDS = ("default", "een.wav", "twee.wav")
PLACES = (None, "202", "203")
USER, GROUP, MENU, MAILBOX = "users.KEY", "hunt_groups.KEY", "auto_attendants.KEY", "mailboxes.KEY"
PHONE = f"{USER}.devices[]"
TELEPHONE = {f"{PHONE}.model": "yealink-t54w", f"{PHONE}.password": "!secret toestel"}
RING, RULE = f"{USER}.simultaneous_ring", f"{USER}.blocked_callers.rules[]"
RINGING = {f"{RING}.numbers": ["202"]}
REFUSING = {f"{RULE}.name": "Een", f"{RULE}.numbers": ["0201234567"]}
VOICEMAIL = f"{USER}.voicemail"
SILENT = {f"{VOICEMAIL}.record": False}
THEN = ("then", "then.transfer")

COMPANY = {
    "company.name": Case(("Zaak", "Winkel")),
    "company.main_number": Case(("0854879610", "0854879611")),
    "company.time_zone": Case(("Europe/Amsterdam", "Europe/London")),
    "company.language": Case(("nl", "en")),
    "company.show_company_name": Case((True, False), {f"{USER}.caller_id": "own"}),
    "company.caller_id": Case(("company", "user"), {"company.emergency_caller_id": "company"}),
    "company.emergency_caller_id": Case(("company", "user"), {f"{USER}.caller_id": "own"}),
    "company.block_outgoing": Case(([], ["international"])),
    "company.block_forwarding": Case(([], ["international"])),
    "company.music_on_hold": Case((*SOUNDS, "none")),
    "company.business_hours": Case((None, "kantoor", "avond")),
    "company.holidays": Case((None, "vrij", "dicht")),
    "company.night_forwarding.mode": Case(("on", "schedule")),
    "company.night_forwarding.to": Case(("202", "203")),
    "company.night_forwarding.to.voicemail": Case(("anna", "bert")),
    "company.night_forwarding.business_hours": Case((None, "avond")),
    "company.night_forwarding.holidays": Case((None, "dicht")),
    "company.usage_alert_eur": Case((10, 20)),
    "company.ring_limit": Case(("100s", "110s")),
    "company.max_redirections": Case((3, 4)),
    "numbers": Case((["0854879610..0854879639"], ["0854879610..0854879649"])),
    "platform.service_provider": Case(("SP", "OP"), whole=True),
    "platform.group": Case(("zaak", "winkel"), whole=True),
    "platform.domain": Case(("zaak.example", "winkel.example"), {f"{PHONE}.model": "generic-sip"}, whole=True),
    "schedules.KEY.name": Case(("Een", "Twee")),
    "schedules.KEY.DAY": Case(("10:00-12:00", "11:30-13:15")),
    "schedules.KEY.dates": Case(({"2027-05-03": "12:00-17:00"}, {"2027-05-04": "11:30-16:45"})),
    "holidays.KEY.name": Case(("Een", "Twee")),
    "holidays.KEY.public": Case((None, "NL", "BE")),
    "holidays.KEY.without": Case((None, ["Koningsdag"]), {"holidays.KEY.public": "NL"}),
    "holidays.KEY.dates": Case(({"2027-05-03": "Dag"}, {"2027-05-04..2027-05-05": "Dagen"})),
    "holidays.KEY.dates.KEY.name": Case(("Een", "Twee")),
    "holidays.KEY.dates.KEY.closed": Case((None, "09:00-12:00", "10:30-13:15")),
    "holidays.KEY.yearly": Case(({"05-06": "Dag"}, {"05-07..05-08": "Dagen"})),
    "holidays.KEY.yearly.KEY.name": Case(("Een", "Twee")),
    "holidays.KEY.yearly.KEY.closed": Case((None, "09:00-12:00", "10:30-13:15")),
}
NAMES = {
    f"{place}.{name}": Case(values)
    for place in (GROUP, MENU)
    for name, values in {
        "name": ("Een", "Twee"),
        "first_name": ("Een", "Twee"),
        "last_name": ("Een", "Twee"),
        "extension": ("111", "112"),
        "number": (None, *NUMBERS),
        "extra_numbers": ([NUMBERS[0]], [NUMBERS[1]]),
    }.items()
}
ALONE = {f"{one}.night_forwarding.mode": "off" for one in (USER, "users.bert", "users.carla", GROUP, MENU)}
"""Nobody is forwarded at night: whoever then is, is the only one, and goes where he says."""


def _but(setting: str, beside: dict[str, Any] | None) -> dict[str, Any]:
    """What is beside a setting, without what stands at its own object."""
    place = setting.partition(".night_forwarding")[0]
    return {name: value for name, value in (beside or {}).items() if not name.startswith(f"{place}.")}


NIGHT = {
    f"{place}.night_forwarding.{name}": Case(values, {} if name == "mode" else ALONE)
    for place in (USER, GROUP, MENU)
    for name, values in {"mode": ("on", "off"), "to": ("202", "203"), "to.voicemail": ("anna", "bert")}.items()
}
NIGHT = {setting: replace(case, beside=_but(setting, case.beside)) for setting, case in NIGHT.items()}
USERS = {
    "first_name": Case(("Anna", "Anneke"), {f"{USER}.infix": "van", f"{USER}.last_name": "Dam"}),
    "infix": Case(("van", "de"), {f"{USER}.first_name": "Anna", f"{USER}.last_name": "Dam"}),
    "last_name": Case(("Dam", "Berg"), {f"{USER}.infix": "van"}),
    "extension": Case(("201", "209")),
    "number": Case((None, *NUMBERS)),
    "extra_numbers": Case(([NUMBERS[0]], [NUMBERS[1]])),
    "username": Case(("a.dam", "b.dam")),
    "password": Case(("!secret een", "!secret twee")),
    "pin": Case(("!secret een", "!secret twee"), {VOICEMAIL: {"access": "phone"}}),
    "hide_caller_id": Case((True, False)),
    "caller_id": Case((None, "own", *NUMBERS), brings=("company.emergency_caller_id", "company.show_company_name")),
    "call_waiting": Case((True, False)),
    "block_outgoing": Case((None, [], ["international"])),
    "devices": Case(
        (
            [{"model": "generic-sip"}],
            [{"model": "generic-sip"}, {"model": "generic-sip"}],
            [{"model": "generic-sip"}, {"model": "generic-sip", "name": "thuis"}],
        ),
        whole=True,
    ),
    "devices[].model": Case(("yealink-t54w", "generic-sip"), {f"{PHONE}.name": "toestel"}),
    "devices[].name": Case(("een", "twee"), {f"{PHONE}.model": "generic-sip"}),
    "devices[].mac": Case(("805EC0123456", "805EC0123457"), TELEPHONE),
    "devices[].username": Case(("een", "twee"), TELEPHONE),
    "devices[].password": Case(("!secret een", "!secret twee"), TELEPHONE),
    "devices[].line": Case((1, 2), TELEPHONE),
    "devices[].sip_username": Case(("een", "twee"), TELEPHONE),
    "devices[].sip_password": Case(("!secret een", "!secret twee"), TELEPHONE),
    "devices[].keys": Case((["202"], ["203"]), TELEPHONE),
    "devices[].serial": Case(("123", "124"), TELEPHONE),
    "devices[].mac_crc": Case(("123", "124"), TELEPHONE),
    "simultaneous_ring.numbers": Case((["202"], ["203"])),
    "simultaneous_ring.answer_confirmation": Case((True, False), RINGING),
    "simultaneous_ring.while_on_a_call": Case((True, False), RINGING),
    "simultaneous_ring.during.schedule": Case(("kantoor", "avond"), RINGING),
    "simultaneous_ring.during.holidays": Case(("vrij", "dicht"), RINGING | {f"{RING}.during.schedule": "kantoor"}),
    "blocked_callers.all": Case((True, False)),
    "blocked_callers.anonymous": Case((True, False)),
    "blocked_callers.rules[].name": Case(("Een", "Twee"), REFUSING),
    "blocked_callers.rules[].numbers": Case((["0201234567"], ["0201234568"]), REFUSING),
    "blocked_callers.rules[].during.schedule": Case(("kantoor", "avond"), REFUSING),
    "blocked_callers.rules[].during.holidays": Case(
        ("vrij", "dicht"), REFUSING | {f"{RULE}.during.schedule": "kantoor"}
    ),
    "voicemail": Case((None, {}), whole=True),
    "voicemail.email": Case((None, "een@zaak.example", "twee@zaak.example"), {VOICEMAIL: {}}),
    "voicemail.access": Case(("email", "phone")),
    "voicemail.copy_to": Case((None, "een@zaak.example", "twee@zaak.example"), {VOICEMAIL: {}}),
    "voicemail.when": Case((["always"], ["busy", "no_answer"])),
    "voicemail.rings": Case((3, 4)),
    "voicemail.record": Case((True, False), brings=tuple(f"{VOICEMAIL}.{name}" for name in THEN)),
    "voicemail.then": Case(("hang_up", {"transfer": "202"}), SILENT, brings=(f"{VOICEMAIL}.then.transfer",)),
    "voicemail.then.transfer": Case(("202", "203"), SILENT),
    "voicemail.then.transfer.voicemail": Case(("anna", "bert"), SILENT),
}
FORWARDS = {
    f"{USER}.forwarding.{when}.{name}": case
    for when in ("always", "busy", "no_answer", "not_reachable", "missed")
    for name, case in {
        "to": Case(PLACES, brings=(f"{USER}.forwarding.{when}.rings",)),
        "rings": Case((3, 4), {f"{USER}.forwarding.{when}.to": "202"}),
        "to.voicemail": Case(("anna", "bert"), {VOICEMAIL: {"when": []}}, brings=(f"{USER}.forwarding.{when}.rings",)),
    }.items()
}
GREETINGS = {
    place: Case(SOUNDS)
    for place in (
        f"{VOICEMAIL}.greetings.busy",
        f"{VOICEMAIL}.greetings.no_answer",
        f"{MENU}.business_hours_menu.greeting",
        f"{MENU}.after_hours_menu.greeting",
        f"{MAILBOX}.greeting",
    )
}
SPOKEN = {f"{place}.say": Case(("een", "twee")) for place in GREETINGS}
GROUPS = {
    "policy": Case(("regular", "circular")),
    "members": Case((["bert"], ["carla"])),
    "next_member_after": Case((None, {"rings": 4}), brings=(f"{GROUP}.next_member_after.rings",)),
    "next_member_after.rings": Case((3, 4)),
    "overflow": Case(
        (None, {"after": "20s", "to": "203"}),
        {f"{GROUP}.when_busy": "202"},
        brings=(f"{GROUP}.overflow.after", f"{GROUP}.overflow.to"),
    ),
    "overflow.after": Case(("20s", "30s"), {f"{GROUP}.overflow.to": "203"}),
    "overflow.to": Case(("202", "203"), {f"{GROUP}.overflow.after": "20s"}),
    "overflow.to.voicemail": Case(("anna", "bert"), {f"{GROUP}.overflow.after": "20s"}),
    "not_reachable": Case((None, "busy_tone", "202"), brings=(f"{GROUP}.not_reachable.to",)),
    "not_reachable.to": Case(("202", "203")),
    "not_reachable.to.voicemail": Case(("anna", "bert")),
    "when_busy": Case(("busy_tone", "202", "203")),
    "when_busy.voicemail": Case(("anna", "bert")),
    "ring_busy_members": Case((True, False)),
}
MENUS = {
    "dial_by_name_order": Case(("last_first", "either")),
    "business_hours": Case(("kantoor", "avond")),
    "holidays": Case(("vrij", "dicht")),
    "first_digit_timeout": Case(("5s", "6s")),
}
MENU_KEYS = {
    f"{MENU}.{menu}.{name}": case
    for menu in ("business_hours_menu", "after_hours_menu")
    for key in (f"{MENU}.{menu}.keys.KEY",)
    for name, case in {
        "dial_by_extension": Case((True, False)),
        "keys": Case(({"1": {"transfer": "202"}}, {"2": {"transfer": "202"}})),
        "keys.KEY.transfer": Case(("202", "203")),
        "keys.KEY.transfer.voicemail": Case(("anna", "bert")),
        "keys.KEY.announce": Case((True, False)),
        "keys.KEY.operator": Case(({"operator": "202"}, {"operator": "203"}), at=key),
        "keys.KEY.operator.voicemail": Case(
            ({"operator": {"voicemail": "anna"}}, {"operator": {"voicemail": "bert"}}), at=key
        ),
        "keys.KEY.play": Case(({"play": "een.wav"}, {"play": "twee.wav"}), at=key),
        "keys.KEY.play.say": Case(({"play": {"say": "een"}}, {"play": {"say": "twee"}}), at=key),
        "keys.KEY.dial_by_name": Case(({"dial_by_name": True}, {"hang_up": True}), at=key),
        "keys.KEY.dial_by_extension": Case(({"dial_by_extension": True}, {"hang_up": True}), at=key),
        "keys.KEY.repeat_menu": Case(({"repeat_menu": True}, {"hang_up": True}), at=key),
        "keys.KEY.hang_up": Case(({"hang_up": True}, {"repeat_menu": True}), at=key),
        "keys.KEY.label": Case(("Een", "Twee")),
    }.items()
}
FAX = {f"{MAILBOX}.kind": "fax"}
BOXES = {
    "kind": Case(("voice", "fax"), whole=True),
    "name": Case(("Een", "Twee")),
    "extension": Case(("998", "999")),
    "number": Case((None, *NUMBERS)),
    "record": Case((True, False), brings=tuple(f"{MAILBOX}.{name}" for name in THEN)),
    "then": Case(("hang_up", {"transfer": "202"}), {f"{MAILBOX}.record": False}, brings=(f"{MAILBOX}.then.transfer",)),
    "then.transfer": Case(("202", "203"), {f"{MAILBOX}.record": False}),
    "then.transfer.voicemail": Case(("anna", "bert"), {f"{MAILBOX}.record": False}),
    "email": Case((None, "een@zaak.example", "twee@zaak.example")),
    "copy_to": Case((None, "een@zaak.example", "twee@zaak.example")),
}
CASES: dict[str, Case] = {
    **COMPANY,
    **{f"{USER}.{name}": case for name, case in USERS.items()},
    **{f"{GROUP}.{name}": case for name, case in GROUPS.items()},
    **{f"{MENU}.{name}": case for name, case in MENUS.items()},
    **{f"{MAILBOX}.{name}": case for name, case in BOXES.items()},
    **NAMES,
    **NIGHT,
    **FORWARDS,
    **GREETINGS,
    **SPOKEN,
    **MENU_KEYS,
}
