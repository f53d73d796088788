"""Time passes after a deployment: no day makes a difference of its own, until those of next year are missing.

Random calendars and single dates are deployed on one day and compared on later ones, by their objects alone.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from broadworks_live import bench, site

from nummerplan.compiler.deployment.planning.caller_impact import platform_after
from nummerplan.compiler.deployment.planning.company_plan import CompanyPlan
from nummerplan.compiler.deployment.planning.company_translation import translation_on
from nummerplan.compiler.deployment.planning.compare_tenants import compare_tenants
from nummerplan.compiler.findings.rule_selection import Selection
from nummerplan.compiler.pipeline import check_texts
from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import Wanted
from nummerplan.model.deployment.tenant import Tenant
from nummerplan.targets.broadworks import PROVISIONING

PLAN = """\
nummerplan: 1
platform: {{name: hosted, service_provider: SP, group: zaak0, domain: zaak0.example}}
company: {{name: Zaak, main_number: 0854879610, business_hours: kantoor, holidays: vrij}}
numbers: [0854879610..0854879619]
users:
  anna: {{extension: 201, devices: [{{model: generic-sip}}]}}
  bert: {{extension: 202, devices: [{{model: generic-sip}}]}}
auto_attendants:
  menu:
    extension: 400
    number: 0854879610
    business_hours_menu: {{keys: {{1: anna, 0: {{operator: anna}}}}}}
    after_hours_menu: {{keys: {{1: bert, 0: {{operator: bert}}}}}}
schedules: {{kantoor: {{mon-fri: 09:00-17:00, dates: {{{hours}}}}}}}
holidays: {{vrij: {{{days}}}}}
"""
FIRST = date(2026, 11, 23)


class Calendar:
    """A random calendar: official days, days of every year, and dates of the plan's own, near and far off."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret is made here
        self.comes_again = self.dice.random() < 0.8
        days = self.again() if self.comes_again else []
        dates = [self.dated() for _ in range(self.dice.randint(not self.comes_again, 4))]
        days += [f"dates: {{{', '.join(dict.fromkeys(dates))}}}"] if dates else []
        hours = [f"{self.day()}: 1{n}:00-20:00" for n in range(self.dice.randint(0, 3))]
        self.text = PLAN.format(days=", ".join(days), hours=", ".join(hours))

    def again(self) -> list[str]:
        public, closing, eve = "public: NL", "12-27..01-02: Dicht", "12-24: {name: Kerstavond, closed: 12:00-24:00}"
        yearly = self.dice.choice(([closing], [eve], [closing, eve]))
        written = f"yearly: {{{', '.join(yearly)}}}"
        return self.dice.choice(([public], [written], [public, written]))

    def day(self) -> date:
        return FIRST + timedelta(days=self.dice.randint(-300, 2000))

    def dated(self) -> str:
        first, count = self.day(), self.dice.choice((0, 0, 3, 40))
        last = f"..{first + timedelta(days=count)}" if count else ""
        closed = self.dice.choice(
            ("Uitje", "{name: Markt, closed: 09:00-12:00}", "{closed: [08:00-10:00, 15:00-24:00]}")
        )
        return f"{first}{last}: {closed}"


def wanted_on(text: str, today: date, platform: Tenant) -> tuple[CompanyPlan, Wanted, ChangeSet]:
    """A plan as it is read on a day, what it wants of a platform then, and what has to change there for it."""
    checked = check_texts("plan.yaml", [(None, "plan.yaml", text)], today, Selection())
    company = CompanyPlan(checked, site("", 0), PROVISIONING, replace(bench(text), linked=checked.linked))
    wanted = company.fitted(company.wanted(), platform)
    return company, wanted, compare_tenants(platform, wanted.tenant, lambda *_: False)


def as_said(company: CompanyPlan, wanted: Wanted, platform: Tenant) -> None:
    """A platform does what the plan says, but for its losses."""
    translation = translation_on(company, wanted, platform)
    where = (company.plan.linked.plan.holidays, company.plan.linked.today)
    assert translation.unexplained == (), where
    assert translation.unknown == (), where


def left_by(text: str, today: date, platform: Tenant) -> Tenant:
    """What a platform holds after a deployment on a day; nothing is left to do, and the platform does as is said."""
    company, wanted, changes = wanted_on(text, today, platform)
    after = platform_after(platform, changes)
    as_said(company, wanted, after)
    assert not wanted_on(text, today, after)[2], (text, today)
    return after


def days_go_by(seed: int) -> int:
    """Look at a company on days after its deployment, and deploy when next year is missing. Counts such days."""
    calendar, deployed, missing = Calendar(seed), FIRST, 0
    platform = left_by(calendar.text, FIRST, Tenant({}))
    day = FIRST
    while day.year < 2031:
        day += timedelta(days=calendar.dice.randint(1, 400))
        company, wanted, changes = wanted_on(calendar.text, day, platform)
        # Written were the days of that year and the two after it; needed are those of this year and the next.
        is_missing = calendar.comes_again and day.year >= deployed.year + 2
        assert bool(changes) == is_missing, (calendar.text, deployed, day, changes)
        is_early = calendar.comes_again and day.year == deployed.year + 1
        notes = [str(note) for note in wanted.notes]
        assert any(f"the days of {day.year + 2} are not in calendar vrij yet" in note for note in notes) == is_early
        if changes:
            missing, deployed = missing + 1, day
            platform = left_by(calendar.text, day, platform)
        else:
            as_said(company, wanted, platform)
    return missing


def test_only_next_year_has_to_be_there_whatever_a_calendar_holds() -> None:
    assert sum(map(days_go_by, range(12))) >= 8


@pytest.mark.slow
def test_only_next_year_has_to_be_there_for_many_calendars() -> None:
    assert sum(map(days_go_by, range(12, 300))) >= 250
