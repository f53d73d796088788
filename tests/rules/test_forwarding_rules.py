"""Forwards, blocked numbers, rings, and who may be called or shown: what is found, and what is no defect."""

from textwrap import dedent

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import LocatedFinding

PHONE = "devices: [{model: yealink-t54w}]"


def findings(text: str, rule: str) -> list[LocatedFinding]:
    report = check_text(dedent(text).lstrip())
    wrong = [finding for finding in report.findings if finding.code < "NP010"]
    assert not wrong, [str(finding.message) for finding in wrong]
    return [finding for finding in report.findings if finding.rule == rule]


def places(text: str, rule: str) -> list[str]:
    return [f"{finding.level} {finding.span.text}" for finding in findings(text, rule)]


@pytest.mark.parametrize(
    ("forwarding", "ring_busy", "expected"),
    [
        ("{always: support}", "false", ["warning support"]),
        ("{busy: support}", "false", []),
        ("{busy: support}", "true", ["warning support"]),
        ("{not_reachable: 102}", "false", []),
        ("{missed: 102}", "false", ["warning 102"]),
        ("{missed: support, no_answer: 0612345678}", "false", []),
    ],
)
def test_forwards_to_a_group_of_ones_own(forwarding: str, ring_busy: str, expected: list[str]) -> None:
    text = f"""
    users:
      anna: {{extension: 201, {PHONE}, forwarding: {forwarding}}}
      bert: {{extension: 202, {PHONE}, forwarding: {{missed: 0612345679}}}}
    hunt_groups:
      support: {{extension: 102, members: [anna, bert], ring_busy_members: {ring_busy}}}
    """
    assert places(text, "forward-to-own-group") == expected


@pytest.mark.parametrize(
    "settings",
    [
        "simultaneous_ring: {numbers: [0612345678]}",
        "forwarding: {not_reachable: 0612345678}",
        "forwarding: {missed: 0612345678}",
        "voicemail: {email: a@a.example, when: [always]}",
        "voicemail: {email: a@a.example, when: [busy]}",
    ],
)
def test_somebody_else_takes_what_nothing_can_ring(settings: str) -> None:
    assert places(f"users: {{anna: {{extension: 201, {settings}}}}}\n", "nothing-can-ring") == []


def test_a_forward_on_no_answer_does_not_help_where_nothing_rings() -> None:
    text = "users: {anna: {extension: 201, forwarding: {no_answer: 0612345678}}}\n"
    assert places(text, "nothing-can-ring") == ["error anna"]


class TestBlockedNumbers:
    RULE = "forward-to-blocked-number"

    def test_every_way_of_sending_a_call_is_screened(self) -> None:
        text = f"""
        company: {{block_outgoing: [mobile], night_forwarding: {{mode: on, to: 0612345678}}}}
        users:
          anna: {{extension: 201, {PHONE}, simultaneous_ring: {{numbers: [0612345671]}}}}
        hunt_groups:
          support: {{extension: 102, members: [anna], when_busy: 0612345672, not_reachable: 0612345673,
                     overflow: {{after: 30s, to: 0612345674}}, night_forwarding: {{mode: on, to: 0612345675}}}}
        auto_attendants:
          menu: {{extension: 501, business_hours_menu: {{keys: {{1: 0612345676, 0: {{operator: 0612345677}}}}}}}}
        mailboxes:
          company: {{extension: 999, record: false, greeting: a.wav, then: {{transfer: 0612345679}}}}
        """
        assert len(places(text, self.RULE)) == 9

    def test_an_own_mobile_is_a_mobile_number_under_its_name_too(self) -> None:
        text = """
        company: {block_outgoing: [mobile]}
        users: {anna: {extension: 201, forwarding: {always: anna_mobiel}}}
        mobile: {subscriptions: {anna_mobiel: {number: 0612345678}}}
        """
        assert places(text, self.RULE) == ["error anna_mobiel"]

    @pytest.mark.parametrize(
        ("company", "user"),
        [
            ("block_outgoing: [mobile], block_forwarding: []", ""),
            ("block_outgoing: [mobile]", "block_outgoing: [], "),
            ("block_outgoing: [international, 0900, 0906, 0909]", ""),
        ],
    )
    def test_what_the_lists_allow_is_allowed(self, company: str, user: str) -> None:
        text = f"""
        company: {{{company}}}
        users: {{anna: {{extension: 201, {user}forwarding: {{always: 0612345678}}}}}}
        """
        assert places(text, self.RULE) == []

    def test_the_mobile_network_has_no_list_of_ours(self) -> None:
        text = """
        company: {block_outgoing: [mobile]}
        mobile: {subscriptions: {anna: {number: 0612345678, forwarding: {no_answer: 0612345679}}}}
        """
        assert places(text, self.RULE) == []


