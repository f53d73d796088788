"""What happens to a call at a hunt group, a menu, a mailbox and an own mobile, as docs/semantics.md has it."""

import pytest
from call_ways import DESK, case_of, ways

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level

USERS = f"""
users:
  anna: {{extension: 201, last_name: Aalders, {DESK}, forwarding: {{always: bert}}, voicemail: {{when: [always]}},
    blocked_callers: {{all: true}}, night_forwarding: on, simultaneous_ring: {{numbers: ['0612345678']}}}}
  bert: {{extension: 202, {DESK}}}
  nobody: {{extension: 203, simultaneous_ring: {{numbers: ['0612345678']}}}}
mailboxes: {{box: {{extension: 999}}, fax: {{kind: fax, number: 088-7654008}}}}
"""
NIGHT = "business_hours: office, night_forwarding: {to: 999}"


def at_group(settings: str, members: str = "anna, bert", company: str = "name: Bakker") -> list[str]:
    """What happens to a call at a group that is written so."""
    group = f"hunt_groups: {{sales: {{extension: 101, members: [{members}], {settings}}}}}\n"
    return ways(case_of(USERS + group, company), "hunt_group", "sales")


OVERFLOW = "overflow: {after: 30s, to: bert}"


@pytest.mark.parametrize("policy", ["regular", "circular", "uniform", "simultaneous"])
def test_a_group_rings_devices_and_overflows_whatever_the_policy(policy: str) -> None:
    """Anna's own blocking, night forwarding, forwarding, voicemail and simultaneous ring are not used."""
    assert at_group(f"policy: {policy}, {OVERFLOW}") == [
        "not_reachable -> user bert",
        "when_busy -> user bert",
        "answered -> answered",
        "overflow -> user bert, 30 s",
    ]


@pytest.mark.parametrize("members", ["nobody", "", "gone"])
def test_a_group_of_people_without_a_device_rings_nobody(members: str) -> None:
    assert at_group(OVERFLOW, members) == ["not_reachable -> user bert"]
    assert at_group("not_reachable: box", members) == ["not_reachable -> mailbox box"]
    assert at_group("next_member_after: {rings: 3}", members) == ["not_reachable -> busy_tone"]


@pytest.mark.parametrize(
    ("settings", "not_reachable", "when_busy", "unanswered"),
    [
        ("", "busy_tone", "busy_tone", "no_answer -> gives_up, 120 s"),
        ("not_reachable: box", "mailbox box", "busy_tone", "no_answer -> gives_up, 120 s"),
        (f"not_reachable: busy_tone, {OVERFLOW}", "busy_by_name", "user bert", "overflow -> user bert, 30 s"),
        (f"when_busy: box, {OVERFLOW}", "mailbox box", "mailbox box", "overflow -> user bert, 30 s"),
        (f"when_busy: busy_tone, {OVERFLOW}", "busy_by_name", "busy_by_name", "overflow -> user bert, 30 s"),
        (f"when_busy: wait, {OVERFLOW}", "user bert, 30 s", "user bert, 30 s", "overflow -> user bert, 30 s"),
        ("when_busy: wait", "gives_up, 120 s", "gives_up, 120 s", "no_answer -> gives_up, 120 s"),
        ("when_busy: wait, not_reachable: box", "mailbox box", "gives_up, 120 s", "no_answer -> gives_up, 120 s"),
        ("overflow: {after: 30s}", "busy_tone", "busy_tone", "no_answer -> gives_up, 120 s"),
        ("when_busy: {voicemail: anna}", "voicemail anna", "voicemail anna", "no_answer -> gives_up, 120 s"),
    ],
)  # fmt: skip
def test_where_a_group_sends_whom_nobody_takes(
    settings: str, not_reachable: str, when_busy: str, unanswered: str
) -> None:
    assert at_group(settings) == [
        f"not_reachable -> {not_reachable}",
        f"when_busy -> {when_busy}",
        "answered -> answered",
        unanswered,
    ]


@pytest.mark.parametrize("overflow", ["overflow: {to: bert}", "overflow: {after: 0s, to: bert}"])
def test_where_the_overflow_comes_at_once_nobody_rings_or_answers(overflow: str) -> None:
    at_once = ["not_reachable -> user bert", "when_busy -> user bert", "overflow -> user bert"]
    assert at_group(overflow) == at_once
    assert at_group(f"policy: simultaneous, {overflow}") == at_once


