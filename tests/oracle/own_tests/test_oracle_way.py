"""Own mobiles, mailboxes, loops and redirections on the way of a call."""

import pytest

from oracle.company import Company
from oracle.outgoing import outgoing
from oracle.own_tests.small_plans import BOX, call, plan, user

MOBILE = "mobile: {subscriptions: {mob: {number: 0611111111, %s}}}\n"


def mobile(settings: str, more: str = "", company: str = "") -> Company:
    """User a at the first number sends all calls to a mobile; b at the second has a mailbox."""
    users = (
        "users:\n"
        + user("a", "201", f"number: 0887654001, forwarding: {{always: mob}}, {more}")
        + user("b", "202", f"number: 0887654002, {BOX}")
    )
    return plan(users + MOBILE % settings, company)


@pytest.mark.parametrize(
    ("settings", "state", "end", "elapsed"),
    [
        ("", "answers", "answered", 0),
        ("", "absent", "mobile_voicemail", 25),
        ("business_voicemail: true", "absent", "message", 25),
        ("", "on_a_call", "mobile_voicemail", 25),  # it rings
        ("barred: [call_waiting]", "on_a_call", "mobile_voicemail", 0),
        ("barred: [call_waiting], forwarding: {busy: b}", "on_a_call", "answered", 0),
        ("forwarding: {busy: b}", "busy", "answered", 0),
        ("forwarding: {busy: b}", "unreachable", "mobile_voicemail", 0),
        ("forwarding: {not_reachable: b}", "unreachable", "answered", 0),
        ("forwarding: {no_answer: b}", "absent", "answered", 25),
        ("forwarding: {always: b}, sim_blocked: true", "answers", "answered", 0),  # always, before a blocked SIM
        ("forwarding: {no_answer: b}, sim_blocked: true", "answers", "mobile_voicemail", 0),
        ("forwarding: {always: b}, barred: [automatic_forwarding]", "absent", "mobile_voicemail", 25),
        ("forwarding: {always: 202}", "answers", "not_in_use", 0),  # no extension can be dialled there
        ("forwarding: {always: 0906-1234}", "answers", "outside", 0),  # the company's lists do not reach
        ("forwarding: {always: 112}", "answers", "not_in_use", 0),
        ("ends: 2026-11-23", "answers", "outside", 0),
        ("ends: 2026-11-24", "answers", "answered", 0),
    ],
)
def test_own_mobile(settings: str, state: str, end: str, elapsed: int) -> None:
    """Each state of a mobile, and what its network does."""
    outcome = call(mobile(settings, company="block_outgoing: [0906]"), "0887654001", mob=state)
    assert (outcome.end, outcome.elapsed) == (end, elapsed)


@pytest.mark.parametrize(
    ("caller", "company", "refused"),
    [("internal", "", True), ("a", "", True), ("a", "caller_id: user", True), ("b", "caller_id: user", False)],
)
def test_colleague_comes_back_from_a_mobile(caller: str, company: str, refused: bool) -> None:
    """An external call, with the number that his outgoing calls show; of whom nothing is said, the company's."""
    users = "users:\n" + user("a", "201", "number: 0887654001") + user("b", "202", "number: 0887654002")
    users += user("c", "203", "number: 0887654003, blocked_callers: {rules: [{numbers: [0887654001]}]}")
    found = plan(users + MOBILE % "forwarding: {always: c}", company)
    assert (call(found, "0611111111", caller=caller).end == "refused") == refused


def test_hidden_colleague_comes_back_hidden() -> None:
    """None with `hide_caller_id`."""
    company = mobile("forwarding: {always: 0887654002}")
    company.users["a"].hide_caller_id = True
    assert outgoing(company, "a", "0206543210").number is None


def test_loop_is_looked_at_before_redirections() -> None:
    """The same object again for the same kind of caller; a mobile's return is another kind."""
    company = plan(
        "users:\n" + user("a", "201", "forwarding: {always: b}") + user("b", "202", "forwarding: {always: a}"),
        "max_redirections: 1",
    )
    assert call(company, "201").end == "loop"
    inside = mobile("forwarding: {always: 0887654001}")
    assert call(inside, "201", caller="internal").path == [
        ("user", "a"),
        ("mobile", "mob"),
        ("user", "a"),
        ("mobile", "mob"),
        ("user", "a"),
    ]


def test_mailbox_answers() -> None:
    """The counts begin anew after its greeting."""
    body = "users:\n" + user("a", "201", "forwarding: {no_answer: box}") + user("b", "202")
    body += (
        "mailboxes: {box: {extension: 999, record: false, then: {transfer: b}}, end: {extension: 998, record: false},\n"
    )
    body += "  fax: {kind: fax, extension: 997}}\n"
    company = plan(body, "ring_limit: 30s, max_redirections: 1")
    outcome = call(company, "201", a="absent", b="absent")
    assert (outcome.end, outcome.seconds, outcome.elapsed) == ("gives_up", 30, 55)
    assert call(company, "998").end == "announced"
    assert call(company, "997").end == "fax"
