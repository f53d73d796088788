"""What call tests touch of a plan, and the tests that are suggested for the rest."""

import json
from datetime import date
from pathlib import Path

import pytest
from command import nummerplan
from small_plans import small_plan

from nummerplan.compiler.call_tests.run_call_tests import run_call_tests, unread_tests
from nummerplan.compiler.call_tests.suggest_calls import suggest_calls
from nummerplan.compiler.call_tests.write_call_tests import write_call_tests
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_paths, check_texts, unusable
from nummerplan.model.calls.call_coverage import CallCoverage

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
FOLDERS = [path.parent for path in sorted((ROOT / "examples").rglob("plan.yaml"))]
SMALL = [folder for folder in FOLDERS if folder.name != "retail-chain"]
PLAN = """\
nummerplan: 1
company: {name: Bakker, main_number: 088-7654000, business_hours: open, holidays: nl}
numbers: [088-7654000]
schedules: {open: {mon-fri: 08:30-17:30}}
holidays: {nl: {public: NL}}
users:
  balie: {extension: 201, devices: [{model: generic-sip}], voicemail: {email: b@x.example, when: [no_answer]}}
auto_attendants:
  menu:
    extension: 500
    number: 088-7654000
    business_hours_menu: {keys: {1: balie, 9: {operator: balie}}}
    after_hours_menu: {keys: {1: balie, 8: hang_up, 9: {operator: balie}}}
"""


def english(template: str, /) -> str:
    return template


def measured(plan: Checked) -> tuple[CallCoverage, str]:
    results = run_call_tests(plan.linked, *unread_tests(plan.findings))
    coverage, suggestions = suggest_calls(plan.linked, results)
    return coverage, write_call_tests(suggestions, plan.linked, english)


def checked(text: str) -> Checked:
    return check_texts("plan.yaml", [(None, "plan.yaml", text)], TODAY, Selection())


def what(items: tuple[object, ...]) -> list[str]:
    return [str(item.what) for item in items]  # type: ignore[attr-defined]


Texts = list[tuple[str | None, str, str]]


def suggested_touches_the_rest(texts: Texts) -> None:
    """Put what is suggested beside the plan's own tests: everything is touched, every test passes, nothing is found."""
    plan = check_texts("plan.yaml", texts, TODAY, Selection())
    coverage, written = measured(plan)
    if plan.linked.plan.calls:
        whole = [(name, file, text + (written if "\ncalls:" in text else "")) for name, file, text in texts]
    else:
        whole = [*texts, ("calls", "calls.yaml", written)] if written else texts
    again = check_texts("plan.yaml", whole, TODAY, Selection())
    assert {f.rule for f in again.located} == {f.rule for f in plan.located}
    assert failing(again) == failing(plan)
    after, more = measured(again)
    assert what(after.untouched) == []
    assert what(after.untouchable) == what(coverage.untouchable)
    assert more == ""
    assert (after.percent, len(after.touched)) == (100, len(coverage.touched) + len(coverage.untouched))


def failing(plan: Checked) -> list[str]:
    results = run_call_tests(plan.linked, *unread_tests(plan.findings))
    return [str(result.name) for result in results if not result.ok]


def texts_of(plan: Checked) -> Texts:
    return [
        (
            None if Path(file.name).name.endswith("plan.yaml") else Path(file.name).stem.replace("-", "_"),
            file.name,
            file.text,
        )
        for file in plan.document.files
    ]


@pytest.mark.parametrize("folder", SMALL, ids=lambda folder: folder.name)
def test_what_is_suggested_touches_everything_that_a_call_can(folder: Path) -> None:
    found, _ = check_paths([folder], TODAY)
    for plan in found:
        if unusable([plan]) is None:
            suggested_touches_the_rest(texts_of(plan))


@pytest.mark.slow
def test_what_is_suggested_for_forty_shops_touches_everything() -> None:
    found, _ = check_paths([ROOT / "examples" / "retail-chain"], TODAY)
    suggested_touches_the_rest(texts_of(found[0]))


@pytest.mark.parametrize("start", range(0, 100, 25))
def test_suggestions_for_random_plans(start: int) -> None:
    for seed in range(start, start + 25):
        suggested_touches_the_rest([(None, "plan.yaml", small_plan(seed))])


def test_what_counts() -> None:
    coverage, _ = measured(checked(PLAN))
    assert (what(coverage.touched), what(coverage.untouchable)) == ([], [])
    assert what(coverage.untouched) == [
        "088 765 4000",
        "088 765 4000: Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun and on holidays",
        "088 765 4000: Mon-Fri 08:30-17:30 except holidays",
        "schedule open: active",
        "schedule open: not active",
        "holidays nl: a closed day",
        "user balie is not registered: the caller hears a busy tone",
        "user balie is busy: the caller hears a busy tone",
        "user balie is called: somebody answers",
        "nobody answers in 25 s at user balie: the call goes on to the voicemail of balie",
        "the voicemail of balie plays its greeting: a message can be left",
        "the caller presses 1 in menu menu: the call goes on to user balie",
        "the caller presses 9 in menu menu: the call goes on to user balie",
        "the caller presses nothing in menu menu: the call goes on to user balie",
        "the caller presses 1 in menu menu: the call goes on to user balie",
        "the caller presses 8 in menu menu: the menu hangs up",
        "the caller presses 9 in menu menu: the call goes on to user balie",
        "the caller presses nothing in menu menu: the call goes on to user balie",
    ]


