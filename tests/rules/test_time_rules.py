"""Schedules, holiday calendars and the time zone: what is found in them, on which day, and what is left alone."""

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nummerplan.compiler.pipeline import check_text
from nummerplan.compiler.text.vocabulary.days import minute_of_week
from nummerplan.model.finding import LocatedFinding, SetValue
from nummerplan.model.plan.fields.field_types import MINUTES_A_DAY, Stretch
from nummerplan.model.plan.schedules import Schedule
from nummerplan.model.plan.week import MINUTES_A_WEEK, first_outside, open_minutes, overlaps

TODAY = date(2026, 11, 23)


def findings(text: str, rule: str, today: date = TODAY) -> list[LocatedFinding]:
    report = check_text(dedent(text).lstrip(), today=today)
    wrong = [finding for finding in report.findings if finding.code < "NP010"]
    assert not wrong, [str(finding.message) for finding in wrong]
    return [finding for finding in report.findings if finding.rule == rule]


def places(text: str, rule: str, today: date = TODAY) -> list[str]:
    return [f"{finding.level} {finding.span.text}" for finding in findings(text, rule, today)]


class TestSchedules:
    def test_a_day_with_an_empty_list_is_no_hour(self) -> None:
        assert places("schedules: {office: {mon: [], tue: []}}\n", "schedule-empty") == ["error office"]
        assert places("schedules: {office: {mon: [], tue: 09:00-12:00}}\n", "schedule-empty") == []

    def test_everything_that_names_a_schedule_uses_it(self) -> None:
        text = """
        company:
          business_hours: a
          holidays: h
          night_forwarding: {mode: schedule, to: 0612345678, business_hours: b, holidays: i}
        schedules:
          a: {mon: 09:00-12:00}
          b: {mon: 09:00-12:00}
          c: {mon: 09:00-12:00}
          d: {mon: 09:00-12:00}
          e: {mon: 09:00-12:00}
        holidays: {h: {public: NL}, i: {public: NL}, j: {public: NL}, k: {public: NL}}
        auto_attendants: {menu: {extension: 501, business_hours: c, holidays: j}}
        users:
          anna:
            extension: 201
            blocked_callers: {rules: [{numbers: [0201234567], during: {schedule: d, holidays: k}}]}
            simultaneous_ring: {numbers: [0612345678], during: e}
        """
        assert places(text, "schedule-unused") == []

    @pytest.mark.parametrize("at", ["s", "{schedule: s, holidays: h}"])
    def test_hours_to_which_a_call_test_is_put_are_in_use(self, at: str) -> None:
        text = (
            "schedules: {s: {daily: all day}}\nholidays: {h: {public: NL}}\ncalls: [{name: x, dial: '201', at: %s}]\n"
        )
        assert places(text % at, "schedule-unused") == ([] if at != "s" else ["warning h"])
        assert places(text % "2026-12-01 10:00", "schedule-unused") == ["warning s", "warning h"]

    @pytest.mark.parametrize(
        ("hours", "moment"),
        [
            ("daily: 22:00-06:00, mon: 05:00-07:00", "Mon 05:00"),
            ("sun: 22:00-06:00, mon: 05:00-07:00", "Mon 05:00"),
            ("fri-mon: 09:00-12:00, mon-fri: 11:00-14:00", "Mon 11:00"),
            ("mon: [09:00-12:00, 09:00-12:00]", "Mon 09:00"),
        ],
    )
    def test_hours_overlap_past_midnight_and_past_sunday(self, hours: str, moment: str) -> None:
        found = findings(f"schedules: {{s: {{{hours}}}}}\n", "schedule-overlap")
        assert len(found) == 1
        assert str(found[0].message).endswith(moment)

    @pytest.mark.parametrize(
        "hours",
        [
            "daily: 22:00-06:00",
            "mon: [09:00-12:00, 12:00-17:00]",
            "daily: all day",
            "sun: 22:00-24:00, mon: 00:00-06:00",
        ],
    )
    def test_hours_that_only_touch_do_not_overlap(self, hours: str) -> None:
        assert places(f"schedules: {{s: {{{hours}}}}}\n", "schedule-overlap") == []

    @pytest.mark.parametrize(
        ("name", "hours", "wrong"),
        [
            ("Werktijden 08:30-17:30", "mon-fri: 08:30-17:30", ""),
            ("Werktijden 8.30 - 17.30", "mon-fri: 08:30-17:30", ""),
            ("Werktijden 8u30 tot 17u00", "mon-fri: 08:30-17:30", "17u00"),
            ("Dag en nacht 00:00-24:00", "daily: all day", ""),
            ("Versie 1.2 van 2026", "mon-fri: 08:30-17:30", ""),
            ("Zomer vanaf 01.06.2026", "mon-fri: 08:30-17:30", ""),
            ("Filiaal 12", "mon-fri: 08:30-17:30", ""),
            ("Tot 18:00", "mon-fri: 08:30-17:30", "18:00"),
            ("Werktijden 08:30-17:30", "mon-fri: 17:30-08:30", "08:30-17:30"),
            ("Werktijden 08:30 - 17:30 uur", "mon-fri: [00:00-08:30, 17:30-24:00]", "08:30 - 17:30"),
            ("Kantoortijden 09.00 tot 17.00", "mon-fri: 17:00-09:00, sat-sun: all day", "09.00 tot 17.00"),
            ("Dicht 17:30-08:30", "mon-fri: 08:30-17:30", ""),
            ("Nacht 17:30-08:30", "mon-fri: 17:30-08:30", ""),
            ("Buiten 08:30-17:30", "mon-fri: [00:00-08:30, 17:30-24:00]", ""),
            ("Dag 08:30-17:30", "mon-fri: [08:30-12:00, 12:30-17:30]", ""),
            ("Koopzondag 12:00-17:00", "mon-fri: 09:00-18:00, dates: {2026-12-20: 12:00-17:00}", ""),
            ("Open ma-vr", "mon-thu: 09:00-17:00", "Fri"),
            ("Open ma-vr 09:00-17:00", "mon-thu: 09:00-17:00", "Fri"),
            ("Open maandag t/m zaterdag", "mon-fri: 09:00-17:00", "Sat"),
            ("Werkdagen en zaterdag", "mon-fri: 09:00-17:00", "Sat"),
            ("Open ma-vr, za 10:00-14:00", "mon-fri: 09:00-17:00, sat: 10:00-14:00", ""),
            ("Open ma-vr", "daily: all day", "+Sat"),
            ("Open ma-vr en weekend", "daily: all day", ""),
            ("Avond en weekend", "mon-fri: 17:00-24:00, sat-sun: all day", ""),
            ("Wo en do zo veel mogelijk", "mon-fri: 09:00-17:00", ""),
            ("Gesloten za-zo", "mon-fri: 09:00-17:00", ""),
            ("Elke dag 09:00-17:00", "mon-fri: 09:00-17:00", "Sat"),
            ("Elke dag 09:00-17:00", "daily: 09:00-17:00", ""),
            ("Dagelijks 9-17u", "mon-fri: 09:00-17:00", "Sat"),
            ("Dagelijks bestuur", "mon-fri: 09:00-17:00", ""),
            ("Iedere dag behalve zondag", "mon-sat: 09:00-17:00", ""),
            ("24/7", "mon-fri: all day", "24/7"),
            ("24/7 bereikbaar", "daily: all day", ""),
            ("24/7 bereikbaar", "daily: 00:00-23:00", "24/7"),
            ("Vakantie 24/7-15/8", "mon-fri: 09:00-17:00", ""),
            ("Zomer vanaf 24/7", "mon-fri: 09:00-17:00", ""),
            ("Storing 24/7 buiten kantooruren", "mon-fri: 17:00-09:00", ""),
            ("24 uur", "mon-fri: 09:00-17:00", "24 uur"),
            ("24 uur per dag", "mon-fri: all day", ""),
            ("Weekend 24 uur", "fri: 17:00-24:00, sat-sun: all day", ""),
            ("Binnen 24 uur teruggebeld", "mon-fri: 09:00-17:00", ""),
            ("Van 9 tot 24 uur", "mon-fri: 09:00-24:00", ""),
            ("Werkdagen 9-17", "mon-sat: 09:00-17:00", "+Sat"),
            ("Werkdagen 9-17", "mon-fri: 09:00-17:00", ""),
            ("Werkdagen en zaterdag", "mon-sat: 09:00-17:00", ""),
            ("Werkdagen + koopavond", "mon-fri: 09:00-17:00, thu: 18:00-21:00", ""),
            ("Weekdagen", "mon-sun: 09:00-17:00", "+Sat"),
            ("Weekend", "fri-sun: 09:00-17:00", ""),
            ("ma, di, do 9-17", "mon-wed: 09:00-17:00", "Thu"),
            ("ma, di, do 9-17", "mon-thu: 09:00-17:00", "+Wed"),
            ("ma, di, do 9-17", "mon-tue: 09:00-17:00, thu: 09:00-17:00", ""),
            ("Open ma, wo & vr", "mon: 09:00-17:00, wed: 09:00-17:00", "Fri"),
            ("Ma, wo en vr ochtend", "mon: 09:00-12:00, wed: 09:00-12:00", "Fri"),
            ("Di en do", "tue: 09:00-12:00", "Thu"),
            ("Dinsdag en donderdag", "tue-thu: 09:00-12:00", "+Wed"),
            ("Ma-do, vr 9-12", "mon-thu: 09:00-17:00, fri: 09:00-12:00", ""),
            ("Koopavond do 18-21u", "fri: 18:00-21:00", "Thu"),
            ("Koopavond do 18-21u", "thu: 18:00-21:00", ""),
            ("Koopavond do 18 tot 21 uur", "fri: 18:00-21:00", "Thu"),
            ("Inloop za 9u", "mon-fri: 09:00-12:00", "Sat"),
            ("Sinterklaas za 5-12", "mon-fri: 09:00-12:00", ""),
            ("Koopavond zo 2 keer", "mon-fri: 09:00-12:00", ""),
            ("Zo en zo", "mon-fri: 09:00-12:00", ""),
            ("Wat ik wel en zo niet do", "mon-fri: 09:00-12:00", ""),
            ("Team ma en pa", "mon-fri: 09:00-12:00", ""),
        ],
    )
    def test_times_in_a_name_are_compared_with_the_hours(self, name: str, hours: str, wrong: str) -> None:
        found = findings(f"schedules: {{s: {{name: '{name}', {hours}}}}}\n", "schedule-name-disagrees")
        extra = [f"schedule s has hours on {wrong[1:]} too"] if wrong.startswith("+") else []
        assert [str(finding.message).split(",")[0] for finding in found] == (
            extra or ([f"the name says {wrong}"] if wrong else [])
        )


