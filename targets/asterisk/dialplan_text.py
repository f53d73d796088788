"""Templates for the files of Asterisk: nothing in a plan can leave the value that it is written into."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nummerplan.targets.asterisk.identifiers import comment

if TYPE_CHECKING:
    from jinja2 import Template

_FIT = frozenset("_.-+/:,*@ ")


class Code(str):
    """A text of the target's own making: what of it comes from a plan has been confined already."""

    __slots__ = ()


@cache
def template(name: str) -> "Template":
    """A template of this target. Every value in it is confined to letters, digits and signs that mean nothing."""
    # Only a compilation needs the library, and it is slow to import.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_confined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(code=Code, comment=lambda text: Code(comment(text)), escaped=_escaped)
    return environment.from_string((files(__package__) / "templates" / name).read_text("utf-8"))


def _escaped(text: str) -> Code:
    return Code(text.replace(";", r"\;"))


def _confined(value: object) -> object:
    """Every value on its way into a file, also one that nobody thought of."""
    if type(value) is str:
        return "".join(mark if (mark.isascii() and mark.isalnum()) or mark in _FIT else "_" for mark in value)
    return value
