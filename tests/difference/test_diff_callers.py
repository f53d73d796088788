"""What callers notice of a change, and of what they notice nothing."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.difference_text import difference_lines
from nummerplan.compiler.difference.outgoing import outgoing_difference
from nummerplan.compiler.linking import link
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.model.calls.call_graph import GROUP_OF
from nummerplan.model.calls.linked_plan import LinkedPlan

PLAN = """
company:
  name: Bakker
  main_number: 088-7654000
  business_hours: open
  holidays: nl
  night_forwarding: {mode: schedule, to: nacht}
  block_outgoing: [international]
  caller_id: company
numbers: [088-7654000..088-7654009]
schedules:
  open: {mon-fri: 09:00-17:00}
holidays:
  nl: {public: NL}
users:
  anna:
    first_name: Anna
    extension: 201
    number: 088-7654001
    devices: [{model: generic-sip, mac: 80:5E:C0:12:34:56}]
    forwarding: {busy: bert, no_answer: {to: bert, rings: 4}}
  bert:
    extension: 202
    devices: [{model: generic-sip}]
    voicemail: {email: bert@bakker.example, when: [busy, no_answer]}
  cor:
    extension: 203
    devices: [{model: generic-sip}]
    voicemail: {email: cor@bakker.example, when: [busy, no_answer]}
hunt_groups:
  winkel:
    extension: 301
    number: 088-7654002
    policy: simultaneous
    members: [anna, bert]
    overflow: {after: 30s, to: cor}
auto_attendants:
  menu:
    extension: 400
    number: 088-7654000
    business_hours_menu: {keys: {1: winkel, 2: anna, 9: {operator: cor}}}
mailboxes:
  nacht: {extension: 999, greeting: {say: Gesloten}, record: false}
