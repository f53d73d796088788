"""The plan that a command looks into which looks into one: whichever way there is none, its exit code is 1."""

from pathlib import Path

import nummerplan
from nummerplan.model.errors import FileError, PlanError
from nummerplan.model.loaded_plan import LoadedPlan


def one_plan(path: Path) -> LoadedPlan:
    """The plan at a path. Raises `PlanError` when there is none that can be read, and `SettingError`."""
    try:
        plan = nummerplan.load(path)
    except FileError as error:
        raise PlanError(error.message) from None
    plan.must_be_usable()
    return plan
