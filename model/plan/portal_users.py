"""People who may log in to the portal (manual chapter 9)."""

from typing import ClassVar, Literal

from nummerplan.model.plan.fields.field_types import SecretText, Switch, Text
from nummerplan.model.plan.fields.limits import Limit
from nummerplan.model.plan.fields.setting import Entity, setting

Role = Literal[
    "manage_users",
    "view_invoices",
    "change_settings",
    "mobile_access",
    "mobile_limits",
    "mobile_view_settings",
    "mobile_block_sim",
]
Notice = Literal["voip_high_usage", "mobile_high_usage", "invoices", "sim_block_confirmation"]


class PortalUser(Entity):
    """Somebody who may log in to the portal."""

    section: ClassVar[str] = "portal_users"

    username: Text | None = setting(
        None,
        "With which he logs in.",
        portal="Gebruikersnaam; Gebuijkersnaam",
        manual="9.1",
    )
    email: Text | None = setting(None, "Where notices go.", portal="E-mail; E-mail adres", manual="9.1")
    password: SecretText | None = setting(
        None,
        "At least 6 characters.",
        portal="Wachtwoord",
        manual="9.2",
    )
    welcome_mail: Switch = setting(
        True, "Send a mail with a link to choose a password.", portal="Verstuur welkom e-mail", manual="9.2"
    )
    blocked: Switch = setting(False, "Keep the person, take the access.", portal="Geblokkeerd", manual="9.1")
    title: Text | None = setting(None, "As in 'mw.'.", portal="Titulatuur", manual="9.2")
    initials: Text | None = setting(None, "As in 'B.'.", portal="Initialen", manual="9.2")
    first_name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Voornaam",
        manual="9.2",
    )
    infix: Text | None = setting(None, "As in 'van der'.", portal="Tussenvoegsel", manual="9.2")
    last_name: Text | None = setting(
        None,
        "1 to 30 characters.",
        limit=Limit(1, 30),
        portal="Achternaam",
        manual="9.2",
    )
    gender: Literal["female", "male", "other"] | None = setting(None, "Never needed.", portal="Geslacht", manual="9.2")
    roles: list[Role] = setting(
        [],
        "What he may do.",
        portal="Gebruikersrollen",
        values={
            "manage_users": "Gebruikersmanagement",
            "view_invoices": "Inzicht in facturen",
            "change_settings": "Instellingen wijzigen",
            "mobile_access": "Toegang mobiel",
            "mobile_limits": "Limieten mobiel wijzigen",
            "mobile_view_settings": "Instellingen mobiel inzien",
            "mobile_block_sim": "Mobiel abonnement (SIM kaart) blokkeren",
        },
        manual="9.1",
    )
    notify: list[Notice] = setting(
        [],
        "What he is mailed about.",
        portal="Registreer voor e-mail berichten",
        values={
            "voip_high_usage": "VoIP hoogverbruik berichten ontvangen per e-mail; Hoogverbruik berichten",
            "mobile_high_usage": "Mobiel hoogverbruik berichten ontvangen per e-mail; Hoogverbruik berichten",
            "invoices": "Facturen ontvangen per e-mail",
            "sim_block_confirmation": "Bevestiging SIM-kaart (de-)blokkering per e-mail",
        },
        manual="9.1",
    )
    renamed_from: Text | None = setting(None, "The former key, so that a deployment knows that it is the same object.")
