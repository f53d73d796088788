"""Plans with nasty names: the dialplan that Asterisk shows has no application, context or line that was not meant.

A plan is compiled twice, with tame names and with names that would do harm if they were believed. Asterisk loads both,
and shows the same number of contexts and extensions, with the same applications in the same order.
"""

import asyncio
import random
from collections import Counter

import pytest
import tools
from linked_plans import linked_plan
from oracle.random_plans import random_plan
from real_calls import bench_of

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange
from nummerplan.targets.asterisk.lab.exchange_program.shown_dialplan import ShownDialplan
from nummerplan.targets.asterisk.lab.laboratory import Job, Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import lab_files
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

NASTY = (
    "x)\nexten => s,1,System(touch /tmp/owned)",
    "a,b,c",
    "a;b",
    ";--",
    "--;",
    "${SHELL(id)}",
    "$[1+1]",
    "[new](!)",
    "#exec id",
    "#include /etc/passwd",
    "same => n,System(id)",
    'x" <112>',
    "'; DROP",
    "{{ 7*7 }}",
    "{% raw %}",
    "a&PJSIP/trunk",
    "\\",
    "\\,",
    "%s%n",
    "Zoë 😀",
    "\u2028exten => s,1,System(id)",
    "\u202egnp.exe",
    "a|b",
    "<script>",
    "()",
    "))",
    "((",
    "=>",
    "x\tSystem(id)",
    "nieuw]\n[evil]",
    "a\rexten => s,1,System(id)",
    "`id`",
    "$(id)",
    "global",
    "trunk",
    "h",
    "i",
    "t",
    "_X.",
    "*",
    "#",
    "..",
    "/",
    "a/b",
    " ",
    "x" * 200,
)
TAME = (
    "Anna",
    "Bram",
    "Cees",
    "Jansen",
    "Smit",
    "Bakker",
    "Jansma",
    "Toeval",
    "Deels",
    "Vrij",
    "Elk jaar",
    "Een ogenblik",
)


def nasty(text: str, dice: random.Random) -> str:
    """A plan's text with other names: of people, groups, menus, the company and its days."""
    for word in TAME:
        text = text.replace(f": {word}", f": {_quoted(dice.choice(NASTY))}")
    for key in ("g0", "g1", "g2", "menu0", "menu1"):
        text = text.replace(f"name: {key.upper()}", f"name: {_quoted(dice.choice(NASTY))}")
    return text


def _quoted(name: str) -> str:
    escaped = "".join(one if one.isalnum() and one.isascii() else f"\\U{ord(one):08x}" for one in name)
    return f'"{escaped}"'


def plans(seed: int) -> tuple[LinkedPlan, LinkedPlan] | None:
    """A tame plan and its nasty sister; None where no plan may have such names at all."""
    text = random_plan(seed)
    try:
        return linked_plan(text), linked_plan(nasty(text, random.Random(seed)))  # noqa: S311
    except AssertionError:  # reading refuses some: a finding, and nothing is compiled
        return None


async def shown(exchange: RunningExchange, linked: LinkedPlan, lane: Lane) -> tuple[int, Counter[str], list[str]]:
    """What Asterisk makes of a plan: how many contexts, which applications in a row, and of what it complains."""
    files = {one.path: one.content for one in lab_files(bench_of(linked), lane)}
    (exchange.run / "etc/extensions.conf").write_bytes(files["extensions.conf"])
    before = len(exchange.problems())
    await exchange.manager.command("dialplan reload")
    dialplan = await ShownDialplan.read(exchange.manager)
    rows: dict[str, list[str]] = {}
    contexts = set()
    for step in dialplan.steps:
        # How a name is spelled on the keys of a telephone follows from the name: rows of one application, or none.
        if step.context.startswith("names-") and step.application == "Return":
            continue
        contexts.add(step.context)
        rows.setdefault(f"{step.context},{step.extension}", []).append(step.application)
    return len(contexts), Counter(" ".join(row) for row in rows.values()), exchange.problems()[before:]


async def disagreeing(seeds: range, number: int, net: int) -> list[str]:
    lane, found, base = Lane(net, number), [], linked_plan(random_plan(0))
    job = Job(lambda lane: lab_files(bench_of(base), lane), (), ())
    async with Laboratory(tools.asterisk()).opened(job, lane) as (exchange, _):
        for seed in seeds:
            pair = plans(seed)
            if pair is None:
                continue
            tame, wild = [await shown(exchange, one, lane) for one in pair]
            if tame != wild:
                found.append(f"seed {seed}: {tame[0]} {wild[0]} {tame[1] - wild[1]} {wild[1] - tame[1]} {wild[2]}")
    return found


async def all_disagreeing(count: int) -> list[str]:
    with free_net() as net:
        half = count // 2
        shares = await asyncio.gather(disagreeing(range(half), 1, net), disagreeing(range(half, count), 2, net))
    return [text for share in shares for text in share]


def test_nasty_names_add_nothing_to_the_dialplan() -> None:
    assert asyncio.run(all_disagreeing(40)) == []


@pytest.mark.slow
def test_two_thousand_plans_with_nasty_names_add_nothing() -> None:
    assert asyncio.run(all_disagreeing(2_000)) == []


def test_most_nasty_names_are_compiled() -> None:
    assert sum(plans(seed) is not None for seed in range(40)) > 20
