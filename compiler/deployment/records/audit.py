"""The audit log of deployments: who did what when, to which company, with which revision of the plan.

It is one file for all companies, `audit.jsonl` in the folder of journals: one JSON object a line, only ever added to.
Each line holds the hash of the line before it, so that no line can be changed, taken out or put in without every later
hash being wrong. Who could write to the file could make all hashes anew: keep a hash elsewhere from time to time (each
deployment names the newest one) and ask for it later.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from nummerplan.compiler.deployment.records.tenant_lock import hold_lock

NAME = "audit.jsonl"
FIRST = "0" * 64
"""Stands for the hash of the line before the first one."""


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The entries that could be read, the newest hash, and the number of the first line that is not right, if any."""

    entries: tuple[Mapping[str, Any], ...]
    head: str
    broken: int | None


def add_audit_entry(folder: Path, entry: Mapping[str, Any]) -> str:
    """Add an entry, on the disk before this returns. Returns its hash."""
    with hold_lock(folder / "audit.lock"):
        place = folder / NAME
        opened = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(opened, "a+b") as file:
            last = _last_line(file)
            previous = _hash_of(last) if last else FIRST
            line = json.dumps({**entry, "previous": previous}, ensure_ascii=False, sort_keys=True).encode()
            # A line that was cut off when the computer stopped ends here; it stays, and shows as what it is.
            start = b"" if not last or last.endswith(b"\n") else b"\n"
            file.write(start + line + b"\n")
            file.flush()
            os.fsync(file.fileno())
    return _hash_of(line)


def read_audit(folder: Path) -> AuditLog:
    """The whole log, with its chain of hashes followed. A log that is not there is empty."""
    place = folder / NAME
    entries: list[Mapping[str, Any]] = []
    previous, broken = FIRST, None
    for number, line in enumerate(_lines(place), 1):
        try:
            entry = json.loads(line)
            right = isinstance(entry, dict) and entry.get("previous") == previous and line.endswith(b"\n")
        except (ValueError, RecursionError):
            entry, right = {}, False
        broken = broken or (None if right else number)
        entries.append(entry if isinstance(entry, dict) else {})
        previous = _hash_of(line)
    return AuditLog(tuple(entries), previous, broken)


def audit_hashes(folder: Path) -> Iterator[str]:
    """The hash of each line."""
    return map(_hash_of, _lines(folder / NAME))


def _lines(place: Path) -> list[bytes]:
    return place.read_bytes().splitlines(keepends=True) if place.exists() else []


def _hash_of(line: bytes) -> str:
    return hashlib.sha256(line.removesuffix(b"\n")).hexdigest()


def _last_line(file: BinaryIO) -> bytes:
    """The last line of an open file, found from its end."""
    size = file.seek(0, os.SEEK_END)
    length = 4096
    while True:
        file.seek(max(0, size - length))
        tail = file.read()
        if length >= size or b"\n" in tail.removesuffix(b"\n"):
            return tail[tail.removesuffix(b"\n").rfind(b"\n") + 1 :]
        length *= 2
