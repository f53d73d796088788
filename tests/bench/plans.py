"""Plans of any size, shaped as people write them: about ten and a half lines a user, and nothing to report.

A site is 100 users: four teams, a desk of three that takes what the others miss, a menu with hours of its own, a
mailbox. A tenant has room for some 9,000 extensions of four digits; who comes after that has a number only.

A faulty plan has five groups more at each site, and of each site's people and groups 32 with a mistake: what is
reported of them is of every kind, from the text itself to calls that are lost.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

SITE = 100
TEAM = 25
DESK = 3
LEFT = 5
# Emergency and service numbers (116000, 1233, a municipality's 14 with its area code, 18xx) are nobody's extension.
SERVICES = ("112", "116", "911", "1233", "14", "18")
EXTENSIONS = [number for number in range(1000, 10_000) if not str(number).startswith(SERVICES)]
FIRST_NUMBER = 85_4000_000
SETTINGS = """# Beyond 9,000 people a tenant runs out of extensions of four digits; that is no news here.
[check]
ignore = ["user-without-extension"]
"""


FAULTS = {
    4: ("!secret devices/", "Geheim!"),
    6: ("80:5E:C0", "00:04:13"),
    8: ("80:5E:C0", "80:5E:CX"),
    10: ("\n    call_waiting", "\n    pin: 1234\n    call_waiting"),
    12: ("to: balie", "to: balei"),
    13: ("last_name:", "achternaam:"),
    14: ("    forwarding", "    kleur: rood\n    forwarding"),
    15: ("rings: 4", "rings: vier"),
    17: ("rings: 4", "rings: 60"),
    19: ("number: 0854", "number: 0104"),
    21: ("    devices:", "    number: 0854000001\n    devices:"),
    23: ("number: 085", "number: 08540"),
    25: ("    devices:", "    block_outgoing: [international, maan]\n    devices:"),
    27: ("    devices:\n      -", "    devices: [] #"),
    29: ("to: balie", "to: wacht"),
    31: ("{model", "{line: 90, model"),
    33: ("yealink-t54w", "yealink-t54x"),
    35: ("    call_waiting", "    password: Welkom01\n    call_waiting"),
    37: ("    devices:", "    extra_numbers: [0104000000]\n    devices:"),
    39: ("    forwarding", "    voicemail: {email: nergens}\n    forwarding"),
    41: ("    devices:", "    caller_id: 0612345678\n    devices:"),
    43: ("call_waiting: true", "call_waiting: ja"),
    45: ("    devices:", "    # nummerplan: ignore[mac-missing] there is one\n    devices:"),
}
"""What is written otherwise for a seat of each site of a faulty plan, and how."""

CALENDARS = {
    "nl": "{name: Feestdagen, public: NL}",
    "noord": "{public: NL, dates: {2027-08-28: {name: Gronings Ontzet, closed: 12:00-24:00}}}",
    "oost": "{public: NL, dates: {2026-12-24: {name: Kerstavond, closed: 16:00-24:00}, 2026-12-31: Oudjaar}}",
    "zuid": "{public: NL, dates: {2027-02-08..2027-02-09: Carnaval, 2028-02-28..2028-02-29: Carnaval}}",
    "west": "{public: NL, dates: {2027-10-03: {name: Leidens Ontzet, closed: [00:00-12:00, 15:00-24:00]}}}",
}


def plan_text(users: int, clocks: bool = False, faulty: bool = False) -> Iterator[str]:
    """The text of a plan, in pieces; `users` is a multiple of 100.

    With `clocks` sites differ in hours and holidays; a `faulty` one has mistakes, and groups that nobody keeps.
    """
    sites = users // SITE
    own = iter(EXTENSIONS)
    reserved = [next(own) for _ in range(sites * 7 + 1)]
    left = [next(own) for _ in range(sites * LEFT if faulty else 0)]
    yield head(sites, list(CALENDARS)[:sites] if clocks else ["nl"])
    yield "schedules:\n  bedrijf:\n    mon-sun: 06:00-23:00\n"
    yield from (hours(site, site if clocks else 0) for site in range(min(sites, 50) if clocks else sites))
    yield "users:\n"
    people = (user(place, next(own, None)) for place in range(sites * SITE))
    yield from (with_fault(place % SITE, text) for place, text in enumerate(people)) if faulty else people
    yield "hunt_groups:\n"
    if faulty:
        yield from chain.from_iterable(left_groups(site, left[site * LEFT :]) for site in range(sites))
    yield from chain.from_iterable(groups(site, reserved[site * 7 :]) for site in range(sites))
    yield "auto_attendants:\n"
    for site in range(sites):
        clock = f"uren{site % 50 if clocks else site:03d}"
        if clocks:
            clock += f"\n    holidays: {list(CALENDARS)[site % 5]}"
        yield menu(site, reserved[site * 7 + 5], number(sites * SITE + site), clock)
    yield f"mailboxes:\n  gesloten: {{extension: {reserved[-1]}, greeting: {{say: Gesloten.}}, record: false}}\n"
    yield from (mailbox(site, reserved[site * 7 + 6]) for site in range(sites))


def write_plan(users: int, folder: Path, clocks: bool = False, faulty: bool = False) -> Path:
    """Write a plan and its settings into a folder of their own; gives the plan's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nummerplan.toml").write_text(SETTINGS, encoding="utf-8")
    path = folder / "plan.yaml"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(plan_text(users, clocks, faulty))
    return path


def number(place: int) -> str:
    """One of the company's numbers."""
    return f"0{FIRST_NUMBER + place}"


