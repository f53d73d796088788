"""Days, moments and the clocks that a plan follows."""

from datetime import datetime
from zoneinfo import ZoneInfo

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.message import Message, say
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY

DAY_NAMES = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))


def moment_name(moment: datetime) -> Message:
    """A moment with its day of the week: `Mon 2026-11-23 10:00`."""
    return say(
        "{day} {date} {time}", day=DAY_NAMES[moment.weekday()], date=f"{moment:%Y-%m-%d}", time=f"{moment:%H:%M}"
    )


def minute_of_week(minute: int) -> Message:
    """A minute of the week with its day, counted from Monday's midnight on: `Mon 17:30`; after Sunday comes Monday."""
    day, rest = divmod(minute, MINUTES_A_DAY)
    return say("{day} {time}", day=DAY_NAMES[day % 7], time=f"{rest // 60:02d}:{rest % 60:02d}")


def comes_twice(moment: datetime, zone_name: str) -> bool:
    """Whether clocks on the wall show this moment twice, as in the night in which summer time ends."""
    try:
        zone = ZoneInfo(zone_name)
    except (KeyError, ValueError, OSError):  # a rule reports it
        return False
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    # Where clocks skip a moment the two differ also, the other way round.
    return first is not None and second is not None and first > second


def first_of_two(moment: datetime) -> Message:
    """Which of two moments of one name is meant."""
    return say("{moment} comes twice, as clocks go back that night: the first is meant", moment=moment_name(moment))


def clock_name(clock: Clock) -> Message:
    """What a clock follows: `schedule office with holidays nl`."""
    if clock.ends is not None:
        return say("the subscription until {day}", day=clock.ends.isoformat())
    if clock.schedule and clock.holidays:
        return say("schedule {schedule} with holidays {holidays}", schedule=clock.schedule, holidays=clock.holidays)
    if clock.schedule:
        return say("schedule {schedule}", schedule=clock.schedule)
    return say("holidays {holidays}", holidays=clock.holidays) if clock.holidays else say("no schedule")
