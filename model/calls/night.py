"""Which clock an object follows, and where night forwarding sends its callers (manual 6.4.4 to 6.8.4)."""

from collections.abc import Iterator
from typing import NamedTuple

from nummerplan.model.calls.call_graph import Clock
from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.company import Company
from nummerplan.model.plan.fields.destination import VoicemailOf
from nummerplan.model.plan.fields.setting import Entity
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.plan import Plan
from nummerplan.model.plan.users import User
from nummerplan.model.source import Route

NightForwarded = User | HuntGroup | AutoAttendant
"""What can take part in night forwarding."""


class NightDestination(NamedTuple):
    """The night forwarding of one object: its clock, its destination, and where the destination is written.

    Callers from outside are forwarded while `clock` is closed; None is always. `to` is None when nobody gave
    one, and `route` then leads to the setting that wants it.
    """

    clock: Clock | None
    to: str | VoicemailOf | None
    route: Route


def night_clock(company: Company) -> Clock:
    """The clock of the company's night forwarding: its own schedule and holidays, else the company's."""
    night = company.night_forwarding
    return Clock(
        (night.business_hours if night else None) or company.business_hours,
        (night.holidays if night else None) or company.holidays,
    )


def menu_clock(company: Company, menu: AutoAttendant) -> Clock:
    """The clock that chooses between a menu's two menus."""
    return Clock(menu.business_hours or company.business_hours, menu.holidays or company.holidays)


def night_of(company: Company, entity: NightForwarded) -> NightDestination | None:
    """Where and when an object's callers are forwarded; None if they never are."""
    own, shared = entity.night_forwarding, company.night_forwarding
    if own.mode == "off" or (own.mode == "follow" and (shared is None or shared.mode == "off")):
        return None
    always = own.mode == "on" or (shared is not None and shared.mode == "on")
    clock = None if always else night_clock(company)
    if own.to is not None or shared is None:
        return NightDestination(clock, own.to, entity.at("night_forwarding", "to"))
    return NightDestination(clock, shared.to, ("company", "night_forwarding", "to"))


def follows(entity: NightForwarded) -> bool:
    """Whether an object has night forwarding as the company has it, with nothing of its own."""
    return entity.night_forwarding.mode == "follow" and entity.night_forwarding.to is None


def night_forwarded(plan: Plan) -> Iterator[NightForwarded]:
    """Every object that can take part in night forwarding."""
    yield from plan.users.values()
    yield from plan.hunt_groups.values()
    yield from plan.auto_attendants.values()


def night_active(company: Company, owner: Entity | None) -> NightDestination | None:
    """The night forwarding a destination belongs to: an object's, or (None) the company's; None if it never acts."""
    if isinstance(owner, User | HuntGroup | AutoAttendant):
        night = night_of(company, owner)
    else:
        shared = company.night_forwarding
        if shared is None or shared.mode == "off":
            return None
        clock = night_clock(company) if shared.mode == "schedule" else None
        night = NightDestination(clock, shared.to, ("company", "night_forwarding", "to"))
    return None if night and night.clock and night.clock.always_open else night
