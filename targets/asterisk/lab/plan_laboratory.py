"""The laboratory as `nummerplan test --on asterisk` uses it: any calls of a plan, on as many Asterisks as help."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Call
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.model.laboratory import CallLaboratory, LaboratoryError
from nummerplan.model.message import Message, say
from nummerplan.targets.asterisk.lab.calls.placing import UnplaceableError, placing
from nummerplan.targets.asterisk.lab.calls.real_call import Phone, Placing
from nummerplan.targets.asterisk.lab.exchange_program.ami_connection import AmiError
from nummerplan.targets.asterisk.lab.exchange_program.debian_tree import FetchError
from nummerplan.targets.asterisk.lab.exchange_program.find_program import find_program
from nummerplan.targets.asterisk.lab.exchange_program.run_folder import Program
from nummerplan.targets.asterisk.lab.exchange_program.running_exchange import ExchangeError
from nummerplan.targets.asterisk.lab.laboratory import LANES, Done, Job, Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import job_of, phones_of

CALLS_A_LANE = 4
"""So many calls are worth starting an Asterisk for."""


def open_laboratory(tell: Callable[[Message], None]) -> CallLaboratory:
    """The machine's Asterisk, else Debian's, which is fetched the first time. Raises `LaboratoryError`."""
    try:
        program = find_program(fetch=False)
        if program is None:
            tell(say("Asterisk is fetched from Debian into a cache of yours; this happens once"))
            program = find_program(fetch=True)
    except FetchError as problem:
        lines = (say("{text}", text=line) for line in str(problem).splitlines())
        raise LaboratoryError(
            say("Asterisk cannot be had: install it, or give this machine a Debian mirror"), *lines
        ) from None
    if program is None:
        raise LaboratoryError(say("Asterisk cannot be had: install it, or give this machine a Debian mirror"))
    return _PlanLaboratory(program, tell)


@dataclass(frozen=True)
class _PlanLaboratory:
    """Calls of one plan are spread over a few Asterisks."""

    program: Program
    tell: Callable[[Message], None]

    @property
    def version(self) -> str:
        """What Asterisk says of itself."""
        return self.program.version

    def make(self, bench: Workbench, calls: Sequence[Call]) -> Sequence[ObservedCall | Message]:
        """What was seen of each call, or why it cannot be made."""
        phones = phones_of(bench)
        placed = [_placed(call, bench, phones) for call in calls]
        ready = [place for place, one in enumerate(placed) if isinstance(one, Placing)]
        lanes = min(LANES, -(-len(ready) // CALLS_A_LANE))
        shares = [ready[first::lanes] for first in range(lanes)]
        jobs: list[Job] = [
            job_of(bench, [one for place in share if isinstance(one := placed[place], Placing)], phones)
            for share in shares
        ]
        seen: list[ObservedCall | Message] = [one if isinstance(one, Message) else say("not made") for one in placed]
        for share, done in zip(shares, self._run(jobs), strict=True):
            if done.load:
                lines = (say("{text}", text=line) for line in done.load)
                raise LaboratoryError(say("Asterisk complains about the configuration of this plan:"), *lines)
            for place, call in zip(share, done.calls, strict=True):
                seen[place] = call
        return seen

    def _run(self, jobs: list[Job]) -> list[Done]:
        try:
            laboratory = Laboratory(self.program)
            done = laboratory.run(jobs)
        except* (ExchangeError, AmiError, OSError) as group:
            lines = (say("{text}", text=str(problem)) for problem in group.exceptions)
            raise LaboratoryError(say("the calls could not be made:"), *lines) from None
        for problem in laboratory.repeated:
            self.tell(say("calls were made again on a fresh Asterisk: {why}", why=problem))
        return done


def _placed(call: Call, bench: Workbench, phones: tuple[Phone, ...]) -> Placing | Message:
    try:
        return placing(call, bench.linked, phones)
    except UnplaceableError as problem:
        return problem.message
