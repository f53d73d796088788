"""Secrets, names, devices and people: what the examples on the rules' pages do not show."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import Level, LocatedFinding, SetValue


def findings(rule: str, text: str) -> list[LocatedFinding]:
    return [finding for finding in check_text(text.lstrip("\n")).findings if finding.rule == rule]


def messages(rule: str, text: str) -> list[str]:
    return [str(finding.message) for finding in findings(rule, text)]


def test_no_finding_ever_repeats_a_secret() -> None:
    text = """
users:
  receptie:
    extension: 209
    password: Zomer2026!
    pin: 7391
    devices: [{model: yealink-t54w, password: Winter:26, sip_password: Herfst@26}]
portal_users:
  beheer: {username: beheer, password: Lente26!}
mobile:
  subscriptions:
    vera: {number: 0612345678, pin: 4826, puk: 59371846}
"""
    report = check_text(text)
    said = [
        str(sentence)
        for finding in report.findings
        for sentence in (finding.message, finding.help, finding.fix and finding.fix.message)
        if sentence
    ]
    for secret in ("Zomer2026!", "7391", "Winter:26", "Herfst@26", "Lente26!", "4826", "59371846"):
        assert not any(secret in sentence for sentence in said)
    assert len([finding for finding in report.findings if finding.rule == "secret-in-plain-text"]) == 5


def test_each_secret_gets_a_reference_of_its_own() -> None:
    text = """
users:
  receptie:
    pin: 7391
    devices:
      - {model: yealink-t54w, password: Winter26!}
      - {model: snom-d735, password: Herfst26!, sip_password: Zomer26!}
portal_users:
  beheer: {password: Lente26!}
"""
    edits = [finding.fix.edits[0] for finding in findings("secret-in-plain-text", text) if finding.fix]
    assert [edit.text for edit in edits if isinstance(edit, SetValue)] == [
        "!secret users/receptie/pin",
        "!secret devices/receptie/1",
        "!secret devices/receptie/2",
        "!secret sip/receptie/2",
        "!secret portal_users/beheer/password",
    ]


def test_a_secret_of_a_default_is_reported_where_it_stands_only() -> None:
    text = """
defaults:
  users: {password: Zomer26!}
users:
  a: {extension: 201}
  b: {extension: 202}
  c: {extension: 203, password: Eigen26!}
"""
    assert [finding.span.begin.line for finding in findings("secret-in-plain-text", text)] == [2, 6]


def test_no_reference_is_offered_that_could_not_be_read_back() -> None:
    (finding,) = findings("secret-in-plain-text", 'users: {"a: b #c": {password: Zomer26!}}\n')
    assert finding.fix is None


@pytest.mark.parametrize("key", ["conciërge", "a", "hal.2", "front-desk_1"])
def test_ordinary_names_are_allowed(key: str) -> None:
    assert findings("reserved-name", f"users: {{{key}: {{extension: 201}}}}\n") == []


@pytest.mark.parametrize("key", ["1", "201", "_a", "a/b", "a b", "'../x'", "busy_tone", "on", "dial_by_name", "a" * 65])
def test_what_cannot_be_a_name_is_reported_once(key: str) -> None:
    assert len(findings("reserved-name", f"users: {{{key}: {{extension: 201}}}}\n")) == 1


def test_users_share_a_telephone_by_line() -> None:
    text = """
users:
  a: {extension: 201, devices: [{model: yealink-w70b, mac: 80:5E:C0:12:34:56}]}
  b: {extension: 202, devices: [{model: yealink-w70b, mac: 80:5E:C0:12:34:56, line: 2}]}
  c: {extension: 203, devices: [{model: yealink-w70b, mac: 80:5E:C0:12:34:56, line: 10}]}
"""
    for rule in ("mac-used-twice", "line-used-twice", "line-beyond-model"):
        assert findings(rule, text) == []


def test_a_telephone_is_not_shared_with_another_model() -> None:
    text = """
