"""Loops are judged by who can leave them; a loop that a key leaves, or that no moment allows, is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level, LocatedFinding

HEAD = """
company: {main_number: 088-7654000, business_hours: office}
numbers: [088-7654000..088-7654009]
schedules:
  office: {mon-fri: 08:30-17:30}
  evening: {mon-fri: 17:30-22:00}
"""
DESK = "devices: [{model: yealink-t54w}]"


def loops(plan: str) -> list[LocatedFinding]:
    """The findings about loops of a plan."""
    return [f for f in check_text(HEAD + plan).findings if f.rule in ("forwarding-loop", "overflow-returns")]


def only(plan: str) -> LocatedFinding:
    """The one loop of a plan."""
    found = loops(plan)
    assert len(found) == 1, [str(finding.message) for finding in found]
    return found[0]


def users(**forwarding: str) -> str:
    """Users with a desk each, numbered from 088-7654001, with such forwarding."""
    lines = ["users:"]
    for index, (key, text) in enumerate(forwarding.items(), 1):
        lines.append(f"  {key}: {{extension: 20{index}, number: 088-765400{index}, {DESK}, forwarding: {text}}}")
    return "\n".join(lines) + "\n"


def line_of(plan: str, text: str) -> int:
    """The line of a plan in which a text stands first."""
    return next(i for i, line in enumerate((HEAD + plan).splitlines(), 1) if text in line)


def test_nobody_leaves_a_loop_that_takes_every_call() -> None:
    plan = users(anna="{always: bert}", bert="{always: anna}")
    finding = only(plan)
    assert finding.level is Level.ERROR
    assert "every call is in a loop: user anna -> user bert -> user anna" in str(finding.message)
    assert finding.span.begin.line == line_of(plan, "bert:")


def test_a_user_who_forwards_to_himself_is_a_loop_of_one() -> None:
    assert "user anna -> user anna" in str(only(users(anna="{always: anna}")).message)


def test_a_loop_while_nobody_answers_is_an_error_since_all_are_absent_at_night() -> None:
    finding = only(users(anna="{no_answer: bert}", bert="{no_answer: carl}", carl="{no_answer: anna}"))
    assert finding.level is Level.ERROR
    assert str(finding.path[0].message) == "088 765 4001 belongs to user anna"
    assert len(finding.path) == 4


def test_missed_calls_that_go_back_and_forth_are_one_finding() -> None:
    assert only(users(anna="{missed: bert}", bert="{missed: anna}")).level is Level.ERROR


def test_a_loop_that_takes_busy_people_is_a_warning() -> None:
    assert only(users(anna="{busy: bert}", bert="{busy: anna}")).level is Level.WARNING


def test_a_loop_while_the_internet_is_down_is_a_warning() -> None:
    assert only(users(anna="{not_reachable: bert}", bert="{not_reachable: anna}")).level is Level.WARNING


def test_where_nothing_can_ring_not_reachable_takes_every_call() -> None:
    plan = """
users:
  anna: {extension: 201, number: 088-7654001, forwarding: {not_reachable: bert}}
  bert: {extension: 202, forwarding: {not_reachable: anna}}
"""
    finding = only(plan)
    assert finding.level is Level.ERROR
    assert "every call is in a loop" in str(finding.message)


def test_colleagues_alone_are_reported_a_level_lower() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}, forwarding: {{no_answer: bert}}}}
  bert: {{extension: 202, {DESK}, forwarding: {{no_answer: anna}}}}
"""
    assert only(plan).level is Level.WARNING


def test_a_voicemail_that_answers_first_ends_the_circle() -> None:
    plan = f"""
users:
  anna: {{extension: 201, number: 088-7654001, {DESK}, forwarding: {{no_answer: {{to: bert, rings: 6}}}},
         voicemail: {{email: a@example.org, rings: 4}}}}
  bert: {{extension: 202, {DESK}, forwarding: {{no_answer: anna}}}}
"""
    assert not loops(plan)


def test_two_menus_that_send_silent_callers_to_each_other() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}, voicemail: {{email: a@example.org}}}}
auto_attendants:
  dag:
    number: 088-7654000
    business_hours_menu: {{keys: {{1: anna, 9: {{operator: avond}}}}}}
  avond:
    extension: 556
    business_hours_menu: {{keys: {{1: anna, 9: {{operator: dag}}}}}}
"""
    finding = only(plan)
    assert finding.level is Level.ERROR
    assert "a caller who presses nothing is in a loop: menu dag -> menu avond -> menu dag" in str(finding.message)
    assert finding.help is not None
    assert "only a key leads out" in str(finding.help)


def test_menus_whose_keys_lead_to_each_other_are_no_defect() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}, voicemail: {{email: a@example.org}}}}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours_menu: {{keys: {{1: meer, 9: {{operator: anna}}, star: repeat_menu}}}}
  meer:
    extension: 556
    business_hours_menu: {{keys: {{1: {{play: route.wav}}, 2: hoofdmenu, 9: {{operator: anna}}}}}}
"""
    assert not loops(plan)


def test_a_menu_whose_reception_leads_back_is_a_warning_since_a_key_or_an_answer_leads_out() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}, forwarding: {{missed: hoofdmenu}}}}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours_menu: {{keys: {{9: {{operator: anna}}}}}}
"""
    assert only(plan).level is Level.WARNING


def test_a_menu_that_is_its_own_reception() -> None:
    plan = """
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours_menu: {keys: {1: "0612345678", 9: {operator: hoofdmenu}}}
"""
    assert "a caller who presses nothing is in a loop" in str(only(plan).message)


def test_a_group_that_overflows_to_itself_is_told_once() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}}}
hunt_groups:
  support: {{number: 088-7654000, members: [anna], overflow: {{after: 60s, to: support}}}}
"""
    assert only(plan).rule == "overflow-returns"


