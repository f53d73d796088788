"""A small exchange written by hand, two telephones, a menu, a group and a mailbox: what tests the laboratory itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import tools

from nummerplan.model.artefact import Artefact
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.call_graph import Node
from nummerplan.model.calls.guard import State
from nummerplan.targets.asterisk.lab.calls.real_call import CallMaker, Phone, Placing
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange
from nummerplan.targets.asterisk.lab.laboratory import Job, Laboratory
from nummerplan.targets.asterisk.lab.profile import Lane, free_net

FOLDER = Path(__file__).parent / "asterisk" / "small_exchange"
NOON = 1796036400
"""Monday 30 November 2026, 12:00 in Amsterdam."""

PHONES = (Phone("anna", "anna"), Phone("bram", "bram"))
Edit = Callable[[dict[str, str]], None]
T = TypeVar("T")


def files(lane: Lane, edit: Edit | None = None) -> Sequence[Artefact]:
    """The files for a lane, changed by `edit` (texts by file name)."""
    texts = {file.name: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.conf"))}
    for name, text in texts.items():
        placed = text.replace("@BIND@", lane.exchange).replace("@MEDIA@", lane.exchange).replace("@TRUNK@", lane.trunk)
        texts[name] = placed
    if edit:
        edit(texts)
    return [Artefact(name, text.encode()) for name, text in texts.items()]


@asynccontextmanager
async def opened(edit: Edit | None = None, speed: int = 10) -> AsyncIterator[tuple[RunningExchange, CallMaker]]:
    """The exchange, running."""
    laboratory = Laboratory(tools.asterisk(), speed=speed)
    job = Job(lambda lane: files(lane, edit), PHONES, ())
    with free_net() as net:
        async with laboratory.opened(job, Lane(net, 1)) as open_one:
            yield open_one


def dialling(
    dialled: str,
    keys: tuple[str, ...] = (),
    states: Mapping[str, State] | None = None,
    phone: str | None = None,
    at: int = NOON,
) -> Placing:
    """Somebody outside, or at a telephone, dials."""
    call = Call(Node("number", dialled), datetime(2026, 11, 30, 12), keys=keys, states=states or {})
    return Placing(call, phone, None if phone else "+31101112222", dialled, at)


def run(work: Callable[[RunningExchange, CallMaker], Awaitable[T]], edit: Edit | None = None) -> T:
    """Do something with the running exchange."""

    async def doing() -> T:
        async with opened(edit) as (exchange, maker):
            return await work(exchange, maker)

    return asyncio.run(doing())
