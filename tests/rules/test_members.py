"""Members of hunt groups are users: what else people write there, and what is said of it."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import LocatedFinding, SetValue

PLAN = """\
company: {name: V, main_number: 088-7654000}
numbers: [088-7654000..088-7654003]
users:
  anna: {extension: 201, number: 088-7654001, devices: [{model: yealink-t54w}]}
hunt_groups:
  storing: {extension: 301, number: 088-7654000, members: [anna, MEMBER], overflow: {after: 30s, to: anna}}
  tweede: {extension: 302, members: [anna], overflow: {after: 30s, to: anna}}
mailboxes:
  post: {extension: 999, email: p@v.example}
mobile:
  subscriptions:
    piet: {number: 0612345679}
"""


def found(member: str) -> list[LocatedFinding]:
    text = PLAN.replace("MEMBER", member)
    return [f for f in check_text(text).findings if f.rule in ("member-no-user", "unresolved-name")]


@pytest.mark.parametrize(
    ("member", "message", "help_"),
    [
        ("0612345678", "0612345678 is a phone number; members are users", "overflow: {to: 0612345678}"),
        ("+32 2 555 12 00", "+32 2 555 12 00 is a phone number", "overflow: {to: +32 2 555 12 00}"),
        ("piet", "piet is a mobile; members are users", "overflow: {to: piet}"),
        ("0612345679", "0612345679 is a mobile", "simultaneous_ring"),
        ("tweede", "tweede is hunt group tweede", "overflow: {to: tweede}"),
        ("302", "302 is hunt group tweede", "overflow: {to: 302}"),
        ("post", "post is mailbox post", "overflow: {to: post}"),
    ],
)
def test_what_is_no_user_is_named_and_the_help_says_what_works(member: str, message: str, help_: str) -> None:
    (finding,) = found(member)
    assert (finding.rule, finding.level, finding.span.text) == ("member-no-user", "error", member)
    assert message in str(finding.message)
    assert help_ in str(finding.help)


@pytest.mark.parametrize("member", ["201", "088-7654001", "+31887654001"])
def test_the_extension_or_number_of_a_user_becomes_his_key(member: str) -> None:
    (finding,) = found(member)
    assert finding.fix is not None
    assert finding.fix.edits == (SetValue(("hunt_groups", "storing", "members", 1), "anna"),)


def test_a_name_that_nothing_has_is_another_finding() -> None:
    assert [finding.rule for finding in found("ana")] == ["unresolved-name"]
    assert found("anna") == []
