"""Hostile inputs by the hundred thousand, as `make fuzz INPUTS=20000 SEED=7` starts them.

    python tests/fuzz --inputs 1000000        run the seeds that have not been run yet, and show the table
    python tests/fuzz --inputs 0              show the table
    python tests/fuzz --replay 223            show what one seed is and does, and the least of it that still does it
    python tests/fuzz --again                 run every seed again that showed a fault

Every input is a number: the same one makes the same input. What came of it stands in `.cache/fuzz`, a file for each
thousand, so that a run that was cut off goes on where it was.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.dont_write_bytecode = True

from fuzz.replay import replay  # noqa: E402 - found once the folder above is known
from fuzz.results import BLOCK, ROOT, cache_folder, kept, table  # noqa: E402
from fuzz.trial import Trial  # noqa: E402
from fuzz.workers import work_off  # noqa: E402


def main() -> int:
    """Run what is asked for; 1 when there are faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0, help="the first one")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "fuzz")
    parser.add_argument("--replay", type=int, metavar="SEED")
    parser.add_argument("--quick", type=int, metavar="INPUTS", help="in this process, and keep nothing")
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    if asked.replay is not None:
        return replay(asked.replay)
    if asked.quick is not None:
        return quick(range(asked.seed, asked.seed + asked.quick))
    folder = cache_folder(asked.cache.resolve())
    if asked.again:
        return again(folder)
    os.nice(19)
    run(asked.seed, asked.inputs, folder, asked.workers)
    found = list(kept(folder))
    for line in table(found):
        sys.stdout.write(f"{line}\n")
    return int(any(block.wrong for block in found))


def run(seed: int, inputs: int, folder: Path, workers: int) -> None:
    """Run the blocks that the seeds lie in and that are not kept yet."""
    first, last = seed // BLOCK * BLOCK, seed + inputs
    known = {block.first for block in kept(folder)}
    blocks = [block for block in range(first, last, BLOCK) if block not in known]
    if inputs and blocks:
        work_off(blocks, folder, workers, _told)


def _told(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def again(folder: Path) -> int:
    """Run every seed that showed a fault."""
    return quick(sorted({seed for block in kept(folder) for seed, *_ in block.wrong}))


def quick(seeds: Sequence[int]) -> int:
    """Run inputs in this process, and say what is wrong with each."""
    trial, wrong = Trial(), 0
    for seed in seeds:
        if found := trial.run(seed).wrong:
            wrong += 1
            _told(f"{seed}: {found[0][0]}: {found[0][1][:200]}")
    trial.sandbox.remove()
    _told(f"{len(seeds)} inputs, {wrong} with a fault")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
