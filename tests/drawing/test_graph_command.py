"""Drawings of the call flow: everything is there, what a plan says stays data, and large plans fold."""

import os
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import BROKEN, CLEAN, nummerplan
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plans import small_plan

from nummerplan.compiler.calls.describe_call import entry_of, moment_of
from nummerplan.compiler.drawing.flow import MOST_BOXES, Flow, flow
from nummerplan.compiler.drawing.flow_dot import dot
from nummerplan.compiler.drawing.flow_mermaid import mermaid
from nummerplan.compiler.drawing.flow_strokes import View, strokes
from nummerplan.compiler.linking import link
from nummerplan.compiler.pipeline import check_paths
from nummerplan.compiler.reading.bind import bind
from nummerplan.compiler.reading.read import read_texts
from nummerplan.compiler.text.escape_terminal import escape_terminal
from nummerplan.model.calls.call import Caller
from nummerplan.model.calls.call_graph import LOOPED, LOST, TOO_MANY_REDIRECTIONS, Node
from nummerplan.model.calls.linked_plan import LinkedPlan, node_of
from nummerplan.model.message import say

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "mijn-bedrijf"
CHAIN = ROOT / "examples" / "retail-chain"
GOLDEN = Path(__file__).parent / "golden" / "mijn-bedrijf.mmd"
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").rglob("plan.yaml"))
ALL = 10**6
GRAPHVIZ = shutil.which("dot")


def case_at(path: Path) -> LinkedPlan:
    checked, _ = check_paths([path], date(2026, 11, 23))
    return checked[0].linked


def case_of(text: str) -> LinkedPlan:
    document, _ = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    return link(bind(document).plan, "plan.yaml", date(2026, 11, 23))


def english(template: str, /) -> str:
    return template


def edges_of(drawing: Flow) -> set[tuple[str, str, str]]:
    """Each way on of single boxes: from, to and its label."""
    found = set()
    for arrow in drawing.arrows:
        source, target = (" ".join(drawing.boxes[end].nodes[0]) for end in (arrow.source, arrow.target))
        found |= {(source, target, str(label)) for label in arrow.labels or ("",)}
    return found


def some_are_lost(drawing: Flow) -> set[str]:
    return {box.nodes[0].key for box in drawing.boxes if box.lost}


def everything_is_there(drawing: Flow, linked: LinkedPlan) -> None:
    """Every object, entry and end is in one box; every edge is in the arrow between its boxes."""
    places = [node for box in drawing.boxes for node in box.nodes]
    assert len(places) == len(set(places))
    wanted = {node_of(entity) for entity in linked.plan.named()} | set(linked.graph.edges) | set(linked.graph.incoming)
    assert wanted <= set(places)
    box_of = {node: position for position, box in enumerate(drawing.boxes) for node in box.nodes}
    counts = {(arrow.source, arrow.target): arrow.count for arrow in drawing.arrows if not arrow.rings}
    for edges in linked.graph.edges.values():
        for edge in edges:
            counts[box_of[edge.source], box_of[edge.target]] -= 1
    assert set(counts.values()) <= {0}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("most", [ALL, MOST_BOXES, 0])
def test_every_object_and_every_edge_of_the_examples_is_drawn(path: Path, most: int) -> None:
    for checked in check_paths([path], date(2026, 11, 23))[0]:
        everything_is_there(flow(checked.linked, most=most), checked.linked)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_drawn_of_a_folded_box_is_true_of_each_place_in_it(seed: int) -> None:
    linked = case_of(small_plan(seed))
    for most in (ALL, 0):
        drawing = flow(linked, most=most)
        everything_is_there(drawing, linked)
        drawn = strokes(linked, View(hours=most > 0))
        box_of = {node: position for position, box in enumerate(drawing.boxes) for node in box.nodes}
        for box in drawing.boxes:
            ways = {frozenset((s.shape, s.rings, box_of[s.target]) for s in drawn[node]) for node in box.nodes}
            assert len(ways) == 1, box


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("at", ["2026-11-23 10:00", "2026-11-23 20:00", "2026-12-24 13:00"])
def test_a_drawing_of_a_moment_shows_what_a_call_can_do_then(seed: int, at: str) -> None:
    """A call that is followed then stays on the arrows, whoever calls."""
    from nummerplan.compiler.calls.follow_call import follow
    from nummerplan.model.calls.call import Call

    linked = case_of(small_plan(seed))
    moment = moment_of(at, linked)
    for caller in (Caller("external"), Caller("anonymous"), Caller("internal")):
        drawn = strokes(linked, View(caller.external, moment))
        for entry in linked.graph.entries(caller.external):
            for keys in ((), ("1",), ("2", "9")):
                for hop in follow(Call(entry, moment, caller, keys), linked).hops:
                    targets = {stroke.target for stroke in drawn[hop.edge.source] if not stroke.rings}
                    assert hop.edge.target in targets or hop.edge.target in (LOOPED, TOO_MANY_REDIRECTIONS)