class TestTollFraud:
    RULE = "toll-fraud"

    def test_a_key_of_a_menu_opens_the_way_abroad(self) -> None:
        text = """
        auto_attendants:
          menu: {number: 088-7654000, business_hours_menu: {keys: {1: anna, 2: +32 470 12 34 56}}}
        users: {anna: {extension: 201, simultaneous_ring: {numbers: [0900-1234567]}}}
        """
        assert places(text, self.RULE) == ["warning +32 470 12 34 56", "warning 0900-1234567"]

    def test_a_list_that_blocks_it_is_enough(self) -> None:
        text = """
        company: {block_outgoing: [international]}
        users: {anna: {number: 088-7654000, forwarding: {always: +32 470 12 34 56}}}
        """
        assert places(text, self.RULE) == []

    def test_the_police_take_no_money(self) -> None:
        text = "users: {anna: {number: 088-7654000, forwarding: {always: 0900-8844}}}\n"
        assert places(text, self.RULE) == []


@pytest.mark.parametrize(
    ("forward", "voicemail", "expected"),
    [
        ("no_answer: {to: bert, rings: 6}", "rings: 6", []),
        ("no_answer: bert", "rings: 5", []),
        ("no_answer: bert", "rings: 4", ["warning bert"]),
        ("missed: {to: bert, rings: 6}", "rings: 2", ["warning 6"]),
        ("busy: {to: bert, rings: 6}", "rings: 2", []),
        ("no_answer: {to: bert, rings: 6}", "rings: 2, when: [busy]", []),
    ],
)
def test_the_fewer_rings_go_first(forward: str, voicemail: str, expected: list[str]) -> None:
    text = f"""
    users:
      anna: {{extension: 201, forwarding: {{{forward}}}, voicemail: {{email: a@a.example, {voicemail}}}}}
      bert: {{extension: 202}}
    """
    assert places(text, "voicemail-before-forward") == expected


@pytest.mark.parametrize(
    ("rings", "fine"), [("-1", False), ("0", True), ("1", False), ("2", True), ("20", True), ("21", False)]
)
def test_rings_that_platforms_take(rings: str, fine: bool) -> None:
    text = f"users: {{anna: {{extension: 201, voicemail: {{email: a@a.example, rings: {rings}}}}}}}\n"
    assert places(text, "ring-count") == ([] if fine else [f"warning {rings}"])


def test_an_always_forward_to_the_own_voicemail_is_no_contradiction() -> None:
    text = """
    users:
      anna:
        extension: 201
        forwarding: {always: {voicemail: anna}}
        voicemail: {email: a@a.example, when: [always]}
    """
    assert places(text, "two-want-every-call") == []


def test_a_star_that_covers_an_emergency_number_refuses_it() -> None:
    text = 'users: {anna: {extension: 201, blocked_callers: {rules: [{name: Kort, numbers: ["1*", "0906*"]}]}}}\n'
    assert places(text, "emergency-number-shadowed") == ['warning "1*"']


def test_the_police_number_is_dutch() -> None:
    assert places("company: {country: BE, block_outgoing: [0900]}\n", "police-number-blocked") == []
    text = "users: {anna: {extension: 201, block_outgoing: [0906, 0900]}}\n"
    assert places(text, "police-number-blocked") == ["advice 0900"]


class TestAnonymousCallers:
    RULE = "anonymous-refused-at-reception"
    PLAN = """
    company: {main_number: 088-7654000}
    numbers: [088-7654000..088-7654009]
    hunt_groups:
      support: {number: 088-7654000, members: [bert], overflow: {after: 30s, to: TO}}
    users:
      anna: {extension: 201, number: 088-7654001, blocked_callers: {anonymous: true}}
      bert: {extension: 202, devices: [{model: yealink-t54w}], blocked_callers: {anonymous: true}}
    """

    def test_the_overflow_of_the_company_number(self) -> None:
        assert places(self.PLAN.replace("TO", "anna"), self.RULE) == ["warning true"]

    def test_members_are_rung_whatever_they_refuse(self) -> None:
        assert places(self.PLAN.replace("TO", "0612345678"), self.RULE) == []


