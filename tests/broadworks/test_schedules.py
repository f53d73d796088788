"""Weeks and holiday calendars on BroadWorks: what becomes of them, what a change sends, and how they are imported."""

import pytest
from broadworks_plans import settings_of, wanted
from lxml import etree

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks.client.answers import OciAnswer
from nummerplan.targets.broadworks.object_kind import ChangeContext
from nummerplan.targets.broadworks.objects import holidays, schedule
from nummerplan.targets.broadworks.parts.schedules.schedule_events import read_event
from nummerplan.targets.broadworks.tenant.plan_of import plan_of

SITE = Site("hosted", "broadworks", {}, "SP", "zaak", "zaak.example")


def week(text: str) -> Value:
    return settings_of(f"schedules:\n  werk: {{{text}}}\n", "schedule", "werk")["hours"]


@pytest.mark.parametrize(
    ("written", "events"),
    [
        ("mon-fri: 08:30-17:30", ("mon-fri 08:30-17:30",)),
        ("mon: 09:00-12:00, tue: 09:00-12:00, wed: 09:00-12:00", ("mon-wed 09:00-12:00",)),
        ("mon-fri: [09:00-12:00, 13:00-17:00]", ("mon-fri 09:00-12:00", "mon-fri 13:00-17:00")),
        ("daily: all day", ("daily all day",)),
        ("mon: 09:00-12:00, thu-fri: 09:00-12:00, sat: 22:00-06:00", ("mon+thu-fri 09:00-12:00", "sat 22:00-06:00")),
        ("fri-mon: 18:00-24:00", ("mon+fri-sun 18:00-24:00",)),
    ],
)
def test_equal_weeks_have_equal_events(written: str, events: tuple[str, ...]) -> None:
    assert week(written) == events


def changed(before: TenantObject, after: TenantObject) -> list[Operation]:
    change = Change("change", before, after)
    kind = schedule if before.identity.kind == "schedule" else holidays
    scene = ChangeContext(Tenant({before.identity: before}), ChangeSet((change,)), SITE)
    return [operation for _, operation in kind.operations(change, scene)]


def test_only_the_events_that_differ_are_sent_and_new_ones_first() -> None:
    identity = Identity("schedule", "werk")
    events = (("Ochtend", "mon-fri 09:00-12:00"), ("Middag", "mon-fri 13:00-17:00"), ("Om de week", ""))
    hours = ("mon-fri 09:00-12:00", "mon-fri 13:00-17:00")
    before = TenantObject(identity, {"hours": hours, "other_events": ("Om de week",), "events": events})
    after = TenantObject(identity, {"hours": ("mon-fri 09:00-12:00", "mon-fri 13:00-18:00"), "other_events": ()})
    add, delete = changed(before, after)
    assert (add.request, add.fields["event_name"]) == ("GroupScheduleAddEventRequest", "mon-fri 13:00-18:00")
    assert delete.request == "GroupScheduleDeleteEventListRequest"
    assert delete.fields["event_name"] == ["Middag", "Om de week"]


def test_a_new_event_takes_no_name_that_is_there() -> None:
    identity = Identity("holidays", "feest")
    before = TenantObject(identity, {"days": (), "other_events": (), "events": (("2026-12-24 Kerstavond", ""),)})
    after = TenantObject(identity, {"days": ("2026-12-24 12:00-24:00 Kerstavond",), "other_events": ()})
    add, delete = changed(before, after)
    assert add.fields["event_name"] == "2026-12-24 Kerstavond (2)"
    assert (add.fields["start_time"], add.fields["end_time"]) == ({"hour": 12, "minute": 0}, {"hour": 0, "minute": 0})
    assert (add.fields["start_date"], add.fields["end_date"]) == ("2026-12-24", "2026-12-25")
    assert delete.fields["event_name"] == ["2026-12-24 Kerstavond"]


