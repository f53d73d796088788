"""What is found about destinations, menus, groups and missed calls, and what is left in peace."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.findings.fix_edits import fixed_texts
from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.finding import Level, LocatedFinding
from nummerplan.model.plan.auto_attendants import MENU_KEYS
from nummerplan.rules.analysis.announced_keys import mentioned, promised

HEAD = """nummerplan: 1
company: {main_number: 088-7654000, business_hours: office}
numbers: [088-7654000..088-7654009]
schedules: {office: {mon-fri: 08:30-17:30}, evening: {daily: 17:30-22:00}}
"""
DESK = "devices: [{model: yealink-t54w}]"
MAIL = "voicemail: {email: a@example.org, when: [busy, no_answer]}"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "mijn-bedrijf" / "plan.yaml"


def found(plan: str, rule: str, head: str = HEAD) -> list[LocatedFinding]:
    """The findings of one rule."""
    return [finding for finding in check_text(head + plan).findings if finding.rule == rule]


def one(plan: str, rule: str, head: str = HEAD) -> LocatedFinding:
    """The only finding of one rule."""
    findings = found(plan, rule, head)
    assert len(findings) == 1, [str(finding.message) for finding in findings]
    return findings[0]


def menu(keys: str, more: str = "") -> str:
    """A main menu with such keys, and a reception."""
    return f"""
users:
  receptie: {{extension: 209, {DESK}, {MAIL}}}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    {more}
    business_hours_menu:
      greeting: audio/welkom.wav
      keys: {{{keys}}}
"""


def group(settings_of: str, users: str = "") -> str:
    """A group of two with such settings."""
    return f"""
users:
  anna: {{extension: 201, {DESK}}}
  bert: {{extension: 202, {DESK}}}
  {users}
hunt_groups:
  support: {{number: 088-7654001, {settings_of}}}
"""


def test_the_six_defects_are_found_each_with_its_line() -> None:
    plan = f"""{HEAD}
users:
  receptie: {{extension: 209, number: 088-7654002, {DESK}, {MAIL}}}
  wees: {{{DESK}}}                                                    # orphan user
hunt_groups:
  eeuwig: {{number: 088-7654001, members: [receptie]}}                # rings for ever
auto_attendants:
  een:
    number: 088-7654000
    business_hours_menu: {{keys: {{1: receptie, 9: {{operator: twee}}}}}}
  twee:
    extension: 552
    business_hours_menu: {{keys: {{1: receptie, 9: {{operator: een}}}}}} # silent callers go round
  drie:
    number: 088-7654003
    business_hours_menu: {{keys: {{star: repeat_menu}}}}                # only repeats
  vier:
    number: 088-7654004
    business_hours_menu:
      keys:
        1: {{label: sales}}                                           # nobody behind it
        2: nergens                                                  # a reference to nothing
        9: {{operator: receptie}}
"""
    lines = plan.splitlines()
    places = {
        f.rule: lines[f.span.begin.line - 1].partition("#")[2].strip()
        for f in check_text(plan).findings
        if f.level is not Level.ADVICE
    }
    assert places["object-nobody-reaches"] == "orphan user"
    assert places["group-without-overflow"] == "rings for ever"
    assert places["forwarding-loop"] == "silent callers go round"
    assert places["menu-nobody-can-leave"] == "only repeats"
    assert places["menu-key-without-destination"] == "nobody behind it"
    assert places["destination-unknown"] == "a reference to nothing"


def test_the_example_company_has_no_error_and_no_warning_about_routing() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert not [f for f in check_text(text).findings if f.code.startswith("NP2") and f.level is not Level.ADVICE]


def test_an_unknown_destination_gets_a_suggestion_and_an_unsafe_fix() -> None:
    finding = one(menu("1: receptei, 9: {operator: receptie}"), "destination-unknown")
    assert str(finding.help) == "did you mean receptie?"
    assert finding.fix is not None
    assert not finding.fix.safe


def test_a_number_of_the_company_that_nobody_holds_is_no_destination() -> None:
    assert "nobody holds" in str(one(menu("1: 088-7654009, 9: {operator: receptie}"), "destination-unknown").message)


def test_a_voicemail_that_the_user_does_not_have() -> None:
    plan = f"users: {{anna: {{extension: 201, {DESK}, forwarding: {{missed: {{voicemail: anna}}}}}}}}"
    assert "anna has no voicemail" in str(one(plan, "destination-unknown").message)


def test_numbers_outside_extensions_and_keys_are_destinations() -> None:
    plan = menu('1: "209", 2: receptie, 3: "0612345678", 4: {voicemail: receptie}, 5: "112", 9: {operator: receptie}')
    assert not found(plan, "destination-unknown")


def test_a_key_behind_which_nobody_is_names_the_key_and_the_user() -> None:
    plan = menu("1: stagiair, 9: {operator: receptie}").replace("users:", "users:\n  stagiair: {extension: 230}")
    finding = one(plan, "destination-takes-no-calls")
    assert "nothing can ring for user stagiair" in str(finding.message)
    assert finding.span.text.startswith(("1", "stagiair"))


def test_a_destination_without_a_telephone_that_forwards_its_calls_is_fine() -> None:
    stagiair = 'users:\n  stagiair: {extension: 230, forwarding: {always: "0612345678"}}'
    plan = menu("1: stagiair, 9: {operator: receptie}").replace("users:", stagiair)
    assert not found(plan, "destination-takes-no-calls")


def test_a_mobile_whose_subscription_has_ended_takes_no_calls() -> None:
    plan = (
        menu("1: piet, 9: {operator: receptie}")
        + """