def test_a_group_and_a_reception_that_send_calls_to_each_other() -> None:
    plan = f"""
users:
  anna: {{extension: 201, {DESK}}}
  receptie: {{extension: 209, {DESK}, forwarding: {{missed: support}}}}
hunt_groups:
  support: {{number: 088-7654000, members: [anna], overflow: {{after: 60s, to: receptie}}}}
"""
    finding = only(plan)
    assert finding.level is Level.ERROR
    assert "while nobody answers: hunt group support -> user receptie -> hunt group support" in str(finding.message)


def test_a_loop_that_asks_two_things_of_one_person_is_none() -> None:
    # Unreachable for her group, and yet her own telephone rings unanswered: not at the same time.
    plan = f"""
users:
  anna: {{extension: 201, {DESK}, forwarding: {{no_answer: support, busy: '0612345678', not_reachable: '0612345678'}}}}
hunt_groups:
  support:
    number: 088-7654000
    members: [anna]
    not_reachable: anna
    when_busy: busy_tone
    overflow: {{after: 60s, to: "0612345678"}}
"""
    assert not loops(plan)


NIGHT = f"""
users:
  anna: {{extension: 201, {DESK}, voicemail: {{email: a@example.org}}}}
auto_attendants:
  dag:
    number: 088-7654000
    business_hours: office
    business_hours_menu: {{keys: {{1: anna, 9: {{operator: avond}}}}}}
    after_hours_menu: {{keys: {{9: {{operator: anna}}}}}}
  avond:
    extension: 556
    business_hours: HOURS
    business_hours_menu: {{keys: {{9: {{operator: anna}}}}}}
    after_hours_menu: {{keys: {{1: anna, 9: {{operator: dag}}}}}}
"""


def test_a_loop_whose_hours_exclude_each_other_is_none() -> None:
    assert not loops(NIGHT.replace("HOURS", "office"))


def test_a_loop_that_some_hours_allow_names_them() -> None:
    finding = only(NIGHT.replace("HOURS", "evening"))
    assert "(Mon-Fri 08:30-17:30)" in str(finding.message)


def test_night_forwarding_in_a_loop_loses_every_caller_from_outside() -> None:
    plan = (
        HEAD.replace("business_hours: office", "business_hours: office, night_forwarding: {to: 999}")
        + f"""
users:
  anna: {{extension: 201, number: 088-7654001, {DESK}, voicemail: {{email: a@example.org}}}}
mailboxes:
  company: {{extension: 999, record: false, then: {{transfer: anna}}}}
"""
    )
    found = [f for f in check_text(plan).findings if f.rule == "forwarding-loop"]
    assert [f.level for f in found] == [Level.ERROR]
    times = "Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun"
    assert str(found[0].message) == f"every call is in a loop ({times}): user anna -> mailbox company -> user anna"


def tangle(size: int) -> str:
    """Users of whom each forwards to three others: one strongly connected part with thousands of loops."""
    lines = ["users:"]
    for i in range(size):
        busy, absent, away = ((i * k + c) % size for k, c in ((7, 3), (11, 5), (13, 1)))
        lines.append(
            f"  u{i}: {{extension: '{i:04d}', number: 088-{7000000 + i}, {DESK}, forwarding: "
            f"{{busy: u{busy}, no_answer: u{absent}, not_reachable: u{away}}}}}"
        )
    return "\n".join(lines)


def test_a_tangle_of_thousands_of_ways_gives_short_loops_without_a_common_step() -> None:
    found = [f for f in check_text(tangle(1500)).findings if f.rule == "forwarding-loop"]
    steps = [str(step.message) for f in found for step in f.path if "belongs to" not in str(step.message)]
    assert found
    assert len(found) < 1500
    assert len(set(steps)) <= 3 * 1500


KEYS = ["anna", "bert", "carl", "dora"]
ENDS = st.sampled_from([*KEYS, "0612345678", "{voicemail: anna}"])


@settings(max_examples=60, deadline=None)
@given(st.lists(ENDS, min_size=4, max_size=4))
def test_a_loop_is_reported_exactly_when_a_call_that_nobody_answers_comes_back(ends: list[str]) -> None:
    absent = dict(zip(KEYS, ends, strict=True))
    forwarding = {
        key: "{busy: '0612345678', no_answer: %s}" % (end if end.startswith("{") else repr(end))
        for key, end in absent.items()
    }
    plan = users(**forwarding).replace("forwarding:", "voicemail: {email: x@example.org, when: [busy]}, forwarding:")
    assert bool(loops(plan)) == any(_goes_round(key, absent) for key in KEYS)


def _goes_round(key: str, absent: dict[str, str]) -> bool:
    seen: set[str] = set()
    while key in absent and key not in seen:
        seen.add(key)
        key = absent[key]
    return key in seen


@pytest.mark.parametrize("order", [KEYS, KEYS[2:] + KEYS[:2], KEYS[::-1]])
def test_one_loop_is_one_finding_wherever_calls_come_onto_it(order: list[str]) -> None:
    following = {key: KEYS[(i + 1) % 4] for i, key in enumerate(KEYS)}
    message = str(only(users(**{key: f"{{no_answer: {following[key]}}}" for key in order})).message)
    row = [order[0]]
    while len(row) < 5:
        row.append(following[row[-1]])
    assert message.endswith(" -> ".join(f"user {key}" for key in row))
