"""Time and memory on large plans: `python tests/bench`, or `make bench`.

Everything runs as people run it: a process from its start to its exit, from compiled modules as after an installation,
no cache of results, teardown included. Of several runs the quickest counts, for it was disturbed least; what is
compared takes turns in the same minutes. Nothing is judged here: the wanted figures stand beside the measured ones.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plans import write_plan

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCRATCH = ROOT / ".bench"
NUMMERPLAN = str(Path(sys.executable).with_name("nummerplan"))
CHECK = (NUMMERPLAN, "check", "--today", "2026-11-23")
LIBRARIES = "import click, pydantic, networkx, yaml, phonenumbers, holidays"
SIZES = {1_000: 9, 10_000: 5, 40_000: 3}
"""Users, and how often each plan is checked."""
COPIES = 200
ENVIRONMENT = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Best:
    """The quickest run of a command, the least processor time, and the most memory that any of its runs took."""

    seconds: float = float("inf")
    processor: float = float("inf")
    megabytes: float = 0.0

    def add(self, seconds: float, processor: float, megabytes: float) -> None:
        """One more run."""
        self.seconds, self.megabytes = min(self.seconds, seconds), max(self.megabytes, megabytes)
        self.processor = min(self.processor, processor)


def run(command: Iterable[str]) -> tuple[float, float, float]:
    """Wall and processor seconds and peak megabytes of one process.

    Whoever does not end well ends the measurement; that something was found in a plan is well.
    """
    begin = time.perf_counter()
    with subprocess.Popen(
        [*command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=ENVIRONMENT
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(times: int, *commands: tuple[str, ...]) -> list[Best]:
    """The best of each command; they take turns, after one round that only warms the disk's cache."""
    best = [Best() for _ in commands]
    for command in commands:
        run(command)
    for _ in range(times):
        for command, kept in zip(commands, best, strict=True):
            kept.add(*run(command))
    return best


def large_plans(sizes: dict[int, int]) -> None:
    """`check` beside the peer on each size, clean and with many findings, and how it grows."""
    print("check of a plan, beside PyYAML's C loader merely loading the same file")
    print(f"{'users':>7} {'lines':>8} {'findings':>8} {'check':>9} {'loader':>9} {'ratio':>7} {'peak':>8}")
    seconds: dict[int, float] = {}
    for users, times in sizes.items():
        for faulty in (False, True) if users <= 10_000 else (False,):
            plan = write_plan(users, SCRATCH / f"{users}{'-faulty' if faulty else ''}", faulty=faulty)
            lines = plan.read_bytes().count(b"\n")
            ours, peer = compare(times, (*CHECK, str(plan)), (sys.executable, str(HERE / "peer.py"), str(plan)))
            if not faulty:
                seconds[users] = ours.seconds
            wanted = "   wanted: at most 0.50 and 300 MB" if users == 10_000 else ""
            print(
                f"{users:>7} {lines:>8} {findings_in(plan):>8} {ours.seconds:>7.2f} s {peer.seconds:>7.2f} s"
                f" {ours.seconds / peer.seconds:>7.2f} {ours.megabytes:>5.0f} MB{wanted}",
                flush=True,
            )
    if {10_000, 40_000} <= seconds.keys():
        growth = seconds[40_000] / seconds[10_000]
        print(f"growth from 10,000 to 40,000 users: {growth:.2f} times   wanted: at most 4.40")


def findings_in(plan: Path) -> int:
    """How many findings a plan has: one a line, and the line that counts them."""
    command = [*CHECK, "--format", "concise", str(plan)]
    shown = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=ENVIRONMENT)
    return shown.stdout.count("\n") - 1