"""


def case_of(text: str) -> LinkedPlan:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return link(bound.plan, "plan.yaml", date(2026, 11, 23))


def lines(new: str, old: str = PLAN) -> list[str]:
    before, after = case_of(old), case_of(new)
    return [
        f"{t.when}, {t.who}: was {t.was}; now {t.now}"
        for t in difference_lines(difference(before, after), before, after)
    ]


def with_(*changes: tuple[str, str], text: str = PLAN) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def renamed(text: str) -> str:
    """Every key is another; the people are known by their names, extensions and telephones."""
    for key, other in (("anna", "a1"), ("bert", "b2"), ("winkel", "groep"), ("menu:", "hoofd:"), ("nacht", "avond")):
        text = text.replace(f" {key}", f" {other}").replace(f"[{key}", f"[{other}")
    return text.replace("business_hours_hoofd", "business_hours_menu").replace("b2@bakker", "bert@bakker")


def reordered(text: str) -> str:
    sections = [f"{part}\n" for part in text.strip().split("\n") if part]
    starts = [place for place, line in enumerate(sections) if not line.startswith(" ")] + [len(sections)]
    parts = ["".join(sections[a:b]) for a, b in pairwise(starts)]
    return "".join(reversed(parts))


NEUTRAL: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "renamed keys": renamed,
    "sections in another order": reordered,
    "a schedule that is split": lambda text: with_(
        (
            "open: {mon-fri: 09:00-17:00}",
            "open: {mon-wed: [09:00-12:00, 12:00-17:00], thu: 09:00-17:00, fri: 09:00-17:00}",
        ),
        text=text,
    ),
    "a schedule of its own that says the same": lambda text: with_(
        ("    business_hours_menu:", "    business_hours: ook\n    business_hours_menu:"),
        ("schedules:\n", "schedules:\n  ook: {daily: all day}\n"),
        text=text,
    ),
    "defaults": lambda text: with_(
        (", when: [busy, no_answer]", ""),
        ("users:\n", "defaults: {users: {voicemail: {when: [busy, no_answer]}}}\nusers:\n"),
        text=text,
    ),
    "who rings together, in another order": lambda text: with_(("[anna, bert]", "[bert, anna]"), text=text),
    "a name that is spelled out": lambda text: with_(("to: cor}", "to: 203}"), text=text),
    "a step in between that nobody hears": lambda text: with_(
        ("to: cor}", "to: door}"),
        ("hunt_groups:\n", "hunt_groups:\n  door: {extension: 302, members: [], when_busy: cor}\n"),
        text=text,
    ),
}


@pytest.mark.parametrize("change", NEUTRAL)
def test_callers_notice_nothing_of_how_a_plan_is_written(change: str) -> None:
    new = NEUTRAL[change](PLAN)
    said = [line for line in lines(new) if "302" not in line]
    assert said == []
    back = [line for line in lines(PLAN, old=new) if "302" not in line]
    assert back == []


NIGHT = "Mon-Fri 00:00-09:00 + 17:00-24:00, Sat-Sun and on holidays"
DAY = "Mon-Fri 09:00-17:00 except holidays"
ANNA = "user anna for 20 s, then user bert for 25 s, then the voicemail of bert"
BERT = "user bert for 25 s, then the voicemail of bert"
COR = "user cor for 25 s, then the voicemail of cor"
GROUP = f"hunt group winkel for 30 s, then {COR}"

NOTICED = {
    "a key leads elsewhere": (
        ("2: anna", "2: bert"),
        [
            f"at any time, extension 400, the caller presses 2: was {ANNA}; now {BERT}",
            f"{DAY}, 088 765 4000, the caller presses 2: was {ANNA}; now {BERT}",
        ],
    ),
    "a key is gone": (
        ("2: anna, ", ""),
        [
            f"at any time, extension 400, the caller presses 2: was {ANNA}; now menu menu for 10 s, then {COR}",
            f"{DAY}, 088 765 4000, the caller presses 2: was {ANNA}; now menu menu for 10 s, then {COR}",
        ],
    ),
    "only who finds her busy": (
        ("busy: bert", "busy: cor"),
        [
            f"at any time, extension 201, anna is busy: was {BERT}; now {COR}",
            f"{DAY}, 088 765 4001, anna is busy: was {BERT}; now {COR}",
            f"at any time, extension 400, the caller presses 2, anna is busy: was {BERT}; now {COR}",
            f"{DAY}, 088 765 4000, the caller presses 2, anna is busy: was {BERT}; now {COR}",
        ],
    ),
    "longer hours": (
        ("09:00-17:00", "09:00-18:00"),
        [
            f"Mon-Fri 17:00-18:00 except holidays, 088 765 4001: was mailbox nacht; now {ANNA}",
            f"Mon-Fri 17:00-18:00 except holidays, 088 765 4002: was mailbox nacht; now {GROUP}",
            f"Mon-Fri 17:00-18:00 except holidays, 088 765 4000: was mailbox nacht; now menu menu for 10 s, then {COR}",
        ],
    ),
    "one holiday more": (
        ("nl: {public: NL}", "nl: {public: NL, dates: {2026-12-24: Kerstavond}}"),
        [
            f"2026-12-24 (Kerstavond) 09:00-17:00, 088 765 4001: was {ANNA}; now mailbox nacht",
            f"2026-12-24 (Kerstavond) 09:00-17:00, 088 765 4002: was {GROUP}; now mailbox nacht",
            f"2026-12-24 (Kerstavond) 09:00-17:00, 088 765 4000: was menu menu for 10 s, then {COR}; now mailbox nacht",
        ],
    ),
    "another greeting, for all numbers at once": (
        ("Gesloten", "Wij zijn dicht"),
        [
            f"{NIGHT}, 088 765 4001, 088 765 4002 and 088 765 4000: was mailbox nacht (the greeting says Gesloten); "
            "now mailbox nacht (the greeting says Wij zijn dicht)",
            "at any time, extension 999: was mailbox nacht (the greeting says Gesloten); "
            "now mailbox nacht (the greeting says Wij zijn dicht)",
        ],
    ),
    "a number that went": (
        ("    number: 088-7654002\n", ""),
        [
            f"{NIGHT}, 088 765 4002: was mailbox nacht; now no number of this plan",
            f"{DAY}, 088 765 4002: was {GROUP}; now no number of this plan",
        ],
    ),
    "callers whom somebody refuses": (
        (
            "    extension: 202",
            "    extension: 202\n    blocked_callers: {anonymous: true, rules: [{numbers: [020-76*]}]}",
        ),
        [
            f"{DAY}, 088 765 4001 (from a caller without a number and 020 760 0000): was {ANNA}; "
            "now user anna for 20 s, then the call is refused",
            f"{DAY}, 088 765 4000 (from a caller without a number and 020 760 0000), the caller presses 2: was {ANNA}; "
            "now user anna for 20 s, then the call is refused",
        ],
    ),
    "extensions can be dialled": (
        ("9: {operator: cor}", "9: {operator: cor}, 5: dial_by_extension"),
        [
            f"at any time, extension 400, the caller presses 5 3 0 1: was menu menu for 10 s, then {COR}; now {GROUP}",
            f"{DAY}, 088 765 4000, the caller presses 5 3 0 1: was menu menu for 10 s, then {COR}; now {GROUP}",
        ],
    ),
}


@pytest.mark.parametrize("change", NOTICED)
def test_what_callers_notice(change: str) -> None:
    edit, expected = NOTICED[change]
    assert lines(with_(edit)) == expected


@pytest.mark.parametrize(
    ("edit", "heard"),
    [
        (("policy: simultaneous", "policy: circular"), "(anna and bert in a circle, 30 s each, 30 s in all)"),
        (
            ("policy: simultaneous", "policy: uniform"),
            "(anna and bert, the longest idle first, 30 s each, 30 s in all)",
        ),
        (("[anna, bert]", "[anna]"), "(anna for 30 s)"),
        (("[anna, bert]", "[anna, cor]"), "(anna and cor together for 30 s)"),
    ],
)
def test_a_group_is_compared_as_policy_members_and_seconds(edit: tuple[str, str], heard: str) -> None:
    said = lines(with_(edit))
    assert said[0].startswith(f"at any time, extension 301: was {GROUP} (anna and bert together for 30 s)")
    assert said[0].endswith(heard)


def test_whoever_rings_along_is_noticed() -> None:
    along = ("  cor:\n", "  cor:\n    simultaneous_ring: {numbers: [0612345679]}\n")
    assert f"at any time, extension 203: was {COR} (cor for 25 s); now {COR} (cor and 06 12345679 for 25 s)" in lines(
        with_(along)
    )


def test_a_person_is_known_by_what_stays() -> None:
    # Anna's key goes to somebody else, and she has a new one: extension, telephone and name say who is who.
    swapped = with_(("  anna:\n", "  anna2:\n"), ("members: [anna,", "members: [anna2,"), ("2: anna", "2: anna2"))
    newcomer = (
        "  anna:\n    first_name: Annelies\n    extension: 209\n    devices: [{model: generic-sip}]\nhunt_groups:"
    )
    said = lines(swapped.replace("hunt_groups:", newcomer))
    assert said == [
        "at any time, extension 209: was nobody's extension; now user anna for 120 s, "
        "then it rings until the caller gives up"
    ]


def test_renamed_from_says_who_somebody_was() -> None:
    another = ("    extension: 203\n", "    extension: 208\n    renamed_from: cor\n")
    renamed_cor = with_(
        ("  cor:\n", "  dirk:\n"), ("to: cor}", "to: dirk}"), ("operator: cor", "operator: dirk"), another
    )
    assert [line.split(":")[0] for line in lines(renamed_cor)] == [
        "at any time, extension 203",
        "at any time, extension 208",
    ]
    without = renamed_cor.replace("    renamed_from: cor\n", "").replace("cor@bakker", "dirk@bakker")
    assert len(lines(without)) > 2


def test_recordings_are_compared_by_what_is_in_them() -> None:
    old, moved = (with_(("{say: Gesloten}", file)) for file in ("audio/dicht.wav", "audio/gesloten.wav"))
    before, after = case_of(old), case_of(moved)
    assert difference(before, after)
    assert difference(before, after, ({"audio/dicht.wav": "1"}, {"audio/gesloten.wav": "1"})) == ()
    spoken_anew = difference(before, before, ({"audio/dicht.wav": "1"}, {"audio/dicht.wav": "2"}))
    assert {str(found.now.heard) for found in spoken_anew if found.now} == {"a new recording in audio/dicht.wav"}


def test_colleagues_who_call_out_notice_what_is_blocked_and_what_others_see() -> None:
    changed = with_(
        ("block_outgoing: [international]", "block_outgoing: [mobile]"), ("caller_id: company", "caller_id: user")
    )
    found = outgoing_difference(case_of(PLAN), case_of(changed))
    assert [(one.user, str(one.what), str(one.was), str(one.now)) for one in found if one.user != "cor"] == [
        ("anna", "calls to a number abroad", "blocked", "allowed"),
        ("anna", "calls to a mobile number", "allowed", "blocked"),
        ("anna", "the number that others see", "088 765 4000", "088 765 4001"),
        ("anna", "the number that 112 sees", "088 765 4000", "088 765 4001"),
        ("bert", "calls to a number abroad", "blocked", "allowed"),
        ("bert", "calls to a mobile number", "allowed", "blocked"),
    ]
    assert lines(changed) == []


def test_too_many_combinations_are_told_and_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound, units in (("POOL_UNITS", 1_000), ("ENTRY_UNITS", 1)):
        monkeypatch.setattr(f"nummerplan.compiler.difference.compare_calls.{bound}", units)
    unknown = "not compared: too many combinations"
    assert f"at any time, extension 400: was {unknown}; now {unknown}" in lines(with_(("2: anna", "2: bert")))


def test_every_key_that_leads_to_a_change_is_told() -> None:
    both = with_(("2: anna", "2: anna, 3: anna"))
    said = lines(both.replace("rings: 4", "rings: 2"), old=both)
    assert [line.split(": ")[0] for line in said if "extension 400" in line] == [
        f"at any time, extension 400, the caller presses {key}" for key in ("2", "3")
    ]


def test_a_circle_of_menus_ends() -> None:
    around = with_(
        ("9: {operator: cor}}}", "9: {operator: cor}, 3: ander}}"),
        (
            "mailboxes:",
            "  ander: {extension: 401, business_hours_menu: {keys: {1: menu, 9: {operator: menu}}}}\nmailboxes:",
        ),
    )
    said = lines(around.replace("2: anna", "2: bert"), old=around)
    assert f"at any time, extension 401, the caller presses wait 2: was {ANNA}; now {BERT}" in said
    assert f"at any time, extension 400, the caller presses 3 1 2: was {ANNA}; now {BERT}" not in said


def test_a_key_less_before_an_extension_is_no_difference_where_the_key_did_nothing_else() -> None:
    menu = "business_hours_menu: {keys: {1: winkel, 2: anna, 9: {operator: cor}"
    after_key = with_((menu, f"{menu}, 5: dial_by_extension"), ("extension: 301", "extension: 304"))
    at_once = with_((f"{menu}}}}}", f"{menu}}}, dial_by_extension: true}}"), ("extension: 301", "extension: 304"))
    said = lines(at_once, old=after_key)
    # 5 304 # reaches the shop in both; 304 # without the first 5 only in the new one.
    assert not [line for line in said if "the caller presses 5 3 0 4 hash" in line]
    assert (
        f"at any time, extension 400, the caller presses 3 0 4: was menu menu for 10 s, then {COR}; now {GROUP}" in said
    )


def test_another_way_to_dial_behind_a_key_is_noticed() -> None:
    by_extension = with_(
        ("2: anna", "2: anna, 5: dial_by_extension"),
        ("    first_name: Anna", "    first_name: Anna\n    last_name: Bos"),
    )
    by_name = by_extension.replace("dial_by_extension", "dial_by_name")
    either = by_name.replace("  menu:\n", "  menu:\n    dial_by_name_order: either\n")
    for old, new in ((by_extension, by_name), (by_name, either)):
        for said in (lines(new, old=old), lines(old, old=new)):
            assert any("extension 400, the caller presses 5 2 6 " in line for line in said)


def test_what_is_lost_now_is_named_first_and_what_is_handed_over_next() -> None:
    new = with_(
        ("    extension: 201\n", "    extension: 202\n"),
        ("    extension: 202\n    devices", "    extension: 201\n    forwarding: {always: 0612345678}\n    devices"),
        ("    voicemail: {email: cor@bakker.example, when: [busy, no_answer]}\n", ""),
    )
    before, after = case_of(PLAN), case_of(new)
    found = [(one.was, one.now) for one in difference(before, after)]
    groups = [(GROUP_OF[was.trace.end], GROUP_OF[now.trace.end]) for was, now in found if was and now]
    ranks = [{"lost": 0, "handed_over": 1}.get(now, 2) if was == "kept" else 2 for was, now in groups]
    assert {0, 1} <= set(ranks)
    assert ranks == sorted(ranks)


def test_a_busy_tone_by_name_and_an_own_mobile_that_rings_along_are_named() -> None:
    busy = with_(
        ("    overflow: {after: 30s, to: cor}", "    when_busy: busy_tone\n    overflow: {after: 30s, to: cor}")
    )
    assert any("the caller hears the busy tone that the plan asks for" in line for line in lines(busy))
    mobile = "mobile: {subscriptions: {handy: {number: 0612345678}}}\n"
    along = with_(("    extension: 203\n", "    extension: 203\n    simultaneous_ring: {numbers: [0612345678]}\n"))
    assert any("(cor and handy together for 25 s)" in line for line in lines(along + mobile, old=PLAN + mobile))
