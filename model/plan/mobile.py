"""Mobile subscriptions of the company (manual chapter 7)."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator

from nummerplan.model.plan.fields.destination import Destination, destination_or_mapping
from nummerplan.model.plan.fields.field_types import Day, Euro, SimCode, Switch, Text
from nummerplan.model.plan.fields.setting import Entity, Settings, setting

Alert = Literal["default"] | Euro
"""An amount in euro, or default: what the partner has set."""


class Alerts(Settings):
    """Amounts at which a mail is sent (manual 7.1, Meldingen)."""

    total_eur: Alert | None = setting(
        None, "All extra use.", portal="Totaal per aansluiting", manual="7.1", unit="euro without VAT"
    )
    eu_eur: Alert | None = setting(
        None,
        "Calls, SMS and data in the EU.",
        portal="Bellen, SMS en data binnen Nederland en EU",
        manual="7.1",
        unit="euro without VAT",
    )
    abroad_bundles_eur: Alert | None = setting(
        None,
        "Bundles for abroad; only with such a module.",
        portal="Buitenland bundels",
        manual="7.1",
        unit="euro without VAT",
    )
    outside_eu_eur: Alert | None = setting(
        None,
        "Calls, SMS and data outside the EU; only with such a module.",
        portal="Bellen, SMS en data buiten de EU",
        manual="7.1",
        unit="euro without VAT",
    )


class MobileForward(Settings):
    """Where a mobile's calls go; the mobile network dials phone numbers only, and the company's lists do not reach."""

    to: Destination | None = setting(
        None,
        "A phone number, or a key that has one; no extension can be dialled there.",
        portal="naar nummer",
        manual="7.1",
    )


MobileForwardText = Annotated[MobileForward, BeforeValidator(destination_or_mapping)]


class MobileForwarding(Settings):
    """Forwarding in the mobile network (manual 7.1, Voorkeuren)."""

    always: MobileForwardText | None = setting(
        None, "Every call, also while the SIM is blocked.", portal="Altijd doorschakelen", manual="7.1"
    )
    busy: MobileForwardText | None = setting(
        None,
        "While busy: it declines, or is on a call while call waiting is barred.",
        portal="Doorschakelen indien bezet",
        manual="7.1",
    )
    no_answer: MobileForwardText | None = setting(
        None, "When nobody answers within 25 s.", portal="Doorschakelen bij geen antwoord", manual="7.1"
    )
    not_reachable: MobileForwardText | None = setting(
        None,
        "When it is switched off, has no coverage, or its SIM is blocked; busy does not stand in.",
        portal="Doorschakelen indien niet bereikbaar",
        manual="7.1",
    )


class Preferences(Settings):
    """Messages that the network sends (manual 7.1, Voorkeuren)."""

    roaming_tariff_sms: Switch = setting(
        True, "An SMS with tariffs when abroad.", portal="Tariefinformatie in het buitenland", manual="7.1"
    )
    data_usage_sms: Switch = setting(
        True, "An SMS about data use; the EUR 50 stop stays.", portal="SMS dataverbruik", manual="7.1"
    )


Barred = Literal[
    "caller_id",
    "0900",
    "0909_0906",
    "premium_sms",
    "roaming",
    "calls_to_abroad",
    "outgoing",
    "outgoing_except_nl",
    "incoming_abroad",
    "data_roaming",
    "call_waiting",
    "4g_calling",
    "automatic_forwarding",
    "data_roaming_limit_50",
]
"""The blocking options of a subscription. The portal shows them; only the partner can change them (manual 7.1)."""


class Subscription(Entity):
    """One mobile subscription (manual 7.1)."""

    section: ClassVar[str] = "mobile"

    number: Text | None = setting(None, "The mobile number.", portal="Mobiel nummer; Nummer", manual="7.1")
    sim: Text | None = setting(None, "The number of the SIM card; shown only.", portal="SIM; SIM nummer", manual="7.1")
    label: Text | None = setting(None, "Who has it; shown only.", portal="Label; Label eindklant", manual="7.1")
    product: Text | None = setting(
        None, "The kind of subscription; shown only, compared by drift.", portal="Type; Product", manual="7.1"
    )
    modules: list[Text] = setting(
        [],
        "Modules of the subscription; shown only. They decide which alerts exist.",
        portal="Modules",
        values={
            "Zakelijk Mobiel naar EU": "Zakelijk Mobiel naar EU",
            "Zakelijk Mobiel naar buiten EU": "Zakelijk Mobiel naar buiten EU",
            "Mobiel Internet Extra Voordeellanden": "Mobiel Internet Extra Voordeellanden",
            "Mobiel Internet Overige Landen": "Mobiel Internet Overige Landen",
            "Voordeellanden Internet": "Voordeellanden Internet",
            "Overige landen buiten EU": "Overige landen buiten EU",
        },
        manual="7.1",
    )
    ends: Day | None = setting(
        None,
        "When the subscription ends; after that day its number is one outside.",
        portal="Datum beëindigd",
        manual="7.1",
    )
    fixed_ip: Text | None = setting(None, "Shown only.", portal="Vast IP adres", manual="7.1")
    barred: list[Barred] = setting(
        [],
        "Blocking options as the portal shows them; they cannot be changed here. automatic_forwarding switches off all "
        "forwarding, call_waiting makes it busy while on a call.",
        portal="Blokkeringsopties; Blokkeringen en limieten",
        values={
            "caller_id": "Blokkeren nummerherkenning",
            "0900": "Blokkeren betaalde informatie- en servicenummers (0900)",
            "0909_0906": "Blokkeren entertainment nummers (0909 en 0906)",
            "premium_sms": "Blokkeren premium SMS",
            "roaming": "Blokkeren roaming",
            "calls_to_abroad": "Blokkeren bellen naar niet-NL nummers",
            "outgoing": "Blokkeren uitgaande gesprekken",
            "outgoing_except_nl": "Blokkeren uitgaande gesprekken behalve binnen NL naar NL nummers",
            "incoming_abroad": "Blokkeren binnenkomende gesprekken in het buitenland",
            "data_roaming": "Blokkeren data roaming",
            "call_waiting": "Blokkeren wisselgesprek",
            "4g_calling": "Blokkeren 4G bellen",
            "automatic_forwarding": "Automatische doorschakeling activeren",
            "data_roaming_limit_50": "50 euro data roaming limiet",
        },
        manual="7.1",
    )
    alerts: Alerts = setting(Alerts(), "Amounts at which a mail is sent.", portal="Meldingen", manual="7.1")
    sim_blocked: Switch = setting(
        False,
        "After loss or theft: the mobile is unreachable. Never changed by a deployment without being asked.",
        portal="SIM-kaart (de-)blokkeren; SIM-kaart blokkeren",
        manual="7.1",
    )
    preferences: Preferences = setting(
        Preferences(), "Messages that the network sends.", portal="Voorkeuren", manual="7.1"
    )
    forwarding: MobileForwarding = setting(
        MobileForwarding(), "Forwarding in the mobile network.", portal="Voorkeuren", manual="7.1"
    )
    business_voicemail: Switch = setting(
        False,
        "The network's mailbox takes what nobody does, as a message for the company. false: such a call is handed over "
        "to a voicemail that is not the company's.",
        portal="Business Voicemail",
        manual="7.2",
    )
    pin: SimCode | None = setting(None, "Never written: a plan holds no PIN.", manual="7.1")
    puk: SimCode | None = setting(None, "Never written: a plan holds no PUK.", portal="PUK code", manual="7.1")
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")

    def at(self, *steps: str | int) -> tuple[str | int, ...]:
        """Where a value of it stands."""
        return ("mobile", "subscriptions", self.key, *steps)

    @property
    def route(self) -> tuple[str | int, ...]:
        """Where it stands."""
        return ("mobile", "subscriptions", self.key)


class Mobile(Settings):
    """The company's mobile subscriptions (manual chapter 7)."""

    alert_total_eur: Alert | None = setting(
        None,
        "Mail the portal users with notify: mobile_high_usage when all subscriptions together pass it.",
        portal="Totaal per klant",
        values={"default": "Default"},
        manual="7.1",
        unit="euro without VAT",
    )
    subscriptions: dict[str, Subscription] = setting(
        {}, "By key.", portal="Abonnementen; Mobiele abonnementen", manual="7.1"
    )
