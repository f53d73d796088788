"""Every finding about calls carries one call that shows it, and `nummerplan trace` replays that call."""

import json
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_plans import small_plan

from nummerplan.cli.trace import command as trace_command
from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.findings.check_plans import Checked
from nummerplan.compiler.findings.report import render
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_paths, check_texts
from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.finding import LocatedFinding
from nummerplan.model.report import Coverage, Report
from nummerplan.model.rule import Rule
from nummerplan.rules import all_rules

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)

NO_CALL_SHOWS = {
    "object-nobody-reaches": "no call comes there",
    "member-twice": "a list is wrong, whatever calls do",
    "member-without-number": "what the portal lets one choose",
    "forward-without-destination": "what is written there does nothing",
    "simultaneous-ring-without-numbers": "what is written there does nothing",
    "announce-without-transfer": "what is written there does nothing",
    "rings-without-effect": "what is written there does nothing",
    "blocking-rule-without-numbers": "what is written there does nothing",
    "member-no-user": "what the portal lets one choose",
    "policy-with-one-member": "a setting that changes nothing",
    "menu-hours-without-effect": "a setting that changes nothing",
    "company-hours-without-effect": "a setting that changes nothing",
    "night-forwarding-never-acts": "a setting that changes nothing",
    "night-hours-missing": "a setting that changes nothing",
    "menu-key-promised-not-set": "the key that is pressed is not there",
    "ring-count": "what platforms take",
    "emergency-number-shadowed": "what telephones dial",
    "police-number-blocked": "a call to outside",
    "caller-id-not-own": "a call to outside",
}
"""Rules about routing and time without a witness, and why."""


def checked(text: str, rule: Rule | None = None) -> Checked:
    plain = "\n".join(line.split("# <-")[0].rstrip() for line in text.split("\n"))
    return check_texts(
        "plan.yaml", [(None, "plan.yaml", plain)], TODAY, Selection(ignore=rule.about.gives_way_to if rule else ())
    )


def described(command: str, linked: LinkedPlan) -> Call:
    """The call that the command on a finding's last line means."""
    words = shlex.split(command)
    assert words[:2] == ["nummerplan", "trace"]
    given = trace_command.make_context("trace", words[2:]).params
    people = {state: given[state] for state in ("busy", "on_call", "absent", "unreachable")}
    return describe(Description(given["dial"], given["caller"], given["at"], given["press"], people), linked)


def replay(plan: Checked) -> Iterator[LocatedFinding]:
    """Follow the call of every finding; it takes the way that the finding tells, and ends as it says."""
    for finding in plan.located:
        if finding.claim is None or finding.witness is None:
            continue
        witness, claim = finding.witness, finding.claim
        trace = follow(witness.call, plan.linked)
        assert claim.shown_by(trace) == witness.way, (finding.rule, str(witness.sentence))
        assert trace.end == witness.end
        assert not claim.ends or trace.end in claim.ends
        assert len(finding.path) == len(witness.way)
        assert follow(described(witness.command, plan.linked), plan.linked).hops == trace.hops, witness.command
        yield finding


def without_a_call(plan: Checked) -> list[str]:
    """Rules whose claim stands or falls with a call, and that show none."""
    found = plan.located
    return [f.rule for f in found if f.claim and f.claim.essential and f.witness is None]


ROUTING = [rule for rule in all_rules() if rule.code[2] in "23" and rule.about.bad and rule.name not in NO_CALL_SHOWS]


@pytest.mark.parametrize("rule", ROUTING, ids=lambda rule: rule.name)
def test_a_rule_about_calls_shows_a_call_for_each_finding(rule: Rule) -> None:
    plan = checked(rule.about.bad, rule)
    shown = [finding for finding in replay(plan) if finding.rule == rule.name]
    assert len(shown) == len([finding for finding in plan.located if finding.rule == rule.name])
    assert shown


def test_the_others_are_known_and_show_none() -> None:
    names = {rule.name for rule in all_rules()}
    assert set(NO_CALL_SHOWS) <= names
    for rule in all_rules():
        if rule.name in NO_CALL_SHOWS:
            assert not [f for f in checked(rule.about.bad, rule).located if f.rule == rule.name and f.witness]


