"""What somebody may have meant who wrote another word: misspellings, the portal's Dutch labels, Dutch days."""

import re
from collections.abc import Iterable
from functools import cache

DUTCH = {
    "aan": "on", "aansluiting": "subscriptions", "abonnement": "subscriptions", "abonnementen": "subscriptions",
    "achternaam": "last_name", "afwezig": "absent", "agenten": "members", "algemeen": "company", "altijd": "always",
    "anoniem": "anonymous", "audio": "greeting", "bedrijf": "company", "bedrijfsnaam": "name",
    "bedrijfsnummer": "main_number", "begroeting": "greeting", "begroetingen": "greetings", "beheerder": "portal_users",
    "beheerders": "portal_users", "bel_groep": "hunt_groups", "bel_groepen": "hunt_groups", "belgroep": "hunt_groups",
    "belgroepen": "hunt_groups", "beltest": "calls", "bericht": "play", "bezet": "busy", "bezettoon": "busy_tone",
    "blokkeren": "blocked_callers", "buiten_kantooruren": "after_hours_menu", "buiten_werktijd": "after_hours_menu",
    "circulair": "circular", "dagen": "dates", "datum": "dates", "doorschakelen": "forwarding",
    "doorschakeling": "forwarding", "doorschakelingen": "forwarding", "doorschakelnummer": "to", "doorverbinden": "transfer",
    "e_mail": "email", "e_mailadres": "email", "ext": "extension", "extensie": "extension", "extensiebellen": "dial_by_extension",
    "extra_nummers": "extra_numbers", "feestdagen": "holidays", "filter": "name", "gebruiker": "users", "gebruikers": "users",
    "gebruikersnaam": "username", "geen_antwoord": "no_answer", "geen_gehoor": "no_answer", "geen_internet": "not_reachable",
    "gemist": "missed", "gesprek": "on_call", "gespreksverdeling": "policy", "groep": "hunt_groups", "groepen": "hunt_groups",
    "herhaal_menu": "repeat_menu", "hoofdnummer": "main_number", "in_gesprek": "busy", "in_gesprektoon": "busy_tone",
    "internationaal": "international", "ivr": "auto_attendants", "kantooruren": "business_hours", "keuzemenu": "auto_attendants",
    "keuzemenu_s": "auto_attendants", "klant": "company", "land": "country", "leden": "members", "lid": "members",
    "lijn": "line", "mac_adres": "mac", "melding": "announce", "menu": "auto_attendants", "menu_s": "auto_attendants",
    "mobiel": "mobile", "naam": "name", "naambellen": "dial_by_name", "naar": "to", "nachtschakeling": "night_forwarding",
    "nachtstand": "night_forwarding", "nee": "false", "niet_bereikbaar": "not_reachable", "nummer": "number",
    "nummers": "numbers", "nummerweergave": "caller_id", "nummerweergave_blokkeren": "hide_caller_id",
    "omschrijving": "label", "onbereikbaar": "not_reachable", "onder_werktijd": "business_hours_menu", "ophangen": "hang_up",
    "overgaan": "rings", "overloop": "overflow", "pincode": "pin", "portaal": "portal_users", "receptie": "operator",
    "ring_groups": "hunt_groups", "rol": "roles", "rollen": "roles", "schema": "schedules", "schema_s": "schedules",
    "simring": "simultaneous_ring", "simultaan": "simultaneous", "standaard": "default", "standaardwaarden": "defaults",
    "taal": "language", "telefoonnummer": "number", "tijdschema": "schedules", "tijdschema_s": "schedules",
    "tijdzone": "time_zone", "toestel": "devices", "toestellen": "devices", "toesteltype": "model", "toets": "keys",
    "toetsen": "keys", "tussenvoegsel": "infix", "uit": "off", "uniform": "uniform", "vakantie": "holidays",
    "vakantiedagen": "holidays", "vakantieschema": "holidays", "vaste_volgorde": "regular", "verbinding_verbreken": "hang_up",
    "volg": "follow", "volgen": "follow", "volgende": "next_member_after", "voornaam": "first_name", "voicemailbox": "mailboxes",
    "voicemailboxen": "mailboxes", "wachtmuziek": "music_on_hold", "wachtrij": "hunt_groups", "wachttijd": "after",
    "wachtwoord": "password", "werktijden": "business_hours", "wisselgesprek": "call_waiting", "ja": "true",
}  # fmt: skip
"""Words that a Dutch administrator may write, and the plan's word. Labels of the portal come from the model on top."""

