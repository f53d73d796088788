"""What happens to a call at a user, sentence by sentence as docs/semantics.md has it (At a user)."""

import pytest
from call_ways import DESK, case_of, ways

OTHERS = f"""
  bert: {{extension: 202, {DESK}}}
  carl: {{extension: 203, {DESK}}}
mailboxes: {{box: {{extension: 999}}}}
"""
NIGHT = "business_hours: office, holidays: nl, night_forwarding: {to: 999}"
CLOCK = "office+nl"
RINGS_ON = ["not_reachable -> busy_tone", "busy -> busy_tone", "answered -> answered", "no_answer -> gives_up, 120 s"]


def at_anna(settings: str, company: str = "name: Bakker") -> list[str]:
    """What happens to a call at anna, who is written so."""
    return ways(case_of(f"users:\n  anna: {{extension: 201, {settings}}}{OTHERS}", company), "user", "anna")


def test_with_nothing_else_the_telephone_rings_until_the_caller_gives_up_or_the_network_ends_it() -> None:
    assert at_anna(DESK) == RINGS_ON
    assert at_anna(DESK, "ring_limit: 60s")[-1] == "no_answer -> gives_up, 60 s"


@pytest.mark.parametrize(
    ("blocked", "refused"),
    [
        ("anonymous: true", ["refused -> refused, anonymous"]),
        ("rules: [{numbers: [020-7654321]}]", ["refused -> refused, listed"]),
        ("rules: [{numbers: [020-7654321], during: dinner}]", ["refused -> refused, listed, dinner open"]),
        ("rules: [{during: {schedule: dinner, holidays: nl}}]", ["refused -> refused, listed, dinner+nl open"]),
        ("rules: [{during: gone}]", ["refused -> refused, listed"]),
        ("anonymous: true, rules: [{}, {}]", ["refused -> refused, anonymous", *["refused -> refused, listed"] * 2]),
    ],
)
def test_blocked_callers_come_first_by_their_own_clock(blocked: str, refused: list[str]) -> None:
    assert at_anna(f"{DESK}, blocked_callers: {{{blocked}}}", "business_hours: office") == refused + RINGS_ON
    night = at_anna(f"{DESK}, blocked_callers: {{{blocked}}}", NIGHT)
    assert night[: len(refused) + 1] == [*refused, f"night -> mailbox box, external, {CLOCK} closed"]


def test_who_blocks_all_refuses_callers_from_outside_and_never_a_colleague() -> None:
    found = at_anna(f"{DESK}, blocked_callers: {{all: true, anonymous: true}}", NIGHT)
    assert found == ["refused -> refused, external", *(f"{way}, internal" for way in RINGS_ON)]


@pytest.mark.parametrize(
    ("own", "company", "night", "rest"),
    [
        ("follow", NIGHT, f"night -> mailbox box, external, {CLOCK} closed", f"by day of {CLOCK}"),
        ("follow", NIGHT.replace("to:", "mode: on, to:"), "night -> mailbox box, external", "internal"),
        ("follow", NIGHT.replace("to:", "mode: off, to:"), None, ""),
        ("follow", "business_hours: office", None, ""),
        ("follow", "night_forwarding: {to: 999}", None, ""),  # a clock that never closes
        ("off", NIGHT, None, ""),
        ("on", NIGHT, "night -> mailbox box, external", "internal"),
        ("on", NIGHT.replace("to:", "mode: off, to:"), "night -> mailbox box, external", "internal"),
        ("{to: bert}", NIGHT, f"night -> user bert, external, {CLOCK} closed", f"by day of {CLOCK}"),
        ("{mode: on, to: bert}", "name: Bakker", "night -> user bert, external", "internal"),
        ("on", "name: Bakker", "night -> not_in_use, external", "internal"),
        (
            "follow",
            "business_hours: office, night_forwarding: {to: 999, business_hours: dinner, holidays: nl}",
            "night -> mailbox box, external, dinner+nl closed",
            "by day of dinner+nl",
        ),
    ],
)
def test_night_forwarding_comes_before_all_but_blocking_and_takes_callers_from_outside(
    own: str, company: str, night: str | None, rest: str
) -> None:
    found = at_anna(f"{DESK}, night_forwarding: {own}, forwarding: {{always: bert}}", company)
    always = ", ".join(filter(None, ["always -> user bert", rest]))
    assert found == [*filter(None, [night]), always]


def test_then_every_call_is_forwarded_or_goes_to_voicemail() -> None:
    assert at_anna(f"{DESK}, forwarding: {{always: bert, busy: carl}}") == ["always -> user bert"]
    assert at_anna(f"{DESK}, voicemail: {{when: [busy, always]}}") == ["always -> voicemail anna"]
    both = at_anna(f"{DESK}, voicemail: {{when: [always]}}, forwarding: {{always: bert}}")
    assert both == ["always -> user bert"]
    assert at_anna(f"{DESK}, forwarding: {{missed: carl}}")[0] != "always -> user carl"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("call_waiting: true", "not_reachable -> busy_tone"),
        ("forwarding: {not_reachable: bert, busy: carl}", "not_reachable -> user bert"),
        ("forwarding: {busy: carl}", "not_reachable -> user carl"),
        ("forwarding: {missed: carl}", "not_reachable -> user carl"),
        ("voicemail: {when: [busy]}", "not_reachable -> voicemail anna"),
        ("voicemail: {when: [no_answer]}", "not_reachable -> busy_tone"),
        ("voicemail: {when: [busy]}, forwarding: {busy: carl}", "not_reachable -> user carl"),
    ],
)
def test_where_nothing_can_ring_not_reachable_decides_else_it_is_as_busy(settings: str, expected: str) -> None:
    assert at_anna(settings) == [expected]
    assert at_anna(f"{DESK}, {settings}")[0] == expected