mobile: {subscriptions: {piet: {number: 0612345678, ends: 2026-01-31}}}
"""
    )
    assert "ended on 2026-01-31" in str(one(plan, "destination-takes-no-calls").message)


def test_who_rings_in_a_group_is_reached() -> None:
    plan = group("members: [anna, dirk], next_member_after: {rings: 3}", f"dirk: {{{DESK}}}")
    assert not found(plan, "object-nobody-reaches")


def test_only_colleagues_reach_a_group_is_a_warning_and_a_user_is_advice() -> None:
    plan = group("members: [anna]").replace("number: 088-7654001", "extension: 301")
    levels = {f.object: f.level for f in found(plan, "object-only-colleagues-reach")}
    assert levels["hunt_groups.support"] is Level.WARNING
    assert levels["users.bert"] is Level.ADVICE
    assert "users.anna" not in levels


def test_dialling_by_extension_reaches_everybody() -> None:
    plan = menu("1: dial_by_extension, 9: {operator: receptie}").replace(
        "users:", f"users:\n  anna: {{extension: 201, {DESK}}}"
    )
    assert not found(plan, "object-only-colleagues-reach")


def test_a_menu_without_reception_key_in_either_menu() -> None:
    plan = menu("1: receptie", "after_hours_menu: {keys: {2: receptie}}")
    assert len(found(plan, "menu-without-operator")) == 2


def test_an_announcement_without_keys_is_a_menu_nobody_can_leave_and_only_that() -> None:
    rules = {f.rule for f in check_text(HEAD + menu("")).findings}
    assert "menu-nobody-can-leave" in rules
    assert "menu-without-operator" not in rules


def test_menus_that_lead_to_each_other_and_nowhere_else_are_one_finding() -> None:
    plan = menu("1: meer") + "  meer: {extension: 556, business_hours_menu: {keys: {1: hoofdmenu}}}\n"
    finding = one(plan, "menu-nobody-can-leave")
    assert len(finding.remarks) == 1


def test_a_menu_that_never_plays_is_no_way_out() -> None:
    """Without business hours it is always day, so the reception key of the after-hours menu helps nobody."""
    plan = menu("1: meer") + "    after_hours_menu: {keys: {9: {operator: receptie}}}\n"
    plan += "  meer: {extension: 556, business_hours_menu: {keys: {1: hoofdmenu}}}\n"
    one(plan, "menu-nobody-can-leave", HEAD.replace(", business_hours: office", ""))


@pytest.mark.parametrize(
    ("limit", "written", "help_"),
    [("60s", 13, "write rings: 12 or fewer"), ("13s", 4, "write rings: 2 or fewer"), ("7s", 2, "write rings: 0")],
)
def test_rings_past_the_limit_are_told_what_the_platform_takes(limit: str, written: int, help_: str) -> None:
    mail = f"voicemail: {{email: a@b.example, when: [no_answer], rings: {written}}}"
    head = HEAD.replace("company: {", f"company: {{ring_limit: {limit}, ")
    finding = one(f"users:\n  receptie: {{extension: 209, {DESK}, {mail}}}\n", "rings-past-limit", head)
    assert str(finding.help) == help_


@pytest.mark.parametrize(
    "key", ["hang_up", "dial_by_extension", "dial_by_name", "{voicemail: receptie}", '"112"', "nergens"]
)
def test_a_menu_with_one_key_that_leads_out_can_be_left(key: str) -> None:
    assert not found(menu(f"1: {key}, star: repeat_menu"), "menu-nobody-can-leave")


def test_a_key_that_leads_back_through_a_user_who_forwards_every_call() -> None:
    plan = menu("1: flex, 9: {operator: receptie}").replace(
        "users:", f"users:\n  flex: {{extension: 230, {DESK}, forwarding: {{always: hoofdmenu}}}}"
    )
    finding = one(plan, "menu-key-leads-back")
    assert len(finding.path) == 3


def test_a_key_to_a_colleague_whose_missed_calls_come_back_is_fine() -> None:
    plan = menu("1: flex, 9: {operator: receptie}").replace(
        "users:", f"users:\n  flex: {{extension: 230, {DESK}, forwarding: {{missed: hoofdmenu}}}}"
    )
    assert not found(plan, "menu-key-leads-back")
    assert not found(plan, "forwarding-loop")


NIGHT = HEAD.replace("business_hours: office", 'business_hours: office, night_forwarding: {to: "0612345678"}')


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("", 1),
        ("night_forwarding: off", 0),
        ("business_hours: evening", 0),
        ("business_hours: office", 1),
    ],
)
def test_an_after_hours_menu_behind_night_forwarding(more: str, count: int) -> None:
    plan = menu("9: {operator: receptie}", more) + "    after_hours_menu: {keys: {9: {operator: receptie}}}\n"
    assert len(found(plan, "after-hours-menu-never-plays", NIGHT)) == count


def test_a_menu_whose_night_forwarding_is_always_on() -> None:
    plan = menu("9: {operator: receptie}", 'night_forwarding: {mode: on, to: "0612345678"}')
    assert "never hear menu hoofdmenu" in str(one(plan, "menu-always-closed").message)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Voor verkoop toets 1, voor support kiest u een 2.", {"1", "2"}),
        ("Toets 1 of 2 voor verkoop; druk op het hekje om te herhalen.", {"1", "2", "hash"}),
        ("Door een 3 in te toetsen spreekt u met support.", {"3"}),
        ("Kies één voor verkoop, toets sterretje voor het menu.", {"1", "star"}),
        ("For sales press one, for support press the 2 key or dial 3.", {"1", "2", "3"}),
        ("Press 1, 2 or 3.", {"1", "2", "3"}),
        ("Toets 1 voor verkoop, 2 voor support en 3 voor de rest.", {"1", "2", "3"}),
        ("Druk op een toets. Kies een afdeling. Press one of the keys.", set()),
        ("Bel 020-1234567 of toets 112 in noodgevallen; wij zijn om 9:00 open.", set()),
        ("Dial 0 8 8 7 6 5 4 0 0 0 to reach us directly.", set()),
        ("Er zijn 3 wachtenden voor u. U bent over 5 minuten aan de beurt.", set()),
        ("Kies 24 uur per dag voor gemak.", set()),
    ],
)
def test_keys_that_a_greeting_promises(text: str, keys: set[str]) -> None:
    assert promised(text) == keys
    assert keys <= mentioned(text)


@given(st.text(max_size=200))
def test_any_text_of_a_greeting_can_be_read(text: str) -> None:
    assert promised(text) | mentioned(text) <= set(MENU_KEYS)


def greeting(text: str, keys: str, language: str = "nl") -> str:
    """A plan whose menu says this."""
    plan = HEAD.replace("business_hours", f"language: {language}, business_hours") + menu(keys)
    return plan.replace("greeting: audio/welkom.wav", f'greeting: {{say: "{text}"}}')


def test_a_key_that_is_promised_and_not_set() -> None:
    plan = greeting("Toets 1 voor verkoop en 4 voor support.", "1: receptie, 9: {operator: receptie}")
    assert "asks for 4" in str(one(plan, "menu-key-promised-not-set", "").message)


def test_the_reception_key_need_not_be_named() -> None:
    plan = greeting("Toets 1 voor verkoop.", "1: receptie, 9: {operator: receptie}")
    assert not found(plan, "menu-key-not-promised", "")
    assert not found(plan, "menu-key-promised-not-set", "")


def test_keys_of_which_the_greeting_names_none_are_one_finding() -> None:
    plan = greeting("Welkom.", "1: receptie, 2: receptie, 9: {operator: receptie}")
    assert one(plan, "menu-key-not-promised", "").level is Level.ADVICE


def test_a_greeting_in_another_language_is_not_judged() -> None:
    plan = greeting("Willkommen. Wählen Sie eine Zahl.", "1: receptie, 9: {operator: receptie}", "de")
    assert not found(plan, "menu-key-not-promised", "")


def test_a_group_with_an_overflow_and_turns_is_fine() -> None:
    plan = group("members: [anna, bert], next_member_after: {rings: 3}, overflow: {after: 40s, to: '0612345678'}")
    rules = {f.rule for f in check_text(HEAD + plan).findings if f.level is not Level.ADVICE}
    assert not rules & {"group-without-overflow", "next-member-missing", "members-never-rung", "overflow-too-late"}


def test_an_overflow_as_late_as_the_network_rings_is_in_time() -> None:
    plan = group("members: [anna], overflow: {after: 120s, to: '0612345678'}")
    assert not found(plan, "overflow-too-late")
    assert one(plan.replace("120s", "121s"), "overflow-too-late").level is Level.WARNING


def test_a_longer_ring_limit_lets_an_overflow_come_later() -> None:
    plan = group("members: [anna], overflow: {after: 3m, to: '0612345678'}")
    assert not found(plan, "overflow-too-late", HEAD.replace("{main", "{ring_limit: 5m, main"))


def test_a_group_whose_members_have_no_telephone_is_an_error() -> None:
    plan = group("members: [carl], overflow: {after: 40s, to: '0612345678'}", "carl: {extension: 203}")
    assert one(plan, "member-never-offered").level is Level.ERROR


def test_a_group_that_rings_all_at_once_needs_no_turns() -> None:
    plan = group("policy: simultaneous, members: [anna, bert], overflow: {after: 40s, to: '0612345678'}")
    assert not found(plan, "next-member-missing")


@pytest.mark.parametrize(("policy", "count"), [("regular", 1), ("uniform", 0), ("circular", 0), ("simultaneous", 0)])
def test_turns_that_come_after_the_overflow(policy: str, count: int) -> None:
    settings_of = (
        f"policy: {policy}, members: [anna, bert], next_member_after: {{rings: 6}}, "
        "overflow: {after: 30s, to: '0612345678'}"
    )
    assert len(found(group(settings_of), "members-never-rung")) == count


def test_an_overflow_without_time_takes_every_call() -> None:
    assert one(group("members: [anna], overflow: {to: '0612345678'}"), "members-never-rung").level is Level.ERROR


def user(text: str) -> str:
    """A user with a number and a desk."""
    return f"users: {{anna: {{extension: 201, number: 088-7654001, {DESK}, {text}}}}}"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("voicemail: {email: a@example.org}", "the line is busy or no telephone is registered"),
        ("forwarding: {busy: '0612345678'}", "nobody answers"),
        ("forwarding: {not_reachable: '0612345678'}", "nobody answers or the line is busy"),
        ("call_waiting: true", "nobody answers, the line is busy or no telephone is registered"),
    ],
)
def test_the_cases_in_which_calls_are_lost(text: str, states: str) -> None:
    finding = one(user(text), "missed-calls-lost")
    assert str(finding.message) == f"calls from outside to anna are lost while {states}"
    assert finding.level is Level.WARNING


@pytest.mark.parametrize(
    "text",
    [
        MAIL,
        "forwarding: {missed: '0612345678'}",
        "forwarding: {always: '0612345678'}",
        "forwarding: {busy: '0612345678', no_answer: '0612345679'}",
        "blocked_callers: {all: true}",
        "night_forwarding: {mode: on, to: '0612345678'}",
    ],
)
def test_users_whose_calls_are_all_taken(text: str) -> None:
    assert not found(user(text), "missed-calls-lost")


def test_a_user_who_also_rings_outside_is_never_out_of_reach() -> None:
    ring = "simultaneous_ring: {numbers: ['0612345678'], answer_confirmation: true}"
    finding = one(user(f"{ring}, voicemail: {{email: a@example.org}}"), "missed-calls-lost")
    assert str(finding.message).endswith("lost while the line is busy")


def test_members_without_a_number_need_no_voicemail() -> None:
    assert not found(group("members: [anna, bert], next_member_after: {rings: 3}"), "missed-calls-lost")


@pytest.mark.parametrize(
    "text",
    [
        "voicemail: {email: a@example.org}",
        "voicemail: {email: a@example.org, when: [no_answer]}",
        "forwarding: {no_answer: '0612345678', not_reachable: '0612345678'}",
        "forwarding: {not_reachable: '0612345678'}",
    ],
)
def test_the_forgotten_case_is_filled_in_by_an_unsafe_fix(text: str) -> None:
    plan = HEAD + user(text)
    finding = one(plan, "missed-calls-lost", "")
    document, _ = read_texts("plan.yaml", [(None, "plan.yaml", plan)])
    assert fixed_texts([finding], document, unsafe=False)[1] == 0
    texts, mended = fixed_texts([finding], document, unsafe=True)
    assert mended == 1
    assert not found(next(iter(texts.values())), "missed-calls-lost", "")


def test_a_fix_is_offered_only_where_the_plan_says_who_takes_the_calls() -> None:
    assert one(user("call_waiting: true"), "missed-calls-lost").fix is None
    assert one(user("forwarding: {busy: '0612345678', not_reachable: 020-1234567}"), "missed-calls-lost").fix is None


def test_a_mobile_that_rings_along_needs_answer_confirmation_but_a_desk_does_not() -> None:
    ring = "simultaneous_ring: {numbers: ['0612345678', 020-1234567]}"
    finding = one(user(f"{ring}, {MAIL}"), "simultaneous-ring-without-confirmation")
    assert "0612345678" in str(finding.message)


def test_a_mobile_as_first_choice_is_a_warning_and_as_last_resort_advice() -> None:
    rule = "mobile-voicemail-takes-calls"
    assert one(user("forwarding: {always: '0612345678'}"), rule).level is Level.WARNING
    assert one(user("forwarding: {missed: '0612345678'}"), rule).level is Level.ADVICE
    assert not found(user("forwarding: {missed: 020-1234567}"), rule)


def test_the_voicemail_of_an_own_mobile_takes_what_its_forwarding_leaves() -> None:
    rule = "mobile-voicemail-takes-calls"
    mobile = "\nmobile: {subscriptions: {vic: {number: 0612345678, forwarding: {FORWARDS}}}}\n"
    plan = user("forwarding: {always: vic}") + mobile
    assert one(plan.replace("FORWARDS", ""), rule)
    assert one(plan.replace("FORWARDS", "busy: 020-1234567, no_answer: 020-1234567"), rule)
    missed = "busy: 020-1234567, no_answer: 020-1234567, not_reachable: 020-1234567"
    assert not found(plan.replace("FORWARDS", missed), rule)
    assert not found(plan.replace("FORWARDS", "always: 020-1234567"), rule)
    # Its messages are the company's.
    assert not found(plan.replace("number: 0612345678", "number: 0612345678, business_voicemail: true"), rule)


def test_who_rings_along_and_forwards_all_it_misses_needs_no_answer_confirmation() -> None:
    missed = "busy: 020-1234567, no_answer: 020-1234567, not_reachable: 020-1234567"
    mobile = f"\nmobile: {{subscriptions: {{vic: {{number: 0612345678, forwarding: {{{missed}}}}}}}}}\n"
    plan = user(f"simultaneous_ring: {{numbers: [vic]}}, {MAIL}") + mobile
    assert not found(plan, "simultaneous-ring-without-confirmation")
    assert found(plan.replace("busy: 020-1234567, ", ""), "simultaneous-ring-without-confirmation")


def test_not_reachable_leads_to_another_desk_of_the_same_line() -> None:
    users = f"""users:
  anna: {{extension: 201, {DESK}, forwarding: {{missed: carl}}}}
  bert: {{extension: 202, {DESK}, forwarding: {{missed: carl}}}}
  carl: {{extension: 203, {DESK}, CARL}}
