"""Names that somebody could take for something to do, through every output: each comes back as itself, and as no more.

A plan is made with tame names and with nasty ones. Every output of both is read by a parser that is not ours, and the
nasty one is what the tame one says with the names put in, in a form that is documented; nothing else is another.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from fuzz.run_input import run
from injection.large_plan import large_plan
from injection.leaves import Leaf, of_dot, of_github, of_json, of_lines, of_markdown, of_mermaid, of_tap
from injection.outputs import outputs
from injection.sisters import FORMS, differences, missing_values, tame, unordered_differences
from nasty_plans import nasty_name

from nummerplan.compiler.text import junit_xml
from nummerplan.compiler.text.escape_terminal import escape_terminal

MOST = 800
"""More names than a plan has places."""
UNSENT = re.compile("[^ -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0001ffff]|[\u2028\u2029]")
"""What XML 1.0 lacks or takes for the end of a line: BroadWorks cannot be sent it, which is told as a loss."""
LONGEST_SENT = 18
CONTROLS_TOLD = ("compile json", "compile text")
"""Without `sent` these tell that controls become blanks; other names have no such lines."""


def names_of(seed: int, *, sent: bool) -> list[str]:
    """The nasty names of a seed."""
    dice = random.Random(seed)  # noqa: S311 - a seed, so that it can be repeated
    found: list[str] = []
    while len(found) < MOST:
        name = nasty_name(len(found), dice)
        fits = len(name) <= LONGEST_SENT and not UNSENT.search(name) and name == " ".join(name.split())
        if fits or not sent:
            found.append(name)
    return found


class Read(NamedTuple):
    """An output as its parser has it."""

    leaves: list[Leaf]
    sorted: bool


def made(folder: Path, word: Callable[[int], str], *, sent: bool) -> dict[str, Read]:
    """Every output of the plan with these words. The folder is called alike for both sisters."""
    text, _ = large_plan(word, spoken=not sent)
    later, _ = large_plan(word, after=20, spoken=not sent)
    own = re.compile(re.escape(str(folder)))
    found = outputs(folder / "zaak", text, later, sent=sent)
    read: dict[str, Read] = {}
    for one in found:
        # What goes to BroadWorks stands in as many documents as it takes: in which of them is all the same.
        name = "broadworks" if one.name.startswith("broadworks ") else one.name
        before = read[name].leaves if name in read else []
        read[name] = Read([*before, *one.reader(own.sub("", one.text))], one.sorted)
    return read


def through_every_output(folder: Path, seed: int, *, sent: bool, one: dict[str, Read]) -> dict[str, int]:
    """How many names of a seed came back in each output; fails where one did not, or where anything else is another."""
    names = names_of(seed, sent=sent)
    other = made(folder, names.__getitem__, sent=sent)
    assert one.keys() == other.keys()
    back = {}
    for output, read in one.items():
        if not sent and output in CONTROLS_TOLD:
            continue
        seen: Counter[str] = Counter()
        if output == "import":
            found = missing_values(read.leaves, other[output].leaves, names, seen)
        else:
            compare = unordered_differences if read.sorted else differences
            found = compare(read.leaves, other[output].leaves, names, FORMS, seen)
        assert found == [], (seed, output, found[:3])
        back[output] = len(seen)
    return back


@pytest.fixture(scope="module")
def tame_ones(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, dict[str, Read]]:
    return {sent: made(tmp_path_factory.mktemp("tame"), tame, sent=sent) for sent in (False, True)}


@pytest.mark.slow
def test_a_hundred_thousand_names_come_back_from_every_output(
    tmp_path: Path, tame_ones: dict[bool, dict[str, Read]]
) -> None:
    total: Counter[str] = Counter()
    count = seed = 0
    while count < 100_000:
        sent = seed % 2 == 1
        total.update(through_every_output(tmp_path / str(seed), seed, sent=sent, one=tame_ones[sent]))
        count += large_plan(tame, spoken=not sent)[1]
        seed += 1
    shown = Counter[str]()
    for output, names in total.items():
        shown[re.sub(r"[^/]+\.", "*.", output)] += names
    print(f"\n{count} names in {seed} plans; back from each output:", *sorted(shown.items()), sep="\n")


@pytest.mark.slow
def test_twenty_thousand_names_of_companies_come_back_from_a_first_plan(tmp_path: Path) -> None:
    dice = random.Random(3)  # noqa: S311 - a seed, so that it can be repeated
    for number in range(20_000):
        a_first_plan(tmp_path / str(number), nasty_name(number, dice))


def test_names_of_companies_come_back_from_a_first_plan(tmp_path: Path) -> None:
    dice = random.Random(4)  # noqa: S311 - a seed, so that it can be repeated
    for number in range(150):
        a_first_plan(tmp_path / str(number), nasty_name(number, dice))


def a_first_plan(folder: Path, name: str) -> None:
    given = name.replace("\0", "")  # no program can be given it
    done = run(["init", str(folder), f"--name={given}", "--number", "020-1234567"], {"HOME": str(folder), "LANG": "C"})
    assert (done.code, done.wrong) == (0, ()), (given, done)
    plan = yaml.load((folder / "plan.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
    assert plan["company"]["name"] == given
    assert plan.keys() == TAME_PLAN
    checked = run(["check", str(folder), "--fail-on", "error"], {"HOME": str(folder), "LANG": "C"})
    assert (checked.code, checked.wrong) == (0, ()), (given, checked)


TAME_PLAN = {"nummerplan", "company", "numbers", "schedules", "holidays", "users", "mailboxes"}


def test_a_quick_plan_of_names_comes_back_from_what_needs_no_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in (("USERS", 8), ("GROUPS", 3), ("MENUS", 2), ("BOXES", 3), ("CALLS", 6), ("PEOPLE", 2)):
        monkeypatch.setattr(f"injection.large_plan.{name}", size)
    one = made(tmp_path / "tame", tame, sent=False)
    back = through_every_output(tmp_path / "nasty", 7, sent=False, one=one)
    unseen = {name for name, count in back.items() if not count}
    checks = {f"check {form}" for form in ("json", "sarif", "junit", "github", "gitlab", "text")}
    assert {*checks, "test json", "test junit", "test tap", "diff markdown", "diff json"} & unseen == set()
    assert sum(back.values()) > 100


@pytest.mark.parametrize(
    ("breaks", "reader", "text"),
    [
        ("a table cell", of_markdown, "| a | b |\n| --- | --- |\n| {} | x |\n"),
        ("a list in JSON", of_json, '["{}", 1]'),
        ("a line", of_lines, "a {}\nb\n"),
        ("a drawing", of_dot, 'digraph flow {{\n  n0 [label="{}"];\n}}\n'),
        ("a flowchart", of_mermaid, 'flowchart LR\n  n0["{}"]\n'),
        ("a test", of_tap, "TAP version 14\nok 1 - {}\n"),
        ("a command", of_github, "::error file=a.yaml::{}\n"),
    ],
)
def test_a_name_that_is_not_confined_would_be_noticed(
    breaks: str, reader: Callable[[str], list[Leaf]], text: str
) -> None:
    intruders = {
        "a table cell": ("a | b", "[a](http://e)", "<img src=x>", "**a**"),
        "a list in JSON": ('a", "b',),
        "a line": ("a\nc", "a\u2028c"),
        "a drawing": ('a"; n1 [label="b',),
        "a flowchart": ('a"]\n  n1["b', "<b>a</b>"),
        "a test": ("a # SKIP", "a\nok 2 - b"),
        "a command": ("a\n::error file=b::c", "a\nb"),
    }
    one = list(reader(text.format("Naam0x")))
    assert differences(one, list(reader(text.format("gewoon"))), ["gewoon"], FORMS, Counter()) == []
    for name in intruders[breaks]:
        try:
            other = list(reader(text.format(name)))
        except (AssertionError, ValueError):
            continue  # the parser has noticed
        assert differences(one, other, [name], FORMS, Counter()), name


def test_our_own_reading_of_what_is_visible_is_that_of_the_product() -> None:
    text = "".join(map(chr, range(0x500))) + "\u200b\u2028\u202e\ufeff😀\U000e0041"
    assert escape_terminal(text) == {form.name: form.of for form in FORMS}["visible"](text)
    assert junit_xml._safe("a\ufffe") == "a\\ufffe"
