"""What somebody may have meant who wrote another word: misspellings, the portal's Dutch labels, full days."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from nummerplan.model.plan.fields.field_types import DAYS

_WORDS = """
absent: afwezig
after_hours_menu: buiten_kantooruren buiten_werktijd
always: altijd
announce: melding
anonymous: anoniem
auto_attendants: ivr menu menu_s
blocked_callers: blokkeren
business_hours: kantooruren
business_hours_menu: onder_werktijd
busy: bezet in_gesprek
busy_tone: bezettoon in_gesprektoon
calls: beltest
circular: circulair
company: bedrijf klant
country: land
dates: dagen datum ical icalendar ics uitzonderingen
yearly: jaarlijks
default: standaard
defaults: standaardwaarden
devices: toestellen
email: e_mailadres
extension: ext
false: nee
follow: volg volgen
forwarding: doorschakeling doorschakelingen
greeting: audio
greetings: begroetingen
hang_up: ophangen
holidays: feestdagen vakantie vakantiedagen
hunt_groups: bel_groep bel_groepen groep groepen ring_groups wachtrij
international: internationaal
keys: toetsen
kind: bedrijf_fax bedrijf_voicemail
language: taal
line: lijn
mailboxes: voicemailbox voicemailboxen
members: agenten lid
missed: gemist
name: naam
next_member_after: volgende
night_forwarding: nachtstand
no_answer: geen_antwoord geen_gehoor
not_reachable: geen_internet laat_in_gesprek_toon_horen niet_bereikbaar onbereikbaar
off: uit
on: aan
mode: aan uit volg_bedrijfsinstelling
on_call: gesprek
overflow: overloop
play: bericht
policy: circulair simultaan uniform vaste_volgorde
portal_users: beheerder beheerders portaal
record: geen_mogelijkheid_om_bericht_in_te_spreken
regular: vaste_volgorde
rings: overgaan
roles: rol rollen
schedules: schema schema_s tijdschema tijdschema_s
simultaneous: simultaan
subscriptions: aansluiting abonnement
time_zone: tijdzone
to: naar
transfer: met_melding
true: ja
uniform: uniform
users: gebruiker
"""
_DAYS = """
mon: ma maandag monday
tue: di dinsdag tuesday
wed: wo woensdag wednesday
thu: do donderdag thursday
fri: vr vrijdag friday
sat: za zaterdag saturday
sun: zo zondag sunday
daily: dagelijks elke_dag altijd alle_dagen every_day always
mon-fri: werkdagen weekdagen doordeweeks weekdays
sat-sun: weekend
"""


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """A table read: each other word, and the plan's word for it."""
    rows = (line.split(": ") for line in text.strip().splitlines())
    yield from ((word, meant) for meant, words in rows for word in words.split())


_LONGEST = 60
"""Characters of an unknown word that are compared: nobody misspells more, and comparing takes its square."""


def suggest(unknown: str, known: Iterable[str]) -> str | None:
    """The word of `known` that was probably meant, or None.

    Dutch labels of the portal count (`belgroep` for `hunt_groups`). Dutch days and full English ones (`ma-vr` is
    `mon-fri`) where `known` lists days, or only what else a schedule has (`name`, `renamed_from`).
    """
    return _suggested(unknown[:_LONGEST], tuple(known))


@lru_cache(maxsize=4096)  # who misspells a key does so in many places
def _suggested(unknown: str, known: tuple[str, ...]) -> str | None:
    words = list(known)
    wanted = plain(unknown)
    if not wanted:
        return None
    days = _days(wanted)
    if days and (not set(words) - {"name", "renamed_from"} or {"mon", "daily", days} & set(words)):
        return days
    spelt = {plain(word): word for word in words}
    if wanted in spelt:
        return spelt[wanted]
    return (
        _dutch(wanted, words) or spelt.get(_nearest(wanted, spelt) or "") or _dutch(_nearest(wanted, labels()), words)
    )


def plain(text: str) -> str:
    """Small letters and underscores, so that `Night-Forwarding` is `night_forwarding`."""
    return re.sub(r"[\W_]+", "_", text.lower()).strip("_")


def _days(word: str) -> str | None:
    days = dict(_rows(_DAYS))
    if word in days:
        return days[word]
    parts = re.sub(r"_(t_m|tot_en_met|tot|to|until|through)_", "_", word).split("_")
    named = [days.get(part, part) for part in parts]
    return "-".join(named) if len(named) == 2 and set(named) <= set(DAYS) else None


@cache
def labels() -> dict[str, tuple[str, ...]]:
    """Plan words by what an administrator may call them: the table, and the portal's labels in the model."""
    from nummerplan.compiler.reading.glossary import groups

    found: dict[str, list[str]] = {}
    for word, meant in _rows(_WORDS):
        found.setdefault(word, []).append(meant)
    for group in groups():
        for entry in group.entries:
            for label in re.split(r"[,:(;]", entry.portal):
                if word := plain(label):
                    found.setdefault(word, []).append(entry.key)
    return {word: tuple(dict.fromkeys(meant)) for word, meant in found.items()}


def _dutch(word: str | None, words: list[str]) -> str | None:
    return next((meant for meant in labels().get(word or "", ()) if meant in words), None)


def _nearest(word: str, candidates: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, candidates, n=1, cutoff=0.76)), None)
