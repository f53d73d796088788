"""Two plans compared for those who call: every entry, caller, situation and key."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.calls.follow_call import follow
from nummerplan.compiler.difference.caller_events import event_text
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.entry_questions import EXTERNAL, INTERNAL, EntryQuestion, entry_questions
from nummerplan.compiler.difference.equivalent_places import Equivalents, equivalent_places
from nummerplan.compiler.difference.match_identities import NO_RECORDINGS, Recordings, identities
from nummerplan.compiler.difference.merge_differences import merged
from nummerplan.compiler.difference.plan_in_situation import PlanInSituation
from nummerplan.compiler.difference.product_search import CallPair, ProductSearch
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.people_states import Budget, UndecidedError
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import ENTRIES, GROUP_OF, Clock, Node
from nummerplan.model.calls.call_questions import Row
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message, say

Clocks = tuple[Clock, ...]

POOL_UNITS = 12_000_000
"""So much work is done for a comparison (`Budget`), beyond what each entry has of its own: some seconds."""

ENTRY_UNITS = 20_000
"""So much work is done for each entry, whatever others took; entries of companies need less."""

SEARCH_UNITS = 50
"""What it costs to look at an entry at all, for one caller in one situation."""

EXAMPLE_UNITS, PERSON_UNITS = 150, 6
"""What it costs to follow an example in both plans, and for each person in it."""

PREFERRED: tuple[State, ...] = ("absent", "busy", "unreachable", "on_call", "answers")
"""What an example makes of a person: whoever need not be named does not answer, then the commonest first."""

NO_WORDS = say("{text}", text="")


def difference(
    old: LinkedPlan,
    new: LinkedPlan,
    recordings: Recordings = NO_RECORDINGS,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Difference, ...]:
    """What callers notice when the new plan takes the place of the old one, in order of the entries.

    Exact: an entry, a caller and a situation are named if and only if some call there sounds otherwise, or if the work
    for it exceeds its bound (`decided` is False: what is named beside it is true, and there may be more). Times are
    those of the new plan's horizon; both plans' wall time is taken for the same. `recordings` says what is in the audio
    files of both; without it a recording is known by its name. `progress` is called with the number of entries that
    are done, and of all.
    """
    entries = _entries(old, new)
    comparison = _Comparison(old, new, recordings, entries)
    found: list[Difference] = []
    for done, entry in enumerate(entries):
        progress(done, len(entries))
        found.extend(comparison.at(entry))
    return tuple(sorted(found, key=_gravity))


def calls_differ(old: LinkedPlan, new: LinkedPlan, entries: Sequence[Node] | None = None) -> bool:
    """Whether `difference` would find anything, at some entries or at all of them.

    Nothing is looked at after the first call that sounds otherwise.
    """
    looked_at = _entries(old, new) if entries is None else entries
    comparison = _Comparison(old, new, NO_RECORDINGS, looked_at)
    return any(True for entry in looked_at for _ in comparison.at(entry))


def _entries(old: LinkedPlan, new: LinkedPlan) -> list[Node]:
    return [entry for entry in {**old.graph.edges, **new.graph.edges} if entry.kind in ENTRIES]


def _gravity(one: Difference) -> int:
    """What is lost comes first: a call that the company had and that is lost now, then one that is handed over."""
    before, after = (GROUP_OF.get(course.trace.end) if course else None for course in (one.was, one.now))
    return {"lost": 0, "handed_over": 1}.get(after or "", 2) if before == "kept" else 2


class _Comparison:
    """Two plans, and what is known of both."""

    def __init__(self, old: LinkedPlan, new: LinkedPlan, recordings: Recordings, entries: Sequence[Node]) -> None:
        self.pool, self.hours = Budget(POOL_UNITS), SharedHours(old, new)
        names, new_names = identities(old, new, recordings)
        self.plans = ComparedPlan(old, names, self.hours, 0), ComparedPlan(new, new_names, self.hours, 1)
        both = [entry for entry in entries if entry in old.graph.edges and entry in new.graph.edges]
        signatures = self.plans[0].always, self.plans[1].always
        self.always = equivalent_places(both, *signatures, Equivalents(), self.pool)
        unlike = [entry for entry in both if self.always.get(entry) != entry]
        self.questions = entry_questions(unlike, self.plans, self.hours)
        self._entries: dict[tuple[Clocks, Caller], list[Node]] = {}
        for entry, question in self.questions.items():
            for caller in question.callers:
                self._entries.setdefault((question.clocks, caller), []).append(entry)
        self._searches: dict[tuple[Clocks, Row, Caller], ProductSearch] = {}

    def at(self, entry: Node) -> Iterator[Difference]:
        """The differences of one entry."""
        question = self.questions.get(entry)
        if question is not None:
            yield from merged(question.clocks, list(self._in_both(entry, question)), self.hours)
        elif any(entry not in plan.linked.graph.edges for plan in self.plans):
            yield from self._in_one_plan(entry)

    def _in_one_plan(self, entry: Node) -> Iterator[Difference]:
        """An entry that came or went; everybody notices, and each situation has its own way."""
        plan = self.plans[entry in self.plans[1].linked.graph.edges]
        # Colleagues dial the extension, where there is one.
        called = plan.linked.graph.edges[entry][0].target
        also_inside = (INTERNAL,) if called not in plan.with_extension else ()
        callers = (INTERNAL,) if entry.kind == "extension" else (EXTERNAL, *also_inside)
        clocks = self.hours.clocks(self.hours.of(clock, plan.side) for clock in plan.reaches.clocks(entry))
        found = []
        for situation in self.hours.situations(clocks):
            for caller in callers:
                course = _course(Call(entry, situation.sample, caller), plan.linked)
                was, now = (None, course) if plan.side else (course, None)
                found.append(Difference(entry, (caller,), (situation,), situation, (), (), was, now))
        yield from merged(clocks, found, self.hours)

    def _in_both(self, entry: Node, question: EntryQuestion) -> Iterator[Difference]:
        """The differences of an entry, each in one situation and for one caller."""
        budget = Budget(ENTRY_UNITS, self.pool)
        for situation in self.hours.situations(question.clocks):
            for caller in question.callers:
                at = Difference(entry, (caller,), (situation,), situation, (), (), None, None, decided=False)
                try:
                    budget.spend(SEARCH_UNITS)
                    found, decided = self._search(question.clocks, situation.open, caller).differences(entry, budget)
                    examples = [(pair, pair.asked.example(PREFERRED)) for pair in found]
                    budget.spend(sum(EXAMPLE_UNITS + PERSON_UNITS * len(people) for _, people in examples))
                    shown = list(_simplest_first(self._shown(at, *example) for example in examples))
                except UndecidedError:
                    shown, decided = [], False
                yield from shown if decided else [*shown, at]

    def _search(self, clocks: Clocks, row: Row, caller: Caller) -> ProductSearch:
        """Both plans in one situation, for one caller."""
        key = (clocks, row, caller)
        if key not in self._searches:
            old, new = (
                PlanInSituation(plan, self.hours.is_open(clocks, row, plan.side), caller) for plan in self.plans
            )
            now = equivalent_places(self._entries[clocks, caller], old.signature, new.signature, self.always, self.pool)
            self._searches[key] = ProductSearch(old, new, now, self.always)
        return self._searches[key]

    def _shown(self, at: Difference, found: CallPair, people: dict[str, State]) -> Difference:
        """One difference with its example in both plans."""
        call = Call(at.entry, at.times.sample, at.callers[0], without_last_waits(found.keys))
        courses = []
        for plan, event in zip(self.plans, found.differs or (), strict=True):
            states = {plan.keys[name]: state for name, state in people.items() if name in plan.keys}
            text = event_text(event, plan.keys, plan.linked)
            courses.append(_course(replace(call, states=states), plan.linked, text))
        asked = tuple(sorted((person, state) for person, state in people.items() if state != "absent"))
        return replace(at, keys=call.keys, people=asked, was=courses[0], now=courses[1], decided=True)


class _Absent(Mapping[str, State]):
    """States of people in which whoever has none of his own is absent; it remembers who was asked."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self._states = states
        self.asked: dict[str, State] = {}

    def __getitem__(self, person: str) -> State:
        return self.asked.setdefault(person, self._states.get(person, "absent"))

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def _course(call: Call, linked: LinkedPlan, heard: Message = NO_WORDS) -> Course:
    """Follow an example call; its states are then those of everybody who was asked and does not answer."""
    world = _Absent(call.states)
    trace = follow(replace(call, states=world), linked)
    people = {person: state for person, state in sorted(world.asked.items()) if state != "answers"}
    call = replace(call, states=people)
    return Course(call, replace(trace, call=call), heard)


def _simplest_first(ways: Iterable[Difference]) -> Iterator[Difference]:
    """Differences with fewest keys and conditions first; of those with the same keys the first is the simplest."""
    reported: set[tuple[str, ...]] = set()
    for way in sorted(ways, key=_demands):
        if reported and _repeats(way.was) and _repeats(way.now):
            continue  # a menu played again: what follows is reported already
        yield replace(way, simplest=way.keys not in reported)
        reported.add(way.keys)


def _demands(way: Difference) -> tuple[int, int, int]:
    """How much a difference asks: keys of the caller, conditions of people, and who is not registered is rarer."""
    return len(way.keys), len(way.people), sum(state != "busy" for _, state in way.people)


def _repeats(course: Course | None) -> bool:
    """Whether a key only plays its menu again."""
    hops = course.trace.hops if course else ()
    return any(hop.edge.condition == "pressed" and hop.edge.source == hop.edge.target for hop in hops)
