"""The proof against the truth: every call that there is, one after the other, on small random plans."""

import shlex
import subprocess
import sys
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from small_plans import small_plan

from nummerplan.compiler.bind import bind
from nummerplan.compiler.follow import follow
from nummerplan.compiler.link import link
from nummerplan.compiler.proof import EntryProof, clocks_met, prove_plan
from nummerplan.compiler.read import read_texts
from nummerplan.compiler.situations import situations
from nummerplan.model.call import WAIT, Call, Caller, State
from nummerplan.model.call_graph import LOST
from nummerplan.model.case import Case
from nummerplan.model.situation import Situation

ROOT = Path(__file__).parent.parent
STATES: tuple[State, ...] = ("answers", "absent", "busy", "on_call", "unreachable")
WORDS = [word for length in range(3) for word in product(("1", "2", "9", WAIT), repeat=length)]


def case_of(text: str) -> Case:
    document, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    bound = bind(document)
    assert not [*findings, *bound.findings]
    return link(bound.plan, "plan.yaml", date(2026, 11, 23))


def some_call_is_lost(proof: EntryProof, situation: Situation, case: Case) -> bool:
    """Try everybody in every state, and every word of two keys."""
    people = [*case.plan.users, *case.plan.mobile.subscriptions]
    caller = Caller("external" if proof.external else "internal")
    return any(
        follow(Call(proof.entry, situation.sample, caller, word, dict(zip(people, states, strict=True))), case).end
        in LOST
        for states in product(STATES, repeat=len(people))
        for word in WORDS
    )


def compare(seed: int) -> None:
    case = case_of(small_plan(seed))
    for proof in prove_plan(case):
        losses = {loss.situation.sample: loss for loss in proof.losses}
        for situation in situations(clocks_met(proof.entry, case), case):
            loss = losses.get(situation.sample)
            assert some_call_is_lost(proof, situation, case) == (loss is not None), (seed, proof.entry, situation.name)
            if loss is not None:
                assert follow(loss.witness, case).end == loss.lost.end, (seed, proof.entry, loss.witness)


@pytest.mark.parametrize("start", range(0, 60, 10))
def test_the_proof_agrees_with_every_call(start: int) -> None:
    for seed in range(start, start + 10):
        compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(60, 2060, 100))
def test_the_proof_agrees_with_every_call_of_many_plans(start: int) -> None:
    for seed in range(start, start + 100):
        compare(seed)


def test_no_call_of_the_example_companies_is_lost() -> None:
    for example in ("mijn-bedrijf", "retail-chain"):
        done = run("check", "--today", "2026-11-23", "--proof", "--format", "concise", f"examples/{example}")
        assert done.returncode == 0
        proof = done.stdout.split("proof of ")[1]
        assert "no call is lost" in proof
        assert ": a call is lost" not in proof


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nummerplan", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_lost_call_is_shown_with_the_command_that_follows_it() -> None:
    done = run("check", "--today", "2026-11-23", "--proof", "--format", "concise", "examples/defects/six")
    assert done.returncode == 1
    lines = done.stdout.split("proof of ")[1].splitlines()
    assert [line for line in lines if "071 523 0103" in line] == [
        "  071 523 0103: a call is lost: at any time: verhuur cannot be reached, wijkbeheer cannot be reached; "
        "it comes to a busy tone"
    ]
    commands = [shlex.split(line) for line in lines if line.startswith("    nummerplan trace")]
    assert len(commands) == 3
    for command in commands:
        assert "lost:" in run(*command[1:]).stdout.splitlines()[-1]


def test_the_proof_goes_with_formats_for_people() -> None:
    done = run("check", "--proof", "--format", "json", "examples/mijn-bedrijf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--proof goes with --format text or concise" in done.stderr


def test_what_could_not_be_read_whole_is_not_proven(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("users: {a: {extension: 201, rings: [1]}}\n")
    done = run("check", "--proof", str(tmp_path))
    assert "is not proven" in done.stderr
    assert "proof of" not in done.stdout


def chain(length: int) -> str:
    """Groups and menus in a row; whoever waits at each comes to the next, and the last menu cuts him off."""
    lines = ["users:"]
    for n in range(length):
        lines += [f"  a{n}: {{devices: [{{model: generic-sip}}], extension: 2{n:02}}}"]
        lines += [f"  b{n}: {{devices: [{{model: generic-sip}}], extension: 3{n:02}}}"]
    lines.append("hunt_groups:")
    for n in range(length):
        ways = f"overflow: {{after: 20s, to: m{n}}}, when_busy: m{n}, not_reachable: {{voicemail: x}}"
        lines.append(f"  g{n}: {{extension: 4{n:02}, members: [a{n}, b{n}], {ways}}}")
    lines.append("auto_attendants:")
    for n in range(length):
        keys = f"{{9: {{operator: g{n + 1}}}}}" if n < length - 1 else "{1: a0}"
        lines.append(f"  m{n}: {{extension: 5{n:02}, business_hours_menu: {{keys: {keys}}}}}")
    return "\n".join(lines) + "\n"


def test_a_plan_made_to_have_too_many_combinations_is_told_as_such_and_in_time() -> None:
    proofs = {proof.entry.key: proof for proof in prove_plan(case_of(chain(4)))}
    assert proofs["400"].losses
    long = {proof.entry.key: proof for proof in prove_plan(case_of(chain(40)))}
    assert long["439"].losses
    assert long["400"].undecided or long["400"].losses
