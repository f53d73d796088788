"""Processes that work off blocks of seeds, and one that watches them: who hangs or dies is named and replaced."""

import mmap
import os
import resource
import shutil
import signal
import struct
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.cells import CELLS, cell_of
from fuzz.line_coverage import lines_run
from fuzz.results import BLOCK, PRODUCT, Block, product_digest, save
from fuzz.run_input import MEMORY
from fuzz.trial import Trial

PATIENCE = 120
"""After so many seconds by the clock a worker is taken to hang where no signal reaches it."""
MOST_ENDED = 20
SAMPLE = 250
"""Of so many inputs of a cell one is followed line by line."""


@dataclass
class _Worker:
    block: int
    known: dict[int, str]
    """Seeds of the block that ended a worker, with what happened."""
    parent: int = field(default_factory=os.getpid)
    place: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 16))

    @property
    def seed(self) -> int:
        return int(struct.unpack("qd", self.place[:16])[0])

    @property
    def began(self) -> float:
        return float(struct.unpack("qd", self.place[:16])[1])


def work_off(blocks: Sequence[int], folder: Path, workers: int, told: Callable[[str], None]) -> None:
    """Run all inputs of blocks and keep what came of them."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(f"ended by signal {number}"))
    trial, product = Trial(), product_digest()
    left = [(block, dict[int, str]()) for block in reversed(blocks)]
    at_work: dict[int, _Worker] = {}
    done, begun = 0, time.monotonic()
    try:
        while left or at_work:
            while left and len(at_work) < workers:
                worker = _Worker(*left.pop())
                worker.place[:16] = struct.pack("qd", -1, time.time())
                sys.stdout.flush()
                if (process := os.fork()) == 0:
                    _be_worker(worker, folder, trial, product)
                at_work[process] = worker
            time.sleep(0.2)
            for process, worker in list(at_work.items()):
                if time.time() - worker.began > PATIENCE:
                    os.kill(process, signal.SIGKILL)
                ended, status = os.waitpid(process, os.WNOHANG)
                if not ended:
                    continue
                del at_work[process]
                _clean(process)
                if status:
                    if worker.seed in worker.known or len(worker.known) > MOST_ENDED:
                        raise SystemExit(f"the fuzzer itself has a fault: see what is above, at seed {worker.seed}")
                    known = worker.known | {worker.seed: f"the process ended with status {status}"}
                    left.append((worker.block, known))
                    told(f"seed {worker.seed}: the process ended with status {status}")
                    continue
                done += 1
                left_over = (time.monotonic() - begun) / done * (len(blocks) - done) / 60
                told(f"block {worker.block}: {done} of {len(blocks)} done, {left_over:.0f} min left")
    finally:
        for process in at_work:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            _clean(process)
        trial.sandbox.remove()


def _be_worker(worker: _Worker, folder: Path, trial: Trial, product: str) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (8 * MEMORY << 10, 8 * MEMORY << 10))
        trial.sandbox.settle()
        _block(worker, folder, trial, product)
        trial.sandbox.remove()
    except BaseException as problem:
        sys.stderr.write(f"seed {worker.seed}: {problem!r}\n")
        os._exit(1)
    os._exit(0)


def _block(worker: _Worker, folder: Path, trial: Trial, product: str) -> None:
    found = Block(worker.block, product)
    for seed in range(worker.block, worker.block + BLOCK):
        worker.place[:16] = struct.pack("qd", seed, time.time())
        if os.getppid() != worker.parent:
            raise SystemExit("whoever watches has gone")
        command, kind = cell_of(seed)
        found.counts[f"{command}|{kind}"] += 1
        if seed in worker.known:
            found.wrong.append((seed, "the process", worker.known[seed]))
            continue
        began = time.process_time()
        if (seed // len(CELLS)) % SAMPLE == 0:
            with lines_run(PRODUCT) as lines:
                ran = trial.run(seed)
            _add_lines(found, lines)
        else:
            ran = trial.run(seed)
            found.slowest = max(found.slowest, (time.process_time() - began, seed))
        found.codes[str(ran.code)] += 1
        found.wrong += [(seed, what, where) for what, where in ran.wrong]
    found.seconds = time.process_time()
    found.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    save(found, folder)


def _add_lines(found: Block, lines: dict[str, set[int]]) -> None:
    found.traced += 1
    for name, numbers in lines.items():
        file = str(Path(name).relative_to(PRODUCT))
        found.lines[file] = sorted({*found.lines.get(file, ()), *numbers})


def _clean(process: int) -> None:
    for place in (Path("/dev/shm"), Path("/tmp")):  # noqa: S108 - where sandboxes are
        for folder in place.glob(f"nummerplan-fuzz-{process}-*"):
            shutil.rmtree(folder, ignore_errors=True)