@pytest.mark.parametrize("overflow", ["{to: bert}", "{after: 0s, to: bert}"])
@pytest.mark.parametrize("policy", ["regular", "simultaneous"])
def test_an_overflow_without_a_time_takes_every_call_and_is_an_error(overflow: str, policy: str) -> None:
    group = f"hunt_groups: {{sales: {{extension: 101, members: [bert], policy: {policy}, overflow: {overflow}}}}}\n"
    found = [(f.level, str(f.message)) for f in check_text(USERS + group).findings if f.rule == "members-never-rung"]
    assert found == [(Level.ERROR, "hunt group sales overflows at once: nobody in it ever rings")]


def test_night_forwarding_comes_first_at_a_group() -> None:
    found = at_group(OVERFLOW, company=NIGHT)
    assert found[0] == "night -> mailbox box, external, office closed"
    assert all(way.endswith("by day of office") for way in found[1:])
    assert at_group(f"night_forwarding: off, {OVERFLOW}", company=NIGHT) == at_group(OVERFLOW)


def at_menu(settings: str, company: str = "name: Bakker") -> list[str]:
    """What happens to a call at a menu that is written so."""
    menu = f"auto_attendants:\n  main: {{extension: 555, {settings}}}\n  other: {{extension: 556}}\n"
    return ways(case_of(USERS + menu, company), "auto_attendant", "main")


def keys(text: str) -> str:
    return f"business_hours_menu: {{keys: {{{text}}}}}"


@pytest.mark.parametrize(
    ("action", "place"),
    [
        ("bert", "user bert"),
        ("{transfer: bert, announce: true}", "user bert"),
        ("{transfer: {voicemail: anna}}", "voicemail anna"),
        ("{voicemail: anna}", "voicemail anna"),
        ("other", "auto_attendant other"),
        ("'0612345678'", "outside +31612345678"),
        ("gone", "not_in_use"),
        ("hang_up", "hung_up"),
        ("repeat_menu", "auto_attendant main"),
        ("{play: news.wav}", "auto_attendant main"),
        ("dial_by_name", "directory name"),
        ("dial_by_extension", "directory extension"),
        ("{label: nothing}", "not_in_use"),
    ],
)
def test_a_key_does_its_action_and_without_an_operator_silence_ends_the_call(action: str, place: str) -> None:
    assert at_menu(keys(f"1: {action}")) == [f"pressed 1 -> {place}", "silence -> cut_off, 10 s"]


def test_silence_goes_to_the_operator_of_the_lowest_key_after_the_time_that_is_set() -> None:
    found = at_menu(keys("star: {operator: box}, 9: {operator: bert}, 5: {operator: anna}, 1: box"))
    assert found[-1] == "silence -> user anna, 10 s"
    assert found[:-1] == [
        "pressed star -> mailbox box",
        "pressed 9 -> user bert",
        "pressed 5 -> user anna",
        "pressed 1 -> mailbox box",
    ]
    later = at_menu(f"first_digit_timeout: 20s, {keys('hash: {operator: box}, star: {operator: bert}')}")
    assert later[-1] == "silence -> user bert, 20 s"


def test_a_key_that_is_not_set_leads_nowhere_and_a_menu_without_keys_cuts_off() -> None:
    assert at_menu("business_hours_menu: {greeting: default}") == ["silence -> cut_off, 10 s"]
    assert at_menu("name: Hoofdmenu") == ["silence -> cut_off, 10 s"]


@pytest.mark.parametrize(
    ("settings", "company", "business", "after"),
    [
        ("", "business_hours: office", "office open", "office closed"),
        ("holidays: nl", "business_hours: office", "office+nl open", "office+nl closed"),
        ("business_hours: dinner", "business_hours: office, holidays: nl", "dinner+nl open", "dinner+nl closed"),
        ("", "name: Bakker", "", None),  # nothing ever closes
        ("business_hours: gone", "name: Bakker", "", None),
    ],
)
def test_the_menu_of_the_hour_plays(settings: str, company: str, business: str, after: str | None) -> None:
    menus = "business_hours_menu: {keys: {1: bert}}, after_hours_menu: {keys: {1: box}}"
    found = at_menu(f"{menus}, {settings}", company)
    first, last = "pressed 1 -> user bert", "pressed 1 -> mailbox box"
    expected = [", ".join(filter(None, [first, business]))] + ([f"{last}, {after}"] if after else [])
    assert [way for way in found if way.startswith("pressed")] == expected


