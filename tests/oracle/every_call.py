"""The proof by enumeration: for each entry, situation and caller, what can become of a call."""

from dataclasses import dataclass, field
from datetime import date, datetime

from oracle.callers import callers
from oracle.calls import Call, caller_of, entry_of
from oracle.company import Company
from oracle.environment import Environment, Fact
from oracle.every_way import Exploration, Leaf, Store
from oracle.plan import Group
from oracle.situations import Situation, samples
from oracle.steps import ABSENT, ANSWERS, BUSY, HANDED_OVER, KEPT, LOST, ON_A_CALL, UNREACHABLE

ORDER = (
    (ABSENT, "absent"),
    (UNREACHABLE, "unreachable"),
    (BUSY, "busy"),
    (ON_A_CALL, "on_a_call"),
    (ANSWERS, "answers"),
)


@dataclass(slots=True)
class HandedOver:
    """A place outside or private voicemail that calls come to.

    `when` is `every call` (no state of anybody changes it, and no key leads to a kept end), `when nobody answers`, or
    the keys that it takes.
    """

    to: str
    when: str
    witness: Call


@dataclass(slots=True)
class Verdict:
    """What can become of the calls of one caller at one entry in one situation, each end with one call as witness.

    `always_lost` says that the silent caller is lost whatever anybody does, `keys_always_lost` names the keys after
    which a caller who gets to press them is.
    """

    entry: str
    situation: Situation
    caller: str
    ends: dict[str, Call]
    always_lost: bool
    keys_always_lost: list[tuple[str, ...]]
    handed_over: list[HandedOver]

    @property
    def lost(self) -> dict[str, Call]:
        """The lost ends, with a witness for each."""
        return {word: call for word, call in self.ends.items() if word in LOST}


@dataclass(slots=True)
class _Known:
    """What was found for one entry, and the facts that it rests on."""

    facts: dict[Fact, bool]
    ends: dict[str, Leaf]
    always_lost: bool
    keys_always_lost: list[tuple[str, ...]]
    handed_over: dict[str, tuple[str, Leaf]]


@dataclass(slots=True)
class Proof:
    """All verdicts of a company."""

    company: Company
    verdicts: list[Verdict] = field(default_factory=list)

    def lost(self) -> list[Verdict]:
        """The verdicts in which a call is lost."""
        return [verdict for verdict in self.verdicts if verdict.lost]


def entries(company: Company) -> list[tuple[str, bool]]:
    """What can be dialled, and whether from outside too: numbers that an object holds, and extensions."""
    numbers = [(number, True) for number, target in company.numbers.items() if target.kind not in ("nobody", "mobile")]
    return [*numbers, *((extension, False) for extension in company.extensions)]


def prove(company: Company, start: date, exact: bool = False) -> Proof:
    """Judges every call that can come in.

    `exact` takes group members turn by turn with all histories, which costs far more and must not change the verdicts.
    """
    proof = Proof(company)
    situations = samples(company, start)
    for entry, from_outside in entries(company):
        known: list[_Known] = []
        for caller in callers(company, from_outside):
            for situation in situations:
                found = _found(company, entry, caller, situation, known, exact)
                proof.verdicts.append(_verdict(company, entry, situation, caller, found))
    return proof


def _found(company: Company, entry: str, caller: str, situation: Situation, known: list[_Known], exact: bool) -> _Known:
    """What becomes of the calls; found before, when every fact that was read then is the same now."""
    environment = Environment(company, caller_of(company, caller), situation.moment)
    environment.read[("inside", None)] = environment.caller.inside
    for earlier in known:
        if all(_fact(environment, fact) == value for fact, value in earlier.facts.items()):
            return earlier
    leaves = Exploration(company, environment, exact).run(entry_of(company, entry, environment.caller), Store())
    ends: dict[str, Leaf] = {}
    for leaf in leaves:
        ends.setdefault(leaf.end.word, leaf)
    words = dict.fromkeys(leaf.pressed for leaf in leaves)
    lost = [word for word in words if all(leaf.end.word in LOST for leaf in leaves if leaf.pressed == word)]
    found = _Known(environment.read, ends, () in lost, [word for word in lost if word], _handed_over(leaves))
    known.append(found)
    return found


def _fact(environment: Environment, fact: Fact) -> bool:
    """One fact of an environment, without remembering that it was read."""
    return environment.caller.inside if fact[0] == "inside" else environment.value(fact)


def destination_of(leaf: Leaf) -> str | None:
    """Whom a leaf hands the call over to: a number outside, or the own mobile whose voicemail takes it."""
    return leaf.end.to if leaf.end.word in HANDED_OVER else None


def _handed_over(leaves: list[Leaf]) -> dict[str, tuple[str, Leaf]]:
    """Each place that calls are handed over to, with the widest word for when, and the leaf that shows it."""
    found: dict[str, tuple[str, Leaf]] = {}
    for leaf in leaves:
        to = destination_of(leaf)
        if to is not None and to not in found:
            found[to] = ("when nobody answers" if not leaf.pressed else _key(leaf.keys)), leaf
    if not any(leaf.end.word in KEPT for leaf in leaves):
        for to, (_, leaf) in found.items():
            if all(destination_of(other) == to for other in leaves if not other.pressed):
                found[to] = "every call", leaf
    return found


def _key(keys: tuple[str, ...]) -> str:
    """The keys that a caller presses, in words."""
    pressed = [key for key in keys if key != "wait"]
    return f"key {' '.join(pressed)}"


def _verdict(company: Company, entry: str, situation: Situation, caller: str, found: _Known) -> Verdict:
    """The verdict for one situation and caller, with witnesses in it."""
    ends = {word: witness(company, entry, situation.moment, caller, leaf) for word, leaf in found.ends.items()}
    handed = [
        HandedOver(to, when, witness(company, entry, situation.moment, caller, leaf))
        for to, (when, leaf) in found.handed_over.items()
    ]
    return Verdict(entry, situation, caller, ends, found.always_lost, found.keys_always_lost, handed)


def witness(company: Company, entry: str, moment: datetime, caller: str, leaf: Leaf) -> Call:
    """One concrete call that ends as the leaf: who was asked is absent if he may be, all others answer."""
    states = {}
    for person, possible in leaf.store.states.items():
        word = next(word for state, word in ORDER if possible & state)
        if word != "answers":
            states[person] = word
    histories = {}
    for group in company.groups.values():
        order = history(group, leaf.store)
        if order is not None:
            histories[group.key] = order
    return Call(entry, moment, caller, list(leaf.keys), states, histories)


def history(group: Group, store: Store) -> list[str] | None:
    """The order in which the members begin that a store has taken, filled up in list order."""
    members = list(group.members)
    if group.policy == "circular":
        start = store.taken.get((group.key,))
        return None if start is None else members[start:] + members[:start]
    taken: list[str] = []
    while members and (group.key, *taken) in store.taken:
        taken.append(members.pop(store.taken[(group.key, *taken)]))
    return [*taken, *members] if taken else None
