"""How text becomes values with positions, and what is said of text that does not."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.reading.discover import plan_of
from nummerplan.compiler.reading.parse import parse
from nummerplan.compiler.reading.read import read, read_texts
from nummerplan.model.document import Document
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.source import SourceFile


def document(text: str) -> Document:
    found, findings = read_texts("plan.yaml", [(None, "plan.yaml", text)])
    assert not findings
    return found


def said(text: str | bytes, tmp_path: Path) -> list[tuple[str, str, str]]:
    """Rule, position and sentence of everything that reading a file finds."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    _, findings = read(plan_of(path))
    return [(f.rule, str(f.where).removeprefix(f"{tmp_path}/"), str(f.message)) for f in findings]


def test_scalars_stay_text() -> None:
    text = "a: [0854879610, 0201, on, No, 12:30, 1e3, ~, null, 2026-12-24, 0x1F, .inf, '#', \"\\u00e9\"]"
    written = ["0854879610", "0201", "on", "No", "12:30", "1e3", "~", "null", "2026-12-24", "0x1F", ".inf", "#", "é"]
    assert document(text).data == {"a": written}


def test_a_secret_is_a_reference() -> None:
    assert document("password: !secret users/receptie").data == {"password": Secret("users/receptie")}


def test_values_from_a_merge_key_keep_their_place() -> None:
    plan = document("base: &desk\n  call_waiting: true\nusers:\n  a:\n    <<: *desk\n    extension: 201\n")
    assert plan.data["users"]["a"] == {"call_waiting": "true", "extension": "201"}
    assert str(plan.span(("users", "a", "call_waiting"))) == "plan.yaml:2:17"
    assert str(plan.span(("users", "a", "extension"))) == "plan.yaml:6:16"


def test_the_first_of_several_merged_mappings_wins_and_own_keys_win_over_all() -> None:
    plan = document("a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc: {<<: [*a, *b], y: 3}")
    assert plan.data["c"] == {"x": "1", "z": "2", "y": "3"}


def test_a_byte_order_mark_shifts_no_column(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"\xef\xbb\xbfcompany: x\n")
    plan, findings = read(plan_of(tmp_path / "plan.yaml"))
    assert not findings
    assert str(plan.span(("company",))).endswith("plan.yaml:1:10")


BAD_TEXTS = [
    ("", ("syntax", "plan.yaml:1:1", "the file is empty; a plan begins with nummerplan: 1")),
    ("# only a comment\n", ("syntax", "plan.yaml:1:1", "the file is empty; a plan begins with nummerplan: 1")),
    ("company:\n\tname: x\n", ("syntax", "plan.yaml:2:1", "a tab cannot indent YAML; use spaces")),
    ("a: 1\nb: 2\na: 3\n", ("duplicate-key", "plan.yaml:3:1", "the key a stands here for the second time")),
    ("a: !ref x\n", ("syntax", "plan.yaml:1:4", "the tag !ref is not known; a plan has !secret only")),
    (
        "- a\n",
        ("wrong-type", "plan.yaml:1:1", "a plan is a mapping of sections (company, users, ...), not a list or a text"),
    ),
    (
        "just words",
        ("wrong-type", "plan.yaml:1:1", "a plan is a mapping of sections (company, users, ...), not a list or a text"),
    ),
    (
        "voicemail:\n",
        ("empty-value", "plan.yaml:1:1", "nothing is written here; leave the key out, or give it a value"),
    ),
    ("--- {a: 1}\n--- {b: 1}\n", ("syntax", "plan.yaml:2:1", "a second document begins here; a plan is one document")),
    ("a: *b\n", ("syntax", "plan.yaml:1:4", "the anchor &b is not defined above this line")),
    ("a: &a [*a]\n", ("syntax", "plan.yaml:1:8", "the anchor &a is not defined above this line")),
    ("a: 'x\n", ("syntax", "plan.yaml:2:1", "the text ends inside quotes; a closing quote is missing")),
    ("? [a]\n: b\n", ("syntax", "plan.yaml:1:3", "a key is a text, not a list, mapping or alias")),
    ("a: [1, 2\n", ("syntax", "plan.yaml:2:1", "a comma or a closing bracket is missing here")),
    ("a: \x07\n", ("syntax", "plan.yaml:1:4", "this character cannot stand in a YAML text")),
    (b"a: \xff\n", ("file-not-text", "plan.yaml:1:4", "byte 0xFF is not UTF-8; save the file as UTF-8")),
    ("a: b".encode("utf-16"), ("file-not-text", "plan.yaml:1:1", "the file is UTF-16; save it as UTF-8")),
]