def test_a_simultaneous_ring_number_can_ring_too() -> None:
    """A number outside rings and never answers; without a telephone he cannot answer by himself."""
    outside = "simultaneous_ring: {numbers: ['0612345678']}"
    assert at_anna(outside) == ["busy -> busy_tone", "no_answer -> gives_up, 120 s"]
    assert at_anna(f"{DESK}, {outside}") == RINGS_ON[1:]
    assert at_anna("simultaneous_ring: {numbers: []}") == RINGS_ON[:1]


@pytest.mark.parametrize(
    ("settings", "busy"),
    [
        ("forwarding: {busy: bert}, voicemail: {when: [busy]}", "busy -> user bert"),
        ("voicemail: {when: [busy]}", "busy -> voicemail anna"),
        ("voicemail: {when: [no_answer]}", "busy -> busy_tone"),
        ("voicemail: {email: a@example.org}", "busy -> busy_tone"),  # `when` is no_answer unless written
        ("forwarding: {missed: bert, busy: carl}", "busy -> user carl"),
        ("forwarding: {missed: bert}, voicemail: {when: [busy]}", "busy -> user bert"),
    ],
)
def test_busy_is_forwarded_else_voicemail_else_a_busy_tone(settings: str, busy: str) -> None:
    assert at_anna(f"{DESK}, {settings}")[1] == busy


@pytest.mark.parametrize(
    ("settings", "unanswered"),
    [
        ("forwarding: {no_answer: bert}", "no_answer -> user bert, 25 s"),
        ("forwarding: {no_answer: {to: bert, rings: 3}}", "no_answer -> user bert, 15 s"),
        ("voicemail: {when: [no_answer], rings: 4}", "no_answer -> voicemail anna, 20 s"),
        ("voicemail: {email: a@example.org}", "no_answer -> voicemail anna, 25 s"),
        ("voicemail: {when: [busy]}", "no_answer -> gives_up, 120 s"),
        ("voicemail: {rings: 3}, forwarding: {no_answer: {to: bert, rings: 4}}", "no_answer -> voicemail anna, 15 s"),
        ("voicemail: {rings: 4}, forwarding: {no_answer: {to: bert, rings: 3}}", "no_answer -> user bert, 15 s"),
        ("voicemail: {rings: 5}, forwarding: {no_answer: {to: bert, rings: 5}}", "no_answer -> user bert, 25 s"),
        ("voicemail: {when: [busy], rings: 2}, forwarding: {no_answer: bert}", "no_answer -> user bert, 25 s"),
    ],
)
def test_unanswered_the_fewer_rings_go_first_and_forwarding_when_they_are_equal(settings: str, unanswered: str) -> None:
    assert at_anna(f"{DESK}, {settings}")[2:] == ["answered -> answered", unanswered]


def test_no_rings_at_all_are_at_once_and_nobody_can_answer() -> None:
    at_once = ["not_reachable -> busy_tone", "busy -> busy_tone", "no_answer -> user bert"]
    assert at_anna(f"{DESK}, forwarding: {{no_answer: {{to: bert, rings: 0}}}}") == at_once


@pytest.mark.parametrize(
    ("written_out", "expected"),
    [
        ("", ["user bert", "user bert", "user bert, 15 s"]),
        ("busy: carl", ["user bert", "user carl", "user bert, 15 s"]),
        ("no_answer: carl", ["user bert", "user bert", "user carl, 25 s"]),
        ("not_reachable: carl", ["user carl", "user bert", "user bert, 15 s"]),
        ("busy: {voicemail: bert}", ["user bert", "not_in_use", "user bert, 15 s"]),  # bert has none
    ],
)
def test_missed_stands_for_three_unless_one_is_written_out(written_out: str, expected: list[str]) -> None:
    found = at_anna(f"{DESK}, forwarding: {{missed: {{to: bert, rings: 3}}, {written_out}}}")
    assert [way.split(" -> ")[1] for way in found if "answered -> " not in way] == expected


@pytest.mark.parametrize(
    ("voicemail", "expected"),
    [
        ("email: a@example.org", "after_greeting -> message"),
        ("record: false", "after_greeting -> announced"),
        ("record: false, then: hang_up", "after_greeting -> announced"),
        ("record: false, then: {transfer: bert}", "after_greeting -> user bert"),
        ("record: true, then: {transfer: bert}", "after_greeting -> message"),
    ],
)
def test_a_users_mailbox_takes_a_message_or_announces_and_goes_on(voicemail: str, expected: str) -> None:
    linked = case_of(f"users:\n  anna: {{extension: 201, voicemail: {{{voicemail}}}}}{OTHERS}")
    assert ways(linked, "voicemail", "anna") == [expected]


def test_a_users_mailbox_is_screened_by_the_users_own_list() -> None:
    box = "voicemail: {record: false, then: {transfer: '0612345678'}}"
    for own, expected in ((", block_outgoing: []", "outside +31612345678"), ("", "not_in_use")):
        linked = case_of(f"users: {{anna: {{extension: 201, {box}{own}}}}}", "block_outgoing: [mobile]")
        assert ways(linked, "voicemail", "anna") == [f"after_greeting -> {expected}"]
