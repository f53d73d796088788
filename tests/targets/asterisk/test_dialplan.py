"""What Asterisk is told of users, groups, menus and mailboxes: a plan in, the dialplan out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from asterisk_files import Configuration

Make = Callable[..., Configuration]

PLAN = """
company: {name: Zaak, main_number: 088-7654000, block_outgoing: [international, mobile, 0906]}
numbers: [088-7654000..088-7654009]
users:
  anna:
    {first_name: Anna, last_name: Wit, extension: 201, number: 088-7654001,
     devices: [{model: generic-sip}, {model: generic-sip}], ANNA}
  bert: {last_name: Bos, extension: 202, devices: [{model: generic-sip}], BERT}
  carl: {last_name: Smit, extension: 203}
MORE
"""


def plan(anna: str = "", bert: str = "", more: str = "") -> str:
    return (
        PLAN.replace(", ANNA", f", {anna}" if anna else "")
        .replace(", BERT", f", {bert}" if bert else "")
        .replace("MORE", more)
    )


def test_both_telephones_of_a_user_ring_until_the_forward_is_due(configured: Make) -> None:
    dialplan = configured(plan("forwarding: {no_answer: {to: bert, rings: 3}}")).dialplan
    assert dialplan.values["NP_PHONES_anna"] == "PJSIP/anna-generic-sip&PJSIP/anna-2"
    assert "Gosub(np-time,s,1(15))" in dialplan.steps("user-anna")
    assert "Dial(${NP_RINGS},${NP_TIME})" in dialplan.steps("user-anna")
    assert dialplan.after("user-anna", "no_answer") == {
        "NP_TO": "user-bert",
        "NP_WHY": "unavailable",
        "NP_SECONDS": "15",
    }
    assert dialplan.after("user-anna", "busy")["NP_TO"] == "end-busy_tone"


def test_a_comment_says_whose_context_it_is(configured: Make) -> None:
    assert "; users.anna: Anna Wit ()" in configured(plan()).dialplan.comments


def test_every_context_but_a_clear_end_has_a_comment(configured: Make) -> None:
    rules = "blocked_callers: {rules: [{name: Lastig, numbers: [020*], during: dinner}]}"
    menu = "{number: 088-7654000, business_hours_menu: {keys: {1: dial_by_name, 2: {operator: anna, label: Hulp}}}}"
    more = f"schedules: {{dinner: {{name: Eten, daily: 17:30-19:00}}}}\nauto_attendants: {{hoofd: {menu}}}"
    configuration = configured(plan(rules, more=more))
    text = configuration.text("extensions.conf")
    assert [name for name in re.findall(r"^\[(.+)\]\n(?!; )", text, re.MULTILINE) if not name.startswith("end-")] == [
        "general",
        "globals",
    ]
    assert {"; schedules.dinner: Eten ()", "; Lastig ()"} <= set(configuration.dialplan.comments)
    assert " ; dial_by_name ()\n" in text
    assert " ; Hulp: anna ()\n" in text


def test_missed_stands_for_three_cases(configured: Make) -> None:
    dialplan = configured(plan("forwarding: {missed: bert}")).dialplan
    assert {dialplan.after("user-anna", case)["NP_TO"] for case in ("busy", "no_answer", "not_reachable")} == {
        "user-bert"
    }


def test_who_has_no_telephone_is_not_reachable_at_once(configured: Make) -> None:
    assert configured(plan()).dialplan.steps("user-carl") == [
        "Set(NP_SECONDS=0)",
        "Set(NP_TO=end-busy_tone)",
        "Set(NP_WHY=unavailable)",
        "Goto(np-onward,s,1)",
    ]


def test_nothing_rings_for_no_rings(configured: Make) -> None:
    steps = configured(plan("voicemail: {email: a@zaak.example, rings: 0}")).dialplan.steps("user-anna")
    assert not [step for step in steps if step.startswith("Dial")]
    assert "Goto(no_answer)" in steps


def test_blocked_callers_are_refused_before_all_else(configured: Make) -> None:
    rules = "rules: [{numbers: [020-7654321, 06*, '+49*'], during: dinner}]"
    more = "schedules: {dinner: {daily: 17:30-19:00}}"
    dialplan = configured(plan(f"blocked_callers: {{anonymous: true, {rules}}}", more=more)).dialplan
    assert list(dialplan.contexts["blocked-anna.1"]) == ["+31207654321", "_06!", "_+316!", "_+49!"]
    assert dialplan.steps("user-anna")[1:6] == [
        'GotoIf($["${NP_FROM}" = "inside"]?welcome)',
        'GotoIf($["${NP_NUMBER}" = "anonymous"]?end-refused,s,1)',
        "Gosub(clock-dinner,s,1)",
        "GotoIf($[${GOSUB_RETVAL} = 0]?rule1)",
        "GotoIf(${DIALPLAN_EXISTS(blocked-anna.1,${NP_NUMBER},1)}?end-refused,s,1)",
    ]


def test_numbers_that_ring_along_ring_as_long_as_the_telephone_does(configured: Make) -> None:
    numbers = "numbers: [020-7654321, 0612345678, 112]"
    ring = f"simultaneous_ring: {{{numbers}, answer_confirmation: true, while_on_a_call: false}}"
    steps = configured(plan(ring)).dialplan.steps("user-anna")
    dial = next(step for step in steps if "Local/" in step)
    # A mobile number is blocked for forwarding too, and an emergency number is never rung.
    assert "Local/+31207654321@np-along-confirmed/n&Local/s@np-ringing/n,${NP_TIME},b(np-leg^s^1)" in dial
    assert "0612345678" not in dial
    assert "+31612345678" not in dial
    assert "ExecIf($[${NP_ON_CALL}]?Set(NP_ALONG=0))" in steps


@pytest.mark.parametrize(
    ("policy", "turn"), [("regular", "15"), ("circular", "15"), ("uniform", "15"), ("simultaneous", "0")]
)
def test_a_group_says_whom_it_rings_and_how(configured: Make, policy: str, turn: str) -> None:
    rings = "next_member_after: {rings: 3}, overflow: {after: 40s, to: carl}"
    group = f"policy: {policy}, members: [anna, carl, bert], {rings}"
    dialplan = configured(plan(more=f"hunt_groups:\n  verkoop: {{extension: 101, {group}}}")).dialplan
    wanted = dict(
        step.data.split("=", 1) for step in dialplan.contexts["group-verkoop"]["s"] if step.application == "Set"
    )
    assert wanted["NP_MEMBERS"] == "anna&bert"
    assert (wanted["NP_POLICY"], wanted["NP_TURN"], wanted["NP_TOTAL"]) == (policy, turn, "40")
    assert dialplan.after("group-verkoop", "no_answer")["NP_TO"] == "user-carl"
    assert f"np-order-{policy}" in dialplan.contexts


def test_a_group_that_waits_and_one_that_is_busy_by_name(configured: Make) -> None:
    rows = (
        "  waits: {extension: 101, members: [bert], when_busy: wait}\n"
        "  busy: {extension: 102, members: [bert], when_busy: busy_tone, not_reachable: carl}\n"
    )
    dialplan = configured(plan(more=f"hunt_groups:\n{rows}")).dialplan
    assert "Set(NP_WAITS=1)" in dialplan.steps("group-waits")
    assert "Set(NP_APART=0)" in dialplan.steps("group-waits")
    assert dialplan.after("group-busy", "when_busy")["NP_TO"] == "end-busy_by_name"
    assert "Set(NP_APART=1)" in dialplan.steps("group-busy")


def test_a_menu_has_its_keys(configured: Make) -> None:
    keys = (
        "{1: {transfer: anna, announce: true, label: verkoop}, 2: repeat_menu, 3: hang_up, 4: dial_by_name, "
        "5: dial_by_extension, 9: {operator: bert}, star: {play: {say: Route}}, hash: '020-7654321'}"
    )
    more = f"auto_attendants:\n  hoofd: {{number: 088-7654000, business_hours_menu: {{keys: {keys}}}}}"
    configuration = configured(plan(more=more))
    menu = configuration.dialplan.contexts["open-hoofd"]
    assert set(menu) == {*"s123459*#"}
    assert [str(step) for step in menu["1"]] == [
        "Set(NP_ROUND=$[${NP_ROUND} + 1])",
        "Gosub(np-say,s,1(pls-hold-while-try))",
        "Set(NP_TO=user-anna)",
        "Goto(np-arrive,s,1)",
    ]
    assert [str(step) for step in menu["#"]][1:3] == ["Set(NP_TO=outside)", "Set(NP_DIALS=+31207654321)"]
    assert configuration.dialplan.after("open-hoofd", "nothing")["NP_TO"] == "user-bert"
    assert [str(step) for step in configuration.dialplan.contexts["names-last_first"]["948"]] == ["Return(anna)"]
    assert [route for route, _ in configuration.losses if "keys" in route] == [
        "auto_attendants.hoofd.business_hours_menu.keys.star.play"
    ]


def test_the_two_menus_of_an_attendant_stand_behind_one_door(configured: Make) -> None:
    more = (
        "schedules: {office: {mon-fri: 08:30-17:30}}\n"
        "auto_attendants:\n  hoofd: {number: 088-7654000, business_hours: office, night_forwarding: off, "
        "business_hours_menu: {keys: {1: anna}}, after_hours_menu: {keys: {2: bert}}}"
    )
    dialplan = configured(plan(more=more)).dialplan
    assert dialplan.steps("menu-hoofd")[1:] == [
        "Gosub(clock-office,s,1)",
        "GotoIf($[${GOSUB_RETVAL}]?open-hoofd,s,1:closed-hoofd,s,1)",
    ]
    assert "2" in dialplan.contexts["closed-hoofd"]


def test_mailboxes_answer_and_mail(configured: Make) -> None:
    box = "{email: a@zaak.example, copy_to: b@zaak.example, access: phone, when: [busy]}"
    anna = f"pin: !secret anna/pin, voicemail: {box}"
    more = (
        "mailboxes:\n  post: {extension: 999, email: post@zaak.example, record: false, then: {transfer: bert}}\n"
        "  fax: {kind: fax, extension: 998}"
    )
    configuration = configured(plan(anna, more=more), secrets={"NUMMERPLAN_SECRET_ANNA_PIN": "482913"})
    boxes = next(values for header, values in configuration.sections("voicemail.conf") if header == "[default]")
    assert [*boxes] == [
        "anna => 482913,Anna Wit,a@zaak.example|b@zaak.example,,tz=company|attach=yes|delete=no",
        "post => -x,post,post@zaak.example,,tz=company|attach=yes|delete=yes",
    ]
    assert configuration.dialplan.steps("voicemail-anna")[1:] == [
        'GotoIf($["${NP_WHY}" = "busy"]?busy)',
        "VoiceMail(anna@default,u)",
        "Goto(end-message,s,1)",
        "VoiceMail(anna@default,b)",
        "Goto(end-message,s,1)",
    ]
    assert configuration.dialplan.steps("mailbox-post")[-2:] == ["Set(NP_TO=user-bert)", "Goto(np-arrive,s,1)"]
    assert configuration.dialplan.steps("mailbox-fax")[-1] == "Goto(end-fax,fax,1)"


def test_recordings_and_music_come_along(configured: Make, tmp_path: Path, recording: Callable[[Path], None]) -> None:
    recording(tmp_path / "audio" / "welkom.wav")
    menu = "{greeting: audio/welkom.wav, keys: {1: anna}}"
    more = f"auto_attendants:\n  hoofd: {{number: 088-7654000, business_hours_menu: {menu}}}"
    configuration = configured(plan(more=more), folder=tmp_path)
    assert {"sounds/nummerplan/open-hoofd.wav", "moh-nummerplan/music.wav"} <= configuration.files
    assert "Gosub(np-key,s,1(nummerplan/open-hoofd,10))" in configuration.dialplan.steps("open-hoofd")