class TestHolidays:
    OWN = """
    company: {holidays: nl, business_hours: office}
    schedules: {office: {mon-fri: 08:30-17:30}}
    holidays:
      nl:
        dates:
          2026-12-25: Kerst
    """

    def test_it_depends_on_the_day_whether_a_calendar_is_over(self) -> None:
        assert places(self.OWN, "holidays-past", date(2026, 12, 25)) == []
        assert places(self.OWN, "holidays-past", date(2026, 12, 26)) == ["advice nl"]

    def test_a_calendar_whose_days_come_later_has_none_soon(self) -> None:
        assert places(self.OWN, "holidays-none-soon", date(2025, 12, 24)) == ["advice nl"]
        assert places(self.OWN, "holidays-none-soon", date(2025, 12, 25)) == []

    def test_forgotten_days_are_working_days_of_the_coming_year(self) -> None:
        (finding,) = findings(self.OWN, "public-holiday-left-out")
        text = str(finding.message)
        assert "Nieuwjaarsdag (2027-01-01)" in text
        assert "Eerste paasdag" not in text, "Easter is a Sunday, when nobody works here"
        assert "Eerste kerstdag" not in text

    def test_without_says_that_a_day_is_a_working_day(self) -> None:
        names = "Nieuwjaarsdag, Goede vrijdag, Tweede paasdag, Koningsdag, Hemelvaartsdag, Tweede pinksterdag"
        text = self.OWN.replace("      nl:\n", f"      nl:\n        without: [{names}]\n")
        assert places(text, "public-holiday-left-out") == []
        assert places(text, "public-day-unknown") == []

    def test_a_calendar_that_closes_nothing_need_not_know_the_country(self) -> None:
        text = self.OWN.replace("holidays: nl, ", "")
        assert places(text, "public-holiday-left-out") == []

    def test_equal_closures_agree(self) -> None:
        text = """
        holidays:
          nl:
            public: NL
            dates:
              2026-12-24..2026-12-31: Bedrijfssluiting
              2026-12-25: Kerst
        """
        assert places(text, "holidays-disagree") == []

    def test_a_disagreement_of_many_days_is_one_finding(self) -> None:
        text = """
        holidays:
          nl:
            dates:
              2026-12-28..2026-12-31: {name: Middag, closed: 12:00-24:00}
              2026-12-24..2027-01-02: Bedrijfssluiting
        """
        assert places(text, "holidays-disagree") == ["warning 2026-12-28..2026-12-31"]

    def test_a_long_range_is_one_finding_and_quickly_done(self) -> None:
        text = "holidays: {nl: {dates: {1970-01-01..2199-12-31: Altijd}}}\n"
        assert places(text, "holiday-too-long") == ["error 1970-01-01..2199-12-31"]

    @pytest.mark.parametrize("public", ["NL", "DE-BY", "nl"])
    def test_countries_and_regions_that_are_known(self, public: str) -> None:
        assert places(f"holidays: {{h: {{public: {public}}}}}\n", "public-calendar-unknown") == []

    @pytest.mark.parametrize("public", ["Nederland", "DE-ZZ", "XX", "NL-", "../NL"])
    def test_countries_and_regions_that_are_not(self, public: str) -> None:
        expected = [] if public == "NL-" else [f"error {public}"]
        assert places(f"holidays: {{h: {{public: {public}}}}}\n", "public-calendar-unknown") == expected


