"""Random plans and random calls, followed by the product and really made on an Asterisk: what is not the same."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tools
from linked_plans import linked_plan
from oracle import read_company
from oracle.random_plans import random_calls, random_plan
from second_opinion import START, _described

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.call_tests.real_call_agreement import disagreements
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Trace
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.targets.asterisk.lab.laboratory import LANES, SPEED, Job, Laboratory
from nummerplan.targets.asterisk.lab.placing import UnplaceableError, placing
from nummerplan.targets.asterisk.lab.plan_calls import job_of, phones_of, touches_mobiles
from nummerplan.targets.asterisk.lab.real_call import Phone, Placing

DRAWN = 300
"""So many calls are drawn for a plan; of those, the ones are made that tell most."""

SETTINGS = {"trunk_host": "sip.carrier.example"}


def no_audio(path: str) -> bytes:
    raise AssertionError(f"no plan of these tests has audio: {path}")


def bench_of(linked: LinkedPlan) -> Workbench:
    """What the target works with; the lab gives addresses and secrets."""
    return Workbench(linked, NamedSecrets(), no_audio, dict(SETTINGS))


@dataclass(frozen=True)
class PlanCalls:
    """A plan by its seed, and calls of it: followed, and ready to be made."""

    seed: int
    linked: LinkedPlan
    traces: tuple[Trace, ...]
    job: Job


def plan_calls(seed: int, count: int) -> PlanCalls:
    """A random plan and calls of it, half of them sent on twice or more where it has such."""
    text = random_plan(seed)
    linked, company = linked_plan(text, START), read_company(text)
    bench = bench_of(linked)
    phones = phones_of(bench)
    far: list[tuple[Trace, Placing]] = []
    near: list[tuple[Trace, Placing]] = []
    for call in random_calls(random.Random(seed), company, DRAWN):  # noqa: S311 - a seed, so that it can be repeated
        trace = follow(_described(call, linked), linked)
        made = _placed(trace, linked, phones)
        if made is not None:
            (far if redirections(trace) >= 2 else near).append((trace, made))
    half = min(len(far), max(count // 2, count - len(near)))
    chosen = [*far[:half], *near[: count - half]]
    return PlanCalls(seed, linked, tuple(trace for trace, _ in chosen), job_of(bench, [one for _, one in chosen], phones))


def _placed(trace: Trace, linked: LinkedPlan, phones: tuple[Phone, ...]) -> Placing | None:
    """The call as telephones make it; None where an own mobile takes part, or no telephone can make it."""
    keys = [hop.edge.source.key for hop in trace.hops if hop.edge.source.kind == "mobile"]
    keys += [hop.edge.target.key for hop in trace.hops if hop.edge.target.kind == "mobile"]
    along = [hop.edge.key for hop in trace.hops if hop.edge.key]
    rings = [*trace.rings(), *along, *keys]
    if touches_mobiles(linked, rings) or any(_mobile_along(hop.edge.source.key, linked) for hop in trace.hops):
        return None
    try:
        return placing(trace.call, linked, phones)
    except UnplaceableError:
        return None


def _mobile_along(user: str, linked: LinkedPlan) -> bool:
    """Whether an own mobile rings along with somebody."""
    ring = linked.plan.users[user].simultaneous_ring if user in linked.plan.users else None
    numbers = {one.number for one in linked.plan.mobile.subscriptions.values()}
    return ring is not None and any(text in numbers or text in linked.plan.mobile.subscriptions for text in ring.numbers)


def redirections(trace: Trace) -> int:
    """How often a call was sent on."""
    moved = ("user", "hunt_group", "auto_attendant", "voicemail", "mailbox")
    return sum(hop.edge.source.kind in moved and hop.edge.target.kind != "end" for hop in trace.hops)


def differences(
    plans: Sequence[PlanCalls], lanes: int = LANES, speed: int = SPEED
) -> Iterator[tuple[PlanCalls, Trace | None, ObservedCall | None, list[str]]]:
    """Make all calls; gives each with what was not the same, and each plan at whose load Asterisk complained."""
    laboratory = Laboratory(tools.asterisk(), lanes=lanes, speed=speed)
    for plan, done in zip(plans, laboratory.run(plan.job for plan in plans), strict=True):
        if done.load:
            yield plan, None, None, list(done.load)
            continue
        for trace, seen in zip(plan.traces, done.calls, strict=True):
            yield plan, trace, seen, [f"{one.expected}; really: {one.came}" for one in disagreements(trace, seen, plan.linked)]


