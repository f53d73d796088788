"""The proof against the truth: every call that there is, one after the other, on small random plans."""

import random
import shlex
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from call_by_call import every_call, every_end, pushes_of
from linked_plans import linked_plan
from small_plans import small_plan

from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.directory_dialling import dialled_keys
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.situations import horizon, situations
from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Call, Caller, Trace
from nummerplan.model.calls.call_graph import (
    ANNOUNCED,
    ANSWERED,
    ENTRIES,
    HUNG_UP,
    LOST,
    MESSAGE,
    REFUSED,
    Clock,
)
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof
from nummerplan.model.results import Proof

ROOT = Path(__file__).parents[2]


CONDITIONS = {
    "user": "refused night always not_reachable busy answered no_answer",
    "hunt_group": "night not_reachable when_busy answered overflow no_answer",
    "auto_attendant": "night pressed silence",
    "mobile": "always not_reachable busy answered no_answer",
    "directory": "dialled",
    "voicemail": "after_greeting",
    "mailbox": "after_greeting",
}


def callers_of(proof: EntryProof, linked: LinkedPlan) -> tuple[Caller, ...]:
    """Colleagues; or callers from outside: with a number, and where that matters one without and one who is blocked."""
    if not proof.external:
        return (Caller("internal"),)
    told_apart = any(edge.callers in ("anonymous", "listed") for edges in linked.graph.edges.values() for edge in edges)
    plain = Caller("external")
    return (plain, Caller("anonymous"), Caller("external", "+31612340000")) if told_apart else (plain,)


def pressed_on(trace: Trace, linked: LinkedPlan) -> int:
    """How many keys a call needs: those of menus, and what is dialled, with `hash` and the choice of one of several.

    A caller may leave these out, and waits 3 s; who shows a call presses them, and every call is measured so.
    """
    edges = [hop.edge for hop in trace.hops]
    spelt = (dialled_keys(before, edge, linked) for before, edge in pairwise(edges) if edge.condition == "dialled")
    single = sum(edge.condition == "pressed" and edge.key != "extension" for edge in edges)
    return single + sum(len(keys or ()) for keys in spelt)


def compare(seed: int) -> None:
    """Hold the proof of a random plan against every call."""
    compare_plan(small_plan(seed), seed)


def compare_plan(text: str, seed: object) -> list[EntryProof]:
    """Hold the proof of one plan against every call of up to two pushes, at the sample of each situation."""
    linked = linked_plan(text)
    pushes = pushes_of(linked)
    proofs = list(prove_plan(linked))
    for proof in proofs:
        losses = {loss.situation.sample: loss for loss in proof.losses}
        assert not proof.undecided
        for situation in proof.situations:
            about = (seed, proof.entry, str(situation.name))
            loss = losses.get(situation.sample)
            if loss is None:
                for caller in callers_of(proof, linked):
                    for trace, _ in every_call(Call(proof.entry, situation.sample, caller), linked, pushes):
                        assert trace.end not in LOST, (about, trace.call)
                continue
            witness = follow(loss.witness, linked)
            assert witness.end == loss.end, (about, loss.witness)
            assert witness.end in LOST
            assert [hop.edge.target for hop in witness.hops] == [edge.target for edge in loss.edges], about
            size = pressed_on(witness, linked), len(witness.hops)
            for trace, _ in every_call(loss.witness, linked, pushes, presses_at_most=size[0]):
                smaller = (pressed_on(trace, linked), len(trace.hops)) < size
                assert trace.end not in LOST or not smaller, (about, trace.call, loss.witness)
    return proofs


TWO_GROUPS = """
users:
  a: {extension: 201, devices: [{model: generic-sip}]}
  b: {extension: 202, devices: [{model: generic-sip}]}
  c: {extension: 203, devices: [{model: generic-sip}], forwarding: {busy: box, no_answer: box, not_reachable: GONE}}
hunt_groups:
  first: {extension: 301, members: [a, b], overflow: {after: 20s, to: second}, when_busy: box, not_reachable: box}
  second: {extension: 302, members: [c, LAST], overflow: {after: 20s, to: c}, when_busy: box, not_reachable: box}
mailboxes: {box: {extension: 999}}
"""