@pytest.mark.parametrize("text", ["company", "own", "088-7654000", "0612345678"])
def test_own_numbers_may_be_shown(text: str) -> None:
    plan = f"""
    company: {{main_number: 088-7654000}}
    numbers: [088-7654000]
    users: {{anna: {{extension: 201, caller_id: {text}}}}}
    mobile: {{subscriptions: {{anna_mobiel: {{number: 0612345678}}}}}}
    """
    assert places(plan, "caller-id-not-own") == []


class TestDeskAndMobile:
    RULE = "desk-and-mobile-circle"
    PLAN = f"""
    users:
      victor: {{extension: 212, number: 0854879612, {PHONE}, DESK}}
    mobile:
      subscriptions:
        victor_mobiel: {{number: 0612345678, forwarding: {{MOBILE}}}}
    """

    def plan(self, desk: str, mobile: str) -> str:
        return self.PLAN.replace("DESK", desk).replace("MOBILE", mobile)

    @pytest.mark.parametrize(
        ("desk", "mobile", "level"),
        [
            ("forwarding: {no_answer: 0612345678}", "not_reachable: 0854879612", "error"),
            ("forwarding: {busy: 0612345678}", "busy: 0854879612", "warning"),
            ("forwarding: {not_reachable: victor_mobiel}", "no_answer: 0854879612", "warning"),
            ("simultaneous_ring: {numbers: [0612345678]}", "no_answer: 0854879612", "warning"),
        ],
    )
    def test_calls_that_come_back(self, desk: str, mobile: str, level: str) -> None:
        assert places(self.plan(desk, mobile), self.RULE) == [f"{level} 0854879612"]

    def test_a_desk_with_voicemail_ends_it(self) -> None:
        desk = "voicemail: {email: a@a.example, when: [busy, no_answer]}"
        assert places(self.plan(desk, "no_answer: 0854879612"), self.RULE) == []


def test_a_mobile_is_told_which_number_to_write() -> None:
    text = """
    users: {victor: {extension: 212, number: 0854879612}, anna: {extension: 213}}
    mobile:
      subscriptions:
        victor_mobiel: {number: 0612345678, forwarding: {no_answer: 212, busy: anna, not_reachable: 0854879612}}
    """
    found = findings(text, "mobile-forwards-to-extension")
    assert [(f.span.text, str(f.help)) for f in found] == [
        ("212", "write 0854879612, the number of victor"),
        ("anna", "give anna a number and write that, or choose another destination"),
    ]


def test_helps_say_what_can_be_done_here() -> None:
    text = f"""
    company: {{block_forwarding: [mobile]}}
    users:
      anna: {{extension: 201, {PHONE}, forwarding: {{missed: {{to: 0612345678, rings: 1}}}}}}
      bert: {{extension: 202, {PHONE}, voicemail: {{email: b@b.example, rings: 24}}}}
    hunt_groups:
      waits: {{extension: 301, members: [anna], when_busy: wait, overflow: {{after: 60s, to: bert}}}}
      rings: {{extension: 302, members: [anna], when_busy: wait}}
    """
    helps = {rule: [str(f.help) for f in findings(text, rule)] for rule in ("ring-count", "wait-is-no-queue")}
    assert helps == {
        "ring-count": ["write 2 for the shortest ringing, 0 for none", "write 20, the longest ringing that there is"],
        "wait-is-no-queue": [
            "let callers wait a short time before the overflow takes them",
            "let callers wait a short time, and give the group an overflow",
        ],
    }
    (blocked,) = findings(text, "forward-to-blocked-number")
    assert str(blocked.help) == "send calls elsewhere, or take the class out of block_forwarding"
    (blocked,) = findings(text.replace("block_forwarding", "block_outgoing"), "forward-to-blocked-number")
    assert str(blocked.help) == "send calls elsewhere, or say with block_forwarding what forwards may not use"
