"""A criterion of a call rejection: which callers, and when."""

from typing import Any, NamedTuple

from nummerplan.targets.broadworks.client.field_values import NIL
from nummerplan.targets.broadworks.parts.schedules.schedule_references import schedule_reference


class Criterion(NamedTuple):
    """Its name, its numbers, and the schedule's name; None is always."""

    name: str
    numbers: tuple[str, ...]
    schedule: str | None


_LISTED = {
    "from_dn_criteria_selection": "Specified Only",
    "include_anonymous_callers": False,
    "include_unavailable_callers": False,
}


def rejection(criterion: Criterion) -> dict[str, Any]:
    """The fields of a new criterion that refuses its numbers."""
    fields: dict[str, Any] = {"from_dn_criteria": {**_LISTED, "phone_number": list(criterion.numbers)}}
    if criterion.schedule is not None:
        fields["time_schedule"] = schedule_reference(criterion.schedule)
    return fields | {"blacklisted": True}


def replaced(criterion: Criterion) -> dict[str, Any]:
    """The fields that make a criterion of this name refuse these numbers, and no others."""
    numbers = {"phone_number": list(criterion.numbers)}
    return {
        "time_schedule": schedule_reference(criterion.schedule),
        "from_dn_criteria": {**_LISTED, "phone_number_list": numbers},
        "holiday_schedule": NIL,
        "blacklisted": True,
    }
