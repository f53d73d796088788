"""Templates for files that telephones read: nothing in a plan can leave the value that it is written into."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nummerplan.targets.phones.telephone import plain

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(package: str, name: str, markup: bool, **filters: Callable[[str], str]) -> "Template":
    """A vendor's template, with filters of its own.

    `markup` escapes for XML and HTML; line formats have no escape, and need none after `plain`.
    """
    # Only a compilation needs the library, and it is slow to import.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=markup,
        finalize=_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    return environment.from_string((files(package) / name).read_text("utf-8"))


def _one_line(value: object) -> object:
    """Every value on its way into a file, also one that nobody thought of."""
    return plain(value) if type(value) is str else value
