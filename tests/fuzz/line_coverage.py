"""Which lines of the product's functions were run, by room; counted with the interpreter's own tracing."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOMS = ("compiler", "model", "rules", "targets", "cli")
Lines = dict[str, set[int]]


@contextmanager
def lines_run(product: Path) -> Iterator[Lines]:
    """Collects the lines that run within, by file."""
    found: Lines = {}
    start = str(product) + "/"

    def of_line(frame: FrameType, event: str, about: Any) -> Any:
        if event == "line":
            found[frame.f_code.co_filename].add(frame.f_lineno)
        return of_line

    def of_call(frame: FrameType, event: str, about: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(start):
            return None
        found.setdefault(name, set())
        return of_line

    threading.settrace(of_call)
    sys.settrace(of_call)
    try:
        yield found
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]


def lines_there_are(product: Path) -> Lines:
    """The lines of functions of every file; what runs when a file is imported is not counted."""
    return {
        str(file): set(_of_functions(compile(file.read_bytes(), str(file), "exec")))
        for room in ROOMS
        for file in sorted((product / room).rglob("*.py"))
    }


def _of_functions(code: CodeType) -> Iterator[int]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & 2:  # of a function; a class has no lines of its own to run later
                yield from (
                    line for _, _, line in inner.co_lines() if line is not None and line != inner.co_firstlineno
                )
            yield from _of_functions(inner)


def room_of(file: str, product: Path) -> str:
    """The room of a file, as the architecture names them: two folders deep."""
    parts = Path(file).relative_to(product).parts
    return "/".join(parts[: 2 if len(parts) > 2 else 1])
