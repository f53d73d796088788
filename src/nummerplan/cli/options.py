"""Arguments and options that several commands take, and what they mean."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import nummerplan
from nummerplan.model.errors import FileError, PlanError

if TYPE_CHECKING:
    from nummerplan.model.loaded_plan import LoadedPlan

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

HERE = click.argument("path", default=Path(), type=click.Path(path_type=Path))
"""A path that is this folder when none is given."""


def today_option(text: str = "The day that holiday rules count from.", metavar: str | None = None) -> Decorator:
    """`--today`, given to the command as a date: the present one without it."""
    form = click.DateTime(["%Y-%m-%d"])

    def as_date(context: click.Context, option: click.Parameter, given: datetime | None) -> date:
        return (given or datetime.now()).date()

    return click.option("--today", type=form, callback=as_date, metavar=metavar, help=text)


def since_option(text: str) -> Decorator:
    """`--since`, given to the command as people wrote it; None without it."""
    return click.option("--since", metavar="git:REV", help=text)


def format_option(formats: Sequence[str], text: str = "For people, or programs.", **more: Any) -> Decorator:
    """`--format`, given to the command as `form`: text without it, or the first where text is none."""
    default = "text" if "text" in formats else formats[0]
    return click.option("--format", "form", type=click.Choice(formats), default=default, help=text, **more)


def one_plan(path: Path) -> "LoadedPlan":
    """The plan that a command looks into which looks into one. Raises `PlanError` (whichever way there is none, the
    exit code is 1), and `SettingError`.
    """
    try:
        plan = nummerplan.load(path)
    except FileError as error:
        raise PlanError(error.message) from None
    plan.must_be_usable()
    return plan