CALENDAR = """
holidays:
  feest:
    public: NL
    without: [Goede vrijdag]
    dates:
      2026-12-24: {name: Kerstavond, closed: 12:00-24:00}
      2026-12-28..2026-12-31: Bedrijfssluiting
      2027-02-01: {name: Inventaris, closed: [08:00-10:00, 16:00-18:00]}
"""


def test_days_are_written_out_over_three_years() -> None:
    days = settings_of(CALENDAR, "holidays", "feest")["days"]
    assert isinstance(days, tuple)
    assert {str(day)[:4] for day in days} == {"2026", "2027", "2028"}
    assert "2026-12-28..2026-12-31 Bedrijfssluiting" in days
    assert "2027-02-01 16:00-18:00 Inventaris" in days
    assert "2027-04-27 Koningsdag" in days
    assert not [day for day in days if "Goede vrijdag" in str(day)]


def test_an_import_names_the_country_where_nearly_all_its_days_are_there() -> None:
    found = plan_of(wanted(CALENDAR).tenant, SITE).holidays["feest"]
    assert found.public == "NL"
    dates = {str(days): (day.name, [str(part) for part in day.closed]) for days, day in found.dates.items()}
    assert dates == {
        "2026-12-24": ("Kerstavond", ["12:00-24:00"]),
        "2026-12-28..2026-12-31": ("Bedrijfssluiting", []),
        "2027-02-01": ("Inventaris", ["08:00-10:00", "16:00-18:00"]),
    }


def test_an_import_writes_out_a_calendar_of_which_the_country_has_little() -> None:
    text = "holidays:\n  eigen:\n    dates:\n      2026-12-25: Kerst\n      2027-01-01: Nieuwjaarsdag\n"
    found = plan_of(wanted(text).tenant, SITE).holidays["eigen"]
    assert found.public is None
    assert [str(days) for days in found.dates] == ["2026-12-25", "2027-01-01"]
    assert found.without == []
    assert "without" not in found.model_fields_set


OPEN_SUNDAY = """
company: {business_hours: winkel, holidays: feest, night_forwarding: {mode: schedule, to: 0201234567}}
schedules:
  winkel: {mon-sat: 09:00-18:00, dates: {DATES}}
holidays:
  feest: {dates: {2026-12-25: Kerst}, yearly: {12-24: {name: Kerstavond, closed: 12:00-24:00}, 12-27..01-02: Dicht}}
"""


def dated(dates: str, more: str = "") -> tuple[list[str], list[str], list[str]]:
    """What a schedule has besides its week, the days of the calendar in 2026, and the losses."""
    text = OPEN_SUNDAY.replace("DATES", dates) + more
    hours = settings_of(text, "schedule", "winkel")["hours"]
    days = settings_of(text, "holidays", "feest")["days"]
    assert isinstance(hours, tuple)
    assert isinstance(days, tuple)
    losses = [str(loss.message) for loss in wanted(text).losses if loss.route[0] == "schedules"]
    return (
        [str(hour) for hour in hours if str(hour)[0].isdecimal()],
        [str(day) for day in days if str(day) < "2027"],
        losses,
    )


YEARLY = ["2026-01-01..2026-01-02 Dicht", "2026-12-24 12:00-24:00 Kerstavond", "2026-12-25 Kerst"]
ADDS = "hours of single dates add to those of the week on BroadWorks: what they leave out stays open"
CLOSES = "BroadWorks closes this day by holiday calendar feest, at these hours too"


def test_yearly_days_are_written_out_as_the_calendar_has_them() -> None:
    _, days, losses = dated("2026-12-20: 12:00-17:00")
    assert days == [*YEARLY, "2026-12-27..2027-01-02 Dicht"]
    assert losses == []


