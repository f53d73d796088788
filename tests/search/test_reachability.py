"""What places lead to in the end, held against looking from each place alone."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.compiler.search.reachability import Reach, components
from nummerplan.model.calls.call_graph import EndGroup

Leads = dict[int, list[tuple[int, bool]]]
LOST_END, GOOD_END, OUTSIDE_END = -1, -2, -3
ENDS: dict[int, EndGroup] = {LOST_END: "lost", GOOD_END: "kept", OUTSIDE_END: "handed_over"}
GRAPHS = st.lists(st.lists(st.tuples(st.integers(-3, 9), st.booleans()), max_size=3), min_size=10, max_size=10).map(
    lambda rows: dict(enumerate(rows))
)


def reached_from(start: int, leads: Leads) -> list[int]:
    found = [start]
    for place in found:
        found.extend(target for target, _ in leads.get(place, ()) if target not in found)
    return found


def may_be_lost(start: int, leads: Leads) -> bool:
    """A lost end can be come to, or a place from which a call comes back to itself without a key."""
    alone = {place: [pair for pair in pairs if pair[1]] for place, pairs in leads.items()}
    reached = reached_from(start, leads)
    return LOST_END in reached or any(
        place in (again for target, _ in alone.get(place, ()) for again in reached_from(target, alone))
        for place in reached
    )


@given(GRAPHS, st.permutations(range(10)))
def test_places_are_gone_through_once_and_are_known_as_if_alone(leads: Leads, starts: list[int]) -> None:
    looked: list[int] = []

    def onward(place: int) -> list[tuple[int, bool]]:
        looked.append(place)
        return leads[place]

    reach = Reach(onward, ENDS.get)
    for start in starts:
        reach.explore(start)
        assert reach.leads_to_loss(start) == may_be_lost(start, leads)
        assert reach.leads_outside(start) == (OUTSIDE_END in reached_from(start, leads))
        assert reach.ways(start) == sum(len(leads.get(place, ())) for place in reached_from(start, leads))
    assert sorted(looked) == sorted(set(looked))


@given(GRAPHS)
def test_groups_come_after_those_that_they_lead_to(leads: Leads) -> None:
    graph = networkx.DiGraph([(place, target) for place, pairs in leads.items() for target, _ in pairs])
    graph.add_nodes_from(leads)
    done: set[int] = set()
    for group in components(leads, lambda place: (target for target, _ in leads.get(place, ())), lambda _: False):
        assert {target for place in group for target, _ in leads.get(place, ())} <= done | set(group)
        done.update(group)
    found = components(leads, lambda place: (target for target, _ in leads.get(place, ())), lambda _: False)
    assert set(map(frozenset, found)) == set(map(frozenset, networkx.strongly_connected_components(graph)))
