"""Many calls on a pool of Asterisks: each takes a plan and some calls at a time, and starts anew for the next."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nummerplan.model.artefact import Artefact
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.targets.asterisk.lab.calls.real_call import CallMaker, Phone, Placing
from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiError
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import Program
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import RunningExchange, running
from nummerplan.targets.asterisk.lab.profile import Lane, free_net, logins
from nummerplan.targets.asterisk.lab.sip.lab_telephones import SIP_PORT, LabTelephones

LANES = 8
SPEED = 10
"""How much faster than real the clocks run. At 20 calls break."""


@dataclass(frozen=True, slots=True)
class Job:
    """Some calls of one plan. `files` gives the plan's files for a lane's addresses."""

    files: Callable[[Lane], Sequence[Artefact]]
    phones: tuple[Phone, ...]
    calls: Sequence[Placing]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: a call for each that was asked for; `load` are the complaints at the start."""

    calls: tuple[ObservedCall, ...] = ()
    load: tuple[str, ...] = ()


@dataclass
class Laboratory:
    """A pool of Asterisks. `fails_at_load`: a plan at whose load Asterisk complains is not called."""

    program: Program
    lanes: int = LANES
    speed: int = SPEED
    fails_at_load: bool = True
    repeated: list[str] = field(default_factory=list)
    """Why jobs were done again."""

    def run(self, jobs: Iterable[Job]) -> list[Done]:
        """Do all jobs; gives their results in order."""
        return asyncio.run(self.run_all(list(jobs)))

    async def run_all(self, jobs: Sequence[Job]) -> list[Done]:
        """The same, inside an event loop."""
        results: list[Done] = [Done()] * len(jobs)
        waiting = iter(enumerate(jobs))

        async def work(lane: Lane) -> None:
            for place, job in waiting:
                results[place] = await self._done(job, lane)

        with free_net() as net:
            lanes = range(1, min(self.lanes, len(jobs)) + 1)
            async with asyncio.TaskGroup() as group:
                for number in lanes:
                    group.create_task(work(Lane(net, number)))
        return results

    async def _done(self, job: Job, lane: Lane) -> Done:
        """Do a job; where telephones or Asterisk did not keep up, once more on a fresh Asterisk."""
        try:
            return await self._do(job, lane)
        except (TimeoutError, AmiError) as problem:
            self.repeated.append(str(problem))
            return await self._do(job, lane)

    async def _do(self, job: Job, lane: Lane) -> Done:
        async with self.opened(job, lane) as (exchange, maker):
            load = tuple(exchange.problems())
            if load and self.fails_at_load:
                return Done((), load)
            return Done(tuple([await maker.make(placing) for placing in job.calls]), load)

    @asynccontextmanager
    async def opened(self, job: Job, lane: Lane) -> AsyncIterator[tuple[RunningExchange, CallMaker]]:
        """An Asterisk with the plan of a job, and its telephones."""
        files = job.files(lane)
        folder = Path(tempfile.mkdtemp(prefix="nummerplan-lab-"))
        try:
            async with running(self.program, files, folder, lane.exchange, self.speed) as exchange:
                pjsip = next(one.content.decode() for one in files if one.path == "pjsip.conf")
                telephones = LabTelephones((lane.exchange, SIP_PORT), logins(pjsip))
                await telephones.open((lane.trunk, SIP_PORT), (lane.phones, SIP_PORT))
                try:
                    yield exchange, CallMaker(exchange, telephones, job.phones)
                finally:
                    telephones.close()
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
