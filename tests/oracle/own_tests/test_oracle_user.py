"""What happens at a user, sentence by sentence."""

import pytest

from oracle.company import Company
from oracle.own_tests.small_plans import BOX, PHONE, call, plan, user

ALONG = "simultaneous_ring: {numbers: [0612345678]}"
MOBILE = "mobile: {subscriptions: {mob: {number: 0611111111, %s}}}\n"


def one(settings: str, rest: str = "", company: str = "") -> Company:
    """A company with a user a at the first number, a reception b with a mailbox, and more."""
    return plan(
        "users:\n" + user("a", "201", f"number: 0887654001, {settings}") + user("b", "202", BOX) + rest, company
    )


@pytest.mark.parametrize(
    ("settings", "state", "end"),
    [
        ("forwarding: {busy: b, not_reachable: 0206543210}", "busy", "message"),
        ("forwarding: {busy: b, not_reachable: 0206543210}", "unreachable", "outside"),
        ("forwarding: {busy: b}", "unreachable", "message"),  # else as busy
        (
            f"call_waiting: false, {ALONG}, forwarding: {{busy: b, no_answer: 0206543210}}",
            "on_a_call",
            "outside",
        ),  # the number rings
        ("call_waiting: false, forwarding: {busy: b}", "on_a_call", "message"),
        ("forwarding: {busy: 0206543210, no_answer: b}", "on_a_call", "message"),  # call waiting: it rings
        (
            f"{ALONG}, forwarding: {{not_reachable: 0206543210, no_answer: b}}",
            "unreachable",
            "message",
        ),  # a number can ring
        (f"{ALONG}, forwarding: {{busy: b}}", "absent", "gives_up"),  # a number outside never answers
    ],
)
def test_states(settings: str, state: str, end: str) -> None:
    """The order of steps 4 to 8; b is busy, so that its mailbox answers."""
    assert call(one(settings), "0887654001", a=state, b="busy").end == end


def test_nothing_that_can_ring_is_unreachable_whatever_the_state() -> None:
    """A user without a telephone is not busy but unreachable."""
    forwarding = "forwarding: {busy: 0206543210, not_reachable: b}"
    company = plan(
        f"users: {{a: {{extension: 201, number: 0887654001, {forwarding}}}, b: {{extension: 202, {PHONE}}}}}"
    )
    assert [call(company, "0887654001", a=state).who for state in ("answers", "busy", "on_a_call")] == ["b", "b", "b"]


def test_while_on_a_call() -> None:
    """His numbers do not ring with `while_on_a_call: false`; nothing left is busy."""
    along = (
        "call_waiting: false, simultaneous_ring: {numbers: [0612345678], while_on_a_call: false}, forwarding: {busy: b}"
    )
    assert call(one(along), "0887654001", a="on_a_call").who == "b"


def test_list_of_the_user_replaces_the_companys() -> None:
    """It screens his forwards; `block_forwarding` says otherwise."""
    forward = "forwarding: {always: 0612345678}"
    blocked = "block_outgoing: [mobile]"
    assert call(one(forward, company=blocked), "0887654001").end == "not_in_use"
    assert call(one(f"block_outgoing: [], {forward}", company=blocked), "0887654001").end == "outside"
    assert call(one(forward, company=f"{blocked}, block_forwarding: []"), "0887654001").end == "outside"


@pytest.mark.parametrize(
    ("mobile", "state", "rings", "end"),
    [
        ("", "absent", 10, ("mobile_voicemail", 25)),
        ("business_voicemail: true", "absent", 10, ("message", 25)),
        ("", "absent", 5, ("answered", 25)),  # his own no answer on the same second goes first
        ("", "busy", 10, ("mobile_voicemail", 0)),
        ("", "unreachable", 10, ("mobile_voicemail", 0)),
        ("forwarding: {busy: 0887654001}", "busy", 10, ("answered", 50)),  # its forwarding is not followed
        ("forwarding: {not_reachable: 0887654001}, sim_blocked: true", "answers", 10, ("answered", 50)),
        ("forwarding: {always: 0887654001}", "answers", 10, ("answered", 50)),
        ("barred: [automatic_forwarding], forwarding: {busy: 0887654001}", "busy", 10, ("mobile_voicemail", 0)),
        ("barred: [call_waiting], forwarding: {no_answer: 0887654001}", "on_a_call", 10, ("mobile_voicemail", 0)),
        ("ends: 2026-01-01", "answers", 10, ("answered", 50)),  # outside by now
        ("", "answers", 10, ("answered", 0)),
    ],
)
def test_own_mobile_that_rings_along(mobile: str, state: str, rings: int, end: tuple[str, int]) -> None:
    """Each own mobile in its own state, and its network's voicemail."""
    settings = f"simultaneous_ring: {{numbers: [0611111111]}}, forwarding: {{no_answer: {{to: b, rings: {rings}}}}}"
    outcome = call(one(settings, MOBILE % mobile), "0887654001", a="absent", mob=state)
    assert (outcome.end, outcome.elapsed) == end


