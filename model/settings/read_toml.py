"""TOML from anybody: the standard library's reader, kept from what would take it minutes."""

import tomllib
from typing import Any

DEEPEST = 200
"""So many dots in a line are more than any key has; the reader takes time and memory by the square of a key's depth."""


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a text. Raises `ValueError` for what is no TOML, and `RecursionError` for deep nesting."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > DEEPEST and not line.lstrip().startswith("#"):
            raise ValueError(f"a key of more than {DEEPEST} parts (at line {number})")
    return tomllib.loads(text)
