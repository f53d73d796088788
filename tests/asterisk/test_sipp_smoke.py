"""SIPp, a telephone that is not ours, calls the small exchange in real time: eight short scenarios."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
import tools
from small_exchange import NOON, opened

from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange

SCENARIOS = Path(__file__).parent / "sipp"
PATIENCE = 15
ANNA, MENU, GROUP, NOBODY = "+31201234500", "+31201234501", "+31201234502", "+31201234504"


class Smoke(NamedTuple):
    """A caller, whom he dials, what telephones do meanwhile, and at which second."""

    caller: str
    dialled: str
    phones: tuple[tuple[str, str], ...] = ()
    at: int = NOON


SMOKE = {
    "somebody answers": Smoke("call_answered", ANNA, (("anna", "phone_answers"),)),
    "the caller gives up": Smoke("call_given_up", ANNA, (("anna", "phone_rings"),)),
    "a number that is not in use": Smoke("call_not_in_use", NOBODY),
    "refused at night": Smoke("call_refused", ANNA, at=NOON + 12 * 3600),
    "a key of a menu": Smoke("call_with_key", MENU, (("anna", "phone_answers"),)),
    "the first of a group declines": Smoke(
        "call_answered", GROUP, (("anna", "phone_declines"), ("bram", "phone_answers"))
    ),
    "nobody registered, a message": Smoke("call_message", ANNA),
    "a menu where nobody chooses": Smoke("call_hung_up", MENU),
}


async def _sipp(scenario: str, local: tuple[str, int], exchange: RunningExchange, *more: str) -> tuple[int, str]:
    """Run one scenario once; its exit code and what it complained of."""
    words = [
        *tools.sipp(), f"{exchange.address}:5060", "-sf", str(SCENARIOS / f"{scenario}.xml"), "-i", local[0], "-p",
        str(local[1]), "-m", "1", "-nostdin", "-timeout", f"{PATIENCE}s", "-timeout_error", *more,
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *words, cwd=exchange.run, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    return process.returncode or 0, said.decode("utf-8", "replace")


async def _smoke(smoke: Smoke) -> tuple[list[tuple[int, str]], Sequence[str], list[Path]]:
    async with opened(speed=1) as (exchange, maker):
        maker.telephones.close()  # their addresses are SIPp's now
        await exchange.manager.act("Setvar", Variable="TESTTIME", Value=str(smoke.at))
        host = exchange.address.rpartition(".")[0]
        results = []
        for place, (name, _) in enumerate(smoke.phones):
            login = ("-s", name, "-au", name, "-ap", f"secret-{name}")
            results.append(await _sipp("register", (f"{host}.11", 5070 + place), exchange, *login))
        phones = [
            asyncio.create_task(_sipp(scenario, (f"{host}.11", 5070 + place), exchange))
            for place, (_, scenario) in enumerate(smoke.phones)
        ]
        await asyncio.sleep(0.3)
        results.append(await _sipp(smoke.caller, (f"{host}.2", 5060), exchange, "-s", smoke.dialled))
        results += await asyncio.gather(*phones)
        await asyncio.sleep(0.3)
        return results, exchange.problems(), sorted(exchange.run.glob("spool/voicemail/default/anna/*/msg*.wav"))


@pytest.mark.parametrize("name", SMOKE)
def test_sipp_is_served(name: str) -> None:
    results, problems, messages = asyncio.run(_smoke(SMOKE[name]))
    assert [code for code, _ in results] == [0] * len(results), results
    assert problems == []
    assert bool(messages) == (SMOKE[name].caller == "call_message")
