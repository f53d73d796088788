"""The commands that make a schedule, week or holidays, and change its events one by one."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from nummerplan.model.deployment.change_set import Change
from nummerplan.model.deployment.platform import Operation
from nummerplan.model.deployment.tenant import Value
from nummerplan.targets.broadworks.object_kind import ChangeContext, Phase, Step
from nummerplan.targets.broadworks.parts.schedules.schedule_events import (
    Event,
    ScheduleType,
    event_fields,
    schedule_key,
)
from nummerplan.targets.broadworks.parts.standing_rules import let_go

EVENTS = "events"
"""The setting of a schedule that was read: the name of each event and a text that describes it; never compared."""

EventOf = Callable[[str, Collection[str]], Event]
"""The event that a text describes, under a name that is not taken."""


def texts_of(value: Value) -> tuple[str, ...]:
    """The texts that describe a schedule's events."""
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def write_schedule(
    change: Change, context: ChangeContext, kind: ScheduleType, setting: str, event_of: EventOf
) -> Iterator[Step]:
    """New events first, then events that go away: the schedule is never empty in between."""
    this = schedule_key(change.identity.name, kind)

    def command(request: str, **fields: Any) -> Operation:
        return Operation(change.identity, request, {**context.group, **fields})

    if change.after is None:
        yield from let_go(change, context)
        yield Phase.DELETE_SCHEDULES, command("GroupScheduleDeleteListRequest", schedule_key=[this])
        return
    had: dict[str, str] = {}
    if change.before is None:
        yield Phase.SCHEDULES, command("GroupScheduleAddRequest", **this)
    else:
        had = dict(_pairs(change.before.settings.get(EVENTS)))
        if change.before.identity != change.identity:
            former = schedule_key(change.before.identity.name, kind)
            renamed = {"schedule_key": former, "new_schedule_name": change.identity.name}
            yield Phase.SCHEDULES, command("GroupScheduleModifyRequest", **renamed)
    texts, taken = texts_of(change.after.settings[setting]), set(had)
    for text in texts:
        if text not in had.values():
            event = event_of(text, taken)
            taken.add(event.name)
            fields = event_fields(event)
            yield Phase.SCHEDULES, command("GroupScheduleAddEventRequest", schedule_key=this, **fields)
    unwanted = [name for name, text in had.items() if text not in texts]
    if unwanted:
        yield (
            Phase.SCHEDULES,
            command("GroupScheduleDeleteEventListRequest", schedule_key=this, event_name=unwanted),
        )


def _pairs(value: Value) -> Iterator[tuple[str, str]]:
    for pair in value if isinstance(value, tuple) else ():
        if isinstance(pair, tuple):
            yield str(pair[0]), str(pair[1])
