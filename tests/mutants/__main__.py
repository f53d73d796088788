"""Mutants of the rooms that follow calls, and whether the oracle's tests notice them: `make mutants`.

cosmic-ray makes the mutants: an operator, a number, a word of the code is another one. They are drawn by a seed, each
is put into a copy of the product, and the tests that hold the product against the oracle run alone: first those of
`make test`, and for what they do not notice those of `make test-slow`, ten times as many plans. A mutant that cannot
even be imported counts for nothing. What survives is shown with its difference.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("compiler/calls", "compiler/linking/routing")
WORDS = ("describe_call.py", "followed_call.py")
"""Files that only read what people write of a call, and write what came of it: the tests of the commands hold them."""
COPIED = ("compiler", "model", "rules", "targets", "src", "tests", "pyproject.toml")
TESTS = (
    "tests/calls/test_oracle_calls.py",
    "tests/proof/test_oracle_proof.py",
    "tests/call_tests/test_oracle_promises.py",
    "tests/search/test_oracle_witnesses.py",
)
OPERATORS = sorted(
    name
    for name in plugins.operator_names()
    if not name.startswith("core/Variable") and not name.endswith(("_Is", "_IsNot"))
)
"""Those about variables want to be told which; `is` for `==` changes nothing where words and numbers are compared."""
PATIENCE = {"not slow": 120, "slow": 1200}
"""Seconds of processor time after which a mutant that runs for ever counts as noticed, for the tests of each mark."""
MEMORY = 2 << 20
"""Kilobytes that the tests of a mutant may take: what grows for ever counts as noticed too."""


class Mutant(NamedTuple):
    """One change: the file, what was there, and what is there now."""

    file: str
    operator: str
    before: str
    after: str

    @property
    def difference(self) -> str:
        """The changed lines."""
        lines = unified_diff(self.before.splitlines(), self.after.splitlines(), self.file, self.operator, "", "", 1)
        return "\n".join(lines)

    @property
    def changes_nothing(self) -> bool:
        """Whether only `strict` of a `zip` is another one: the lengths are equal, and a test cannot see it."""
        before, after = (re.sub(r"strict=\s*(True|False)", "", text) for text in (self.before, self.after))
        return before == after and self.before != self.after


def mutants() -> Iterator[tuple[str, str, int]]:
    """Every mutant that the tool can make of the rooms: a file, an operator, and which of its places."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    for file in sorted(path for path in files if path.name not in WORDS):
        tree = get_ast(file.read_text("utf-8"))
        nodes = list(ast_nodes(tree))
        for name in OPERATORS:
            operator = plugins.get_operator(name)()
            places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
            yield from ((str(file.relative_to(ROOT)), name, place) for place in range(places))


def made(file: str, name: str, place: int) -> Mutant:
    """One mutant as text."""
    before = (ROOT / file).read_text("utf-8")
    after = mutate_code(before, plugins.get_operator(name)(), place)
    return Mutant(file, name, before, after or before)


def copies(folder: Path, count: int) -> SimpleQueue[Path]:
    """Copies of the product in which mutants are tried."""
    found: SimpleQueue[Path] = SimpleQueue()
    for number in range(count):
        home = folder / str(number)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, home / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                home.mkdir(exist_ok=True)
                shutil.copy(source, home / name)
        found.put(home)
    return found


def tried(mutant: Mutant, mark: str, homes: SimpleQueue[Path], python: str) -> bool | None:
    """Whether the tests of a mark notice a mutant; None where it cannot be imported, or changes nothing."""
    if mutant.changes_nothing:
        return None
    home = homes.get()
    try:
        (home / mutant.file).write_text(mutant.after, "utf-8")
        environment = os.environ | {"PYTHONPATH": str(home / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        module = mutant.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        load = [python, "-c", f"import nummerplan.{module}"]
        if (
            mutant.file.endswith(".py")
            and subprocess.run(load, cwd=home, env=environment, check=False, capture_output=True).returncode
        ):
            return None
        pytest = [python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", mark, *TESTS]
        bounded = ["sh", "-c", f'ulimit -t {PATIENCE[mark]} && ulimit -v {MEMORY} && exec "$@"', "sh", *pytest]
        ran = subprocess.run(bounded, cwd=home, env=environment, check=False, capture_output=True)
        return ran.returncode != 0
    finally:
        (home / mutant.file).write_text(mutant.before, "utf-8")
        homes.put(home)


def main() -> int:
    """Draw mutants, try them, and report; the exit code is 1 when fewer are noticed than wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="so many mutants that can be imported")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--wanted", type=float, default=95.0, help="percent that must be noticed")
    parser.add_argument("--python", default=sys.executable, help="an interpreter with all that the tests need")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    drawn = list(mutants())
    random.Random(given.seed).shuffle(drawn)  # noqa: S311 - a seed, so that it can be repeated
    noticed, doubtful, survivors, left = 0, list[Mutant](), list[Mutant](), iter(drawn)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.jobs) as workers:
        homes = copies(Path(folder), given.jobs)

        def results(mark: str, batch: list[Mutant]) -> Iterator[tuple[Mutant, bool | None]]:
            return zip(batch, workers.map(lambda one: tried(one, mark, homes, given.python), batch), strict=True)

        text = (ROOT / "pyproject.toml").read_text("utf-8")
        if tried(Mutant("pyproject.toml", "none", text, text), "not slow", homes, given.python):
            print("the tests fail without any mutant: mend that first")
            return 2
        while (missing := given.count - noticed - len(doubtful)) > 0:
            batch = [made(*one) for _, one in zip(range(missing), left, strict=False)]
            if not batch:
                break
            for mutant, result in results("not slow", batch):
                noticed += result is True
                if result is False:
                    doubtful.append(mutant)
                    print(f"not noticed by the quick tests:\n{mutant.difference}\n", flush=True)
                print(f"{noticed} noticed, {len(doubtful)} not yet", end="\r", file=sys.stderr, flush=True)
        for mutant, result in results("slow", doubtful):
            if result:
                noticed += 1
            else:
                survivors.append(mutant)
                print(f"survived all:\n{mutant.difference}\n", flush=True)
    tested = noticed + len(survivors)
    percent = 100 * noticed / tested if tested else 0.0
    print(f"mutants: {tested} of {len(drawn)}, noticed: {noticed} ({percent:.1f} %), seed {given.seed}")
    return 0 if percent >= given.wanted else 1


if __name__ == "__main__":
    sys.exit(main())
