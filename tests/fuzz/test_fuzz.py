"""A slice of the hostile inputs, and what the fuzzer itself would notice."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from fuzz.cells import CELLS, KINDS
from fuzz.line_coverage import lines_run, lines_there_are, room_of
from fuzz.results import PRODUCT, Block, cache_folder, kept, save, table
from fuzz.run_input import CODES, Ran, run
from fuzz.sandbox import Sandbox
from nummerplan.cli import rules
from nummerplan.cli.screen import Screen

FUZZ = (sys.executable, str(Path(__file__).parent))
ENVIRONMENT = dict(os.environ)


def test_no_input_of_a_slice_breaks_anything() -> None:
    """Eight of each cell; the million is `make fuzz`."""
    done = subprocess.run([*FUZZ, "--quick", str(8 * len(CELLS))], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"{8 * len(CELLS)} inputs, 0 with a fault\n"), (
        done.stdout + done.stderr
    )


def test_one_input_is_shown_with_what_it_does() -> None:
    done = subprocess.run([*FUZZ, "--replay", "8011"], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("seed 8011: deploy x saved plans\n['deploy', '--plan', 'saved.json', '--yes'")
    assert "\nexit 2\n" in done.stdout


def test_inputs_that_showed_a_fault_are_run_again(tmp_path: Path) -> None:
    block = Block(8000, "product")
    block.wrong.append((8011, "exception KeyError", "compiler/a.py:7 f | KeyError(1)"))
    save(block, cache_folder(tmp_path))
    done = subprocess.run([*FUZZ, "--again", "--cache", str(tmp_path)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "1 inputs, 0 with a fault\n"), done.stderr


def test_every_command_is_in_the_table_and_no_cell_is_below_two_percent() -> None:
    assert {command for command, _ in CELLS} == CODES.keys()
    assert KINDS["arguments"] == tuple(sorted(CODES))
    assert len(CELLS) <= 50


def test_exit_codes_are_those_that_the_help_names() -> None:
    assert CODES["plan"] == {0, 1, 2, 3, 5}
    assert CODES["graph"] == CODES["trace"] == {0, 1, 2}
    assert CODES["schema"] == {0, 2}


def _raises(*about: object) -> None:
    raise ZeroDivisionError


def _hangs(*about: object) -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("breaks", "what"),
    [
        (_raises, "exception ZeroDivisionError"),
        (_hangs, "more than 10 s"),
        (lambda screen, text: screen._beside("a\x1b[2J"), "acts on a terminal"),
        (lambda screen, text: screen._beside("Traceback (most recent call last):"), "traceback"),
        (lambda screen, text: sys.stdout.write("{"), "no json"),
    ],
)
def test_what_is_wrong_with_a_command_is_noticed(breaks: Callable[..., None], what: str) -> None:
    with patch.object(Screen, "result", breaks), patch("fuzz.run_input.SECONDS", 0.4 if breaks is _hangs else 10):
        found = run(["rules", "--format", "json"], ENVIRONMENT)
    assert [one.replace("0.4", "10") for one, _ in found.wrong] == [what]


def test_an_exit_code_that_nobody_documents_is_noticed() -> None:
    with patch.object(rules.command, "callback", lambda **about: 3):
        assert [one for one, _ in run(["rules"], ENVIRONMENT).wrong] == ["exit code 3"]


def test_nothing_is_wrong_with_a_command_that_works() -> None:
    assert run(["rules"], ENVIRONMENT).wrong == ()
    assert run(["rules", "--nonsense"], ENVIRONMENT) == Ran(2, "", run(["rules", "--nonsense"], ENVIRONMENT).err, ())


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    assert tmp_path.exists()  # made before, outside of it
    found = Sandbox()
    found.fill({}, {})
    found.guarded = True
    yield found
    found.guarded = False
    found.remove()


def test_what_would_leave_the_sandbox_is_refused_and_told(sandbox: Sandbox, tmp_path: Path) -> None:
    Path("inside").write_text("x")
    (sandbox.root / "home" / "x").write_text("x")
    assert sandbox.offences == []
    outside = tmp_path / "x"
    ways: list[Callable[[], object]] = [
        lambda: outside.write_text("x"),
        outside.mkdir,
        lambda: Path("inside").rename(outside),
        lambda: Path("../../../../../../x").write_text("x"),
        lambda: subprocess.run(["true"], check=False),
        lambda: os.system("true"),  # noqa: S605 - it is refused
    ]
    for count, way in enumerate(ways, 1):
        with pytest.raises(PermissionError):
            way()
        assert len(sandbox.offences) == count
    assert not outside.exists()


def test_a_sandbox_leaves_the_process_as_it_was() -> None:
    before = Path.cwd(), tempfile.gettempdir()
    found = Sandbox()
    found.fill({}, {})
    found.remove()
    assert (Path.cwd(), tempfile.gettempdir()) == before
    assert not found.root.exists()


def test_blocks_are_summed_up_into_the_table(tmp_path: Path) -> None:
    for first in (0, 1000):
        block = Block(first, "product")
        block.counts["check|plans"] = 600
        block.counts["audit|journals"] = 400
        block.wrong.append((first + 7, "exception KeyError", "compiler/a.py:7 f | KeyError(1)"))
        save(block, tmp_path)
    lines = list(table(kept(tmp_path)))
    assert lines[0].startswith("2,000 inputs")
    assert any(line.startswith("check") and "1,200 60.00 %" in line for line in lines)
    assert "the least of 41 cells has 0.00 % of all inputs" in lines
    assert "faults: 2 inputs in 1 ways" in lines
    assert any("2 x exception KeyError: compiler/a.py:7 f" in line and "seeds 7, 1007" in line for line in lines)


def test_lines_of_functions_that_run_are_counted() -> None:
    file = str(PRODUCT / "cli" / "rules.py")
    with lines_run(PRODUCT) as lines:
        run(["rules"], ENVIRONMENT)
    there = lines_there_are(PRODUCT)
    assert 0.5 < len(lines[file] & there[file]) / len(there[file]) <= 1
    assert room_of(file, PRODUCT) == "cli"
    assert room_of(str(PRODUCT / "compiler" / "search" / "loops.py"), PRODUCT) == "compiler/search"