def touched_by(call: str) -> list[str]:
    return what(measured(checked(f"{PLAN}calls:\n  - {{{call}}}\n"))[0].touched)


def test_a_test_touches_what_its_call_comes_over() -> None:
    assert touched_by("dial: 088-7654000, at: 2026-12-25 10:00, press: 8, ends: hung_up") == [
        "088 765 4000",
        "088 765 4000: Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun and on holidays",
        "schedule open: active",
        "holidays nl: a closed day",
        "the caller presses 8 in menu menu: the menu hangs up",
    ]
    assert touched_by("dial: 201, from: internal, absent: balie, ends: answered") == [
        "nobody answers in 25 s at user balie: the call goes on to the voicemail of balie",
        "the voicemail of balie plays its greeting: a message can be left",
    ]


def test_a_test_without_a_time_touches_every_situation() -> None:
    assert touched_by("dial: 088-7654000, press: 1, answered_by: balie")[:3] == [
        "088 765 4000",
        "088 765 4000: Mon-Fri 00:00-08:30 + 17:30-24:00, Sat-Sun and on holidays",
        "088 765 4000: Mon-Fri 08:30-17:30 except holidays",
    ]


def test_promises_and_calls_of_colleagues_touch_no_number() -> None:
    assert touched_by("never: {ends: lost}") == []
    assert "088 765 4000" not in touched_by("dial: 088-7654000, from: balie, press: 1, answered_by: balie")


def test_what_no_call_can_touch_is_listed_apart() -> None:
    """Only who is not registered sends calls to the group, and nobody else is in it: it never rings, nor is it busy."""
    text = PLAN.replace("  balie: {", "  balie: {forwarding: {not_reachable: group}, ")
    group = "hunt_groups: {group: {members: [balie], overflow: {after: 20s, to: {voicemail: balie}}}}\n"
    coverage, _ = measured(checked(text + group))
    assert what(coverage.untouchable) == [
        "nobody in hunt group group is free: the call goes on to the voicemail of balie",
        "hunt group group is called: somebody answers",
        "nobody answers in 20 s at hunt group group: the call goes on to the voicemail of balie",
    ]


def test_the_command_fails_below_the_coverage_that_is_asked_for(tmp_path: Path) -> None:
    calls = "calls:\n  - {dial: 088-7654000, press: 1, at: 2026-11-24 10:00, answered_by: balie}\n"
    (tmp_path / "plan.yaml").write_text(PLAN + calls)
    enough = nummerplan("test", "--coverage-at-least", "27.7", at=tmp_path)
    assert (enough.returncode, enough.stderr) == (0, "")
    assert "plan.yaml: 5 of 18 touched by a test of one call (27.7 %)" in enough.stdout
    less = nummerplan("test", "--coverage-at-least", "27.8", "--format", "json", at=tmp_path)
    assert less.returncode == 1
    assert less.stderr == "plan.yaml: the tests touch 27.7 %, and 27.8 % is asked for\n"
    coverage = json.loads(less.stdout)["plans"][0]["coverage"]
    assert (coverage["percent"], coverage["touched"], coverage["total"], len(coverage["untouched"])) == (
        27.7,
        5,
        18,
        13,
    )
    assert coverage["untouched"][0]["kind"] == "situation"


def test_suggestions_are_written_to_be_pasted(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    done = nummerplan("test", "--suggest", "--today", "2026-11-23", at=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("  - name: ")
    assert "(the caller is lost)" in done.stdout
    assert done.stderr.splitlines()[0].endswith(
        "call tests for the section calls; they record what happens today: read them"
    )
    (tmp_path / "plan.yaml").write_text(PLAN + "calls:\n" + done.stdout)
    assert nummerplan("test", "--today", "2026-11-23", "--coverage-at-least", "100", at=tmp_path).returncode == 0
    again = nummerplan("test", "--suggest", "--today", "2026-11-23", at=tmp_path)
    assert (again.stdout, again.stderr) == ("", "the tests of plan.yaml touch everything that a call can touch\n")


def test_suggest_goes_with_nothing_that_it_would_ignore(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    for option in (["--coverage"], ["--coverage-at-least", "50"], ["--format", "json"]):
        done = nummerplan("test", "--suggest", *option, at=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
    (tmp_path / "b.plan.yaml").write_text(PLAN)
    assert "one plan at a time" in nummerplan("test", "--suggest", at=tmp_path).stderr
