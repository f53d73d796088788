"""Where numbers, names and destinations lead, and what the graph knows of ways and loops."""

from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from call_ways import DESK, case_of, ways
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_plans import linked_plan

from nummerplan.compiler.search.call_questions import CallAnswers
from nummerplan.compiler.search.loops import loop_nodes
from nummerplan.model.calls.call_graph import Callers, CallGraph, Edge, Node, NodeKind

USERS = f"""
users:
  anna: {{extension: 201, number: 088-7654001, {DESK}, voicemail: {{email: a@example.org}}}}
  bert: {{extension: 202, extra_numbers: [088-7654002, "130", "0203"], {DESK}}}
  carl: {{extension: "112", {DESK}}}
"""


@pytest.mark.parametrize(
    ("to", "place"),
    [
        ("bert", "user bert"),
        ("'202'", "user bert"),
        ("088-7654001", "user anna"),
        ("'+31 88 765 4001'", "user anna"),
        ("088-7654002", "user bert"),
        ("'0203'", "user bert"),
        ("'130'", "user bert"),  # an extension, though it is a short number of the country too
        ("'112'", "user carl"),
        ("'1233'", "outside 1233"),
        ("088-7654009", "not_in_use"),  # the company's, and nobody has it
        ("020-1234567", "outside +31201234567"),
        ("'0612345678'", "outside +31612345678"),
        ("'0687654321'", "mobile handy"),
        ("handy", "mobile handy"),
        ("{voicemail: anna}", "voicemail anna"),
        ("{voicemail: '201'}", "voicemail anna"),
        ("{voicemail: bert}", "not_in_use"),  # he has none
        ("{voicemail: box}", "not_in_use"),
        ("gone", "not_in_use"),
        ("'250'", "not_in_use"),
        ("'203'", "not_in_use"),  # leading zeros count
    ],
)
def test_what_a_destination_means(to: str, place: str) -> None:
    more = "mailboxes: {box: {extension: 999}}\nmobile: {subscriptions: {handy: {number: '0687654321'}}}\n"
    linked = case_of(f"{USERS}  dora: {{extension: 204, forwarding: {{always: {to}}}}}\n{more}")
    assert ways(linked, "user", "dora") == [f"always -> {place}"]


NUMBERS = {
    "colleague": "anna",
    "fixed": "020-1234567",
    "short": "'1233'",
    "mobile": "'0612345678'",
    "own mobile": "handy",
    "abroad": "'+32 2 513 89 40'",
    "0900": "0900-1234567",
}


@pytest.mark.parametrize(
    ("company", "own", "blocked"),
    [
        ("name: Bakker", "", set()),
        ("block_outgoing: [mobile]", "", {"mobile", "own mobile"}),
        ("block_outgoing: [international, '0900']", "", {"abroad", "0900"}),
        ("block_outgoing: [mobile]", "block_outgoing: []", set()),
        ("block_outgoing: [mobile]", "block_outgoing: ['0900']", {"0900"}),
        ("name: Bakker", "block_outgoing: [international]", {"abroad"}),
        ("block_outgoing: [mobile], block_forwarding: []", "", set()),
        ("block_forwarding: [mobile]", "block_outgoing: []", {"mobile", "own mobile"}),
    ],
)
def test_a_blocked_destination_is_not_in_use(company: str, own: str, blocked: set[str]) -> None:
    mobile = "mobile: {subscriptions: {handy: {number: '0687654321'}}}\n"
    found = set()
    for name, number in NUMBERS.items():
        dora = f"  dora: {{extension: 204, forwarding: {{always: {number}}}, {own}}}\n"
        if ways(case_of(USERS + dora + mobile, company), "user", "dora") == ["always -> not_in_use"]:
            found.add(name)
    assert found == blocked


@pytest.mark.parametrize("blocked", ["", "international, mobile, '0900', '0906', '0909'"])
def test_an_emergency_number_is_no_destination_whatever_is_blocked(blocked: str) -> None:
    linked = case_of(f"users: {{dora: {{forwarding: {{always: '112'}}, block_outgoing: [{blocked}]}}}}")
    assert ways(linked, "user", "dora") == ["always -> not_in_use"]


def test_numbers_and_extensions_lead_to_their_first_holder() -> None:
    linked = case_of(USERS + "hunt_groups: {sales: {extension: 201}}\n")
    assert ways(linked, "extension", "201") == ["holds -> user anna"]
    assert ways(linked, "extension", "0203") == ["holds -> user bert"]
    assert ways(linked, "extension", "130") == ["holds -> user bert"]
    assert ways(linked, "number", "130") == []
    assert ways(linked, "number", "+31887654002") == ["holds -> user bert"]


def test_the_companys_number_without_a_holder_is_not_in_use() -> None:
    assert ways(case_of(USERS), "number", "+31887654000") == ["holds -> not_in_use"]
    held = case_of(USERS.replace("088-7654001", "088-7654000"))
    assert ways(held, "number", "+31887654000") == ["holds -> user anna"]