def test_the_six_defects_show_their_lost_ends() -> None:
    drawing = flow(case_at(ROOT / "examples" / "defects" / "six"))
    assert some_are_lost(drawing) == {"busy_tone", "gives_up", "cut_off", "not_in_use"}
    lost = {(source, label) for source, target, label in edges_of(drawing) if Node("end", target[4:]) in LOST}
    assert {("auto_attendant hoofdmenu", "key 3"), ("auto_attendant bandje", "no key, 10 s")} <= lost
    text = mermaid(drawing, english)
    reddened = re.search(r"  class (.*) lost\n", text)
    assert reddened
    assert len(reddened[1].split(",")) == 4
    assert text.count("lost#58;") == 4
    assert dot(drawing, english).count('style="filled,dashed"') == 4


def test_night_has_other_arrows_than_day() -> None:
    linked = case_at(EXAMPLE)

    def at(text: str, external: bool) -> set[tuple[str, str, str]]:
        return edges_of(flow(linked, View(external, moment_of(text, linked))))

    day, night = at("2026-11-24 10:00", True), at("2026-11-24 20:00", True)
    key = ("auto_attendant hoofdmenu", "hunt_group verkoop", "key 1")
    closed = ("auto_attendant hoofdmenu", "mailbox company", "night forwarding")
    assert key in day
    assert closed not in day
    assert closed in night
    assert key not in night
    assert key in at("2026-11-24 20:00", False)  # night forwarding is for callers from outside
    assert at("2026-12-25 10:00", True) == night
    refused = ("user support1", "end refused", "a blocked caller")
    assert refused in at("2026-11-24 18:30", True)
    assert refused not in day


def test_a_drawing_for_both_sides_says_which_callers_take_an_arrow() -> None:
    linked = case_at(EXAMPLE)
    drawn = edges_of(flow(linked, View(None, moment_of("2026-11-24 20:00", linked))))
    assert ("auto_attendant hoofdmenu", "mailbox company", "night forwarding, a caller from outside") in drawn
    assert ("auto_attendant hoofdmenu", "hunt_group verkoop", "key 1, a colleague") in drawn


def test_one_entry_shows_what_it_leads_to_and_nothing_else() -> None:
    linked = case_at(EXAMPLE)
    drawing = flow(linked, entry=entry_of("999", linked))
    places = {box.nodes[0] for box in drawing.boxes}
    assert places == {Node("extension", "999"), Node("mailbox", "company"), Node("end", "announced")}
    support = flow(linked, entry=entry_of("102", linked))
    assert ("hunt_group support", "user support1", "rings") in edges_of(support)
    # A group rings the members' devices, nothing else of them.
    assert not any(source == "user support1" for source, _, _ in edges_of(support))


def test_colleagues_alone_dial_extensions() -> None:
    linked = case_at(EXAMPLE)
    kinds = [{box.kind for box in flow(linked, View(external)).boxes} for external in (True, False)]
    assert "extension" not in kinds[0]
    assert {"extension", "number"} <= kinds[1]


def test_a_large_plan_folds_to_what_people_can_read() -> None:
    linked = case_at(CHAIN)
    folded, whole = flow(linked), flow(linked, most=ALL)
    assert len(folded.boxes) <= MOST_BOXES
    assert len(folded.arrows) < 500  # more than this Mermaid does not draw
    assert folded.places == len(whole.boxes) > 3000
    assert sum(arrow.count for arrow in folded.arrows) == sum(arrow.count for arrow in whole.arrows)
    assert any(str(box.title[0]) == "835 users" for box in folded.boxes)


def test_a_long_chain_folds_in_reasonable_steps() -> None:
    """Each user of a chain differs from the next; splitting them one by one must not take a square of their number."""
    users = (f"  u{n}: {{forwarding: {{always: {{to: u{n + 1}}}}}}}" for n in range(3000))
    drawing = flow(case_of("\n".join(("users:", *users, "  u3000: {}"))), most=0)
    assert sum(box.kind == "user" for box in drawing.boxes) == 3001


