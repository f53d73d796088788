"""The same questions put to the product and to the oracle, an engine of its own (`tests/oracle`), for random plans.

A disagreement is settled by `docs/semantics.md`: the product changes, or the text and then the oracle.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from linked_plans import linked_plan
from oracle import Call as OracleCall
from oracle import Outcome, Verdict, follow, judge_all, prove, read_company
from oracle.calls import caller_of
from oracle.company import Company
from oracle.outgoing import outgoing as oracle_outgoing
from oracle.random_plans import random_calls, random_plan
from oracle.situations import HORIZON_MONTHS, samples
from oracle.situations import horizon as oracle_horizon

from nummerplan.compiler.call_tests.run_call_tests import run_call_tests
from nummerplan.compiler.calls.clocks import is_open
from nummerplan.compiler.calls.describe_call import Description, describe
from nummerplan.compiler.calls.follow_call import follow as follow_call
from nummerplan.compiler.calls.outgoing_calls import outgoing
from nummerplan.compiler.calls.situations import horizon, situations
from nummerplan.compiler.proof.prove_plan import prove_plan
from nummerplan.model.calls.call import Call, Trace
from nummerplan.model.calls.call_graph import Clock, Node
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.proof import EntryProof

START = date(2026, 11, 30)
CALLS = 40
PROMISES = 8
PLACES = ("user", "hunt_group", "auto_attendant", "mailbox", "voicemail", "mobile")
SMALLEST = "nummerplan: 1\ncompany: {name: Klein}\n"
_STATES: dict[str, State] = {"on_a_call": "on_call"}


def plan_of(seed: int, tests: int = 0) -> tuple[LinkedPlan, Company]:
    """A random plan, as the product reads it and as the oracle does."""
    text = random_plan(seed, tests=tests)
    return linked_plan(text, START), read_company(text)


def clock_disagreements(seed: int) -> Iterator[str]:
    """Moments at which a clock is open for one and closed for the other, and situations that only one of them knows."""
    linked, company = plan_of(seed)
    ends = sorted(mobile.ends for mobile in company.mobiles.values() if mobile.ends)
    clocks = list(company.used_clocks())
    ours = [Clock(clock.schedule, clock.holidays) for clock in clocks]
    running = [Clock(None, None, date.fromisoformat(end)) for end in ends]
    for moment in _telling_moments(linked, company):
        for clock, mine in zip(clocks, ours, strict=True):
            if company.clocks.is_open(clock, moment) != is_open(mine, moment, linked):
                yield f"seed {seed}, {clock} at {moment}"
    known = {found.open: found.sample for found in situations((*ours, *running), linked)}
    # The oracle writes of a subscription whether it is over.
    theirs = {
        (*one.row[: len(clocks)], *(not over for over in one.row[len(clocks) :])): one.moment
        for one in samples(company, START)
    }
    if known != theirs:
        yield f"seed {seed}: product {known}, oracle {theirs}"


def same_horizon(start: date) -> bool:
    """Whether both look at the same days from this one on."""
    first, end = horizon(linked_plan(SMALLEST, start))
    days = oracle_horizon(start, HORIZON_MONTHS)
    return (first, end - timedelta(days=1), (end - first).days) == (days[0], days[-1], len(days))


def _telling_moments(linked: LinkedPlan, company: Company) -> Iterator[datetime]:
    """Every quarter of an hour of two weeks, and of each day of a calendar or single date with its neighbours."""
    special = {day for calendar in linked.calendars.values() for day in calendar.closed_on}
    special |= {day for schedule in linked.plan.schedules.values() for day in schedule.dated}
    days = {START + timedelta(days=count) for count in range(14)}
    days |= {day + timedelta(days=beside) for day in special for beside in (-1, 0, 1)}
    for day in sorted(day for day in days if START <= day < START + timedelta(days=540)):
        begin = datetime.combine(day, datetime.min.time())
        yield from (begin + timedelta(minutes=15 * count + shift) for count in range(96) for shift in (0, 14))


OUTSIDE = ("0612345678", "0206543210", "0900-1234", "0906-1234", "0909-1234", "+3225551234", "14020", "1888", "112")


def outgoing_disagreements(seed: int) -> Iterator[str]:
    """Calls of colleagues to numbers outside: may they be made, and which number and name are shown."""
    linked, company = plan_of(seed)
    for key, user in linked.plan.users.items():
        for text in OUTSIDE:
            ours = outgoing(user, linked.numbering.e164(text) or text, linked)
            theirs = oracle_outgoing(company, key, text)
            shown = text == "112" or (ours.shows_number, ours.shows_name) == (theirs.number, theirs.name)
            if ours.allowed != theirs.allowed or not shown:  # who calls for help shows what is not asked here
                yield f"seed {seed}, {key} calls {text}: product {ours}, oracle {theirs}"


def call_disagreements(seed: int) -> Iterator[str]:
    """Calls of which end, path, seconds, who rings when and who answers are not the same."""
    linked, company = plan_of(seed)
    for call in random_calls(random.Random(seed), company, CALLS):  # noqa: S311 - a seed, so that it can be repeated
        call.histories = {}  # `trace` knows no earlier calls
        ours, theirs = _looks(follow_call(_described(call, linked), linked), linked), _outcome(follow(company, call))
        if ours != theirs:
            yield f"seed {seed}, {call}:\n  product {ours}\n  oracle  {theirs}"


def proof_disagreements(seed: int) -> Iterator[str]:
    """Entries and situations of which not the same is said: is a call lost, where are calls handed over, and when."""
    linked, company = plan_of(seed)
    proofs = {(proof.entry.key, proof.external): proof for proof in prove_plan(linked)}
    for verdicts in _by_entry(company, START):
        first = verdicts[0]
        inside, moment = caller_of(company, first.caller).inside, first.situation.moment
        proof = proofs.get((first.entry, not inside))
        if proof is None:
            continue  # colleagues are asked about at the extension, where there is one
        row = tuple(is_open(clock, moment, linked) for clock in proof.clocks)
        lost = [loss for loss in proof.losses if loss.situation.open == row]
        theirs = {word for verdict in verdicts for word in verdict.lost}
        where = f"seed {seed}, {first.entry} {'inside' if inside else 'outside'} {moment}"
        if any(situation.open == row for situation in proof.undecided):
            yield f"{where}: the product does not decide"
        elif bool(lost) != bool(theirs):
            yield f"{where}: product {[loss.witness for loss in lost]}, oracle {theirs}"
        for loss in lost:
            end = follow(company, _as_oracle_call(loss.witness, linked)).end
            if end != loss.end.key:
                yield f"{where}: the witness {loss.witness} ends as {end}, not as {loss.end.key}"
        yield from (f"{where}: {text}" for text in _handed_over(proof, row, verdicts))


def promise_disagreements(seed: int) -> Iterator[str]:
    """Call tests that hold for one and not for the other; a promise about some keys only is refused by the product."""
    linked, company = plan_of(seed, PROMISES)
    for test, theirs, ours in zip(company.tests, judge_all(company, START), run_call_tests(linked, {}), strict=True):
        if "press" in test and ("never" in test or "always" in test):
            assert ours.problem is not None
        elif (ours.ok, ours.problem is not None) != (theirs.holds, theirs.problem is not None):
            yield f"seed {seed}, {dict(test)}: product {ours.unmet} {ours.problem}, oracle {theirs}"


def witness_end(call: Call, linked: LinkedPlan, company: Company) -> str:
    """How a call that shows a finding ends by the oracle's word."""
    return follow(company, _as_oracle_call(call, linked)).end