@pytest.mark.parametrize(
    ("last", "gone", "lost"),
    [
        ("", "nobody", False),  # who rings in the second group is not out of reach a moment later
        ("b", "nobody", True),  # b may ring for both groups
        ("b", "box", False),
    ],
)
def test_what_one_group_asks_of_people_counts_at_the_next(last: str, gone: str, lost: bool) -> None:
    text = TWO_GROUPS.replace(", LAST", f", {last}" if last else "").replace("GONE", gone)
    proofs = {proof.entry.key: proof for proof in compare_plan(text, last)}
    assert bool(proofs["301"].losses) == lost


def every_way(start: Call, linked: LinkedPlan) -> list[tuple[object, ...]]:
    """Every call from there, with its way and its end."""
    calls = every_call(start, linked, pushes_of(linked), most=1)
    return [(trace.call.keys, trace.call.states, trace.hops, trace.end) for trace, _ in calls]


def compare_moments(seed: int) -> None:
    """Two moments of one situation treat every call alike: any moment of the horizon, and the sample."""
    linked, dice = linked_plan(small_plan(seed)), random.Random(seed)  # noqa: S311 - no secret is made here
    entry = dice.choice([node for node in linked.graph.edges if node.kind in ENTRIES])
    first, last = horizon(linked)
    moment = datetime.combine(first, time()) + timedelta(minutes=dice.randrange((last - first).days * 1440))
    clocks = Reaches(linked).clocks(entry)
    row = tuple(is_open(clock, moment, linked) for clock in clocks)
    (sample,) = [found.sample for found in situations(clocks, linked) if found.open == row]
    caller = Caller("external" if entry.kind == "number" else "internal")
    then, usual = (every_way(Call(entry, when, caller), linked) for when in (moment, sample))
    assert then == usual, (seed, entry, moment)


def test_every_moment_of_a_situation_treats_every_call_alike() -> None:
    for seed in range(300):
        compare_moments(seed)


@pytest.mark.parametrize("start", range(0, 300, 25))
def test_the_proof_agrees_with_every_call(start: int) -> None:
    for seed in range(start, start + 25):
        compare(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(300, 20_300, 500))
def test_the_proof_agrees_with_every_call_of_many_plans(start: int) -> None:
    for seed in range(start, start + 500):
        compare(seed)
        compare_moments(seed)


def test_what_every_call_leaves_out_cannot_be_told_apart() -> None:
    """Where the full product of all states and keys is small enough, it has the same ends."""
    tried = 0
    for seed in range(60):
        linked = linked_plan(small_plan(seed))
        pushes = pushes_of(linked)
        people = len(linked.plan.users) + len(linked.plan.mobile.subscriptions)
        if 5**people * (1 + len(pushes) + len(pushes) ** 2) > 2_000:
            continue
        tried += 1
        for entry in [node for node in linked.graph.edges if node.kind in ENTRIES]:
            start = Call(entry, datetime(2026, 11, 23, 10, 0), Caller("external"))
            found = {trace.end for trace, _ in every_call(start, linked, pushes)}
            assert found == every_end(start, linked, pushes), (seed, entry)
    assert tried >= 10


