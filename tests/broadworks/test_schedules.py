"""Weeks and holiday calendars on BroadWorks: what becomes of them, what a change sends, and how they are imported."""

import pytest
from broadworks_plans import settings_of, wanted

from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.platform import Operation, Site
from nummerplan.model.deployment.tenant import Identity, Tenant, TenantObject, Value
from nummerplan.targets.broadworks.object_kind import ChangeContext
from nummerplan.targets.broadworks.objects import holidays, schedule
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
