"""How a report is written: one file per format, found by its name; a new format edits no list."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from nummerplan.model.message import Translate
from nummerplan.model.report import Report

Render = Callable[[Report, Translate, bool], str]
"""Writes a report in the reader's language, perhaps in colour; ends with a line end."""


def all_formats() -> tuple[str, ...]:
    """The names of the formats, in order of the alphabet."""
    return tuple(sorted(found.name for found in iter_modules(__path__)))


def proving_formats() -> tuple[str, ...]:
    """The formats that also write proofs: their files say so."""
    return tuple(name for name in all_formats() if getattr(import_module(f"{__name__}.{name}"), "SHOWS_PROOFS", False))


def is_ours(name: str, content: bytes) -> bool:
    """Whether the content of a file is what a format wrote before, so that it may be overwritten with the next."""
    try:
        return bool(import_module(f"{__name__}.{name}").is_ours(content.decode("utf-8")))
    except (ValueError, RecursionError):
        return False


def render(name: str, report: Report, translate: Translate, colour: bool = False) -> str:
    """Write a report in one of `all_formats`. Colour is for formats that people read."""
    write: Render = import_module(f"{__name__}.{name}").render
    return write(report, translate, colour)