def test_the_small_plans_have_some_of_everything() -> None:
    """What random plans never contain, they cannot hold the proof against."""
    found: Counter[object] = Counter()
    for seed in range(300):
        linked = linked_plan(small_plan(seed))
        edges = [edge for edges in linked.graph.edges.values() for edge in edges]
        found.update({(edge.source.kind, edge.condition) for edge in edges})
        found.update({edge.target for edge in edges if edge.target.kind == "end"})
        found.update({clock for edge in edges for clock, _ in edge.clocks(external=True)})
        found.update({group.policy for group in linked.plan.hunt_groups.values()})
        found.update({"rings busy members" for group in linked.plan.hunt_groups.values() if group.ring_busy_members})
        found.update({edge.callers for edge in edges} | {linked.plan.company.max_redirections})
        found.update(loss.end for proof in prove_plan(linked) for loss in proof.losses)
        found.update(action for menu in linked.plan.auto_attendants.values() for _, part in menu.menus()
                     for key in part.keys.values() for action in key.actions)  # fmt: skip
    wanted = {(kind, condition) for kind, conditions in CONDITIONS.items() for condition in conditions.split()}
    wanted |= LOST | {ANSWERED, MESSAGE, ANNOUNCED, REFUSED, HUNG_UP}
    wanted |= {"any", "external", "internal", "anonymous", "listed", "rings busy members", 0, 1, 2, 3, 4, 5}
    wanted |= {"regular", "circular", "uniform", "simultaneous"}
    wanted |= {"transfer", "operator", "play", "dial_by_name", "dial_by_extension", "repeat_menu", "hang_up"}
    wanted |= {Clock("open", "feest"), Clock("late", "feest"), Clock("open", "vrij"), Clock("late", "vrij")}
    assert {thing: found[thing] for thing in wanted if found[thing] < 5} == {}


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
        "  071 523 0103: a call is lost: at any time, verhuur and wijkbeheer are not registered: "
        "the caller hears a busy tone"
    ]
    commands = [shlex.split(line) for line in lines if line.startswith("    nummerplan trace")]
    assert len(commands) == 3
    for command in commands:
        assert "lost:" in run(*command[1:]).stdout.splitlines()[-1]


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


FANO = ("abc", "ade", "afg", "bdf", "beg", "cdg", "cef")
"""Seven groups of three: however seven people are split in two, some group has all its members on one side."""


def test_groups_made_to_contradict_each_other_end_the_proof_and_not_the_patience() -> None:
    lines = [
        "users:",
        *(f"  {key}: {{devices: [{{model: generic-sip}}], extension: 2{n:02}}}" for n, key in enumerate("abcdefg")),
    ]
    lines.append("hunt_groups:")
    for n, members in enumerate(FANO * 2):
        # First somebody of each group must ring, then somebody of each group must be busy and nobody ring.
        way = "overflow: {after: 20s, to: m%s}, when_busy: box" if n < 7 else "overflow: {to: box}, when_busy: m%s"
        ways = f"{way % n}, not_reachable: box"
        lines.append(f"  g{n}: {{extension: 4{n:02}, members: [{', '.join(members)}], {ways}}}")
    lines.append("auto_attendants:")
    for n in range(14):
        keys = f"{{9: {{operator: g{n + 1}}}}}" if n < 13 else "{1: box}"
        lines.append(f"  m{n}: {{extension: 5{n:02}, business_hours_menu: {{keys: {keys}}}}}")
    lines.append("mailboxes: {box: {extension: 999}}")
    proofs = {proof.entry.key: proof for proof in prove_plan(linked_plan("\n".join(lines) + "\n"))}
    assert proofs["400"].verdict in ("no_call_is_lost", "not_decided")
    assert proofs["407"].losses


def test_a_plan_of_a_hundred_groups_in_a_row_is_decided_or_told_as_not_decided() -> None:
    proofs = {proof.entry.key: proof for proof in prove_plan(linked_plan(chain(100)))}
    assert all(proof.losses or proof.undecided for key, proof in proofs.items() if key.startswith(("4", "5")))


def test_a_plan_made_to_have_too_many_combinations_is_told_as_such_and_in_time() -> None:
    proofs = {proof.entry.key: proof for proof in prove_plan(linked_plan(chain(4)))}
    assert proofs["400"].losses
    long = {proof.entry.key: proof for proof in prove_plan(linked_plan(chain(40)))}
    assert long["439"].losses
    assert long["400"].undecided or long["400"].losses


def test_only_the_situations_that_are_undecided_are_reported_so() -> None:
    linked = linked_plan(small_plan(3))
    entry = next(entry for entry in prove_plan(linked) if len(entry.situations) > 1)
    entry = replace(entry, losses=(), undecided=entry.situations[:1])
    rows = Proof(linked, (), "", (), {}, (), (entry,)).rows
    assert [row.verdict for row in rows] == ["not_decided"] + ["no_call_is_lost"] * (len(entry.situations) - 1)
