"""Ten towns in one repository: a plan of a hundred users each, and a commit after which a group waits shorter.

Some forty numbers and extensions of a town come to the group burgerzaken: its own, those of the menus and of the desks
before it, and those of everybody at the counters, who leaves it what he misses.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

Git = Callable[..., str]

NAMES = (
    "aalden berkum drielo elsvoort gasterhoek heerdam izeren kolmen lindewaard meerzicht".split()  # noqa: SIM905
)
BEFORE, AFTER = "overflow: {after: 60s, to: kcc}", "overflow: {after: 50s, to: kcc}"

TEAMS = {"burgerzaken": 12, "kcc": 10, "loket": 14, "wmo": 24, "belastingen": 16, "bouwen": 24}
"""How many people each part of a town hall has: a hundred together."""

CLOCKS = ("balie", "spreekuur", "kassa", "avond")

DESKS = ("rijbewijzen", "paspoorten", "huwelijken", "verhuizen")


def write_towns(folder: Path, git: Git, towns: int = 10) -> None:
    """A repository whose last commit has changed the overflow of burgerzaken in every town."""
    git("init", "--quiet", "--initial-branch=main", at=folder)
    texts = {NAMES[place]: town_text(place) for place in range(towns)}
    for old, new, message in ((BEFORE, BEFORE, "Towns"), (BEFORE, AFTER, "burgerzaken waits shorter")):
        for name, text in texts.items():
            (folder / name).mkdir(exist_ok=True)
            (folder / name / "plan.yaml").write_text(text.replace(old, new), "utf-8")
        git("add", ".", at=folder)
        git("commit", "--quiet", f"--message={message}", at=folder)


def town_text(place: int) -> str:
    """A town's plan."""
    return "\n".join([*_head(place), *_users(place), *_groups(place), *_menus(place)]) + "\n"


def _number(place: int, seat: int) -> str:
    return f"0{850_000_000 + place * 1000 + seat}"


def _people() -> Iterator[tuple[str, int, int]]:
    """The team, the place in it, and the seat in the town hall of everybody."""
    seat = 0
    for team, size in TEAMS.items():
        for member in range(size):
            yield team, member, seat
            seat += 1


def _head(place: int) -> Iterator[str]:
    name = NAMES[place]
    yield from (
        "nummerplan: 1",
        "company:",
        f"  name: Gemeente {name.capitalize()}",
        f"  main_number: {_number(place, 500)}",
    )
    yield from ("  country: NL", "  time_zone: Europe/Amsterdam", "  business_hours: open", "  holidays: nl")
    yield "  night_forwarding: {mode: schedule, to: gesloten}"
    yield f"numbers: [{_number(place, 0)}..{_number(place, 999)}]"
    yield from (
        "schedules:",
        "  open: {mon-wed: 08:30-17:00, thu: 08:30-20:00, fri: 08:30-17:00}",
        "  balie: {mon-fri: 09:00-16:30}",
    )
    yield from ("  spreekuur: {mon-thu: 09:00-12:00}", "  bouwhuis: {mon-wed: 08:30-12:30, fri: 10:00-14:00}")
    yield from ("  kassa: {tue-thu: 13:00-17:00}", "  avond: {mon: 18:00-20:30, wed: 18:00-20:30, sat: 10:00-13:00}")
    yield "holidays: {nl: {public: NL, dates: {2026-12-24: {name: Kerstavond, closed: 12:00-24:00}}}}"
    yield from ("defaults:", "  users:", "    voicemail: {when: [busy, no_answer], rings: 5}")


