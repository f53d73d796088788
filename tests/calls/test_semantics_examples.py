"""The examples that `docs/semantics.md` shows, and what it settles, one small plan each."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from linked_plans import linked_plan

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.call_graph import Clock

PAGE = (Path(__file__).parents[2] / "docs" / "semantics.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 24, 10, 0)
PHONE = "devices: [{model: generic-sip}]"


def traced(text: str, dial: str, *press: str, at: str = "now", **states: str) -> Trace:
    linked = linked_plan(text)
    people = {state: tuple(names.split()) for state, names in states.items()}
    return follow(describe(Description(dial, "external", at, press, people), linked, NOW), linked)


DIALLING = """
users:
  twenty: {extension: "20", devices: [{model: generic-sip}]}
  long: {extension: "2015", devices: [{model: generic-sip}]}
  two: {extension: "31", devices: [{model: generic-sip}]}
auto_attendants:
  menu: {extension: "500", business_hours_menu: {dial_by_extension: true, keys: {2: two, 9: {operator: two}}}}
"""
ROWS = re.findall(r"^\| (2 [^|]*|2)\| ((?:extension \d+|no extension|key 2)[^|]*)\|$", PAGE, re.M)


def test_the_page_has_the_rows() -> None:
    assert [keys.strip() for keys, _ in ROWS] == [
        "2 0 1 5",
        "2 0 `hash`, or 2 0 and silence",
        "2 0 9",
        "2 0 1 9",
        "2 and silence",
    ]


@pytest.mark.parametrize(("written", "meaning"), ROWS)
def test_what_the_page_says_of_dialling(written: str, meaning: str) -> None:
    who = "long" if "extension 2015" in meaning else "twenty" if meaning.startswith("extension 20") else "two"
    for way in written.split(", or "):
        keys = way.replace("`", "").replace("and silence", "wait").split()
        assert traced(DIALLING, "500", *keys).answered_by == who, way


CHAIN = """
users:
  anna: {ANNA, extension: "201"}
  bert: {BERT, extension: "202"}
mailboxes: {post: {extension: "999"}}
"""


@pytest.mark.parametrize(("rings", "end", "seconds"), [(12, "message", 120), (13, "gives_up", 120)])
def test_what_the_page_says_of_a_chain(rings: int, end: str, seconds: int) -> None:
    (shown,) = re.findall(r"```yaml\n(anna: .*\nbert: .*)\n", PAGE)
    anna, bert = (re.sub(r"^\w+: \{(.*)\}  #.*$", r"\1", line) for line in shown.splitlines())
    text = CHAIN.replace("ANNA", anna).replace("BERT", bert.replace("rings: 12", f"rings: {rings}"))
    trace = traced(text, "201", absent="anna bert")
    assert (trace.end.key, trace.seconds) == (end, seconds)


def test_a_part_of_a_holiday_that_runs_past_midnight_closes_on() -> None:
    linked = linked_plan("holidays: {nl: {dates: {2026-12-31: {name: Oud en nieuw, closed: 20:00-02:00}}}}")
    hours = ["2026-12-31 19:59", "2026-12-31 20:00", "2027-01-01 01:59", "2027-01-01 02:00"]
    clock = Clock(None, "nl")
    assert [is_open(clock, datetime.fromisoformat(hour), linked) for hour in hours] == [True, False, False, True]


@pytest.mark.parametrize(
    ("during", "at", "end"),
    [
        ("evening", "2026-12-25 20:00", "refused"),
        ("{schedule: evening, holidays: nl}", "2026-12-25 20:00", "answered"),
        ("{schedule: evening, holidays: nl}", "2026-12-24 20:00", "refused"),
        ("evening", "2026-12-24 17:00", "answered"),
    ],
)
def test_a_schedule_named_alone_knows_no_holidays(during: str, at: str, end: str) -> None:
    blocked = f'blocked_callers: {{rules: [{{numbers: ["0*", "+*"], during: {during}}}]}}'
    text = f"""