@pytest.mark.parametrize(
    ("dates", "events"),
    [
        ("2026-12-20: 12:00-17:00", ["2026-12-20 12:00-17:00"]),
        ("2026-12-20: [10:00-12:00, 13:00-17:00]", ["2026-12-20 10:00-12:00", "2026-12-20 13:00-17:00"]),
        ("2026-12-19: 09:00-21:00", ["2026-12-19 18:00-21:00"]),
        ("2026-12-19: 08:00-20:00", ["2026-12-19 08:00-09:00", "2026-12-19 18:00-20:00"]),
        ("2026-12-18..2026-12-20: 09:00-18:00", ["2026-12-20 09:00-18:00"]),
        ("2026-12-20: 22:00-02:00", ["2026-12-20 22:00-02:00"]),
        ("2026-12-20: closed", []),
    ],
)
def test_a_single_date_is_what_it_has_besides_the_week(dates: str, events: list[str]) -> None:
    found, _, losses = dated(dates)
    assert (found, losses) == (events, [])


@pytest.mark.parametrize(
    "dates", ["2026-12-19: 12:00-17:00", "2026-12-19: closed", "2026-12-18..2026-12-19: 10:00-12:00"]
)
def test_hours_that_a_date_takes_away_are_a_loss(dates: str) -> None:
    _, _, losses = dated(dates)
    assert losses == [ADDS]


def test_a_calendar_is_written_without_a_day_on_which_its_schedule_is_open() -> None:
    events, days, losses = dated("2026-12-25: 09:00-18:00, 2026-12-27: 12:00-17:00")
    assert events == ["2026-12-27 12:00-17:00"]
    assert days == [*YEARLY[:2], "2026-12-28..2027-01-02 Dicht"]
    assert losses == []


def test_a_holiday_that_another_schedule_needs_stays_and_that_is_a_loss() -> None:
    menu = """
auto_attendants:
  menu: {extension: 555, business_hours: balie, business_hours_menu: {keys: {}}, after_hours_menu: {keys: {}}}
"""
    text = OPEN_SUNDAY.replace("schedules:", "schedules:\n  balie: {mon-fri: 09:00-17:00}")
    text = text.replace("DATES", "2026-12-27: 12:00-17:00") + menu
    assert [str(loss.message) for loss in wanted(text).losses if loss.route[0] == "schedules"] == [CLOSES]
    days = settings_of(text, "holidays", "feest")["days"]
    assert isinstance(days, tuple)
    assert "2026-12-27..2027-01-02 Dicht" in days


def test_hours_that_run_into_a_holiday_are_a_loss() -> None:
    _, days, losses = dated("2026-12-26: 18:00-02:00, 2026-12-20: 12:00-17:00")
    assert losses == [ADDS, CLOSES]
    _, days, losses = dated("2026-12-26: [09:00-18:00, 22:00-02:00]")
    assert losses == [CLOSES]
    assert days[-1] == "2026-12-27..2027-01-02 Dicht"


def test_single_dates_come_back_from_the_platform() -> None:
    text = OPEN_SUNDAY.replace("DATES", "2026-12-20: 12:00-17:00, 2026-12-19: 09:00-21:00")
    found = plan_of(wanted(text).tenant, SITE).schedules["winkel"]
    hours = {str(days): [str(part) for part in parts] for days, parts in found.dates.items()}
    assert hours == {"2026-12-19": ["09:00-18:00", "18:00-21:00"], "2026-12-20": ["12:00-17:00"]}


@pytest.mark.parametrize(
    ("days", "hours"),
    [
        ("2026-12-24 2026-12-23", ""),
        ("2026-12-24 2026-12-24", "17 9"),
        ("0001-01-01 0001-01-01", "9 0"),
        ("2026-12-24 2026-12-24", f"9 {'9' * 4301}"),
    ],
)
def test_an_event_that_ends_before_it_begins_is_none_that_a_plan_can_say(days: str, hours: str) -> None:
    first, last = days.split()
    times = "".join(
        f"<{name}><hour>{hour}</hour><minute>0</minute></{name}>"
        for name, hour in zip(("startTime", "endTime"), hours.split(), strict=False)
    )
    text = f"<e><startDate>{first}</startDate><endDate>{last}</endDate>{times}</e>"
    found = read_event(OciAnswer(etree.fromstring(text)), "Dicht")
    assert not found.regular
    assert found.first <= found.last
