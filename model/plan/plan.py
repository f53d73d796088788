"""A plan: everything that is known of one company's telephony."""

from collections.abc import Iterator
from typing import Any

from nummerplan.model.plan.auto_attendants import AutoAttendant
from nummerplan.model.plan.call_tests import CallTest
from nummerplan.model.plan.company import Company, Platform
from nummerplan.model.plan.fields.field_types import Text
from nummerplan.model.plan.fields.setting import Entity, Settings, setting
from nummerplan.model.plan.hunt_groups import HuntGroup
from nummerplan.model.plan.mailboxes import Mailbox
from nummerplan.model.plan.mobile import Mobile, Subscription
from nummerplan.model.plan.portal_users import PortalUser
from nummerplan.model.plan.schedules import Holidays, Schedule
from nummerplan.model.plan.users import User

FORMAT_VERSION = "1"
"""The version of the plan language that this release reads."""


class Defaults(Settings):
    """Values that fill what objects leave open, mapping by mapping; a section that an object lacks is never created."""

    users: User | None = setting(None, "For every user.")
    hunt_groups: HuntGroup | None = setting(None, "For every hunt group.")
    auto_attendants: AutoAttendant | None = setting(None, "For every menu.")
    mailboxes: Mailbox | None = setting(None, "For every mailbox.")


class Plan(Settings):
    """One company's telephone plan, as written."""

    nummerplan: Text | None = setting(None, "The version of the plan language: 1.")
    company: Company = setting(Company(), "What holds for the whole company.", portal="Algemeen", manual="6.4")
    platform: Platform | None = setting(None, "Where the company lives on a platform; needed to deploy.")
    numbers: list[Text] = setting(
        [],
        "What the carrier assigned, singly or as FIRST..LAST: nothing else may be used.",
        portal="Beschikbare nummers",
        manual="6.4.1",
    )
    schedules: dict[str, Schedule] = setting({}, "Week schedules, by key.", portal="Tijdschema's", manual="6.4.5")
    holidays: dict[str, Holidays] = setting({}, "Holiday calendars, by key.", portal="Vakantieschema's", manual="6.4.5")
    defaults: Defaults = setting(Defaults(), "What objects leave open.")
    users: dict[str, User] = setting({}, "People, by key.", portal="Gebruikers", manual="6.5")
    hunt_groups: dict[str, HuntGroup] = setting({}, "Hunt groups, by key.", portal="Belgroepen; Belgroep", manual="6.7")
    auto_attendants: dict[str, AutoAttendant] = setting(
        {}, "Menus, by key.", portal="Keuzemenu; Keuzemenu's", manual="6.8"
    )
    mailboxes: dict[str, Mailbox] = setting(
        {},
        "Mailboxes of the company, by key.",
        portal="Bedrijf Voicemail; Bedrijf Fax; Bedrijfsvoicemail",
        manual="6.5.1",
    )
    portal_users: dict[str, PortalUser] = setting(
        {}, "Who may log in to the portal, by key.", portal="Gebruikers", manual="9"
    )
    mobile: Mobile = setting(Mobile(), "Mobile subscriptions.", portal="Mobiel", manual="7")
    calls: list[CallTest] = setting([], "Call tests.")

    def model_post_init(self, context: Any, /) -> None:
        """Tell every named object its name."""
        for section in (
            self.schedules,
            self.holidays,
            self.users,
            self.hunt_groups,
            self.auto_attendants,
            self.mailboxes,
            self.portal_users,
            self.mobile.subscriptions,
        ):
            for key, entity in section.items():
                entity.__dict__["key"] = key

    def named(self) -> Iterator[Entity]:
        """Every object whose key is a name for destinations: users, hunt groups, menus, mailboxes and mobiles."""
        for section in (
            self.users,
            self.hunt_groups,
            self.auto_attendants,
            self.mailboxes,
            self.mobile.subscriptions,
        ):
            yield from section.values()

    def unmanaged(self) -> Iterator[tuple[str, str]]:
        """Every setting that an object leaves to the platform, with the key of the object."""
        for section in (self.users, self.hunt_groups, self.auto_attendants, self.mailboxes):
            for key, entity in section.items():
                yield from ((key, name) for name in entity.unmanaged)

    def subscriptions(self) -> dict[str, Subscription]:
        """Mobile subscriptions, by key."""
        return self.mobile.subscriptions
