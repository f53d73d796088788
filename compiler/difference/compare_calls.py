"""Two plans compared for those who call: every entry, caller, situation and key."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nummerplan.compiler.calls.directory_dialling import without_last_waits
from nummerplan.compiler.difference.both_plans import BothPlans
from nummerplan.compiler.difference.entry_dependencies import EXTERNAL, INTERNAL, callers, reach
from nummerplan.compiler.difference.equivalent_places import PlanFacts, alike, alike_now
from nummerplan.compiler.difference.example_call import course, event_text
from nummerplan.compiler.difference.match_identities import NO_RECORDINGS, Identities, Recordings, identities
from nummerplan.compiler.difference.merge import Seen, merged
from nummerplan.compiler.difference.plan_in_situation import PlanInSituation
from nummerplan.compiler.difference.product_search import FirstDifference, ProductSearch
from nummerplan.compiler.difference.shared_clocks import SharedHours
from nummerplan.compiler.search.people_states import Budget, UndecidedError
from nummerplan.compiler.search.reaches import Reaches
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import ENTRIES, Clock, Node
from nummerplan.model.calls.difference import Course, Difference
from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.calls.situation import Situation

Clocks = tuple[Clock, ...]

POOL_UNITS = 8_000_000
"""So much work is done for a comparison (`Budget`), beyond what each entry has of its own: some seconds."""

ENTRY_UNITS = 20_000
"""So much work is done for each entry, whatever others took; entries of companies need less."""

SEARCH_UNITS = 50
"""What it costs to look at an entry at all, for one caller in one situation."""

EXAMPLE_UNITS, PERSON_UNITS = 300, 20
"""What it costs to follow an example in both plans, and for each person in it."""


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
    comparison = _Comparison(old, new, recordings)
    entries = [entry for entry in {**old.graph.edges, **new.graph.edges} if entry.kind in ENTRIES]
    found: list[Difference] = []
    for done, entry in enumerate(entries):
        progress(done, len(entries))
        found.extend(comparison.at(entry))
    return tuple(found)


class _Question(NamedTuple):
    """What is asked of an entry: the clocks and the callers that can matter, and whether it matters who they are."""

    clocks: Clocks
    callers: tuple[Caller, ...]
    apart: bool

    @property
    def searched(self) -> tuple[Caller, ...]:
        """The callers for whom there is something to look for: for one of them, where they are treated alike."""
        return self.callers if self.apart else (EXTERNAL,)


class _Comparison:
    """Two plans, and what is known of both."""

    def __init__(self, old: LinkedPlan, new: LinkedPlan, recordings: Recordings) -> None:
        self.plans = (old, new)
        self.pool = Budget(POOL_UNITS)
        self.hours = SharedHours(old, new)
        self.names: Identities = identities(old, new, recordings)
        self.keys = tuple({name: key for key, name in names.person.items()} for names in self.names)
        self.facts = PlanFacts(old, self.names.old, self.hours, 0), PlanFacts(new, self.names.new, self.hours, 1)
        self.always = alike(*self.facts, self.pool)
        self.reaches = Reaches(old), Reaches(new)
        self.questions = dict(self._questions())
        self._entries: dict[tuple[Clocks, Caller], list[Node]] = {}
        for entry, question in self.questions.items():
            for caller in question.searched:
                self._entries.setdefault((question.clocks, caller), []).append(entry)
        self._searches: dict[tuple[Clocks, tuple[bool, ...], Caller], ProductSearch] = {}

    def _questions(self) -> Iterator[tuple[Node, _Question]]:
        """For each entry that both plans have and that may differ."""
        here, there = (reach(linked, side, self.hours) for side, linked in enumerate(self.plans))
        for entry, old in here.items():
            new = there.get(entry)
            if new is not None and self.always.get(entry) != entry:
                clocks = self.hours.clocks(old.hours | new.hours)
                yield entry, _Question(clocks, callers(entry, old, new, self.plans), old.colleagues or new.colleagues)

    def at(self, entry: Node) -> Iterator[Difference]:
        """The differences of one entry."""
        question = self.questions.get(entry)
        if question is not None:
            yield from merged(entry, question.clocks, list(self._in_both(entry, question)), self.hours)
        elif any(entry not in linked.graph.edges for linked in self.plans):
            yield from merged(entry, (), self._in_one_plan(entry), self.hours)

    def _in_one_plan(self, entry: Node) -> list[Seen]:
        """An entry that came or went; everybody notices, at all times."""
        always = self.hours.situations(())[0]
        asking = (INTERNAL,) if entry.kind == "extension" else (EXTERNAL, INTERNAL)
        courses: list[Course | None] = []
        for side, linked in enumerate(self.plans):
            if entry not in linked.graph.edges:
                courses.append(None)
                continue
            # The call that shows it comes when most is open.
            hours = {self.hours.of(clock, side) for clock in self.reaches[side].clocks(entry)}
            example = max(self.hours.situations(self.hours.clocks(hours)), key=lambda found: sum(found.open))
            courses.append(course(entry, asking[0], example, (), {}, linked))
        return [Seen(caller, always, (), (), courses[0], courses[1]) for caller in asking]

    def _in_both(self, entry: Node, question: _Question) -> Iterator[Seen]:
        budget = Budget(ENTRY_UNITS, self.pool)
        for situation in self.hours.situations(question.clocks):
            for caller in question.searched:
                asking = (caller,) if question.apart else question.callers
                try:
                    budget.spend(SEARCH_UNITS)
                    found, decided = self._now(question.clocks, situation.open, caller).differences(entry, budget)
                    budget.spend(sum(EXAMPLE_UNITS + PERSON_UNITS * len(one.people) for one in found))
                    shown = list(_simplest_first(self._seen(entry, asking[0], situation, one) for one in found))
                except UndecidedError:
                    shown, decided = [], False
                if not decided:
                    shown.append(Seen(caller, situation, (), (), None, None, decided=False))
                for who in asking:
                    yield from (seen._replace(caller=who) for seen in shown)

    def _now(self, clocks: Clocks, row: tuple[bool, ...], caller: Caller) -> ProductSearch:
        """Both plans in one situation, for one caller."""
        key = (clocks, row, caller)
        if key not in self._searches:
            old, new = (
                PlanInSituation(self.reaches[side], self.names[side], self.hours.is_open(clocks, row, side), caller)
                for side in (0, 1)
            )
            now = alike_now(self._entries[clocks, caller], (old, new), self.facts, self.always, self.pool)
            self._searches[key] = ProductSearch(BothPlans(old, new, now, self.always))
        return self._searches[key]

    def _seen(self, entry: Node, caller: Caller, situation: Situation, found: FirstDifference) -> Seen:
        """One difference with its example in both plans."""
        pressed = without_last_waits(found.keys)
        courses = []
        for linked, keys, event in zip(self.plans, self.keys, (found.old, found.new), strict=True):
            states = {keys[name]: state for name, state in found.people.items() if name in keys}
            courses.append(course(entry, caller, situation, pressed, states, linked, event_text(event, keys, linked)))
        condition = tuple(sorted((person, state) for person, state in found.people.items() if state != "absent"))
        return Seen(caller, situation, pressed, condition, courses[0], courses[1])


def _simplest_first(ways: Iterable[Seen]) -> Iterator[Seen]:
    """Differences with fewest keys and conditions first; of those with the same keys the first is the simplest."""
    reported: set[tuple[str, ...]] = set()
    for seen in sorted(ways, key=_asks):
        if reported and _repeats(seen.was) and _repeats(seen.now):
            continue  # a menu played again: what follows is reported already
        yield seen._replace(simplest=seen.keys not in reported)
        reported.add(seen.keys)


def _asks(seen: Seen) -> tuple[int, int, int]:
    """How much a difference asks: keys of the caller, conditions of people, and who is out of reach is rarer."""
    return len(seen.keys), len(seen.people), sum(state != "busy" for _, state in seen.people)


def _repeats(course: Course | None) -> bool:
    """Whether a key only plays its menu again."""
    hops = course.trace.hops if course else ()
    return any(hop.edge.condition == "pressed" and hop.edge.source == hop.edge.target for hop in hops)
