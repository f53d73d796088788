"""What is written in a plan and does nothing: each is told once, where it stands, and its neighbours are not."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level

HEAD = """nummerplan: 1
company: {name: "Mijn bedrijf", main_number: 088-7654000}
numbers: [088-7654000..088-7654009]
"""
USER = "users: {els: {first_name: Els, last_name: Smit, number: 088-7654000, extension: 201, %s}}\n"
DESK = "devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56}]"
MAIL = "voicemail: {email: b@x.example, when: [busy, no_answer]}"
TO_MAIL = "hunt_groups: {g: {extension: 301, members: [els], overflow: {after: 20s, to: {voicemail: els}}}}\n"
WITHOUT_EFFECT = {
    "announce-without-transfer",
    "blocking-rule-without-numbers",
    "company-hours-without-effect",
    "forward-without-destination",
    "mobile-forwarding-switched-off",
    "own-number-rings-along",
    "rings-without-effect",
    "simultaneous-ring-without-numbers",
    "then-without-effect",
    "unmanaged-but-written",
    "unmanaged-unknown",
    "value-outside-limits",
    "voicemail-before-forward",
    "voicemail-never-answers",
}


def told(plan: str, head: str = HEAD) -> list[tuple[str, str]]:
    """Rule and text of what has no effect."""
    return [(f.rule, f.span.text) for f in check_text(head + plan).findings if f.rule in WITHOUT_EFFECT]


def test_a_plan_full_of_it_is_told_each_thing_once() -> None:
    head = HEAD.replace('"Mijn bedrijf"', '""').replace("main_number", "max_redirections: -1, main_number")
    plan = USER % (
        f"{DESK}, {MAIL}, forwarding: {{busy: {{}}}}, simultaneous_ring: {{numbers: []}}, "
        "blocked_callers: {rules: [{numbers: []}]}"
    )
    box = "mailboxes: {nacht: {extension: 999, email: n@x.example, record: true, then: hang_up}}\n"
    assert [rule for rule, _ in told(plan + box, head)] == [
        "value-outside-limits",
        "value-outside-limits",
        "forward-without-destination",
        "simultaneous-ring-without-numbers",
        "blocking-rule-without-numbers",
        "then-without-effect",
    ]


def test_the_same_plan_with_all_of_it_meant_is_silent() -> None:
    plan = USER % (
        f"{DESK}, {MAIL}, forwarding: {{busy: 0612345678}}, simultaneous_ring: {{numbers: [0612345678], "
        "answer_confirmation: true}, blocked_callers: {all: false, rules: [{numbers: [0900*]}]}"
    )
    box = "mailboxes: {nacht: {extension: 999, email: n@x.example, record: false, then: hang_up}}\n"
    assert told(plan + box) == []


@pytest.mark.parametrize("given", ["{rings: 3}", "{}"])
@pytest.mark.parametrize("case", ["always", "busy", "no_answer", "not_reachable", "missed"])
def test_a_forward_without_a_destination(case: str, given: str) -> None:
    assert told(USER % f"{DESK}, {MAIL}, forwarding: {{{case}: {given}}}") == [("forward-without-destination", case)]
    assert told(USER % f"{DESK}, {MAIL}, forwarding: {{{case}: 0612345678}}" + TO_MAIL) == []


def test_a_destination_that_the_defaults_give_is_one() -> None:
    defaults = "defaults: {users: {forwarding: {no_answer: {to: 0612345678}}}}\n"
    assert told(defaults + USER % f"{DESK}, {MAIL}, forwarding: {{no_answer: {{rings: 3}}}}") == []


def test_what_follows_a_greeting_by_default_is_for_boxes_that_do_not_record() -> None:
    defaults = "defaults: {mailboxes: {then: hang_up}}\n"
    boxes = "mailboxes: {nacht: {extension: 999, email: n@x.example}, dag: {extension: 998, record: false}}\n"
    assert told(defaults + boxes) == []


def test_rings_where_nothing_rings_first() -> None:
    for case in ("always", "busy", "not_reachable"):
        plan = USER % f"{DESK}, {MAIL}, forwarding: {{{case}: {{to: 0612345678, rings: 4}}}}"
        assert told(plan) == [("rings-without-effect", "4")]
    for case in ("no_answer", "missed"):
        plan = USER % f"{DESK}, {MAIL}, forwarding: {{{case}: {{to: 0612345678, rings: 4}}}}"
        assert told(plan + TO_MAIL) == []


@pytest.mark.parametrize(
    ("voicemail", "forwarding", "expected"),
    [
        ("when: [always]", "missed: 0612345678", ("voicemail-before-forward", "missed")),
        ("when: [always]", "busy: 0612345678, no_answer: 0612345678", ("voicemail-before-forward", "busy")),
        ("when: [always, busy]", "not_reachable: 0612345678", ("voicemail-before-forward", "not_reachable")),
        ("when: [always]", "always: {to: 0612345678}", None),
        ("when: [busy, no_answer]", "missed: 0612345678", ("voicemail-never-answers", "when")),
        ("when: [no_answer], rings: 5", "missed: {to: 0612345678, rings: 5}", ("voicemail-never-answers", "when")),
        ("when: [no_answer], rings: 4", "missed: {to: 0612345678, rings: 5}", ("voicemail-before-forward", "rings")),
        ("when: [busy]", "missed: 0612345678", ("voicemail-never-answers", "when")),
        ("when: [busy]", "busy: 0612345678", ("voicemail-never-answers", "when")),
        ("when: [busy]", "no_answer: 0612345678, not_reachable: 0612345678", None),
        ("when: [busy, no_answer]", "busy: 0612345678", None),
        ("when: [busy, no_answer]", "missed: {voicemail: els}", None),
        ("when: [busy, no_answer]", "always: 0612345678", None),
        ("when: [busy, no_answer]", "busy: 0612345678, no_answer: 299", None),
        ("when: [no_answer], rings: 30", "no_answer: {to: 0612345678, rings: 28}", None),
    ],
)
def test_forwarding_and_voicemail_of_which_one_never_acts(
    voicemail: str, forwarding: str, expected: tuple[str, str] | None
) -> None:
    plan = USER % f"{DESK}, voicemail: {{email: b@x.example, {voicemail}}}, forwarding: {{{forwarding}}}"
    assert [rule for rule, _ in told(plan)] == ([expected[0]] if expected else [])


def test_a_forward_of_the_defaults_behind_voicemail_for_every_call_is_for_the_others() -> None:
    defaults = "defaults: {users: {forwarding: {missed: 0612345678}}}\n"
    plan = USER % f"{DESK}, voicemail: {{email: b@x.example, when: [always]}}, forwarding: {{%s}}"
    assert told(defaults + plan % "") == []
    assert told(defaults + plan % "busy: 0612345679") == [("voicemail-before-forward", "busy")]


def test_a_mobile_that_bars_its_own_forwarding() -> None:
    mobile = "mobile: {subscriptions: {m: {number: 0612345678, barred: [roaming, %s], forwarding: {%s}}}}\n"
    plan = USER % f"{DESK}, {MAIL}"
    switched_off = [("mobile-forwarding-switched-off", "forwarding")]
    assert told(plan + mobile % ("automatic_forwarding", "busy: 088-7654000")) == switched_off
    assert told(plan + mobile % ("automatic_forwarding", "always: els")) == switched_off
    assert told(plan + mobile % ("automatic_forwarding", "")) == []
    assert told(plan + mobile % ("call_waiting", "busy: 088-7654000")) == []


def test_company_hours_beside_which_all_that_closes_has_its_own() -> None:
    head = HEAD.replace("main_number", "business_hours: w, holidays: h, night_forwarding: {to: els, %s}, main_number")
    plan = "schedules: {w: {mon-fri: 9:00-17:00}, n: {mon-fri: 8:00-18:00}}\n"
    plan += "holidays: {h: {public: NL}, k: {public: BE}}\n"
    menu = "auto_attendants: {m: {extension: 300, %s business_hours_menu: {keys: {0: {operator: els}}}, %s}}\n"
    plan += USER % f"{DESK}, {MAIL}"
    closed = "after_hours_menu: {keys: {0: {operator: els}}}"
    rule = "company-hours-without-effect"
    assert told(plan, head % "") == []
    assert told(plan, head % "business_hours: w") == []
    assert told(plan, head % "business_hours: n") == [(rule, "w")]
    assert told(plan, head % "business_hours: n, holidays: k") == [(rule, "w"), (rule, "h")]
    assert told(plan + menu % ("", closed), head % "business_hours: n") == []
    assert told(plan + menu % ("business_hours: n,", closed), head % "business_hours: n") == [(rule, "w")]
    assert told(plan + menu % ("business_hours: w,", closed), head % "business_hours: n") == []
    assert told(plan + menu % ("", ""), head % "business_hours: n") == [(rule, "w")]


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("'201'", Level.WARNING),
        ("088-7654000", Level.WARNING),
        ("els", Level.WARNING),
        ("088-7654001", Level.ADVICE),
        ("g", Level.ADVICE),
        ("0612345678", None),
        ("m", None),
        ("020-7654321", None),
        ("088-7654009", None),
    ],
)
def test_a_number_of_the_company_that_rings_along(number: str, level: Level | None) -> None:
    ring = f"simultaneous_ring: {{answer_confirmation: true, numbers: [{number}]}}"
    text = HEAD + USER % f"{DESK}, {MAIL}, {ring}"
    text += "hunt_groups: {g: {extension: 301, number: 088-7654001, members: [els], overflow: {after: 20s, to: els}}}\n"
    text += "mobile: {subscriptions: {m: {number: 0612345678}}}\n"
    found = [finding.level for finding in check_text(text).findings if finding.rule == "own-number-rings-along"]
    assert found == ([level] if level else [])


def test_settings_left_to_the_platform_are_settings_of_the_object() -> None:
    assert told(USER % f"{DESK}, {MAIL}, unmanaged: [forwarding, night_forwarding]") == []
    assert told(USER % f"{DESK}, {MAIL}, unmanaged: [forwardin]") == [("unmanaged-unknown", "forwardin")]
    assert told(USER % f"{DESK}, {MAIL}, unmanaged: [overflow]") == [("unmanaged-unknown", "overflow")]
    assert told(USER % f"{DESK}, {MAIL}, unmanaged: [unmanaged]") == [("unmanaged-unknown", "unmanaged")]
    group = "hunt_groups: {g: {extension: 301, members: [els], unmanaged: [overflow, members]}}\n"
    assert told(USER % f"{DESK}, {MAIL}" + group) == [("unmanaged-but-written", "members")]


def test_a_misspelt_setting_is_an_error_with_a_suggestion_and_one_of_the_defaults_is_told_once() -> None:
    text = HEAD + "defaults: {users: {unmanaged: [overflo, nightforwarding]}}\n" + USER % f"{DESK}, {MAIL}"
    findings = [finding for finding in check_text(text).findings if finding.rule == "unmanaged-unknown"]
    assert [str(finding.help) for finding in findings][1:] == ["did you mean night_forwarding?"]
    assert all(finding.level is Level.ERROR for finding in findings)


LIMITS = [
    ("company: {name: '%s'}", 80),
    ("users: {a: {first_name: '%s', extension: 201}}", 30),
    ("hunt_groups: {a: {name: '%s', extension: 201}}", 30),
    ("auto_attendants: {a: {name: '%s', extension: 201}}", 30),
    ("auto_attendants: {a: {extension: 201, business_hours_menu: {keys: {1: {operator: a, label: '%s'}}}}}", 20),
    ("auto_attendants: {a: {extension: 201, after_hours_menu: {keys: {1: {operator: a, label: '%s'}}}}}", 20),
    ("mailboxes: {a: {name: '%s', extension: 201}}", 30),
    ("schedules: {a: {name: '%s', mon: 08:00-17:00}}", 40),
    ("holidays: {a: {name: '%s', public: NL}}", 40),
    ("portal_users: {a: {last_name: '%s'}}", 30),
    ("users: {a: {extension: 201, devices: [{model: yealink-t54w, name: '%s'}]}}", 40),
    ("users: {a: {extension: 201, blocked_callers: {rules: [{name: '%s', numbers: [0900*]}]}}}", 50),
]


@pytest.mark.parametrize(("plan", "most"), LIMITS)
def test_a_name_has_one_character_to_as_many_as_its_key_says(plan: str, most: int) -> None:
    outside = [finding for size in (0, most + 1) for finding in told(plan % ("x" * size), "")]
    assert [rule for rule, _ in outside] == ["value-outside-limits"] * 2
    assert [finding for size in (1, most) for finding in told(plan % ("x" * size), "")] == []


@pytest.mark.parametrize(
    ("plan", "inside", "outside"),
    [
        ("company: {language: %s}", ("nl", "en"), ("nld", "n")),
        ("company: {country: %s}", ("NL", "BE"), ("NLD", "Nederland")),
        ("company: {max_redirections: %s}", ("0", "5", "20"), ("-1", "-100")),
        ("company: {ring_limit: %s}", ("1s", "2m"), ("0s",)),
        ("auto_attendants: {a: {extension: 201, first_digit_timeout: %s}}", ("1s", "60s", "1m"), ("0s", "61s", "2m")),
        ("hunt_groups: {a: {extension: 201, overflow: {to: a, after: %s}}}", ("0s", "120s"), ()),
    ],
)
def test_numbers_seconds_and_codes_lie_within_their_limits(
    plan: str, inside: tuple[str, ...], outside: tuple[str, ...]
) -> None:
    assert [told(plan % value, "") for value in inside] == [[]] * len(inside)
    assert [told(plan % value, "") for value in outside] == [[("value-outside-limits", value)] for value in outside]


def test_ten_numbers_ring_along_and_no_eleventh() -> None:
    numbers = [f"06123456{place:02}" for place in range(11)]
    ring = f"{DESK}, {MAIL}, simultaneous_ring: {{answer_confirmation: true, numbers: [%s]}}"
    assert told(USER % (ring % ", ".join(numbers[:10]))) == []
    assert told(USER % (ring % ", ".join(numbers))) == [("value-outside-limits", "numbers")]


def test_a_number_below_the_smallest_is_an_error_and_a_long_name_a_warning() -> None:
    levels = {
        text: [f.level for f in check_text(text).findings if f.rule == "value-outside-limits"]
        for text in ("company: {max_redirections: -1}", f"company: {{name: {'x' * 81}}}")
    }
    assert list(levels.values()) == [[Level.ERROR], [Level.WARNING]]
