"""What the target writes is loaded without a complaint of Asterisk, or of the lint, which sees what it does not."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import tools
from linked_plans import linked_plan
from oracle.random_plans import random_plan
from real_calls import START, bench_of

from nummerplan.compiler.artefacts.compile_plans import workbench
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.pipeline import check_paths, unusable
from nummerplan.model.artefact import Workbench
from nummerplan.targets.asterisk.lab.exchange_program.lint import lint
from nummerplan.targets.asterisk.lab.laboratory import Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import job_of
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LANES = 2


def examples() -> dict[str, Workbench]:
    """Every plan of the examples that can be compiled: those of single defects that are no errors too."""
    checked, _ = check_paths([EXAMPLES], date(2026, 11, 30))
    return {
        plan.linked.name: workbench(plan.document, plan.linked, "asterisk", plan.loaded.project, NamedSecrets())
        for plan in checked
        if unusable([plan]) is None and not plan.has_errors
    }


def random_benches(seeds: range) -> dict[str, Workbench]:
    return {f"seed {seed}": bench_of(linked_plan(random_plan(seed), START)) for seed in seeds}


def faults(benches: dict[str, Workbench]) -> list[str]:
    """What is wrong with each of these plans in an Asterisk that has just started with it."""
    return asyncio.run(_all_faults(benches))


async def _all_faults(benches: dict[str, Workbench]) -> list[str]:
    waiting = iter(benches.items())
    with free_net() as net:
        shares = await asyncio.gather(*(_faults(waiting, Lane(net, number + 1)) for number in range(LANES)))
    return [fault for share in shares for fault in share]


async def _faults(waiting: Iterator[tuple[str, Workbench]], lane: Lane) -> Sequence[str]:
    found: list[str] = []
    for name, bench in waiting:
        async with Laboratory(tools.asterisk()).opened(job_of(bench, ()), lane) as (exchange, _):
            found += [f"{name}: {fault}" for fault in await lint(exchange)]
    return found


def test_every_example_is_loaded_without_a_complaint() -> None:
    found = examples()
    assert {Path(name).parent.name for name in found} >= {"mijn-bedrijf", "retail-chain"}
    assert faults(found) == []


def test_random_plans_are_loaded_without_a_complaint() -> None:
    assert faults(random_benches(range(2_000, 2_010))) == []


@pytest.mark.slow
def test_five_hundred_random_plans_are_loaded_without_a_complaint() -> None:
    assert faults(random_benches(range(2_000, 2_500))) == []