"""
    finding = one(users.replace("CARL", "hide_caller_id: false"), "not-reachable-on-same-line")
    assert len(finding.remarks) == 1
    for way_out in (MAIL, "forwarding: {not_reachable: '0612345678'}", "simultaneous_ring: {numbers: [0612345678]}"):
        assert not found(users.replace("CARL", way_out), "not-reachable-on-same-line")


def test_the_seconds_of_all_hops_are_added() -> None:
    plan = f"""users:
  anna: {{extension: 201, number: 088-7654001, {DESK}, forwarding: {{missed: {{to: bert, rings: 12}}}}}}
  bert: {{extension: 202, {DESK}, forwarding: {{missed: {{to: carl, rings: 10}}}}}}
  carl: {{extension: 203, {DESK}, voicemail: {{email: a@example.org, rings: RINGS}}}}
"""
    assert not found(plan.replace("RINGS", "2"), "unanswered-too-long")
    finding = one(plan.replace("RINGS", "3"), "unanswered-too-long")
    assert "would ring for 125 s before it came to the voicemail of carl" in str(finding.message)
    assert len(finding.path) == 4


def test_a_long_row_of_forwards_is_dropped_by_the_network() -> None:
    rows = [
        f"  {key}x: {{extension: 20{i}, {DESK}, forwarding: {{missed: {{to: {following}x, rings: 2}}}}}}"
        for i, (key, following) in enumerate(pairwise("abcdefgh"))
    ]
    plan = "users:\n" + "\n".join(rows) + f"\n  hx: {{extension: 299, {DESK}, {MAIL}}}\n"
    finding = one(plan, "too-many-redirections")
    assert "a call to user ax is sent on more than 5 times, and dropped before user gx" in str(finding.message)


WORDS = st.sampled_from(
    ["anna", "bert", "g", "h", "m", "n", "x", "post", "201", "999", "088-7654001", "0612345678", "nergens", ""]
)
TO = WORDS.map(repr) | st.sampled_from(["{voicemail: anna}", "{voicemail: g}"])
RINGS = st.sampled_from(["", ", rings: 0", ", rings: 20"])
FORWARD = st.builds("{{to: {}{}}}".format, TO, RINGS)
CASES = st.dictionaries(
    st.sampled_from(["always", "busy", "no_answer", "not_reachable", "missed"]), FORWARD, max_size=4
)
ACTION = st.one_of(
    TO, st.builds("{{operator: {}}}".format, TO), st.sampled_from(["repeat_menu", "hang_up", "{}", "{label: x}"])
)
KEYS = st.dictionaries(st.sampled_from([str(key) for key in MENU_KEYS]), ACTION, max_size=4)


def _mapping(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{key}': {value}" for key, value in values.items()) + "}"


PARTS = st.fixed_dictionaries(
    {
        "forward1": CASES.map(_mapping),
        "forward2": CASES.map(_mapping),
        "to1": TO,
        "to2": TO,
        "after": st.sampled_from(["", ", after: 0s", ", after: 200s"]),
        "keys1": KEYS.map(_mapping),
        "keys2": KEYS.map(_mapping),
        "keys3": KEYS.map(_mapping),
        "members": st.lists(WORDS.filter(bool).map(repr), max_size=3).map(", ".join),
        "night": st.sampled_from(["on", "off", "follow", "{mode: on, to: m}"]),
        "desk": st.sampled_from(["", f", {DESK}"]),
    }
)


@settings(max_examples=150, deadline=None)
@given(PARTS)
def test_no_plan_makes_a_rule_raise(part: dict[str, str]) -> None:
    plan = f"""{NIGHT}
users:
  anna:
    extension: 201
    number: 088-7654001
    night_forwarding: {part["night"]}
    forwarding: {part["forward1"]}
    {MAIL}
  bert: {{forwarding: {part["forward2"]}{part["desk"]}}}
hunt_groups:
  g: {{extension: 301, members: [{part["members"]}], overflow: {{to: {part["to1"]}{part["after"]}}}, when_busy: wait}}
  h: {{number: 088-7654002, members: [anna], not_reachable: {part["to2"]}, policy: uniform}}
auto_attendants:
  m:
    number: 088-7654000
    business_hours_menu: {{keys: {part["keys1"]}}}
    after_hours_menu: {{keys: {part["keys2"]}}}
  n: {{extension: 551, business_hours: evening, after_hours_menu: {{keys: {part["keys3"]}}}}}
mailboxes:
  post: {{extension: 999, record: false, then: {{transfer: {part["to1"]}}}}}
mobile: {{subscriptions: {{x: {{number: 0612345678, forwarding: {{busy: 088-7654001}}}}}}}}
"""
    for finding in check_text(plan).findings:
        assert str(finding.message)
        assert all(str(remark.message) for remark in (*finding.remarks, *finding.path))