def _by_entry(company: Company, start: date) -> Iterator[list[Verdict]]:
    """The verdicts of an entry in a situation, for all callers from outside, or for all from inside."""
    found: dict[object, list[Verdict]] = {}
    for verdict in prove(company, start).verdicts:
        inside = caller_of(company, verdict.caller).inside
        found.setdefault((verdict.entry, inside, verdict.situation.moment), []).append(verdict)
    yield from found.values()


def _handed_over(proof: EntryProof, row: tuple[bool, ...], verdicts: list[Verdict]) -> Iterator[str]:
    theirs: dict[str, set[str]] = {}
    for verdict in verdicts:
        for one in verdict.handed_over:
            theirs.setdefault(_number(one.to), set()).add(_when(one.when))
    ours = {one.to.key: _when(one.when) for one in proof.handed_over if one.situation.open == row}
    if ours.keys() != theirs.keys() or any(when not in theirs[to] for to, when in ours.items()):
        yield f"handed over: product {ours}, oracle {theirs}"


def _number(text: str) -> str:
    """A short number as it is dialled: the oracle writes a country before it."""
    return text.removeprefix("+31") if len(text) < len("+31") + 6 else text


def _when(text: str) -> str:
    """Every call, when nobody answers, or some keys: which of several ways to one place is nobody's business."""
    return {"every_call": "every call", "nobody_answers": "when nobody answers"}.get(
        text, text if text.startswith(("every", "when")) else "keys"
    )


def _described(call: OracleCall, linked: LinkedPlan) -> Call:
    """A call of the oracle as `nummerplan trace` takes it."""
    states: dict[State, tuple[str, ...]] = {}
    for person, word in call.states.items():
        state: State = _STATES.get(word, word)  # type: ignore[arg-type]
        states[state] = (*states.get(state, ()), person)
    return describe(Description(call.dialled, call.caller, call.moment, tuple(call.keys), states), linked)


def _as_oracle_call(call: Call, linked: LinkedPlan) -> OracleCall:
    """A call of the product as the oracle takes it."""
    caller = call.caller.user or call.caller.number or call.caller.kind
    words = {"on_call": "on_a_call"}
    states = {person: words.get(state, state) for person, state in call.states.items()}
    return OracleCall(call.entry.key, call.moment, caller, list(call.keys), states)


def _looks(trace: Trace, linked: LinkedPlan) -> tuple[object, ...]:
    rings: dict[str, int] = {}
    came = 0
    for hop in trace.hops:
        for ring in hop.rings:
            rings.setdefault(ring.person, came + ring.start)
        came = hop.at
    return trace.end.key, trace.answered_by, trace.seconds, rings, _places(trace, linked)


def _places(trace: Trace, linked: LinkedPlan) -> list[str]:
    """The objects that a call came to, by their keys; a mobile whose subscription has ended is none any more."""
    day, mobiles = trace.call.moment.date(), linked.plan.mobile.subscriptions
    ended = {Node("mobile", key) for key, mobile in mobiles.items() if mobile.ends is not None and mobile.ends < day}
    nodes = [node for hop in trace.hops if (node := hop.edge.target).kind in PLACES and node not in ended]
    return _once((node.key, node.kind == "auto_attendant") for node in nodes)


def _once(path: Iterable[tuple[str, bool]]) -> list[str]:
    """A path in which a menu that plays again is no other place."""
    found: list[str] = []
    for name, menu in path:
        if not menu or found[-1:] != [name]:
            found.append(name)
    return found


def _outcome(outcome: Outcome) -> tuple[object, ...]:
    rings: dict[str, int] = {}
    for second, person in outcome.rings:
        rings.setdefault(person, second)
    path = _once((name, kind == "menu") for kind, name in outcome.path if kind not in ("outside", "nobody"))
    return outcome.end, outcome.who, outcome.elapsed, rings, path