def test_without_an_after_hours_menu_the_other_plays_always() -> None:
    assert at_menu(keys("1: bert"), "business_hours: office")[0] == "pressed 1 -> user bert"


def test_night_forwarding_of_a_menu_goes_to_its_own_destination_else_the_companys() -> None:
    assert at_menu(keys("1: bert"), NIGHT)[0] == "night -> mailbox box, external, office closed"
    own = at_menu(f"night_forwarding: {{to: other}}, {keys('1: bert')}", NIGHT)
    assert own[:2] == [
        "night -> auto_attendant other, external, office closed",
        "pressed 1 -> user bert, by day of office",
    ]


def test_a_directory_lists_who_can_be_dialled() -> None:
    menu = "business_hours_menu: {dial_by_extension: true, keys: {1: dial_by_name}}"
    linked = case_of(f"{USERS}auto_attendants: {{main: {{extension: 555, {menu}}}}}")
    assert ways(linked, "auto_attendant", "main")[1] == "pressed extension -> directory extension"
    assert ways(linked, "directory", "name") == ["dialled -> user anna"]
    everybody = ["user anna", "user bert", "user nobody", "auto_attendant main", "mailbox box"]
    assert ways(linked, "directory", "extension") == [f"dialled -> {one}" for one in everybody]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("name: Algemeen", "after_greeting -> message"),
        ("record: false", "after_greeting -> announced"),
        ("record: false, then: {transfer: bert}", "after_greeting -> user bert"),
        ("record: false, then: {transfer: '0612345678'}", "after_greeting -> not_in_use"),
    ],
)
def test_a_mailbox_takes_a_message_or_announces_and_goes_on(settings: str, expected: str) -> None:
    text = f"mailboxes: {{box: {{extension: 999, {settings}}}}}\nusers: {{bert: {{extension: 202, {DESK}}}}}\n"
    assert ways(case_of(text, "block_outgoing: [mobile]"), "mailbox", "box") == [expected]


def test_a_fax_box_takes_the_call() -> None:
    linked = case_of(USERS)
    assert [way.split(" -> ")[1] for way in ways(linked, "mailbox", "fax")] == ["fax"]


def at_mobile(settings: str) -> list[str]:
    """What happens to a call at an own mobile that is written so; bert has the number 088-7654002, carl has none."""
    mobile = f"mobile: {{subscriptions: {{handy: {{number: '0612345678', {settings}}}}}}}\n"
    users = f"users: {{bert: {{extension: 202, number: 088-7654002, {DESK}}}, carl: {{extension: 203, {DESK}}}}}\n"
    return ways(case_of(users + mobile, "block_outgoing: [mobile]"), "mobile", "handy")


def test_an_own_mobile_without_forwarding_goes_to_a_voicemail_of_its_network() -> None:
    assert at_mobile("label: Bert") == [
        "not_reachable -> mobile_voicemail",
        "busy -> mobile_voicemail",
        "answered -> answered",
        "no_answer -> mobile_voicemail, 25 s",
    ]


def test_the_mailbox_of_the_mobile_network_takes_what_nobody_takes() -> None:
    assert at_mobile("business_voicemail: true, forwarding: {busy: 088-7654002}") == [
        "not_reachable -> message",
        "busy -> user bert",
        "answered -> answered",
        "no_answer -> message, 25 s",
    ]


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("088-7654002", "user bert"),
        ("088-7654009", "not_in_use"),  # the company's, and nobody has it
        ("'202'", "not_in_use"),  # no extensions
        ("bert", "user bert"),  # a name means the number
        ("carl", "not_in_use"),  # who has none
        ("{voicemail: bert}", "not_in_use"),
        ("020-1234567", "outside +31201234567"),
        ("'0687654321'", "outside +31687654321"),  # the company's list is not the mobile network's
        ("'1233'", "outside 1233"),
    ],
)
def test_an_own_mobile_forwards_in_its_network_which_dials_numbers_only(to: str, place: str) -> None:
    assert at_mobile(f"forwarding: {{always: {to}}}") == [f"always -> {place}"]
    assert at_mobile(f"forwarding: {{no_answer: {to}}}")[-1] == f"no_answer -> {place}, 25 s"
    assert at_mobile(f"forwarding: {{not_reachable: {to}}}")[0] == f"not_reachable -> {place}"