_DAYS = {
    "maandag": "mon", "dinsdag": "tue", "woensdag": "wed", "donderdag": "thu", "vrijdag": "fri", "zaterdag": "sat", "zondag": "sun",
    "ma": "mon", "di": "tue", "wo": "wed", "do": "thu", "vr": "fri", "za": "sat", "zo": "sun",
    "monday": "mon", "tuesday": "tue", "wednesday": "wed", "thursday": "thu", "friday": "fri", "saturday": "sat", "sunday": "sun",
    "mon": "mon", "tue": "tue", "wed": "wed", "thu": "thu", "fri": "fri", "sat": "sat", "sun": "sun",
}  # fmt: skip
_MANY_DAYS = {
    "dagelijks": "daily", "elke_dag": "daily", "altijd": "daily", "alle_dagen": "daily", "every_day": "daily", "always": "daily",
    "werkdagen": "mon-fri", "weekdagen": "mon-fri", "doordeweeks": "mon-fri", "weekdays": "mon-fri", "weekend": "sat-sun",
}  # fmt: skip
_LONGEST = 60
"""Characters of an unknown word that are compared: nobody misspells more, and comparing takes the square of it."""


def suggest(unknown: str, known: Iterable[str]) -> str | None:
    """The word of `known` that was probably meant, or None.

    Dutch labels of the portal count (`belgroep` for `hunt_groups`), Dutch and full English days too (`ma-vr` for
    `mon-fri`): where `known` lists the days or only what else a schedule has (`name`, `renamed_from`).
    """
    words = list(known)
    plain = _plain(unknown[:_LONGEST])
    if not plain:
        return None
    if days := _days(plain):
        if {"mon", "daily", days} & set(words) or set(words) <= {"name", "renamed_from"}:
            return days
    spelt = {_plain(word): word for word in words}
    if plain in spelt:
        return spelt[plain]
    return _dutch(plain, words) or _close(plain, spelt) or _dutch(_nearest(plain, labels()), words)


def _plain(text: str) -> str:
    """Small letters and underscores, so that `Night-Forwarding` is `night_forwarding`."""
    return re.sub(r"[\W_]+", "_", text.lower()).strip("_")


def _days(plain: str) -> str | None:
    if plain in _MANY_DAYS:
        return _MANY_DAYS[plain]
    named = [_DAYS.get(part) for part in re.sub(r"_(t_m|tot_en_met|tot|to|until|through)_", "_", plain).split("_")]
    if 1 <= len(named) <= 2 and all(named):
        return "-".join(day for day in named if day)
    return None


@cache
def labels() -> dict[str, tuple[str, ...]]:
    """Plan words by what a Dutch administrator may call them: the words above, and the portal's labels in the model."""
    from nummerplan.compiler.glossary import groups

    found = {word: [meant] for word, meant in DUTCH.items()}
    for group in groups():
        for entry in group.entries:
            for label in re.split(r"[,:(]", entry.portal):
                if plain := _plain(label):
                    found.setdefault(plain, []).append(entry.key)
    return {word: tuple(dict.fromkeys(meant)) for word, meant in found.items()}


def _dutch(word: str | None, words: list[str]) -> str | None:
    return next((meant for meant in labels().get(word or "", ()) if meant in words), None)


def _nearest(plain: str, candidates: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(plain, candidates, n=1, cutoff=0.75)), None)


def _close(plain: str, spelt: dict[str, str]) -> str | None:
    nearest = _nearest(plain, spelt)
    return spelt[nearest] if nearest else None