def many_plans(times: int) -> None:
    """`check .` where many small plans stand, in processor time."""
    folder = SCRATCH / "copies"
    shutil.rmtree(folder, ignore_errors=True)
    for place in range(COPIES):
        shutil.copytree(ROOT / "examples" / "mijn-bedrijf", folder / f"bedrijf{place:03d}")
    plans = map(str, sorted(folder.glob("*/plan.yaml")))
    ours, peer = compare(times, (*CHECK, str(folder)), (sys.executable, str(HERE / "peer.py"), *plans))
    print(f"check of {COPIES} copies of the example, beside PyYAML's C loader, in processor time")
    print(
        f"a plan {1000 * ours.processor / COPIES:>6.2f} ms, loader {1000 * peer.processor / COPIES:>6.2f} ms,"
        f" ratio {ours.processor / peer.processor:.2f}   wanted: at most 1.75",
        flush=True,
    )


def starts(times: int) -> None:
    """What a person waits for on small plans."""
    print("small work, beside the same Python merely importing what it needs")
    example = str(ROOT / "examples" / "mijn-bedrijf")
    rows = (
        ("--version", (NUMMERPLAN, "--version"), "import click", 2.5),
        ("check of the example", (*CHECK, example), LIBRARIES, 1.6),
    )
    for title, command, imports, wanted in rows:
        ours, peer = compare(times, command, (sys.executable, "-c", imports))
        print(
            f"{title:<21} {ours.seconds:>6.3f} s, imports {peer.seconds:>6.3f} s,"
            f" ratio {ours.seconds / peer.seconds:.2f}   wanted: at most {wanted:.1f}",
            flush=True,
        )


def proofs(sizes: dict[int, int]) -> None:
    """`check --proof` beside plain `check`; once more where sites differ: 50 schedules and 5 calendars."""
    print("proof of a plan, beside its plain check")
    print(f"{'users':>7} {'hours':>7} {'proof':>9} {'check':>9} {'ratio':>7} {'peak':>8}")
    for users, times in sizes.items():
        for clocks in (False, True):
            plan = write_plan(users, SCRATCH / f"{users}{'-clocks' if clocks else ''}", clocks)
            quiet = (*CHECK, "--format", "concise", str(plan))
            proof, plain = compare(times, (*quiet, "--proof"), quiet)
            print(
                f"{users:>7} {'differ' if clocks else 'alike':>7} {proof.seconds:>7.2f} s {plain.seconds:>7.2f} s"
                f" {proof.seconds / plain.seconds:>7.2f} {proof.megabytes:>5.0f} MB"
                f"{'   wanted: at most 3.00' if users == 10_000 else ''}",
                flush=True,
            )


def traces(runs: int) -> None:
    """Calls a second in one process: parsed from text, followed, nothing printed."""
    print("trace of calls to the retail chain, in one process")
    command = (sys.executable, str(HERE / "calls.py"), str(ROOT / "examples" / "retail-chain"), str(runs))
    output = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    calls, seconds = output.split()
    rate = int(calls) / float(seconds)
    print(f"{int(calls):>7} calls {float(seconds):>7.2f} s {rate:>9.0f} a second   wanted: at least 20000", flush=True)


def main() -> None:
    """Measure, or with --write only write a plan."""
    parser = argparse.ArgumentParser(prog="tests/bench", description="Time and memory on large plans.")
    parser.add_argument("users", nargs="*", type=int, help="sizes to measure (default: 1000 10000 40000)")
    parser.add_argument("--runs", type=int, help="runs of each (default: 9, 5 and 3 by size)")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="only write the plan of the first size there")
    parser.add_argument("--faulty", action="store_true", help="with --write: a plan with many findings")
    asked = parser.parse_args()
    if asked.write:
        write_plan((asked.users or [200])[0], asked.write, faulty=asked.faulty)
        return
    sizes = {users: asked.runs or SIZES.get(users, 3) for users in asked.users or SIZES}
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors\n")
    starts(asked.runs or 9)
    print()
    large_plans(sizes)
    print()
    many_plans(asked.runs or 5)
    print()
    proofs({users: asked.runs or 3 for users in sizes if users <= 10_000})
    print()
    traces(asked.runs or 5)


if __name__ == "__main__":
    main()
