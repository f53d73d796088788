"""Comparisons that have to end: groups that overflow into each other, and menus that lead to each other."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from command import environment
from linked_plans import linked_plan

from nummerplan.compiler.difference.compare_calls import difference
from nummerplan.compiler.difference.difference_text import difference_lines

PLAN = """
nummerplan: 1
company: {country: NL, main_number: 088-7654000, max_redirections: 10, ring_limit: 600s}
numbers: [088-7654000]
users:
  u1: {extension: 201, number: 088-7654000, devices: [{model: generic-sip}], forwarding: {busy: u2}}
  u2: {extension: 202, devices: [{model: generic-sip}], forwarding: {busy: g1}}
"""


def crossed(groups: int, members: int, last: str, menu: str = "menu") -> str:
    """Two people whose calls overflow from group to group; the last group overflows after `last` to a menu of all."""
    people = [[f"m{group}x{one}" for one in range(members)] for group in range(1, groups + 1)]
    lines = [
        f"  {member}: {{extension: {1000 + place}, devices: [{{model: generic-sip}}], forwarding: {{missed: box}}}}"
        for place, member in enumerate(member for group in people for member in group)
    ]
    lines.append("hunt_groups:")
    for number, group in enumerate(people, 1):
        onward = f"overflow: {{after: 20s, to: {f'g{number + 1}' if number < groups else 'gz'}}}"
        rest = f"{onward}, when_busy: box, not_reachable: box"
        lines.append(f"  g{number}: {{extension: 30{number}, members: [{', '.join(group)}], {rest}}}")
    rest = f"overflow: {{after: {last}, to: {menu}}}, when_busy: menu, not_reachable: menu"
    lines += [f"  gz: {{extension: 310, members: [u1, u2], {rest}}}", "auto_attendants:"]
    keys = ", ".join(f"{number}: g{number}" for number in range(1, groups + 1))
    lines.append(f"  menu: {{extension: 400, business_hours_menu: {{keys: {{0: {{operator: box}}, {keys}}}}}}}")
    return PLAN.lstrip() + "\n".join([*lines, "mailboxes: {box: {extension: 999}}", ""])


@pytest.mark.parametrize(("groups", "members"), [(2, 3), (4, 20), (6, 40)])
def test_what_differs_behind_crossed_groups_is_found_however_many_people_they_have(groups: int, members: int) -> None:
    old, new = (linked_plan(crossed(groups, members, seconds)) for seconds in ("30s", "40s"))
    found = difference(old, new)
    assert all(one.decided for one in found)
    lines = [f"{line.who}: {line.now}" for line in difference_lines(found, old, new)]
    assert "extension 310: hunt group gz for 40 s, then menu menu for 10 s, then mailbox box" in lines
    for number in range(1, groups + 1):
        start = f"extension 400, the caller presses {number}: hunt group g{number} for 20 s, then "
        assert any(line.startswith(start) for line in lines)


def test_nothing_is_found_behind_crossed_groups_where_nothing_differs() -> None:
    old = crossed(4, 20, "30s")
    assert difference(linked_plan(old), linked_plan(old.replace("m1x", "a1x"))) == ()


def tangled(dice: random.Random) -> str:
    """Groups, people and menus that lead to each other at random."""
    places = [*(f"g{number}" for number in range(4)), *(f"menu{number}" for number in range(3)), "u0", "u1", "box"]

    def anywhere() -> str:
        return dice.choice(places)

    lines = ["company: {country: NL, main_number: 088-7654000}", "numbers: [088-7654000]", "users:"]
    for number in range(40):
        forwards = f"{{busy: {anywhere()}, no_answer: {anywhere()}}}" if number < 4 else "{missed: box}"
        lines.append(
            f"  u{number}: {{extension: 2{number:02}, devices: [{{model: generic-sip}}], forwarding: {forwards}}}"
        )
    lines.append("hunt_groups:")
    for number in range(4):
        members = ", ".join(f"u{one}" for one in dice.sample(range(40), 12))
        ways = f"overflow: {{after: 20s, to: {anywhere()}}}, when_busy: {anywhere()}, not_reachable: {anywhere()}"
        lines.append(f"  g{number}: {{extension: 30{number}, members: [{members}], {ways}}}")
    lines.append("auto_attendants:")
    for number in range(3):
        keys = ", ".join(f"{key}: {anywhere()}" for key in range(1, 5))
        menu = f"{{keys: {{{keys}, 9: {{operator: {anywhere()}}}}}}}"
        lines.append(f"  menu{number}: {{extension: 40{number}, business_hours_menu: {menu}}}")
    return "\n".join([*lines, "mailboxes: {box: {extension: 999}}", ""])


@pytest.mark.parametrize("seed", range(5))
def test_tangled_plans_are_compared_to_the_end(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret is made here
    old = tangled(dice)
    new = old.replace("overflow: {after: 20s", "overflow: {after: 25s", 1)
    found = difference(linked_plan(old), linked_plan(new))
    assert found
    assert all(one.decided for one in found)


def test_progress_names_every_entry() -> None:
    old, new = linked_plan(crossed(2, 3, "30s")), linked_plan(crossed(2, 3, "40s"))
    steps: list[tuple[int, int]] = []
    difference(old, new, progress=lambda done, total: steps.append((done, total)))
    entries = sum(node.kind in ("number", "extension") for node in old.graph.edges)
    assert steps == [(done, entries) for done in range(entries)]


WITHOUT_BUDGET = (
    "import nummerplan.compiler.difference.compare_calls as bounds; bounds.POOL_UNITS = bounds.ENTRY_UNITS = 1; "
    "from nummerplan.cli import main; main()"
)


def test_what_was_too_much_to_compare_is_no_success(tmp_path: Path) -> None:
    for name, menu in (("old", "menu"), ("new", "g1")):
        (tmp_path / f"{name}.plan.yaml").write_text(crossed(2, 3, "30s", menu))
    command = [sys.executable, "-c", WITHOUT_BUDGET, "diff", "old.plan.yaml", "new.plan.yaml"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert "not compared: too many combinations\n" in done.stdout
