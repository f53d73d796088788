"""Random plans and random calls, followed by the product and really made on an Asterisk: what is not the same."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import tools
from linked_plans import linked_plan
from oracle import read_company
from oracle.random_plans import random_calls, random_plan
from second_opinion import START, _described

from nummerplan.compiler.artefacts.secrets import NamedSecrets
from nummerplan.compiler.call_tests.real_call_agreement import disagreements
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.calls.situations import exists, zone_of
from nummerplan.compiler.linking import link
from nummerplan.compiler.translation.edit_plan import edited
from nummerplan.model.artefact import Workbench
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.observed_call import ObservedCall
from nummerplan.targets.asterisk import render
from nummerplan.targets.asterisk.lab.calls.placing import UnplaceableError, placing
from nummerplan.targets.asterisk.lab.calls.real_call import Phone, Placing
from nummerplan.targets.asterisk.lab.laboratory import LANES, SPEED, Job, Laboratory
from nummerplan.targets.asterisk.lab.plan_calls import job_of, phones_of
from nummerplan.targets.asterisk.lab.profile import LabSecrets

DRAWN_AT_ONCE, MOST_DRAWN = 300, 1_500
"""Calls are drawn for a plan until enough of them are sent on twice or more, or so many were drawn."""

FAR_SHARE = 0.6
"""Of the calls of a plan that has such, so many are sent on twice or more: then half of all are, though not all plans
have them."""

NEW_CLOCKS = (date(2027, 3, 28), date(2027, 10, 31))
NEW_CLOCK_SHARE = 0.15

SETTINGS = {"trunk_host": "sip.carrier.example"}


def no_audio(path: str) -> bytes:
    raise AssertionError(f"no plan of these tests has audio: {path}")


def bench_of(linked: LinkedPlan) -> Workbench:
    """What the target works with; the lab gives addresses and secrets."""
    return Workbench(linked, NamedSecrets(), no_audio, dict(SETTINGS))


def image_of(bench: Workbench) -> LinkedPlan:
    """What Asterisk carries out of a plan: the plan with the edits of its losses."""
    losses = render(replace(bench, secrets=LabSecrets())).losses
    edits = [edit for loss in losses for edit in loss.edits]
    linked = bench.linked
    return replace(link(edited(linked.plan, edits), linked.name, linked.today), explore=linked.explore)


@dataclass(frozen=True)
class PlanCalls:
    """A plan by its seed, and calls of it: followed, and ready to be made."""

    seed: int
    linked: LinkedPlan
    traces: tuple[Trace, ...]
    job: Job


def plan_calls(seed: int, count: int, longest: int = 10_000) -> PlanCalls:
    """A random plan and calls of it: most of them sent on twice or more where it has such, some on days of a new clock.

    Calls that take longer than `longest` seconds are left out.
    """
    text = random_plan(seed)
    written, company = linked_plan(text, START), read_company(text)
    bench = bench_of(written)
    linked = image_of(bench)
    phones = phones_of(bench)
    dice = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    wanted = round(count * FAR_SHARE)
    far: list[tuple[Trace, Placing]] = []
    near: list[tuple[Trace, Placing]] = []
    for _ in range(0, MOST_DRAWN, DRAWN_AT_ONCE):
        for drawn in random_calls(dice, company, DRAWN_AT_ONCE):
            trace = follow(_at_some_moment(_described(drawn, linked), dice, linked), linked)
            made = _placed(trace, linked, phones) if trace.seconds <= longest else None
            if made is not None:
                (far if redirections(trace) >= 2 else near).append((trace, made))
        if len(far) >= wanted and len(near) >= count - wanted:
            break
    chosen = [*far[: max(wanted, count - len(near))], *near]
    traces, placings = zip(*chosen[:count], strict=True) if chosen else ((), ())
    return PlanCalls(seed, linked, traces, job_of(bench, placings, phones))


def _at_some_moment(call: Call, dice: random.Random, linked: LinkedPlan) -> Call:
    """The call at the moment that was drawn for it, or on a day on which the clock changes."""
    return replace(call, moment=_on_new_clock(dice, linked)) if dice.random() < NEW_CLOCK_SHARE else call


def _on_new_clock(dice: random.Random, linked: LinkedPlan) -> datetime:
    """A moment of a day on which the clock changes; none that clocks skip."""
    while True:
        moment = datetime.combine(dice.choice(NEW_CLOCKS), time(dice.randrange(24), dice.choice((0, 1, 30, 59))))
        if exists(moment, zone_of(linked)):
            return moment


def _placed(trace: Trace, linked: LinkedPlan, phones: tuple[Phone, ...]) -> Placing | None:
    """The call as telephones make it; None where an own mobile takes part, or no telephone can make it."""
    keys = [hop.edge.source.key for hop in trace.hops if hop.edge.source.kind == "mobile"]
    keys += [hop.edge.target.key for hop in trace.hops if hop.edge.target.kind == "mobile"]
    along = [hop.edge.key for hop in trace.hops if hop.edge.key]
    rings = [*trace.rings(), *along, *keys]
    mobiles = linked.plan.mobile.subscriptions
    if any(person in mobiles for person in rings) or any(
        _mobile_along(hop.edge.source.key, linked) for hop in trace.hops
    ):
        return None
    try:
        return placing(trace.call, linked, phones)
    except UnplaceableError:
        return None


def _mobile_along(user: str, linked: LinkedPlan) -> bool:
    """Whether an own mobile rings along with somebody."""
    ring = linked.plan.users[user].simultaneous_ring if user in linked.plan.users else None
    numbers = {one.number for one in linked.plan.mobile.subscriptions.values()}
    return ring is not None and any(
        text in numbers or text in linked.plan.mobile.subscriptions for text in ring.numbers
    )


def redirections(trace: Trace) -> int:
    """How often a call was sent on."""
    moved = ("user", "hunt_group", "auto_attendant", "voicemail", "mailbox")
    return sum(hop.edge.source.kind in moved and hop.edge.target.kind != "end" for hop in trace.hops)


@dataclass(frozen=True)
class Difference:
    """A call that went otherwise than it was followed; without a call, what Asterisk complained of at the load."""

    seed: int
    trace: Trace | None
    seen: ObservedCall | None
    texts: tuple[str, ...]

    def __str__(self) -> str:
        call = self.trace.call if self.trace else "at the load"
        steps = "\n    ".join(self.seen.evidence if self.seen else ())
        return "\n  ".join([f"seed {self.seed}, {call}", *self.texts, steps])


def differences(plans: Sequence[PlanCalls], lanes: int = LANES, speed: int = SPEED) -> Iterator[Difference]:
    """Make all calls; gives what was not the same, twice: what differs is made once more, alone and slower.

    A machine that was busy for a moment lets a key come too late; a wrong dialplan is wrong at any speed.
    """
    found = list(_differences(plans, Laboratory(tools.asterisk(), lanes=lanes, speed=speed)))
    yield from (one for one in found if one.trace is None)
    known = {plan.seed: plan for plan in plans}
    again = [_only(known[one.seed], one.trace) for one in found if one.trace is not None]
    if again:
        yield from _differences(again, Laboratory(tools.asterisk(), lanes=2, speed=SLOWER))


SLOWER = 4


def _only(plan: PlanCalls, trace: Trace) -> PlanCalls:
    place = plan.traces.index(trace)
    return replace(plan, traces=(trace,), job=replace(plan.job, calls=[plan.job.calls[place]]))


def _differences(plans: Sequence[PlanCalls], laboratory: Laboratory) -> Iterator[Difference]:
    for plan, done in zip(plans, laboratory.run(plan.job for plan in plans), strict=True):
        if done.load:
            yield Difference(plan.seed, None, None, done.load)
            continue
        for trace, seen in zip(plan.traces, done.calls, strict=True):
            texts = tuple(f"{one.expected}; really: {one.came}" for one in disagreements(trace, seen, plan.linked))
            if texts:
                yield Difference(plan.seed, trace, seen, texts)