def test_callers_from_outside_enter_by_numbers_and_colleagues_by_extensions_too() -> None:
    graph = case_of(USERS + "mobile: {subscriptions: {handy: {number: '0687654321'}}}\n").graph
    numbers = {Node("number", f"+3188765400{last}") for last in (0, 1, 2)}
    extensions = {Node("extension", key) for key in ("201", "202", "130", "0203", "112")}
    assert set(graph.entries(external=True)) == numbers
    assert set(graph.entries(external=False)) == numbers | extensions


def test_the_way_to_an_object_is_the_shortest_that_the_caller_can_take() -> None:
    linked = case_of(
        USERS.replace("number: 088-7654001,", "number: 088-7654001, forwarding: {busy: dora},")
        + "  dora: {extension: 204, number: 088-7654004, night_forwarding: on, forwarding: {always: emma}}\n"
        + "  emma: {extension: 205}\n",
        "night_forwarding: {to: bert}",
    )
    outside = linked.calls.path_to(Node("user", "dora"))
    assert [(edge.source.key, edge.condition) for edge in outside] == [("+31887654004", "holds")]
    assert linked.calls.path_to(Node("user", "emma")) == ()  # dora's night forwarding takes every caller from outside
    inside = linked.calls.path_to(Node("user", "emma"), external=False)
    assert [edge.source.key for edge in inside] == ["205"]
    assert Node("user", "emma") not in linked.calls.from_outside


KINDS: tuple[NodeKind, ...] = ("user", "hunt_group", "auto_attendant", "mailbox")
ENTRIES = [Node("number", "1"), Node("number", "2"), Node("extension", "3")]
OBJECTS = [Node(KINDS[index % 4], str(index)) for index in range(9)]
ENDS = [Node("end", "answered"), Node("outside", "9")]
CALLERS: tuple[Callers, ...] = ("any", "any", "external", "internal", "anonymous", "listed")
EDGES = st.builds(
    lambda source, target, callers: Edge(source, target, "always", (), callers=callers),
    st.sampled_from(ENTRIES + OBJECTS),
    st.sampled_from(OBJECTS + ENDS),
    st.sampled_from(CALLERS),
)


def graph_of(edges: list[Edge]) -> CallGraph:
    return CallGraph({node: tuple(e for e in edges if e.source == node) for node in ENTRIES + OBJECTS})


@settings(max_examples=500, deadline=None)
@given(st.lists(EDGES, max_size=25))
def test_loop_nodes_are_those_on_loops_and_at_most_some_between_two(edges: list[Edge]) -> None:
    network = nx.DiGraph((edge.source, edge.target) for edge in edges)
    parts = nx.strongly_connected_components(network)
    on_circles = {n for part in parts for n in part if len(part) > 1 or network.has_edge(n, n)}
    found = loop_nodes(graph_of(edges))
    assert on_circles <= found
    for node in found - on_circles:
        assert nx.ancestors(network, node) & on_circles
        assert nx.descendants(network, node) & on_circles


@settings(max_examples=500, deadline=None)
@given(st.lists(EDGES, max_size=25), st.booleans())
def test_ways_are_shortest_and_reach_all_that_can_be_reached(edges: list[Edge], external: bool) -> None:
    graph = graph_of(edges)
    network = nx.DiGraph((e.source, e.target) for e in edges if e.takes(external))
    entries = [node for node in ENTRIES if node.kind == "number" or not external]
    network.add_nodes_from(entries)
    expected = nx.multi_source_dijkstra_path_length(network, set(entries), weight=None)
    calls = CallAnswers(replace(linked_plan("company: {}\n"), graph=graph))
    found = calls.from_outside if external else calls.from_inside
    assert set(found) == set(expected)
    for node, distance in expected.items():
        path = calls.path_to(node, external)
        assert len(path) == distance
        assert all(edge.takes(external) for edge in path)
        assert all(first.target == second.source for first, second in pairwise(path))
        if path:
            assert path[0].source in entries
            assert path[-1].target == node
    nowhere = Node("user", "nobody")
    assert calls.path_to(nowhere, external) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(EDGES, max_size=25))
def test_every_edge_arrives_once(edges: list[Edge]) -> None:
    graph = graph_of(edges)
    assert sorted(edge for found in graph.incoming.values() for edge in found) == sorted(edges)


@pytest.mark.parametrize(("main", "is_entry"), [("088-7654009", True), ("14 0488", False), ("112", False)])
def test_a_company_number_that_nobody_holds_is_an_entry_and_a_short_number_is_none(main: str, is_entry: bool) -> None:
    linked = linked_plan(f"company: {{main_number: {main}}}\nnumbers: [088-7654000..088-7654009]\n" + USERS)
    number = Node("number", linked.numbering.e164(main) or "")
    assert (number in linked.graph.edges) is is_entry
