"""What came of inputs, kept in files by blocks of seeds, and summed up into a table."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nummerplan
from fuzz.cells import CELLS, KINDS
from fuzz.line_coverage import ROOMS, Lines, lines_there_are, room_of

PRODUCT = Path(nummerplan.__file__).parent
ROOT = Path(__file__).resolve().parents[2]
GENERATOR = ("mutations", "cells", "arguments", "answers", "company")
"""What makes an input of a number: where it changes, the numbers mean something else."""
BLOCK = 1000
"""So many seeds are a block: what is cut off is begun again with the block it was in."""


@dataclass
class Block:
    """What came of a block of seeds. `wrong` has a row for each fault: seed, what, where."""

    first: int
    product: str
    counts: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[int, str, str]] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    memory: int = 0
    """Kilobytes."""
    seconds: float = 0.0
    traced: int = 0
    lines: dict[str, list[int]] = field(default_factory=dict)


def cache_folder(cache: Path) -> Path:
    """Where the results of this generator of inputs are: another one makes others of the same seeds."""
    folder = cache / digest([ROOT / "tests" / "fuzz" / f"{name}.py" for name in GENERATOR])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def product_digest() -> str:
    """Names this state of the product."""
    return digest(sorted(file for room in ROOMS for file in (PRODUCT / room).rglob("*.py")))


def digest(files: Iterable[Path]) -> str:
    """A short name of what files hold."""
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:10]


def save(block: Block, folder: Path) -> None:
    """Keep a block, whole or not at all."""
    place = folder / f"{block.first:010}.json"
    place.with_suffix(".tmp").write_text(json.dumps(vars(block)), "utf-8")
    place.with_suffix(".tmp").replace(place)


def kept(folder: Path) -> Iterator[Block]:
    """All blocks there are."""
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        data["counts"], data["codes"] = Counter(data["counts"]), Counter(data["codes"])
        yield Block(**data)


def table(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines for people: inputs by command and kind, faults, and lines of the product that were run."""
    found = list(blocks)
    counts: Counter[str] = sum((block.counts for block in found), Counter())
    total = counts.total()
    yield f"{total:,} inputs, {sum(block.seconds for block in found) / max(total, 1) * 1000:.1f} ms of processor each"
    yield from _cells(counts, total)
    least = min((counts[f"{command}|{kind}"] for command, kind in CELLS), default=0)
    yield f"the least of {len(CELLS)} cells has {100 * least / max(total, 1):.2f} % of all inputs"
    codes: Counter[str] = sum((block.codes for block in found), Counter())
    yield "exit codes: " + ", ".join(f"{code}: {count:,}" for code, count in sorted(codes.items()))
    slowest = max((block.slowest for block in found), default=[0, -1])
    most = max((block.memory for block in found), default=0)
    yield f"the slowest took {slowest[0]:.1f} s (seed {slowest[1]}); the most memory was {most >> 10} MB"
    yield from faults(found)
    yield from _coverage(found)


def _cells(counts: Mapping[str, int], total: int) -> Iterator[str]:
    commands = sorted({command for command, _ in CELLS})
    yield "".join((f"{'':10}", *(f"{kind:>19}" for kind in KINDS)))
    for command in commands:
        cells = []
        for kind in KINDS:
            count = counts.get(f"{command}|{kind}", 0)
            cells.append(f"{f'{count:,} {100 * count / max(total, 1):.2f} %' if (command, kind) in CELLS else '-':>19}")
        yield f"{command:10}" + "".join(cells)


def faults(blocks: Iterable[Block]) -> Iterator[str]:
    """Each fault once, with how often it was seen and some of the seeds that show it."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    more: dict[tuple[str, str], str] = {}
    for block in blocks:
        for seed, what, where in block.wrong:
            place = where.partition(" | ")[0] if what.startswith(("exception", "more")) else what
            seen[what, place].append(seed)
            more.setdefault((what, place), where)
    yield f"faults: {sum(map(len, seen.values())):,} inputs in {len(seen)} ways"
    for key, seeds in sorted(seen.items(), key=lambda pair: -len(pair[1])):
        yield f"  {len(seeds):6} x {key[0]}: {more[key][:300]}  (seeds {', '.join(map(str, seeds[:5]))})"


def _coverage(blocks: list[Block]) -> Iterator[str]:
    product = product_digest()
    traced = [block for block in blocks if block.product == product]
    count = sum(block.traced for block in traced)
    yield f"lines of functions that ran, by room (of {count:,} inputs that were followed line by line):"
    run: Lines = defaultdict(set)
    for block in traced:
        for file, lines in block.lines.items():
            run[file].update(lines)
    there, ran = Counter[str](), Counter[str]()
    for name, lines in lines_there_are(PRODUCT).items():
        room, file = room_of(name, PRODUCT), str(Path(name).relative_to(PRODUCT))
        there[room] += len(lines)
        ran[room] += len(lines & run.get(file, set()))
    for room in sorted(there):
        if there[room]:
            yield f"  {room:28} {ran[room]:6} of {there[room]:6}  {100 * ran[room] / there[room]:5.1f} %"
    yield f"  {'all':28} {ran.total():6} of {there.total():6}  {100 * ran.total() / max(1, there.total()):5.1f} %"
