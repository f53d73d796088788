"""Summer time as telephones are configured with it.

All of the European Union, and a few neighbours, change their clocks at one moment, 01:00 UTC on the last Sunday of
March and of October (Directive 2000/84/EC). Written out per zone: a library's table would make artefacts depend on its
release, and a table of rules that "week 4" stands in gets October wrong in some years.
"""

from typing import NamedTuple

_HOURS_AHEAD = {
    0: "Europe/Lisbon Europe/London Europe/Dublin Atlantic/Canary Atlantic/Madeira",
    1: "Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels "
    "Europe/Budapest Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco "
    "Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane "
    "Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich Arctic/Longyearbyen",
    2: "Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius "
    "Asia/Nicosia",
}


class EuropeanClock(NamedTuple):
    """A European clock: hours ahead of UTC in winter, and the wall clock's hours at which summer begins and ends."""

    hours_ahead: int
    summer_begins: int
    summer_ends: int


EUROPEAN_CLOCKS = {
    zone: EuropeanClock(ahead, ahead + 1, ahead + 2) for ahead, zones in _HOURS_AHEAD.items() for zone in zones.split()
}
"""Time zones with the European rule, by their IANA name."""
