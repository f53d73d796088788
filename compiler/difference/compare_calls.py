"""Two plans compared for those who call: every entry, caller, situation and key."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from nummerplan.compiler.difference.alike_situations import AlikeSituations, Rows
from nummerplan.compiler.difference.compared_plan import ComparedPlan
from nummerplan.compiler.difference.entry_questions import EXTERNAL, INTERNAL, EntryQuestion, entry_questions
from nummerplan.compiler.difference.equivalent_places import Equivalents, equivalent_places
from nummerplan.compiler.difference.example_calls import ExampleCalls, WayShown, course_of, simplest_first
from nummerplan.compiler.difference.match_identities import NO_RECORDINGS, BothNames, Recordings, identities
from nummerplan.compiler.difference.merge_differences import merged
from nummerplan.compiler.difference.plan_in_situation import PlanInSituation
from nummerplan.compiler.difference.product_search import ProductSearch, Segment
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.people_states import Budget, UndecidedError
from nummerplan.model.calls.call import Call, Caller
from nummerplan.model.calls.call_graph import ENTRIES, GROUP_OF, Clock, Node
from nummerplan.model.calls.call_questions import Row
from nummerplan.model.calls.difference import Difference
from nummerplan.model.calls.guard import State
from nummerplan.model.calls.linked_plan import LinkedPlan

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
    comparison = _Comparison(old, new, identities(old, new, recordings), entries)
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
    comparison = _Comparison(old, new, identities(old, new), looked_at)
    return any(map(comparison.differs, looked_at))


def entries_that_differ(old: LinkedPlan, new: LinkedPlan, names: BothNames) -> frozenset[Node]:
    """The entries at which `difference` would find anything, of two plans whose names are known to be shared so."""
    entries = _entries(old, new)
    return frozenset(filter(_Comparison(old, new, names, entries).differs, entries))


def _entries(old: LinkedPlan, new: LinkedPlan) -> list[Node]:
    return [entry for entry in {**old.graph.edges, **new.graph.edges} if entry.kind in ENTRIES]


def _gravity(one: Difference) -> int:
    """What is lost comes first: a call that the company had and that is lost now, then one that is handed over."""
    before, after = (GROUP_OF.get(course.trace.end) if course else None for course in (one.was, one.now))
    return {"lost": 0, "handed_over": 1}.get(after or "", 2) if before == "kept" else 2


class _Comparison:
    """Two plans, and what is known of both."""

    def __init__(self, old: LinkedPlan, new: LinkedPlan, names: BothNames, entries: Sequence[Node]) -> None:
        self.pool, self.hours = Budget(POOL_UNITS), SharedHours(old, new)
        self.plans = ComparedPlan(old, names[0], self.hours, 0), ComparedPlan(new, names[1], self.hours, 1)
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
        self._examples = ExampleCalls(self.plans)
        self._alike = cache(lambda clocks: AlikeSituations(self.plans, self.hours, clocks, self.always))

    def at(self, entry: Node) -> Iterator[Difference]:
        """The differences of one entry."""
        question = self.questions.get(entry)
        if question is not None:
            yield from merged(question.clocks, list(self._in_both(entry, question)), self.hours)
        elif any(entry not in plan.linked.graph.edges for plan in self.plans):
            yield from self._in_one_plan(entry)

    def differs(self, entry: Node) -> bool:
        """Whether there are differences at an entry, or not enough is known to say that there are none."""
        question = self.questions.get(entry)
        if question is None:
            return any(entry not in plan.linked.graph.edges for plan in self.plans)
        budget, alike = Budget(ENTRY_UNITS, self.pool), self._alike(question.clocks)
        return any(
            segment.ends or not segment.decided
            for caller in question.callers
            for rows in alike.groups(entry, caller)
            for segment in [self._compared(entry, question.clocks, alike.first(rows).open, caller, budget)]
        )

    def _compared(self, entry: Node, clocks: Clocks, row: Row, caller: Caller, budget: Budget) -> Segment:
        try:
            budget.spend(SEARCH_UNITS)
            return self._search(clocks, row, caller).differences(entry, budget)
        except UndecidedError:
            return Segment((), decided=False)

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
                course = course_of(Call(entry, situation.sample, caller), plan.linked)
                was, now = (None, course) if plan.side else (course, None)
                found.append(Difference(entry, (caller,), (situation,), situation, (), (), was, now))
        yield from merged(clocks, found, self.hours)

    def _in_both(self, entry: Node, question: EntryQuestion) -> Iterator[Difference]:
        """The differences of an entry, each in one situation and for one caller."""
        budget = Budget(ENTRY_UNITS, self.pool)
        alike = self._alike(question.clocks)
        found: list[tuple[tuple[int, int], Difference]] = []
        for place, caller in enumerate(question.callers):
            for rows in alike.groups(entry, caller):
                at = Difference(entry, (caller,), alike.of(rows), alike.first(rows), (), (), None, None, decided=False)
                ways = self._in_group(at, question.clocks, rows, budget)
                found.extend(((way.rows & -way.rows, place), way.shown) for way in ways)
        yield from (one for _, one in sorted(found, key=lambda one: one[0]))

    def _in_group(self, at: Difference, clocks: Clocks, rows: Rows, budget: Budget) -> Iterator[WayShown]:
        """The differences of an entry for one caller, in situations that are alike; `at` says that nothing is known."""
        alike = self._alike(clocks)
        pairs, decided = self._compared(at.entry, clocks, at.times.open, at.callers[0], budget)
        try:
            examples = [(pair, pair.asked.example(PREFERRED)) for pair in pairs]
            budget.spend(sum(EXAMPLE_UNITS + PERSON_UNITS * len(people) for _, people in examples))
            ways = [way for example in examples for way in self._examples.ways(at, *example, alike, rows)]
        except UndecidedError:
            ways, decided = [], False
        yield from simplest_first(ways, alike)
        if not decided:
            yield WayShown(rows, at)

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
