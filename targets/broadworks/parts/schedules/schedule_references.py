"""Schedules where commands refer to them: by level and name."""

from typing import Any

from nummerplan.model.artefact import PlanEdit
from nummerplan.model.deployment.tenant import Value
from nummerplan.model.message import say
from nummerplan.model.plan.schedules import During
from nummerplan.model.source import Route
from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.client.queries import Answer
from nummerplan.targets.broadworks.loss_kinds import RULE_HOLIDAYS
from nummerplan.targets.broadworks.object_kind import PlanContext


def schedule_reference(name: Value) -> Any:
    """A schedule or holiday calendar of the group; NIL for none."""
    return NIL if name is None else {"type": "Group", "name": name}


def read_schedule(answer: Answer, field: str) -> str | None:
    """The name of the schedule in a field."""
    key = answer.first(field)
    if key is None:
        return None
    level, name = key.text("type"), key.text("name")
    # One of another level has a name that none of the group's is taken for.
    return name if level == "Group" else f"{level}: {name}"


def rule_schedule(context: PlanContext, during: During | None, route: Route) -> str | None:
    """The name of the schedule of a rule; a rule cannot be closed on holidays."""
    if during is None:
        return None
    if during.holidays is not None:
        text = say("a rule of BroadWorks knows no days off: it holds on holidays too")
        # A rule that only days off would stop always holds.
        left = PlanEdit((*route, "holidays") if during.schedule is not None else route)
        context.lose((*route, "holidays"), text, RULE_HOLIDAYS, left)
    return context.schedule_name(during.schedule)
