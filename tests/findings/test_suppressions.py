"""Comments that silence a rule: what they cover, what they do not, and what is said of the comments themselves."""

from datetime import date
from pathlib import Path

import pytest
from command import BROKEN, WARNED

from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_paths, check_text
from nummerplan.model.report import Report

TODAY = date(2026, 11, 23)
PLAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000}
numbers: [088-7654000, 088-7654001]
users:
  balie:
    extension: 201
    number: 088-7654000
    devices: [{model: yealink-t54w, password: !secret a}]
    voicemail: {email: balie@bakker.example, when: [busy, no_answer]}
  winkel:
    extension: 202
    number: 088-7654001
    devices: [{model: yealink-t54w, password: !secret b}]
    voicemail: {email: winkel@bakker.example, when: [busy, no_answer]}
"""
"""Two warnings: both telephones lack their MAC address (NP616), on lines 8 and 13."""


def with_comment(line: int, comment: str, above: bool = False) -> str:
    """The plan with a comment at the end of a line, or above it with the line's indentation."""
    lines = PLAN.splitlines()
    old = lines[line - 1]
    indent = " " * (len(old) - len(old.lstrip()))
    lines[line - 1] = f"{indent}# nummerplan: {comment}\n{old}" if above else f"{old}  # nummerplan: {comment}"
    return "\n".join(lines) + "\n"


def said(report: Report) -> list[str]:
    """`8 NP616` for each finding."""
    return [f"{finding.span.begin.line} {finding.code}" for finding in report.findings]


def sentences(text: str) -> list[str]:
    """What is said of the comments."""
    return [str(f.message) for f in check_text(text, today=TODAY).findings if f.rule.startswith("suppression")]


def test_without_a_comment_both_are_reported() -> None:
    assert said(check_text(PLAN, today=TODAY)) == ["8 NP616", "13 NP616"]


@pytest.mark.parametrize("name", ["NP616", "mac-missing", "NP616, mac-missing", " NP616 "])
def test_a_comment_on_a_line_silences_the_rule_by_code_or_name_there_alone(name: str) -> None:
    report = check_text(with_comment(8, f"ignore[{name}] arrives in May"), today=TODAY)
    assert said(report) == ["13 NP616"]
    assert report.coverage.suppressed == 1


@pytest.mark.parametrize(("line", "left"), [(8, ["14 NP616"]), (5, ["14 NP616"]), (10, ["8 NP616"]), (4, [])])
def test_a_comment_above_a_block_covers_it_and_not_the_next(line: int, left: list[str]) -> None:
    assert said(check_text(with_comment(line, "ignore[NP616] arrive in May", above=True), today=TODAY)) == left


def test_comments_and_empty_lines_may_stand_between() -> None:
    text = with_comment(8, "ignore[NP616] arrives in May\n\n    # From the old office.", above=True)
    assert said(check_text(text, today=TODAY)) == ["16 NP616"]


def test_a_list_that_is_not_indented_belongs_to_its_key() -> None:
    listed = "    # nummerplan: ignore[NP616] arrive in May\n    devices:\n    - {model: yealink-t54w, mac: x}\n"
    listed += "    # one more\n    - model: yealink-t54w\n      password: !secret c\n    call_waiting: false\n"
    text = PLAN.replace("    devices: [{model: yealink-t54w, password: !secret a}]\n", listed)
    assert not any(line.startswith("11 ") for line in said(check_text(text, today=TODAY)))
    item = "    devices:\n    # nummerplan: ignore[NP616] arrives in May\n    - model: yealink-t54w\n"
    item += "    - model: yealink-t31p\n"
    text = PLAN.replace("    devices: [{model: yealink-t54w, password: !secret a}]\n", item)
    assert "11 NP616" in said(check_text(text, today=TODAY))
    assert "10 NP616" not in said(check_text(text, today=TODAY))


def test_a_comment_names_several_rules_and_answers_for_each() -> None:
    text = with_comment(8, "ignore[NP616, NP601] arrives in May")
    assert said(check_text(text, today=TODAY)) == ["8 NP011", "13 NP616"]
    assert sentences(text) == ["this suppression silences nothing of NP601; take that out"]


def test_a_comment_without_a_reason_silences_and_is_reported() -> None:
    text = with_comment(8, "ignore[NP616]")
    assert said(check_text(text, today=TODAY)) == ["8 NP010", "13 NP616"]
    assert sentences(text) == ["this suppression gives no reason; write one behind the bracket"]


@pytest.mark.parametrize(
    ("comment", "sentence"),
    [
        ("ignore[NP601] was needed once", "this suppression silences nothing; take it out"),
        ("ignore[] all of it", "this suppression silences nothing; take it out"),
        ("ignore[NP999] no such rule", "there is no rule NP999"),
        ("ignore[NP6] a beginning is no rule", "there is no rule NP6"),
        ("ignore[np616, mac] other words", "there is no rule np616, mac"),
        ("ignore[%s{0}] any text", "there is no rule %s{0}"),
        ("ignore[NP011] quiet", "nothing silences NP011; fix what it says, and take its name out"),
        ("ignore[syntax] quiet", "nothing silences syntax; fix what it says, and take its name out"),
    ],
)
def test_a_comment_that_silences_nothing_is_itself_a_finding(comment: str, sentence: str) -> None:
    text = with_comment(8, comment)
    assert sentences(text) == [sentence]
    assert said(check_text(text, today=TODAY)) == ["8 NP616", "8 NP011", "13 NP616"]