PLANS = sorted({path.parent for path in (ROOT / "examples").rglob("plan.yaml")})


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.relative_to(ROOT / "examples").as_posix())
def test_the_calls_of_the_examples_are_replayed(folder: Path) -> None:
    for plan in check_paths([folder], TODAY)[0]:
        list(replay(plan))
        assert without_a_call(plan) == []


def replay_small_plans(seeds: range) -> int:
    number = 0
    for seed in seeds:
        plan = checked(small_plan(seed))
        assert without_a_call(plan) == [], seed
        number += len(list(replay(plan)))
    return number


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_the_calls_of_small_plans_are_replayed(start: int) -> None:
    assert replay_small_plans(range(start, start + 20)) > 20


@pytest.mark.slow
@pytest.mark.parametrize("start", range(120, 4120, 250))
def test_the_calls_of_many_small_plans_are_replayed(start: int) -> None:
    assert replay_small_plans(range(start, start + 250)) > 250


def places_of_findings(plan: Checked) -> set[str]:
    """The keys of all objects that findings about calls speak of."""
    reported: set[str] = set()
    for finding in plan.located:
        if finding.claim is not None:
            reported |= {edge.source.key for way in finding.claim.ways for edge in way}
            reported |= {
                finding.object.partition(".")[2],
                *(str(r.message).rpartition(" ")[2] for r in finding.remarks),
            }
    return reported


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_what_the_proof_finds_lost_some_rule_tells(start: int) -> None:
    for seed in range(start, start + 20):
        plan = checked(small_plan(seed))
        reported = places_of_findings(plan)
        for proof in prove_plan(plan.linked):
            for loss in proof.losses if proof.external else ():
                places = {hop.edge.source.key for hop in follow(loss.witness, plan.linked).hops}
                assert places & reported, (seed, proof.entry.key, loss.end)


LOST = """
company: {main_number: 088-7654000, business_hours: office}
numbers: [088-7654000]
schedules: {office: {mon-fri: 08:30-17:30}}
users:
  vic: {extension: 202, voicemail: {email: a@b.example, when: [always]}}
  vera: {extension: 201, devices: [{model: yealink-t54w}]}
auto_attendants:
  hoofdmenu:
    number: 088-7654000
    business_hours_menu:
      keys: {2: support, 9: {operator: {voicemail: vic}}}
    after_hours_menu:
      keys: {9: {operator: {voicemail: vic}}}
hunt_groups:
  support: {extension: 301, members: [vera]}
"""


def lost() -> LocatedFinding:
    return next(finding for finding in checked(LOST).located if finding.rule == "group-without-overflow")


def test_people_see_the_call_and_the_command_that_follows_it() -> None:
    shown = render("text", Report((lost(),), Coverage(plans=1, objects=4, files=1)), str)
    lines = shown.splitlines()
    place = next(number for number, line in enumerate(lines) if "for example" in line)
    assert lines[place].strip() == (
        "= for example: Mon 2026-11-23 10:00, a caller from outside calls 088 765 4000 and presses 2, vera is absent: "
        "it rings until the caller gives up"
    )
    assert lines[place + 1].strip() == (
        "nummerplan trace plan.yaml --dial +31887654000 --at '2026-11-23 10:00' --press 2 --absent vera"
    )


def test_programs_get_the_call() -> None:
    report = Report((lost(),), Coverage(plans=1, objects=4, files=1))
    witness = json.loads(render("json", report, str))["findings"][0]["witness"]
    assert {name: witness[name] for name in ("dial", "at", "press", "people", "end", "lost")} == {
        "dial": {"kind": "number", "key": "+31887654000"},
        "at": "2026-11-23T10:00",
        "press": ["2"],
        "people": {"vera": "absent"},
        "end": "gives_up",
        "lost": True,
    }
    assert json.loads(render("sarif", report, str))["runs"][0]["results"][0]["properties"]["witness"] == witness
    for form in ("junit", "github"):
        assert "nummerplan trace plan.yaml --dial +31887654000" in render(form, report, str)