class TestTimeZone:
    @pytest.mark.parametrize("zone", ["Europe/Amsterdam", "UTC", "America/Argentina/Buenos_Aires"])
    def test_places_of_the_database(self, zone: str) -> None:
        assert places(f"company: {{time_zone: {zone}}}\n", "time-zone-unknown") == []

    @pytest.mark.parametrize(
        "zone", ["Europe", "Amsterdam", "/etc/passwd", "../../etc/passwd", "Europe/", ".", "Middle earth"]
    )
    def test_texts_that_are_no_place(self, zone: str) -> None:
        assert places(f"company: {{time_zone: {zone}}}\n", "time-zone-unknown") == [f"error {zone}"]

    def test_a_slip_gets_a_suggestion(self) -> None:
        for slip in ("Europe/Amstrdam", "europe/amsterdam"):
            (finding,) = findings(f"company: {{time_zone: {slip}}}\n", "time-zone-unknown")
            assert str(finding.help) == "did you mean Europe/Amsterdam?"


STRETCHES = st.builds(Stretch, st.integers(0, MINUTES_A_DAY - 1), st.integers(0, MINUTES_A_DAY))
WEEKS = st.dictionaries(
    st.sampled_from(["mon", "tue", "sat-mon", "mon-fri", "daily", "sun"]), st.lists(STRETCHES, max_size=3), max_size=4
)