def test_nobody_silences_the_finding_about_a_comment_by_another_comment() -> None:
    text = with_comment(8, "ignore[NP601] was needed once").replace(
        "  balie:", "  # nummerplan: ignore[NP011, NP616] leave me alone\n  balie:"
    )
    assert said(check_text(text, today=TODAY)) == ["5 NP011", "9 NP011", "14 NP616"]


@pytest.mark.parametrize(
    ("until", "findings"),
    [
        ("2026-11-24", ["13 NP616"]),
        ("2026-11-23", ["13 NP616"]),
        ("2026-11-22", ["8 NP616", "8 NP012", "13 NP616"]),
        ("tomorrow", ["8 NP616", "8 NP012", "13 NP616"]),
        ("2026-02-30", ["8 NP616", "8 NP012", "13 NP616"]),
        ("", ["8 NP616", "8 NP012", "13 NP616"]),
    ],
)
def test_a_comment_holds_until_its_last_day(until: str, findings: list[str]) -> None:
    for names in (f"NP616 until={until}", f"NP616, until={until}", f"until={until} NP616"):
        assert said(check_text(with_comment(8, f"ignore[{names}] arrives soon"), today=TODAY)) == findings


@pytest.mark.parametrize("until", ["until=2026-11-22", "until=2026-11-22,", "until=tomorrow"])
def test_a_last_day_behind_the_bracket_counts_too(until: str) -> None:
    past = ["8 NP616", "8 NP012", "13 NP616"]
    assert said(check_text(with_comment(8, f"ignore[NP616] {until} arrives soon"), today=TODAY)) == past
    assert said(check_text(with_comment(8, f"ignore[NP616] arrives soon {until}"), today=TODAY)) == past
    assert said(check_text(with_comment(8, "ignore[NP616] until=2026-11-24 arrives soon"), today=TODAY)) == ["13 NP616"]


def test_of_two_last_days_the_first_counts_and_a_day_is_no_reason() -> None:
    both = with_comment(8, "ignore[NP616 until=2026-12-31] until=2026-11-22 arrives soon")
    assert said(check_text(both, today=TODAY)) == ["8 NP616", "8 NP012", "13 NP616"]
    alone = with_comment(8, "ignore[NP616] until=2026-12-31")
    assert sentences(alone) == ["this suppression gives no reason; write one behind the bracket"]


def test_what_is_wrong_with_a_last_day_is_said() -> None:
    past, wrong = (with_comment(8, f"ignore[NP616 until={day}] soon") for day in ("2026-11-22", "tomorrow"))
    assert sentences(past) == ["this suppression was good until 2026-11-22"]
    assert sentences(wrong) == ["until=tomorrow is no date; write it as in until=2026-12-31"]


@pytest.mark.parametrize(
    "value",
    [
        '"# nummerplan: ignore[NP616] words"',
        "'a # nummerplan: ignore[NP616] words'",
        "|\n      # nummerplan: ignore[NP616] words\n      more",
        ">-\n      some\n      # nummerplan: ignore[NP616] words\n",
        "b#nummerplan:ignore[NP616] words",
        '"line\n      # nummerplan: ignore[NP616] words"',
    ],
)
def test_in_quotes_and_blocks_it_is_text(value: str) -> None:
    text = PLAN.replace("    extension: 201\n", f"    last_name: {value}\n    extension: 201\n")
    report = check_text(text, today=TODAY)
    assert [finding.code for finding in report.findings].count("NP616") == 2
    assert not sentences(text)


@pytest.mark.parametrize("opening", ["|", ">-", "&x |", "!!str >"])
def test_behind_the_sign_of_a_block_it_is_a_comment(opening: str) -> None:
    block = f"{opening} # nummerplan: ignore[NP616] not here\n      words # nummerplan: ignore[NP616] text\n"
    text = PLAN.replace("    extension: 201\n", f"    last_name: {block}    extension: 201\n")
    found = [f.span.begin.line for f in check_text(text, today=TODAY).findings if f.code == "NP011"]
    assert found == [6]


def test_windows_line_ends() -> None:
    for text in (with_comment(8, "ignore[NP616] arrives in May"), with_comment(8, "ignore[NP616]")):
        windows = check_text(text.replace("\n", "\r\n"), today=TODAY)
        assert said(windows) == said(check_text(text, today=TODAY))


def test_in_the_file_of_a_section(tmp_path: Path) -> None:
    head, users = with_comment(8, "ignore[NP616] arrives in May").split("users:\n")
    (tmp_path / "plan.yaml").write_text(head, "utf-8")
    (tmp_path / "users.yaml").write_text(users, "utf-8")
    _, report = check_paths([tmp_path], TODAY)
    assert said(report) == ["9 NP616"]
    assert report.findings[0].span.source.name == str(tmp_path / "users.yaml")
    assert report.coverage.suppressed == 1


@pytest.mark.parametrize("selection", [Selection(ignore=("NP616",)), Selection(select=("NP0",))])
def test_a_comment_is_not_called_useless_when_its_rule_was_not_asked(selection: Selection, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(with_comment(8, "ignore[NP616] arrives in May"), "utf-8")
    assert not check_paths([tmp_path], TODAY, selection)[1].findings


def test_nor_when_the_plan_could_not_be_read_or_typed() -> None:
    comment = "# nummerplan: ignore[NP616] arrives in May\n"
    assert said(check_text(BROKEN + comment)) == ["4 NP001"]
    typed = with_comment(8, "ignore[NP616, NP601] arrives in May").replace("extension: 201", "extension: [201]")
    assert not sentences(typed)


def test_a_comment_above_everything_covers_its_block_only() -> None:
    assert said(check_text("# nummerplan: ignore[NP616] not the version\n" + WARNED))[0] == "1 NP011"
