"""How long real calls take, and whether any of many in a row is another one: figures to read, of which none is judged.

`pytest -m slow tests/asterisk/test_speed.py` prints them. Every call is made once here: what goes otherwise because the
machine was busy counts as flaky.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tools
from real_calls import _differences, plan_calls

from nummerplan.compiler.artefacts.compile_plans import workbench
from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.pipeline import check_paths
from nummerplan.model.artefact import Workbench
from nummerplan.targets.asterisk import render
from nummerplan.targets.asterisk.lab.laboratory import Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import job_of
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

CHAIN = Path(__file__).resolve().parents[2] / "examples" / "retail-chain"
LONGEST = 45
"""Seconds of a call, as in the short differential test."""

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Prints where somebody reads it."""

    def printed(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}", end="")

    return printed


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(20), range(20, 120)], ids=["200", "1000"])
def test_call_walks_in_a_row(seeds: range, say: Say) -> None:
    plans = [plan_calls(seed, 10, LONGEST) for seed in seeds]
    laboratory = Laboratory(tools.asterisk())
    begin = time.perf_counter()
    flaky = [str(one) for one in _differences(plans, laboratory)]
    seconds = time.perf_counter() - begin
    calls, again = sum(len(plan.traces) for plan in plans), len(laboratory.repeated)
    say(f"{calls} call walks with real SIP: {seconds:.1f} s, {len(flaky)} flaky, {again} plans started twice")
    assert flaky == []


@pytest.mark.slow
def test_the_chain_is_compiled_and_loaded(say: Say) -> None:
    begin = time.perf_counter()
    (plan,), _ = check_paths([CHAIN], date(2026, 11, 30))
    bench = workbench(plan.document, plan.linked, "asterisk", plan.loaded.project, NamedSecrets())
    render(bench)
    compiled = time.perf_counter() - begin
    loaded = asyncio.run(_loaded(bench))
    users = len(plan.linked.plan.users)
    say(f"the chain, {users} users: read, checked and compiled in {compiled:.1f} s, loaded in {loaded:.1f} s more")


async def _loaded(bench: Workbench) -> float:
    """Seconds until an Asterisk runs with the plan, on a clock that is not hurried."""
    job = job_of(bench, ())
    with free_net() as net:
        begin = time.perf_counter()
        async with Laboratory(tools.asterisk(), speed=1).opened(job, Lane(net, 1)) as (exchange, _):
            assert exchange.problems() == []
            return time.perf_counter() - begin