def test_answer_confirmation_keeps_the_networks_voicemail_out() -> None:
    """The person may answer, the voicemail may not."""
    company = one(
        "simultaneous_ring: {numbers: [0611111111], answer_confirmation: true}, forwarding: {missed: b}", MOBILE % ""
    )
    assert call(company, "0887654001", a="absent", mob="unreachable").who == "b"
    assert call(company, "0887654001", a="absent").who == "mob"


def test_who_calls_has_do_not_disturb() -> None:
    """His own extension is busy to him, and a caller with an own mobile's number is that mobile."""
    company = one("forwarding: {busy: b, no_answer: mob}", MOBILE % "forwarding: {busy: 0887654001}")
    assert call(company, "201", caller="a").who == "b"
    assert call(company, "0887654001", caller="0611111111", a="absent").end == "loop"


@pytest.mark.parametrize(
    ("pattern", "caller", "refused"),
    [
        ("0032*", "+32470123456", True),
        ("+32*", "+32470123456", True),
        ("0032*", "+31207654321", False),
        ("00*", "+442071234567", True),
        ("+*", "+442071234567", True),
        ("00*", "+31207654321", False),
        ("020*", "+31207654321", True),
        ("020*", "+442071234567", False),
        ("0207654300..0207654399", "+31207654321", True),
    ],
)
def test_patterns(pattern: str, caller: str, refused: bool) -> None:
    """With + or the international prefix the beginning of an E.164 number, else of the national number."""
    company = one(f'blocked_callers: {{rules: [{{numbers: ["{pattern}"]}}]}}')
    assert (call(company, "0887654001", caller=caller).end == "refused") == refused


@pytest.mark.parametrize("pattern", ['"+31*", "+*"', '"0*", "00*"', '"1*", "2*", "+1*", "+*", "0*"'])
def test_caller_whom_no_rule_names(pattern: str) -> None:
    """The external caller has a number of his own that is not named, also where patterns name every number."""
    company = one(f"blocked_callers: {{rules: [{{numbers: [{pattern}]}}]}}")
    assert call(company, "0887654001").end == "answered"
    assert call(company, "0887654001", caller="+31207654321").end == "refused"
    assert call(company, "0887654001", caller="+442071234567").end == "refused"
    assert call(one("blocked_callers: {all: true}"), "0887654001").end == "refused"
    assert call(one("blocked_callers: {anonymous: true}"), "0887654001").end == "answered"


@pytest.mark.parametrize(
    ("settings", "state", "who", "handed_to"),
    [
        ("", "answers", "a", None),
        ("forwarding: {always: 0206543210}", "answers", None, "+31206543210"),
        ("simultaneous_ring: {numbers: [0611111111]}", "absent", "mob", None),
        ("forwarding: {always: mob}", "answers", "mob", None),
        ("voicemail: {email: a@b.example}", "absent", None, None),
        ("voicemail: {email: a@b.example, when: [busy]}", "busy", None, None),
    ],
)
def test_who_answers(settings: str, state: str, who: str | None, handed_to: str | None) -> None:
    """`who` is only a person who answers."""
    outcome = call(one(settings, MOBILE % ""), "0887654001", a=state)
    assert (outcome.who, outcome.handed_to) == (who, handed_to)


@pytest.mark.parametrize(("settings", "handed_to"), [("", "mob"), ("business_voicemail: true", None)])
def test_voicemail_of_a_mobile_is_nobody_who_answers(settings: str, handed_to: str | None) -> None:
    """Of a call that the network's voicemail takes nobody is `who`."""
    outcome = call(one("forwarding: {always: mob}", MOBILE % settings), "0887654001", mob="absent")
    assert (outcome.who, outcome.handed_to) == (None, handed_to)


def test_emergency_number_is_no_destination() -> None:
    """The call is followed as one to a number not in use."""
    assert call(one("forwarding: {always: 112}"), "0887654001").end == "not_in_use"
    assert call(one("forwarding: {always: 14020}"), "0887654001").end == "outside"