def _users(place: int) -> Iterator[str]:
    yield "users:"
    for team, member, seat in _people():
        key = f"{team}{member}"
        yield f"  {key}:"
        yield from (
            f"    first_name: Voornaam{seat}",
            f"    last_name: Achternaam{seat}",
            f"    extension: {2000 + seat}",
        )
        yield f"    number: {_number(place, seat)}"
        mac = f"80:5E:C0:{place:02X}:00:{seat:02X}"
        yield f"    devices: [{{model: yealink-t54w, mac: {mac}, password: !secret devices/{key}}}]"
        match team:
            case "loket":
                yield "    forwarding: {missed: {to: burgerzaken, rings: 4}}"
                if member < 4:
                    rule = f"{{name: Enquetes, numbers: [020-76543{member}*], during: {CLOCKS[member]}}}"
                    yield f"    blocked_callers: {{anonymous: {str(not member % 2).lower()}, rules: [{rule}]}}"
            case "burgerzaken" | "wmo" if member % 2:
                yield "    forwarding: {missed: {to: kcc, rings: 4}}"
            case "bouwen":
                yield "    blocked_callers: {anonymous: true}"
                yield f"    voicemail: {{email: {key}@{NAMES[place]}.example}}"
            case _:
                yield f"    voicemail: {{email: {key}@{NAMES[place]}.example}}"


def _groups(place: int) -> Iterator[str]:
    yield "hunt_groups:"
    for number, team in enumerate(TEAMS):
        members = ", ".join(f"{team}{member}" for member in range(TEAMS[team]))
        overflow = {"burgerzaken": BEFORE, "kcc": "overflow: {after: 30s, to: berichten}"}
        yield from _group(place, team, number, members, overflow.get(team, "overflow: {after: 40s, to: kcc}"))
        yield "    next_member_after: {rings: 3}"
        yield f"    policy: {'circular' if number % 2 else 'uniform'}"
    for number, desk in enumerate(DESKS, len(TEAMS)):
        members = ", ".join(f"loket{member}" for member in range(number % 3, 14, 3))
        yield from _group(place, desk, number, members, "overflow: {after: 30s, to: burgerzaken}")
        yield "    policy: simultaneous"


def _group(place: int, key: str, number: int, members: str, overflow: str) -> Iterator[str]:
    yield from (
        f"  {key}:",
        f"    name: {key}",
        f"    extension: {3000 + number}",
        f"    number: {_number(place, 510 + number)}",
    )
    yield from (f"    members: [{members}]", f"    {overflow}")


def _menus(place: int) -> Iterator[str]:
    menus = {
        "hoofdmenu": ("open", ["burgerzaken", "zorg", "belastingmenu", "bouwmenu", "avondmenu"], "kcc", "gesloten"),
        "afspraken": ("balie", ["burgerzaken", "rijbewijzen", "huwelijken"], "burgerzaken", "berichten"),
        "zorg": ("spreekuur", ["wmo"], "wmo", "kcc"),
        "bouwmenu": ("bouwhuis", ["bouwen"], "bouwen", "kcc"),
        "belastingmenu": ("kassa", ["belastingen"], "belastingen", "kcc"),
        "avondmenu": ("avond", ["kcc"], "kcc", "gesloten"),
    }
    yield "auto_attendants:"
    for number, (key, (hours, keys, operator, closed)) in enumerate(menus.items()):
        extension = f"extension: {3500 + number}, number: {_number(place, 500 + number)}"
        yield from (f"  {key}:", *(f"    {part}" for part in extension.split(", ")), f"    business_hours: {hours}")
        dialling = str(key in ("hoofdmenu", "afspraken")).lower()
        yield from ("    business_hours_menu:", f"      dial_by_extension: {dialling}")
        yield from ("      greeting: {say: Welkom bij de gemeente.}", "      keys:")
        yield from (f"        {digit}: {goal}" for digit, goal in enumerate(keys, 1))
        yield f"        9: {{operator: {operator}}}"
        yield from ("    after_hours_menu:", "      greeting: {say: Wij zijn gesloten.}", "      keys:")
        yield f"        9: {{operator: {closed}}}"
    yield "mailboxes:"
    yield "  gesloten: {extension: 3900, greeting: {say: Wij zijn gesloten.}, record: false}"
    yield f"  berichten: {{extension: 3901, email: berichten@{NAMES[place]}.example}}"