def minute_by_minute(schedule: Schedule) -> list[int]:
    """How many written stretches cover each minute of the week."""
    count = [0] * MINUTES_A_WEEK
    for day, stretches in enumerate(schedule.week):
        for start, end in stretches:
            for minute in range(start, end if end >= start else end + MINUTES_A_DAY):
                count[(day * MINUTES_A_DAY + minute) % MINUTES_A_WEEK] += 1
    return count


@given(WEEKS)
def test_open_minutes_are_those_that_some_stretch_covers(hours: dict[str, list[Stretch]]) -> None:
    schedule = Schedule.model_validate(hours)
    covered = {minute for minute, count in enumerate(minute_by_minute(schedule)) if count}
    assert {minute for start, end in open_minutes(schedule) for minute in range(start, end)} == covered


@given(WEEKS)
def test_overlaps_are_found_exactly_where_a_minute_is_covered_twice(hours: dict[str, list[Stretch]]) -> None:
    schedule = Schedule.model_validate(hours)
    assert bool(list(overlaps(schedule))) == any(count > 1 for count in minute_by_minute(schedule))


@given(WEEKS, WEEKS)
def test_the_first_minute_outside_is_the_first(one: dict[str, list[Stretch]], other: dict[str, list[Stretch]]) -> None:
    inner, outer = open_minutes(Schedule.model_validate(one)), open_minutes(Schedule.model_validate(other))
    covered = {minute for start, end in outer for minute in range(start, end)}
    outside = [minute for start, end in inner for minute in range(start, end) if minute not in covered]
    assert first_outside(inner, outer) == (outside[0] if outside else None)