SHAPE = r'(?:>|\[\[|\{\{|\[\(|\(\[|\[/|\[\\|\[|\()"([^"]*)"(?:\]\]|\}\}|\)\]|\]\)|/\]|\\\]|\]|\))'
STYLE = re.compile(r"classDef lost [\w:#,\- ]+|class [n\d,]+ lost|linkStyle [\d,]+ stroke:#b00020,stroke-dasharray:5 3")


def read_mermaid(text: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The boxes and arrows of a flowchart; nothing else may be in it."""

    def shown(label: str) -> str:
        assert re.fullmatch(r"(?:[^<>\"&#`;:%]|#\d+;|<br/>)*", label)
        return re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label.replace("<br/>", "\n"))

    first, *lines = text.split("\n")
    assert first == "flowchart LR"
    assert lines.pop() == ""
    boxes, arrows = {}, []
    for line in map(str.strip, lines):
        if box := re.fullmatch(rf"(n\d+){SHAPE}", line):
            boxes[box[1]] = shown(box[2])
        elif arrow := re.fullmatch(r'(n\d+) (?:-->|-\.->)(?:\|"([^"]*)"\|)? (n\d+)', line):
            arrows.append((arrow[1], arrow[3], shown(arrow[2] or "")))
        else:
            assert STYLE.fullmatch(line), line
    return boxes, arrows


NASTY = (
    'a"]; click n0 "javascript:alert(1)"',
    "a --> b",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "two\nlines",
    "%%{init: {}}%%",
    "style:x#quot;",
    "`**bold**`",
    "end",
    "☎️ balie 🐈",
    "\\N \\",
    "&amp; #35; &#x22;",
    "\u202ename",
)
NAMES = st.sampled_from(NASTY) | st.text(min_size=1, max_size=12)


def odd_case(names: list[str]) -> LinkedPlan:
    """Users of these names that forward to each other, a group of them all, and a menu."""
    import yaml

    users = {name: {"forwarding": {"always": {"to": other}}} for name, other in pairwise(names)}
    users[names[-1]] = {"devices": [{"model": "generic-sip"}]}
    group = {names[0] + "'s": {"members": names, "overflow": {"after": "15s", "to": names[0]}}}
    return case_of(yaml.safe_dump({"users": users, "hunt_groups": group}, allow_unicode=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_names_stay_data_in_mermaid(names: list[str]) -> None:
    linked = odd_case(names)
    drawing = flow(linked, most=ALL)
    boxes, arrows = read_mermaid(mermaid(drawing, english))
    assert list(boxes.values()) == [
        "\n".join(escape_terminal(str(line)) for line in box.title) for box in drawing.boxes
    ]
    assert [label for _, _, label in arrows] == [
        "\n".join(escape_terminal(str(label)) for label in arrow.labels) for arrow in drawing.arrows
    ]
    assert {escape_terminal(f"user {key}") for key in linked.plan.users} <= set(boxes.values())


def read_dot(text: str) -> list[str]:
    """The labels of the boxes; everything outside of quotes must be our own."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    rest = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    own = r"\s*(?:digraph flow \{|rankdir=LR;|(?:node|edge|n\d+(?: -> n\d+)?)(?: \[[\w=\"., ]*\])?;|\})"
    assert all(re.fullmatch(own, line) for line in rest.splitlines()), rest
    assert all("\n" not in string for string in strings)
    labels = re.findall(r'^  n\d+ \[shape=\w+, label="((?:[^"\\]|\\.)*)"', text, re.MULTILINE)
    plain = (re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], label) for label in labels)
    return [label.replace("&amp;", "&") for label in plain]


@settings(max_examples=150, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_names_stay_data_in_dot(names: list[str]) -> None:
    drawing = flow(odd_case(names), most=ALL)
    titles = ["\n".join(escape_terminal(str(line)) for line in box.title) for box in drawing.boxes]
    assert read_dot(dot(drawing, english)) == titles


def plan_of(names: tuple[str, ...], folder: Path) -> Path:
    import yaml

    file = folder / "plan.yaml"
    file.write_text(yaml.safe_dump({"users": {name: {"extension": f"2{n:02}"} for n, name in enumerate(names)}}))
    return file


def test_svg_with_and_without_graphviz(tmp_path: Path) -> None:
    plan = plan_of(NASTY, tmp_path)
    (tmp_path / "empty").mkdir()
    done = nummerplan("graph", plan, "--format", "svg", at=tmp_path, PATH=str(tmp_path / "empty"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "dot is not installed" in done.stderr
    if GRAPHVIZ is None:
        return
    done = nummerplan("graph", plan, "--format", "svg", at=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    drawn = ElementTree.fromstring(done.stdout)  # noqa: S314 - Graphviz wrote it, a moment ago
    assert {element.tag.rpartition("}")[2] for element in drawn.iter() if isinstance(element.tag, str)} <= {
        "svg", "g", "title", "polygon", "polyline", "path", "text", "ellipse"
    }  # fmt: skip
    texts = {" ".join(text.split()) for element in drawn.iter() if (text := "".join(element.itertext()).strip())}
    for name in NASTY:
        shown = " ".join(escape_terminal(f"user {name}").split())
        assert shown in {text.replace("\xa0", " ") for text in texts}


def fake_dot(folder: Path, script: str) -> str:
    """A PATH on which a program named dot behaves as told."""
    program = folder / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def test_graphviz_that_fails_is_quoted_in_a_sentence(tmp_path: Path) -> None:
    path = fake_dot(tmp_path, "cat >/dev/null; echo 'no fonts here' >&2; exit 3")
    done = nummerplan("graph", EXAMPLE, "--format", "svg", at=tmp_path, PATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nummerplan: Graphviz could not draw this: no fonts here\n"


def test_the_svg_is_passed_on_as_graphviz_made_it(tmp_path: Path) -> None:
    path = fake_dot(tmp_path, 'echo "<svg>$*</svg>"; cat >/dev/null')
    done = nummerplan("graph", EXAMPLE, "--format", "svg", "--out", "a.svg", at=tmp_path, PATH=path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "a.svg").read_text() == "<svg>-Tsvg</svg>\n"


def test_the_example_company_is_drawn_as_it_was_looked_at(tmp_path: Path) -> None:
    done = nummerplan("graph", EXAMPLE, at=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == GOLDEN.read_text()


def test_the_same_plan_gives_the_same_drawing(tmp_path: Path) -> None:
    for form in ("mermaid", "dot"):
        drawn = {nummerplan("graph", CHAIN, "--format", form, at=tmp_path, PYTHONHASHSEED=seed).stdout for seed in "12"}
        assert len(drawn) == 1


def test_labels_are_in_the_readers_language(tmp_path: Path) -> None:
    assert "toets 1" in nummerplan("--lang", "nl", "graph", EXAMPLE, at=tmp_path).stdout


def test_a_folded_drawing_says_so_beside_it(tmp_path: Path) -> None:
    done = nummerplan("graph", EXAMPLE, "--fold", "10", at=tmp_path)
    assert done.returncode == 0
    assert re.search(r"34 places are folded into \d+ boxes", done.stderr)
    assert done.stdout.startswith("flowchart LR\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--dial", "123"], 2, "123 is no number, extension or key of this plan"),
        (["--at", "yesterday"], 2, "yesterday is no moment"),
        (["--out", "."], 2, "directory"),
        (["--out", "nowhere/a.mmd"], 2, "nowhere"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    done = nummerplan("graph", EXAMPLE, *arguments, at=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_one_plan_that_can_be_read_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.plan.yaml").write_text(CLEAN)
    (tmp_path / "b.plan.yaml").write_text(BROKEN)
    done = nummerplan("graph", ".", at=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there are 2 here" in done.stderr
    done = nummerplan("graph", "b.plan.yaml", at=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    (tmp_path / "a.plan.yaml").write_text(CLEAN + "  rest: [1]\n")
    done = nummerplan("graph", "a.plan.yaml", at=tmp_path)
    assert done.returncode == 0
    assert "could not be read whole" in done.stderr
    assert "user balie" in done.stdout


def test_templates_of_the_plan_are_not_formatted_twice() -> None:
    linked = case_of('users:\n  "{count} {0}": {extension: "201"}\n')
    assert "user {count} {0}" in read_dot(dot(flow(linked), english))
    assert str(say("{words}", words="{x}")) == "{x}"


def test_only_a_drawing_is_overwritten_by_a_drawing(tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.yaml", tmp_path / "plan.mmd"
    plan.write_text(CLEAN, "utf-8")
    for form in ("mermaid", "dot", "mermaid"):
        assert nummerplan("graph", plan, "--format", form, "--out", out, at=tmp_path).returncode == 0
    done = nummerplan("graph", plan, "--out", plan, at=tmp_path)
    assert done.returncode == 2
    assert "holds something else, and is not overwritten" in done.stderr
    assert plan.read_text("utf-8") == CLEAN
