"""A chain that loses every caller is an error; one that takes people a warning; one for colleagues only advice."""

import pytest

from nummerplan.compiler.pipeline import check_text
from nummerplan.model.finding import LocatedFinding

DESK = "devices: [{model: yealink-t54w}]"
MAIL = "voicemail: {email: h@x.example}"


def chain(forward: str, last: str = MAIL, entry: str = "number: 088-7654000") -> str:
    """Eight users, each of whom sends calls on to the next one."""
    users = [
        f"  u{place}: {{extension: 20{place}, {DESK}, forwarding: {{{forward.format(f'u{place + 1}')}}}}}"
        for place in range(1, 8)
    ]
    users[0] = users[0].replace("extension: 201", f"extension: 201, {entry}")
    return (
        "company: {main_number: 088-7654000}\nnumbers: [088-7654000]\nusers:\n"
        + "\n".join(users)
        + f"\n  u8: {{extension: 208, {DESK}, {last}}}\n"
    )


def found(text: str, rule: str = "too-many-redirections") -> list[LocatedFinding]:
    return [finding for finding in check_text(text).findings if finding.rule == rule]


def test_a_chain_that_every_call_takes_is_an_error_with_the_whole_chain() -> None:
    first, *others = found(chain("always: {}"))
    assert first.level == "error"
    assert str(first.message) == "a call to user u1 is sent on more than 5 times, and dropped before user u7"
    assert [str(step.message) for step in first.path] == [
        "088 765 4000 belongs to user u1",
        *(f"user u{place} forwards every call to user u{place + 1}" for place in range(1, 7)),
    ]
    assert [finding.level for finding in others] == ["advice", "advice"]


def test_each_finding_shows_a_call_to_the_place_of_which_it_speaks() -> None:
    for finding in found(chain("always: {}")):
        start = str(finding.message).split()[4]
        assert finding.witness is not None
        assert finding.witness.way[0].target.key == start
        assert finding.witness.call.caller.external == (start == "u1")


def test_a_chain_that_takes_absent_people_is_a_warning() -> None:
    levels = [finding.level for finding in found(chain("missed: {{to: {}, rings: 2}}"))]
    assert levels[0] == "warning"


@pytest.mark.parametrize(
    "text",
    [
        chain("always: {}").replace("forwarding: {always: u4}", MAIL),
        chain("always: {}").replace("088-7654000}\nnumbers", "088-7654000, max_redirections: 9}\nnumbers"),
        chain("always: {}", entry="username: eerste").replace("extension: 206", "extension: 206, number: 088-7654000"),
    ],
)
def test_a_shorter_chain_loses_no_call_from_outside(text: str) -> None:
    assert [finding.level for finding in found(text) if finding.level != "advice"] == []


def test_who_can_be_saved_by_somebody_is_a_warning_as_before() -> None:
    text = f"""
company: {{main_number: 088-7654000}}
numbers: [088-7654000]
users:
  anna: {{extension: 201, number: 088-7654000, {DESK}, voicemail: {{email: a@x.example, when: [no_answer]}}}}
"""
    assert [finding.level for finding in found(text, "missed-calls-lost")] == ["warning"]