def test_a_minute_of_the_week_is_shown_with_its_day() -> None:
    minutes = (0, 4 * MINUTES_A_DAY + 1050, MINUTES_A_WEEK)
    assert [str(minute_of_week(minute)) for minute in minutes] == ["Mon 00:00", "Fri 17:30", "Mon 00:00"]


class TestSingleDatesAndYearlyDays:
    def test_one_date_within_days_that_close_every_year_is_opened_by_the_schedule(self) -> None:
        text = """
        holidays:
          h:
            yearly: {12-27..01-02: Sluiting}
            dates: {2026-12-29: {name: Inventaris, closed: 14:00-24:00}}
        """
        (finding,) = findings(text, "holidays-disagree")
        assert "write the hours of 2026-12-29 under dates of the schedule instead" in str(finding.help)
        (finding,) = findings(
            text.replace("yearly: {12-27..01-02", "dates: {2026-12-27..2027-01-02").replace(
                "Sluiting}\n            dates: {", "Sluiting, "
            ),
            "holidays-disagree",
        )
        assert str(finding.help) == "closures add up: leave the day out of the longer one"

    def test_a_schedule_of_single_dates_is_not_empty(self) -> None:
        text = "schedules: {s: {dates: {2026-12-20: HOURS}}}\n"
        assert places(text.replace("HOURS", "12:00-17:00"), "schedule-empty") == []
        assert places(text.replace("HOURS", "closed"), "schedule-empty") == ["error s"]

    def test_a_calendar_of_yearly_days_is_neither_empty_nor_past(self) -> None:
        text = "holidays: {h: {dates: {2020-12-25: Kerst}, yearly: {12-25: Kerst}}}\n"
        for rule in ("holidays-empty", "holidays-past", "holidays-none-soon"):
            assert places(text, rule) == []
        assert places("holidays: {h: {yearly: {12-25: Kerst}}}\n", "holidays-empty") == []

    def test_a_yearly_day_is_not_left_out_and_others_are(self) -> None:
        text = """
        company: {holidays: h, business_hours: office, night_forwarding: {to: 0201234567}}
        schedules: {office: {mon-fri: 08:30-17:30}}
        holidays: {h: {yearly: {12-25: Kerst, 01-01: Nieuwjaar}}}
        """
        (finding,) = findings(text, "public-holiday-left-out")
        assert "kerstdag (2026-12-25)" not in str(finding.message)
        assert "Nieuwjaarsdag" not in str(finding.message)

    @pytest.mark.parametrize(
        ("hours", "meant"),
        [
            ("09:00-17:59", "09:00-18:00"),
            ("00:00-23:59", "all day"),
            ("18:00-23:59", "18:00-24:00"),
            ("22:00-05:59", "22:00-06:00"),
        ],
    )
    def test_the_advice_about_the_last_minute_writes_the_hour(self, hours: str, meant: str) -> None:
        places_ = {
            ("schedules", "s", "mon", 0): f"schedules: {{s: {{mon: {hours}}}}}\n",
            ("schedules", "s", "dates", "2026-12-20", 0): f"schedules: {{s: {{dates: {{2026-12-20: {hours}}}}}}}\n",
            ("holidays", "h", "dates", "2026-12-20", "closed", 0): (
                f"holidays: {{h: {{dates: {{2026-12-20: {{closed: {hours}}}}}}}}}\n"
            ),
        }
        for route, text in places_.items():
            (finding,) = findings(text, "last-minute-left-out")
            assert finding.level == "advice"
            assert finding.fix is not None
            assert finding.fix.edits == (SetValue(route, meant),)
            assert finding.edits[0].text.strip("'") == meant
            assert finding.span.text == hours

    @pytest.mark.parametrize("hours", ["09:00-18:00", "09:00-17:30", "all day", "08:59-17:00", "00:00-24:00"])
    def test_hours_that_end_at_another_minute_are_meant_so(self, hours: str) -> None:
        assert places(f"schedules: {{s: {{mon: {hours}}}}}\n", "last-minute-left-out") == []