def hours(site: int, shift: int) -> str:
    """Three lines: a week of hours, another one for each of fifty shifts."""
    start, end = 7 * 60 + 30 + shift % 5 * 15 + (60 if shift == 0 else 0), 17 * 60 + 30 + shift // 5 * 15
    day = f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
    return f"  uren{site:03d}:\n    mon-fri: {day}\n    sat: 09:00-13:00\n"


def head(sites: int, calendars: list[str]) -> str:
    """The company, its numbers, and what is the same for everybody."""
    holidays = "\n".join(f"  {key}: {CALENDARS[key]}" for key in calendars)
    return f"""# A plan to measure with: {sites * SITE} users at {sites} sites.
nummerplan: 1
company:
  name: Meetbedrijf
  main_number: {number(sites * SITE)}
  country: NL
  time_zone: Europe/Amsterdam
  business_hours: bedrijf
  holidays: nl
  night_forwarding: {{mode: schedule, to: gesloten}}
numbers:
  - {number(0)}..{number(sites * (SITE + 1) - 1)}
holidays:
{holidays}
defaults:
  users:
    voicemail: {{when: [busy, no_answer], rings: 5}}
"""


def user(place: int, extension: int | None) -> str:
    """Ten lines. The desk has mailboxes; of the others half forward what they miss, half only when busy."""
    site, seat = divmod(place, SITE)
    key = f"u{place:05d}"
    extension_line = f"    extension: {extension}\n" if extension else f"    username: {key}@meetbedrijf.example\n"
    lines = f"""  {key}:
    first_name: Voornaam{place}
    last_name: Achternaam{place}
{extension_line}    number: {number(place)}
    devices:
      - {{model: yealink-t54w, mac: {mac(place)}, password: !secret devices/{key}}}
"""
    mailbox_line = f"    voicemail: {{email: {key}@meetbedrijf.example}}\n"
    if seat < DESK:
        return f"{lines}    call_waiting: true\n    hide_caller_id: false\n{mailbox_line}"
    if seat % 2:
        return f"{lines}    call_waiting: true\n    forwarding:\n      missed: {{to: balie{site:03d}, rings: 4}}\n"
    return f"{lines}    forwarding:\n      busy: {{to: balie{site:03d}}}\n{mailbox_line}"


def with_fault(seat: int, text: str) -> str:
    """The lines of a user with the mistake of his seat."""
    right, wrong = FAULTS.get(seat, ("", ""))
    return text.replace(right, wrong, 1) if right else text + "    managed_by_user: [forwarding]\n"


def left_groups(site: int, extensions: list[int]) -> Iterator[str]:
    """Groups that lose calls, wait too long, ring nobody, go round, or name somebody who has left."""
    first = site * SITE
    names = [f"wacht{site:03d}{'' if place == 0 else place}" for place in range(LEFT)]
    yield group(names[0], extensions[0], range(first, first + 9), "").partition("    overflow")[0]
    yield group(names[1], extensions[1], range(first, first + 9), names[0]).replace("45s", "300s")
    yield group(names[2], extensions[2], range(first, first + 2), names[3]).replace("[u", "[w")
    yield group(names[3], extensions[3], range(first + 3, first + 9), names[4])
    yield group(names[4], extensions[4], range(first + 9, first + 12), names[3])


def mac(place: int) -> str:
    """An address of the telephone's vendor."""
    return f"80:5E:C0:{place >> 16 & 255:02X}:{place >> 8 & 255:02X}:{place & 255:02X}"


def groups(site: int, extensions: list[int]) -> Iterator[str]:
    """The desk, and the teams behind the menu, who leave what they miss to it."""
    desk, first = f"balie{site:03d}", site * SITE
    yield group(desk, extensions[0], range(first, first + DESK), f"postvak{site:03d}")
    for team in range(SITE // TEAM):
        members = range(first + team * TEAM, first + (team + 1) * TEAM)
        yield group(f"team{site:03d}{team}", extensions[team + 1], members, desk)


def group(key: str, extension: int, places: range, overflow: str) -> str:
    """Seven lines: a few take turns, many ring all at once."""
    few = len(places) <= DESK
    return f"""  {key}:
    name: {key}
    extension: {extension}
    policy: {"regular" if few else "simultaneous"}
    members: [{", ".join(f"u{place:05d}" for place in places)}]
    {"next_member_after: {rings: 3}" if few else "ring_busy_members: false"}
    overflow: {{after: 45s, to: {overflow}}}
"""


def menu(site: int, extension: int, own_number: str, clock: str) -> str:
    """A menu by day, and one after hours."""
    keys = "".join(f"        {team + 1}: team{site:03d}{team}\n" for team in range(SITE // TEAM))
    return f"""  menu{site:03d}:
    name: Menu {site}
    extension: {extension}
    number: {own_number}
    business_hours: {clock}
    business_hours_menu:
      greeting: {{say: "Voor team 1 tot en met 4, toets 1, 2, 3 of 4, of blijf aan de lijn."}}
      keys:
{keys}        9: {{operator: balie{site:03d}}}
    after_hours_menu:
      greeting: {{say: "Wij zijn gesloten. Spreek een bericht in."}}
      keys:
        9: {{operator: postvak{site:03d}}}
"""


def mailbox(site: int, extension: int) -> str:
    """Where a site's messages are left."""
    return f"""  postvak{site:03d}:
    name: Postvak {site}
    extension: {extension}
    email: postvak{site:03d}@meetbedrijf.example
"""
