"""Words of the portal that are no label of one setting: headings over several, and what no plan sets.

The portal's manual names them all, in the sections given here. A label of one setting stands in the model (`portal=`).
"""

from collections.abc import Iterator
from functools import cache

_HEADINGS = """
Telefoon; Instellingen voor telefoon; Instellingen voor de vaste telefoon: users
Telefoon instellingen: users, company.block_outgoing
Telefooncentrale: company, users, hunt_groups, auto_attendants, mailboxes
Algemene instellingen: company, company.block_outgoing
Instellingen: company.usage_alert_eur, mobile.subscriptions.fixed_ip, mobile.subscriptions.barred,\
 mobile.subscriptions.sim_blocked, mobile.subscriptions.preferences, mobile.subscriptions.forwarding
VoIP instellingen: company.usage_alert_eur
Account gegevens: users.first_name, users.last_name, users.number, users.extension, company.main_number,\
 users.hide_caller_id
Login gegevens: users.username, users.password, users.pin
Etenstijd (avond): schedules.name
Vakantiedagen NL: holidays.public
Weergave: company.name, company.main_number, company.show_company_name, company.caller_id
Weergave instellingen: company.show_company_name, company.caller_id
Geavanceerd: hunt_groups.next_member_after, hunt_groups.overflow, hunt_groups.not_reachable
Limietwaarschuwing: mobile.alert_total_eur, mobile.subscriptions.alerts
Lijst van gebruikers; Nieuwe gebruiker: portal_users
Account informatie: portal_users.username, portal_users.email, portal_users.welcome_mail, portal_users.password
Gebruiker informatie: portal_users.title, portal_users.initials, portal_users.first_name, portal_users.infix,\
 portal_users.last_name, portal_users.gender
Web-interface: generic-phone
"""
"""Headings and examples of the portal, with the settings (or the rule) that they are about."""

_ONLY_IN_PORTAL = """
1 Inleiding: Beheer Portal
2 Inloggen: Gebruikersnaam en wachtwoord; Onthouden?; Inloggen; Help ik ben m'n Wachtwoord vergeten
3 Gespreksdetails: Gespreksdetails; CDR totalen
3.1 Totalen: Totalen; Totaal; Totalen per gesprekstype; Totalen per telefoonnummer;\
 Totalen per telefoonnummer en gesprekstype; Periode selectie; Huidige factuurperiode; Zoek; Filtermogelijkheden;\
 Produkt; Gesprekstype; Nummer zender; Nummer ontvanger
3.2 Details: Details; Bedragen klant; Duur
3.2.1 Gespreksdetails exporteren: Verzend geselecteerde periode per e-mail; Download weergeven gespreksdetails
4 Facturatie: Facturen; Facturatie
4.1 Factuuroverzicht: Factuuroverzicht; Vanaf; Tot; Periode; Factuur nr.; Factuur datum; Verzenddatum;\
 Bedrag (incl. BTW); Export
5.1 Algemene instellingen: Opslaan
5.2.5 Tijdschema's: Sluiten
6.5.2 Login gegevens: Wijzig
6.6.1 Automatische configuratie: URL; Aanmaken; Edit; Groen vinkje
6.6.3 Aandachtspunten router: SIP ALG; IP-VPN
7.1 Lijst van abonnementen en limietinstellingen: Bewerken; Zakelijk Mobiel Bundel 2016 Groepsbundel Data;\
 Groepsbundel; SMS bundel; Databundel; Totaal verbruik; Totale verbruikskosten; Toon opgegeven abonnementen;\
 Verbruik; Nationaal Data (MB); Nationaal Voice (Min); Datum actief
9.1 Lijst van gebruikers: ID; Prullenbak
9.2 Nieuwe gebruiker: Registreer; Bevestig wachtwoord
10 Mijn gegevens: Mijn gegevens
"""
"""What a plan does not set, by the section of the manual that shows it."""

ABOUT_THE_ROUTER = "6.6.3"
"""What this section names is set in the router: the manual speaks of it, and the portal does not show it."""


def _rows(table: str) -> Iterator[tuple[str, str]]:
    yield from ((before, after) for before, _, after in (row.partition(": ") for row in table.strip().splitlines()))


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Paths of settings, or names of rules, by the heading that they stand under in the portal."""
    rows = _rows(_HEADINGS)
    return {heading: tuple(paths.split(", ")) for names, paths in rows for heading in names.split("; ")}


@cache
def only_in_portal() -> dict[str, tuple[str, str]]:
    """The manual's section and its title, by each word that only the portal shows."""
    found = {}
    for heading, words in _rows(_ONLY_IN_PORTAL):
        section, _, title = heading.partition(" ")
        found.update(dict.fromkeys(words.split("; "), (section, title)))
    return found