@pytest.mark.parametrize(("text", "expected"), BAD_TEXTS, ids=[repr(text)[:24] for text, _ in BAD_TEXTS])
def test_bad_text_gets_one_clear_sentence_with_its_place(
    text: str | bytes, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    assert said(text, tmp_path) == [expected]


def test_depth_is_refused_while_reading() -> None:
    for opening in ("[", "{a: ", "- "):
        parsed = parse(SourceFile("plan.yaml", opening * (20_000_000 // len(opening))))
        assert str(parsed.findings[0].message) == "more than 100 levels deep; no plan is"


def test_a_million_mistakes_are_not_listed() -> None:
    parsed = parse(SourceFile("plan.yaml", "a:\n" * 1_000_000))
    assert len(parsed.findings) == 1_001
    assert str(parsed.findings[-1].message) == "1000 mistakes up to here; the rest is not read"


def test_a_hundred_levels_are_read() -> None:
    parsed = parse(SourceFile("plan.yaml", "[" * 100 + "x" + "]" * 100))
    assert not parsed.findings
    assert parse(SourceFile("plan.yaml", "[" * 101 + "x" + "]" * 101)).findings


def test_an_alias_bomb_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 60)]
    parsed = parse(SourceFile("plan.yaml", "\n".join(lines)))
    assert [f.rule for f in parsed.findings] == ["alias-bomb"]


def test_a_hundred_megabytes_of_garbage(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(os.urandom(1 << 20) * 100)
    _, findings = read(plan_of(path))
    assert [f.rule for f in findings] == ["file-unreadable"]
    assert str(findings[0].message) == "the file is larger than 64 MB; no plan is"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.plan.yaml")
    (tmp_path / "loop.plan.yaml").symlink_to("loop.plan.yaml")
    for name, reason in [
        ("pipe.plan.yaml", "this is not a file"),
        ("loop.plan.yaml", "the file cannot be read: Too many levels of symbolic links"),
        ("gone.plan.yaml", "the file cannot be read: No such file or directory"),
    ]:
        _, findings = read(plan_of(tmp_path / name))
        assert [(f.rule, str(f.message)) for f in findings] == [("file-unreadable", reason)]


AS_ANOTHER_USER = """
import os, sys
from nummerplan.cli import check, main
from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.findings.report import all_formats, render
for form in all_formats():  # everything is imported while the files of the program can still be read
    render(form, check_text("a: !b c"), str)
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
main()
"""


def test_a_file_without_permission_as_another_user(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("nummerplan: 1\n")
    path.chmod(0)
    for folder in [tmp_path, *tmp_path.parents]:
        if os.geteuid() == 0 and not folder.stat().st_mode & stat.S_IXOTH:
            folder.chmod(folder.stat().st_mode | 0o055)
    command = [sys.executable, "-c", AS_ANOTHER_USER, "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert (done.returncode, done.stderr) == (3, "")
    assert "the file cannot be read: Permission denied" in done.stdout


def test_the_same_key_in_two_files_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("nummerplan: 1\nusers:\n  rita: {extension: 201}\n")
    (tmp_path / "users.yaml").write_text("rob: {extension: 202}\nrita: {extension: 203}\n")
    plan, findings = read(plan_of(tmp_path / "plan.yaml"))
    assert [f.rule for f in findings] == ["duplicate-key"]
    assert str(findings[0].where).endswith("users.yaml:2:1")
    assert str(findings[0].remarks[0].where).endswith("plan.yaml:3:3")
    assert plan.data["users"]["rita"] == {"extension": "201"}
    assert str(plan.span(("users", "rob", "extension"))).endswith("users.yaml:1:18")


def test_a_section_file_may_repeat_its_heading(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("nummerplan: 1\n")
    (tmp_path / "hunt-groups.yaml").write_text("hunt_groups:\n  verkoop: {extension: 101}\n")
    (tmp_path / "numbers.yaml").write_text("- 0854879610\n")
    (tmp_path / "notes.yaml").write_text("anything: goes\n")
    plan, findings = read(plan_of(tmp_path / "hunt-groups.yaml"))
    assert not findings
    assert plan.data["hunt_groups"] == {"verkoop": {"extension": "101"}}
    assert plan.data["numbers"] == ["0854879610"]
    assert [Path(name).name for name in plan.not_read] == ["notes.yaml"]


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_checker_raise(text: str) -> None:
    check_text(text)


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "users",
        "company",
        ":",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&x ",
        "*x",
        "<<",
        "!secret ",
        "'",
        '"',
        "#",
        "|",
        ">",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=500)
def test_no_pieces_of_yaml_make_the_checker_raise(text: str) -> None:
    check_text(text)


KEYS = st.text("abcdefgh_0123456789é😀", min_size=1, max_size=8)
WORDS = st.text("abc 0123:#-é😀'\"\\{}[]&*!|>%@,", min_size=1, max_size=12)
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


def written(value: object, indent: int = 0, flow: bool = False) -> str:
    """YAML text of a tree, in block style, and in flow style from the third level on."""
    flow = flow or indent > 4
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, list):
        if flow or not value:
            return "[" + ", ".join(written(item, indent, True) for item in value) + "]"
        return "".join(f"\n{' ' * indent}- {written(item, indent + 2)}" for item in value)
    assert isinstance(value, dict)
    if flow or not value:
        return "{" + ", ".join(f"{key}: {written(item, indent, True)}" for key, item in value.items()) + "}"
    return "".join(f"\n{' ' * indent}{key}: {written(item, indent + 2)}" for key, item in value.items())


def leaves(value: object, route: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [(route, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [leaf for step, item in pairs for leaf in leaves(item, (*route, step))]


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_positions_are_exact_for_any_plan(tree: dict[str, object]) -> None:
    text = written(tree).lstrip("\n")
    plan = document(text)
    assert plan.data == tree
    for route, value in leaves(tree):
        span = plan.span(route)
        assert span.text == written(value)
        line, column = span.begin
        assert text.split("\n")[line - 1][column - 1 :].startswith(span.text)
        if isinstance(route[-1], str):
            assert plan.span(route, on_key=True).text == route[-1]


def test_an_unknown_key_beside_one_that_is_missing_breaks_nothing_off() -> None:
    found = check_text("platform:\n  email: a@b.example\n").findings
    assert "name is missing here; it must be given" in map(str, (one.message for one in found))
