"""Characters that look like others: where they count they are named and read as they look, elsewhere they stay."""

from datetime import date

import pytest

from nummerplan.compiler.findings.fix_edits import fixed_texts
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import Checked, check_texts

TODAY = date(2026, 11, 23)
RULE = "look-alike-character"


def checked(text: str) -> Checked:
    return check_texts("plan.yaml", [(None, "plan.yaml", text)], TODAY, Selection())


def messages(text: str) -> list[str]:
    located = checked(text).located
    assert [finding.rule for finding in located if finding.code in ("NP001", "NP002", "NP003", "NP004", "NP005")] == []
    return [f"{finding.span.begin.line}: {finding.message}" for finding in located if finding.rule == RULE]


def fixed(text: str) -> str:
    plan = checked(text)
    found = [finding for finding in plan.located if finding.rule == RULE]
    texts, _ = fixed_texts(found, plan.document, unsafe=False)
    return next(iter(texts.values()), text)


PLAN = "nummerplan: 1\ncompany: {name: V, main_number: 088-7654000}\nnumbers: [088-7654000..088-7654009]\n"
ANNA = "users: {{anna: {{extension: {0}, number: {1}}}}}\n"


def test_an_extension_is_named_and_a_number_is_read() -> None:
    plan = PLAN + ANNA.format('"\u200b201"', "088\u2011765\u00a04000")
    message = "4: \u200b201 holds ZERO WIDTH SPACE (U+200B), which people cannot see as such"
    assert messages(plan) == [message]
    read = checked(plan)
    assert [
        finding.rule for finding in read.located if finding.rule in ("number-invalid", "company-number-unheld")
    ] == []
    assert read.linked.extensions.keys() == {"201"}
    assert read.linked.numbers.keys() == {"+31887654000"}
    assert "extension: 201, number: 088\u2011765\u00a04000" in fixed(plan)


@pytest.mark.parametrize(
    ("wrong", "right", "name"),
    [
        ("schedules: {o: {mon-fri: 08:30\u201317:30}}", "schedules: {o: {mon-fri: 08:30-17:30}}", "EN DASH (U+2013)"),
        (
            "schedules: {o: {mon\u2011fri: 08:30-17:30}}",
            "schedules: {o: {mon-fri: 08:30-17:30}}",
            "NON-BREAKING HYPHEN",
        ),
        ("schedules: {o: {sat: all\u00a0day}}", "schedules: {o: {sat: all day}}", "NO-BREAK SPACE (U+00A0)"),
        ("schedules: {o: {sat: 9\u223600-10:00}}", "schedules: {o: {sat: 9:00-10:00}}", "RATIO (U+2236)"),
        ("holidays: {h: {dates: {2026\u201112\u201124: Eve}}}", "holidays: {h: {dates: {2026-12-24: Eve}}}", "HYPHEN"),
        ("users: {a: {extension: \uff12\uff10\uff11}}", "users: {a: {extension: 201}}", "FULLWIDTH DIGIT TWO (U+FF12)"),
        ("users: {a: {ext\u00adension: 201}}", "users: {a: {extension: 201}}", "SOFT HYPHEN (U+00AD)"),
        ("users: {\u200ba: {extension: 201}}", "users: {a: {extension: 201}}", "ZERO WIDTH SPACE"),
        ("us\u200bers: {a\u200b: {exten\u200bsion: 201}}", "users: {a: {extension: 201}}", "ZERO WIDTH SPACE"),
        ("users: {a: {extension: 201, call_waiting: false\u00a0}}", "", "NO-BREAK SPACE"),
        ("hunt_groups: {g: {extension: 301, members: [\u00a0a]}}\nusers: {a: {extension: 201}}", "", "NO-BREAK SPACE"),
        (
            "users:\n  a:\n\u00a0\u00a0\u00a0 extension: 201",
            "users:\n  a:\n    extension: 201",
            "NO-BREAK SPACE (U+00A0)",
        ),
        ("users:\n  a:\n    extension:\u00a0201", "users:\n  a:\n    extension: 201", "NO-BREAK SPACE (U+00A0)"),
        ("users: {a: {extension:\u2009201}}", "users: {a: {extension: 201}}", "THIN SPACE (U+2009)"),
        ("\u00a0# comment\ncompany: {name: V}", " # comment\ncompany: {name: V}", "NO-BREAK SPACE (U+00A0)"),
        ("numbers:\n  -\u00a0088-7654000", "numbers:\n  - 088-7654000", "NO-BREAK SPACE (U+00A0)"),
    ],
)
def test_a_character_is_named_the_text_is_read_as_it_looks_and_the_fix_writes_it(
    wrong: str, right: str, name: str
) -> None:
    found = messages(wrong)
    assert found
    assert all(name in message for message in found)
    assert fixed(wrong) == (right or wrong.replace("\u00a0", ""))
    assert messages(fixed(wrong)) == []


@pytest.mark.parametrize(
    "text",
    [
        "company: {name: Caf\u00e9\u00a0\u2013 Bar}",
        "schedules: {o: {name: Werktijden 08:30\u201317:30, mon-fri: 08:30-17:30}}",
        "users: {a: {extension: 201, first_name: Jean\u2011Luc, last_name: de\u00a0Vries}}",
        "holidays: {h: {dates: {2026-12-24: Kerst\u00a0\u2013 avond}, yearly: {10-03: {name: Leids\u00a0Ontzet}}}}",
        "numbers: [088\u20117654000..088\u20117654009, 088\u00a0765\u00a04010\u00a0t/m\u00a0088\u00a0765\u00a04019]",
        "users: {a: {extension: 201, blocked_callers: {rules: [{numbers: [\u202a+32*\u202c]}]}}}",
        "auto_attendants:\n  m:\n    extension: 500\n    business_hours_menu:\n      greeting:\n        say: |\n"
        "          Welkom.\n          \u00a0\u00a0Kies:\u00a0een toets.\n      keys: {0: {operator: a}}\n"
        "users: {a: {extension: 201}}",
        'company: {name: "Een\n   \u00a0 naam"}',
        "# \u00a0comment\ncompany: {name: V} # \u2013 comment",
        "users: {a: {extension: 201, password: pass\u200bword}}",
    ],
)
def test_what_somebody_wrote_stays_as_it_is(text: str) -> None:
    assert messages(text) == []
    assert fixed(text) == text


def test_a_line_of_a_syntax_error_names_what_cannot_be_seen_in_it() -> None:
    (finding,) = checked("company:\n  name: V\n  main\u2011number 088\u00a07654000\n  country: NL\n").located
    assert finding.rule == "syntax"
    assert str(finding.help) == "these lines hold NON-BREAKING HYPHEN (U+2011), NO-BREAK SPACE (U+00A0)"


def test_many_lines_of_one_file_are_one_finding() -> None:
    text = "users:\n" + "".join(f"\u00a0 u{i}:\n\u00a0   extension: {201 + i}\n" for i in range(50))
    assert messages(text) == [
        "2: NO-BREAK SPACE (U+00A0): on 100 lines this looks like a space, and YAML takes it for a letter"
    ]
    assert fixed(text) == text.replace("\u00a0", " ")


def test_what_a_merge_key_brings_along_is_told_once() -> None:
    text = "schedules: {a: &h {mon: 08:30\u201317:30}, b: {<<: *h, tue: 09:00-10:00}}\n"
    assert len(messages(text)) == 1
    assert fixed(text) == text.replace("\u2013", "-")