schedules: {{evening: {{daily: 18:00-24:00}}}}
holidays: {{nl: {{public: NL}}}}
users: {{anna: {{extension: "201", {PHONE}, {blocked}}}}}
"""
    linked = linked_plan(text)
    trace = follow(describe(Description("201", "020-6543210", at), linked, NOW), linked)
    assert trace.end.key == end


def test_night_forwarding_without_a_destination_leads_to_a_number_that_is_not_in_use() -> None:
    text = f'users: {{anna: {{extension: "201", {PHONE}, night_forwarding: on}}}}'
    assert traced(text, "201").end.key == "not_in_use"


def test_the_companys_night_destination_is_screened_by_the_companys_list() -> None:
    company = "company: {block_outgoing: [mobile], night_forwarding: {mode: on, to: 06-12345678}}"
    own = f'users: {{anna: {{extension: "201", {PHONE}, block_outgoing: []NIGHT}}}}'
    assert traced(f"{company}\n{own.replace('NIGHT', '')}", "201").end.key == "not_in_use"
    night = ", night_forwarding: {mode: on, to: 06-12345678}"
    assert traced(f"{company}\n{own.replace('NIGHT', night)}", "201").end.key == "outside"


def test_a_destination_that_is_not_in_use_comes_before_redirections() -> None:
    text = f"""
company: {{max_redirections: 1}}
users:
  anna: {{extension: "201", {PHONE}, forwarding: {{always: bert}}}}
  bert: {{extension: "202", {PHONE}, forwarding: {{always: "112"}}}}
"""
    assert traced(text, "201").end.key == "not_in_use"


def test_a_turn_that_would_begin_on_the_second_of_the_overflow_does_not_ring() -> None:
    text = f"""
users: {{anna: {{extension: "201", {PHONE}}}, bert: {{extension: "202", {PHONE}}}}}
hunt_groups:
  g: {{extension: "301", members: [anna, bert], next_member_after: {{rings: 4}}, overflow: {{after: 20s, to: post}}}}
mailboxes: {{post: {{extension: "999"}}}}
"""
    trace = traced(text, "301", absent="anna")
    assert (trace.rings(), trace.end.key) == (("anna",), "message")
    assert traced(text.replace("20s", "21s"), "301", absent="anna").answered_by == "bert"


def test_a_mobile_with_no_answer_forwarding_rings_along_and_its_voicemail_takes_nothing() -> None:
    text = f"""
users:
  anna: {{extension: "201", {PHONE}, simultaneous_ring: {{numbers: [06-12345678]}}, voicemail: {{rings: 7}}}}
mobile: {{subscriptions: {{mob: {{number: 06-12345678FORWARD}}}}}}
"""
    forwarded = text.replace("FORWARD", ", forwarding: {no_answer: 020-6543210}")
    assert traced(forwarded, "201", absent="anna").answered_by == "mob"
    assert traced(forwarded, "201", absent="anna mob").end.key == "message"
    assert traced(text.replace("FORWARD", ""), "201", absent="anna mob").end.key == "mobile_voicemail"


def test_people_answer_before_machines_on_the_same_second() -> None:
    text = f"""
users: {{anna: {{extension: "201", {PHONE}, simultaneous_ring: {{numbers: [06-12345678, 06-12345679]}}}}}}
mobile: {{subscriptions: {{one: {{number: 06-12345678}}, two: {{number: 06-12345679}}}}}}
"""
    assert traced(text, "201", absent="anna", unreachable="one").answered_by == "two"
    assert traced(text, "201", unreachable="one").answered_by == "anna"
    assert traced(text, "201", absent="anna two", unreachable="one").end.key == "mobile_voicemail"


def test_who_has_no_telephone_never_answers_by_himself() -> None:
    text = """
users: {anna: {extension: "201", simultaneous_ring: {numbers: [06-12345678]}, voicemail: {rings: 3}}}
mobile: {subscriptions: {mob: {number: 06-12345678}}}
"""
    assert traced(text, "201").answered_by == "mob"
    assert traced(text, "201", absent="mob").end.key == "message"
