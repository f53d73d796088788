"""Whether a call test of a plan holds, by enumeration over all that the test leaves open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from oracle.call_tests import NoSuchCall, Question, ends_as, failures, promise_of, question, within
from oracle.calls import Call, Outcome, caller_of, entry_of, follow, follow_in
from oracle.company import Company
from oracle.destinations import named
from oracle.environment import Environment
from oracle.every_call import witness
from oracle.every_way import Exploration, ForkingWorld, Leaf, Store, TooManyWorlds, branches
from oracle.keypad import read_keys
from oracle.numbering import e164
from oracle.outgoing import outgoing
from oracle.plan import Target
from oracle.reading.yaml_text import Mapping, texts
from oracle.steps import ANSWERS, STATES, End

MOST_OUTCOMES = 50_000


@dataclass(slots=True)
class Judgement:
    """Whether a test holds; where not, what came instead and one call that shows it, or why it is about no call."""

    name: str
    holds: bool
    why: list[str] = field(default_factory=list)
    counterexample: Call | None = None
    problem: str | None = None
    said: list[str] = field(default_factory=list)


def judge_all(company: Company, start: date) -> list[Judgement]:
    """Every call test of the plan."""
    return [judge(company, test, start) for test in company.tests]


def judge(company: Company, test: Mapping, start: date) -> Judgement:
    """One call test."""
    name = str(test.get("name") or "")
    try:
        if any(key in test for key in ("allowed", "shows_number", "shows_name")):
            return _judge_outgoing(company, test, name)
        asked = question(company, test, start)
        judgement = _judge_promise(company, test, asked) if promise_of(test) else _judge_call(company, test, asked)
    except NoSuchCall as problem:
        return Judgement(name, False, problem=str(problem))
    except TooManyWorlds as problem:
        return Judgement(name, False, problem=f"not decided: {problem}")
    judgement.name, judgement.said = name, asked.said
    return judgement


def _judge_outgoing(company: Company, test: Mapping, name: str) -> Judgement:
    """A test of an outgoing call."""
    caller = caller_of(company, str(test.get("from") or "internal"))
    if not caller.inside:
        raise NoSuchCall("only a colleague makes outgoing calls")
    found = outgoing(company, caller.person, str(test.get("dial") or ""))
    shown = e164(str(test.get("shows_number")), company.country)
    wrong = []
    if "allowed" in test and (str(test["allowed"]) == "true") != found.allowed:
        wrong.append(f"allowed: {found.allowed}")
    if "shows_number" in test and (None if test["shows_number"] == "anonymous" else shown) != found.number:
        wrong.append(f"shows number {found.number}")
    if "shows_name" in test and (None if test["shows_name"] == "anonymous" else test["shows_name"]) != found.name:
        wrong.append(f"shows name {found.name}")
    return Judgement(name, not wrong, wrong)


def _calls(asked: Question) -> Iterator[tuple[str, str, datetime]]:
    """Each entry, caller and moment of a question."""
    for dialled in asked.dialled:
        for caller in asked.callers:
            for moment in asked.moments:
                yield dialled, caller, moment


def _store(company: Company, asked: Question, others_open: bool) -> Store:
    """What the test says of people; the others answer, or may be as they like."""
    states = {} if others_open else dict.fromkeys(company.people, ANSWERS)
    return Store({**states, **asked.states})


def _judge_call(company: Company, test: Mapping, asked: Question) -> Judgement:
    """A test of one call; it has no history, so groups begin in list order."""
    states = {
        person: word for person, state in asked.states.items() for word, value in STATES.items() if value == state
    }
    for dialled, caller, moment in _calls(asked):
        call = Call(dialled, moment, caller, read_keys(texts(test.get("press"))), states)
        wrong = failures(company, test, follow(company, call))
        if wrong:
            return Judgement("", False, wrong, call)
    return Judgement("", True)


def _outcomes(company: Company, call: Call, store: Store) -> Iterator[tuple[Leaf, Outcome]]:
    """Every outcome of a call with given keys, over all that the store leaves open."""
    environment = Environment(company, caller_of(company, call.caller), call.moment)
    world = ForkingWorld(company, environment, store, exact=True)
    for count, (branch, outcome) in enumerate(branches(world, store, lambda: follow_in(world, call))):
        if count > MOST_OUTCOMES:
            raise TooManyWorlds(f"more than {MOST_OUTCOMES} histories")
        keys = tuple(call.keys)
        where = Target(*outcome.where)
        end = End(outcome.end, who=outcome.who, to=outcome.handed_to)
        yield Leaf(end, where, keys, branch, tuple(outcome.arrivals), outcome.elapsed, keys), outcome


def _judge_promise(company: Company, test: Mapping, asked: Question) -> Judgement:
    """A promise: however people are who are not named; keys are open unless pressed.

    Only what a call always reaches supposes that who is not named answers; a call that a key hangs up breaks it not.
    """
    kind, promise = promise_of(test) or ("", {})
    always_reaches = kind == "always" and "reaches" in promise
    store = _store(company, asked, others_open=not always_reaches)
    for dialled, caller, moment in _calls(asked):
        for leaf in _leaves(company, test, store, dialled, caller, moment):
            if always_reaches and leaf.end.word == "hung_up":
                continue
            if matches(company, promise, leaf) == (kind == "never"):
                why = [f"{leaf.end.word} at {leaf.where.name} after {leaf.elapsed} s"]
                return Judgement("", False, why, witness(company, dialled, moment, caller, leaf))
    return Judgement("", True)


def _leaves(
    company: Company, test: Mapping, store: Store, dialled: str, caller: str, moment: datetime
) -> Iterator[Leaf]:
    """All ways of the calls that a promise is about."""
    if "press" in test:
        call = Call(dialled, moment, caller, read_keys(texts(test["press"])))
        yield from (leaf for leaf, _ in _outcomes(company, call, store))
        return
    environment = Environment(company, caller_of(company, caller), moment)
    yield from Exploration(company, environment, exact=True).run(
        entry_of(company, dialled, environment.caller), store.copy()
    )


def matches(company: Company, promise: Mapping, leaf: Leaf) -> bool:
    """Whether one way of a call has everything that the promise names."""
    if "ends" in promise and not ends_as(company, promise["ends"], leaf.end.word, leaf.where):
        return False
    second: int | None = leaf.elapsed
    if "reaches" in promise:
        second = reached(company, str(promise["reaches"]), leaf)
    limit = within(promise)
    return second is not None and (limit is None or second <= limit)


def reached(company: Company, text: str, leaf: Leaf) -> int | None:
    """The second at which a person has the call in the end, or it comes to a group, menu or mailbox."""
    target = named(company, text)
    if text == "person" or target.kind in ("user", "mobile"):
        return leaf.elapsed if leaf.end.who is not None and (text == "person" or leaf.end.who == target.name) else None
    came = (
        leaf.arrivals[:-1]
        if leaf.end.word in ("loop", "too_many_redirections", "not_in_use") and len(leaf.arrivals) > 1
        else leaf.arrivals
    )
    return next((second for second, kind, name in came if (kind, name) == (target.kind, target.name)), None)
