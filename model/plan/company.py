"""The company itself: its name, its main number, its clock and what its people may dial (manual chapter 6.4)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator

from nummerplan.model.plan.fields.destination import Destination
from nummerplan.model.plan.fields.field_types import Count, Day, Euro, Seconds, Switch, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Settings, setting

Barring = Literal["international", "mobile", "0900", "0906", "0909"]
"""A class of numbers that can be blocked. Paid 18xx numbers fall under none of them."""

ManagedByUser = Literal["forwarding", "greetings", "night_forwarding"]
"""What people switch by hand on their telephone, and a deployment leaves alone."""


class CompanyNightForwarding(Settings):
    """Where calls from outside go after hours (manual 6.4.4)."""

    mode: Literal["on", "off", "schedule"] = setting(
        "schedule",
        "on: always; off: never; schedule: while the company is closed.",
        portal="Nachtstand",
        values={"on": "Aan", "off": "Uit", "schedule": "Automatisch op tijdschema; Automatisch"},
        manual="6.4.4",
    )
    to: Destination | None = setting(
        None,
        "Where calls go, inside or outside; often 999, the company's mailbox. Without it callers hear that the number "
        "is not in use.",
        portal="Doorschakelnummer",
        manual="6.4.4",
    )
    business_hours: Text | None = setting(
        None,
        "A schedule; while it is active, and no holiday, the company is open. Absent: the company's business_hours.",
        portal="Werktijden",
        manual="6.4.4",
    )
    holidays: Text | None = setting(
        None,
        "A holiday calendar; on its days the company is closed. Absent: the company's holidays.",
        portal="Vakantieschema",
        manual="6.4.4",
    )


class Company(Settings):
    """What holds for the whole company."""

    name: Text | None = setting(
        None,
        "The company's name, 1 to 80 characters.",
        limit=Limit(1, 80),
        portal="Bedrijfsnaam",
        manual="6.4",
    )
    main_number: Text | None = setting(
        None,
        "The number that called parties see and ring back; without it nobody can call.",
        portal="Bedrijfsnummer; Hoofdnummer",
        manual="6.4.1",
    )
    country: Text = setting(
        "NL", "Two letters (ISO 3166); phone numbers are read as that country writes them.", limit=Limit(2, 2)
    )
    time_zone: Text = setting("Europe/Amsterdam", "An IANA time zone; all schedules of the plan live in it.")
    language: Text = setting("nl", "The language of phones and sheets, two letters (ISO 639).", limit=Limit(2, 2))
    show_company_name: Switch = setting(
        False,
        "Show the company's name to called parties instead of the user's.",
        portal="Toon bedrijfsnaam",
        manual="6.4.2",
    )
    caller_id: Literal["company", "user"] = setting(
        "company",
        "The number that called parties see: the company's or the user's; who has none shows the company's.",
        portal="Nummerweergave",
        manual="6.4.2",
    )
    emergency_caller_id: Text | None = setting(
        None,
        "The number that 112 sees: company, user or a number of the company.",
    )
    block_outgoing: list[Barring] = setting(
        [],
        "Numbers that nobody in the company can dial, and to which nothing is forwarded. Emergency numbers are never "
        "blocked.",
        portal="Blokkeren uitgaand bellen; Blokken uitgaand bellen",
        values={
            "international": "Internationale nummers; Blokkeer internationale nummers",
            "mobile": "Mobiele nummers; Blokkeer mobiele nummers",
            "0900": "Zakelijke service nummers (0900); Blokkeer zakelijke service nummers (0900)",
            "0906": "Erotische nummers (0906); Blokkeer erotische nummers (0906)",
            "0909": "Entertainment nummers (0909); Blokkeer entertainment nummers (0909)",
        },
        manual="5.1, 6.4.3",
    )
    block_forwarding: list[Barring] | None = setting(
        None,
        "Numbers to which nothing may be forwarded, as night forwarding, an overflow, a key or a simultaneous ring. "
        "Absent: the same as block_outgoing.",
    )
    music_on_hold: Text = setting(
        "default",
        "What waiting callers hear: default, none, or an audio file.",
        portal="Wachtmuziek",
        manual="6.4",
    )
    business_hours: Text | None = setting(
        None,
        "The company's clock: a schedule; holidays close it. Absent: always open.",
        portal="Werktijden",
        manual="6.4.4",
    )
    holidays: Text | None = setting(
        None, "The company's holiday calendar. Absent: no holidays.", portal="Vakantieschema", manual="6.4.4"
    )
    night_forwarding: CompanyNightForwarding | None = setting(
        None, "Where calls from outside go after hours.", portal="Nachtschakeling", manual="6.4.4"
    )
    usage_alert_eur: Euro | None = setting(
        None,
        "Mail portal users with notify: voip_high_usage when a period's use passes it; absent or 0: never.",
        portal="Waarschuwingslimiet; Waarschuwinglimiet",
        manual="8.1",
        unit="euro without VAT",
    )
    ring_limit: Seconds = setting(
        120,
        "After so many unanswered seconds a call is lost, over all places that it was sent to since the last one that "
        "answered (a menu, a mailbox).",
        unit="seconds",
        limit=Limit(1),
    )
    max_redirections: Count = setting(
        5, "How often a call may be sent on since the last place that answered (a menu, a mailbox).", limit=Limit(0)
    )
    managed_by_user: list[ManagedByUser] = setting(
        [],
        "What people switch by hand on their telephone: a deployment leaves it alone, and the proof says so.",
    )


def _night_mode(value: object) -> object:
    return {"mode": value} if isinstance(value, str) else value


class NightForwarding(Settings):
    """Whether a user or group takes part in night forwarding (manual 6.6.4)."""

    mode: Literal["follow", "on", "off"] = setting(
        "follow",
        "follow: as the company; on: always forwarded; off: never.",
        portal="Nachtstand",
        values={"follow": "Volg bedrijfsinstelling; Bedrijfsinstelling", "on": "Aan", "off": "Uit"},
        manual="6.6.4",
    )
    to: Destination | None = setting(
        None,
        "Another destination than the company's, for this object only.",
        portal="Nachtschakeling: doorschakelnummer",
        manual="6.8.4",
    )


Night = Annotated[NightForwarding, BeforeValidator(_night_mode)]
"""`follow`, `on` or `off`, or a mapping with a destination of its own."""


class AcceptedLoss(Settings):
    """A loss that the plan accepts: its platform does something else here than the plan says, and that is known."""

    loss: Text = setting(..., "The name of the loss, as deploy and check show it; explain tells more of it.")
    at: Text = setting(..., "The key of the object, company for its own settings, or all.")
    reason: Text = setting(..., "Why that is no harm.")
    until: Day | None = setting(None, "The last day on which it is accepted. Absent: until the entry is taken out.")

    def is_of(self, name: str, key: str) -> bool:
        """Whether it is about the loss of a name at an object."""
        return self.loss == name and self.at in (key, "all")

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


class Platform(Settings):
    """Where the company lives on a platform; needed to deploy, never to check."""

    name: Text = setting(..., "A platform of the project's settings file.")
    service_provider: Text | None = setting(None, "The service provider's id.")
    group: Text | None = setting(None, "The group's id.")
    domain: Text | None = setting(None, "The domain of the group's user ids.")
    accepts: list[AcceptedLoss] = setting(
        [], "Losses of this platform that callers notice and the company accepts; deploy refuses any other."
    )

    def accept(self, name: str, key: str, today: date) -> bool:
        """Whether the loss of a name at an object is accepted today."""
        return any(entry.is_of(name, key) and not entry.is_over(today) for entry in self.accepts)
