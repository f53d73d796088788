"""One change of a plan as a value: what stands at a route becomes something else."""

from typing import Any, NamedTuple

from nummerplan.model.source import Route


class PlanEdit(NamedTuple):
    """What stands at `route` becomes `value`, typed as the model has it there; None takes it away.

    A list is always replaced whole: its places would be others after the first edit.
    """

    route: Route
    value: Any = None