users:
  a: {extension: 201, devices: [{model: yealink-t54w, mac: 80:5E:C0:12:34:56, line: 1}]}
  b: {extension: 202, devices: [{model: yealink-t31p, mac: 80:5E:C0:12:34:56, line: 2}]}
"""
    assert messages("mac-used-twice", text) == ["80:5E:C0:12:34:56 is also the address of a phone of a"]


def test_who_comes_too_late_on_a_full_telephone_is_told_so() -> None:
    text = """
users:
  a: {extension: 201, devices: [{model: yealink-t31p, mac: 80:5E:C0:12:34:56, line: 1}]}
  b: {extension: 202, devices: [{model: yealink-t31p, mac: 80:5E:C0:12:34:56, line: 2}]}
  c: {extension: 203, devices: [{model: yealink-t31p, mac: 80:5E:C0:12:34:56, line: 2}]}
"""
    (finding,) = findings("line-used-twice", text)
    assert str(finding.help) == "all lines of the phone are taken; a second phone is needed"


@pytest.mark.parametrize(
    ("mac", "level"),
    [
        ("02:5E:C0:12:34:56", Level.WARNING),
        ("01:00:5E:12:34:56", Level.ERROR),
        ("FF:FF:FF:FF:FF:FF", Level.ERROR),
        ("80:5E:C0:12:34:5G", Level.ERROR),
    ],
)
def test_an_address_made_up_by_software_is_a_warning_only(mac: str, level: Level) -> None:
    text = f"users: {{a: {{extension: 201, devices: [{{model: generic-sip, mac: '{mac}'}}]}}}}\n"
    assert [finding.level for finding in findings("mac-malformed", text)] == [level]


@pytest.mark.parametrize(
    ("written", "meant", "safe"),
    [("Yealink-T54W", "yealink-t54w", True), ("SIP-T54W", "yealink-t54w", False), ("snom d735", "snom-d735", False)],
)
def test_a_model_is_recognised_in_other_spellings(written: str, meant: str, safe: bool) -> None:
    (finding,) = findings("model-unknown", f"users: {{a: {{devices: [{{model: {written}}}]}}}}\n")
    assert finding.fix is not None
    assert finding.fix.edits == (SetValue(("users", "a", "devices", 0, "model"), meant),)
    assert finding.fix.safe is safe


def test_the_keys_of_expansion_modules_count() -> None:
    keys = ", ".join(["0612345678"] * 30)
    text = f"users: {{a: {{devices: [{{model: yealink-t54w, keys: [{keys}]}}]}}}}\n"
    assert findings("keys-beyond-model", text) == []


def test_a_limit_without_portal_users_is_not_judged() -> None:
    assert findings("alert-without-recipient", "company: {usage_alert_eur: 100}\n") == []


def test_who_is_blocked_gets_no_mail_and_manages_nobody() -> None:
    text = """
company: {usage_alert_eur: 100}
portal_users:
  a: {email: a@b.example, roles: [manage_users], notify: [voip_high_usage], blocked: true}
  b: {email: b@b.example, roles: [view_invoices]}
"""
    assert len(findings("alert-without-recipient", text)) == 1
    assert len(findings("nobody-manages-users", text)) == 1


def test_a_missing_address_is_reported_once() -> None:
    text = """
company: {usage_alert_eur: 100}
portal_users:
  a: {username: a, roles: [manage_users], notify: [voip_high_usage]}
"""
    rules = ("alert-without-recipient", "notice-without-email", "portal-user-cannot-log-in")
    assert [len(findings(rule, text)) for rule in rules] == [0, 1, 0]


def test_each_of_many_misspelt_members_gets_its_own_suggestion() -> None:
    users = "".join(f"  user{i}: {{extension: '{1000 + i}'}}\n" for i in range(300))
    members = ", ".join(f"usr{i}" for i in range(300))
    text = f"users:\n{users}hunt_groups:\n  all: {{extension: 99, members: [{members}]}}\n"
    found = findings("unresolved-name", text)
    assert [str(finding.help) for finding in found] == [f"did you mean user{i}?" for i in range(300)]
