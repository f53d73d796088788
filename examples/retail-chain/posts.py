"""Who works in this chain, and which telephone each has."""

import csv
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
MAIL = "goudenspade.example"
HEAD_OFFICE = {
    "directie": 3, "secretariaat": 3, "receptie": 2, "inkoop": 18, "marketing": 12, "financien": 14,
    "personeel": 9, "ict": 12, "klantcontact": 24, "vastgoed": 4, "regio": 6, "formule": 4,
}  # fmt: skip
DISTRIBUTION = {"planning": 6, "teamleider": 6, "expeditie": 14, "magazijn": 28, "retouren": 10}
AT_A_DESK = ("planning", "teamleider")
DESKS = ("yealink-t54w", "snom-d785", "poly-vvx450", "grandstream-grp2614", "fanvil-x5u")
SMALL_DESKS = ("yealink-t31p", "snom-d717", "poly-vvx250", "grandstream-grp2612", "fanvil-x3u")
BASES = ("yealink-w90b", "gigaset-n870", "snom-m700")
MAC_PREFIXES = {
    "yealink": "80:5E:C0", "snom": "00:04:13", "poly": "64:16:7F",
    "grandstream": "C0:74:AD", "fanvil": "0C:38:3E", "gigaset": "7C:2F:80",
}  # fmt: skip
# 3000 and 4000 are service numbers of the country, so no shop has the hundred of 30 or 40.
SHOP_HUNDREDS = [hundred for hundred in range(20, 60) if hundred not in (30, 40)]


class Shop(NamedTuple):
    """A row of `shops.csv`.

    `number` is the first of ten, `evening` the day with late hours, `sunday` that day's hours or nothing.
    Extensions of the shop begin with `hundred`.
    """

    key: str
    city: str
    number: str
    evening: str
    sunday: str
    staff: int
    hundred: int

    def did(self, place: int) -> str:
        """One of the shop's ten numbers."""
        return f"{self.number[:-1]}{place}"


class Post(NamedTuple):
    """A telephone and its place in the company.

    `mailbox` is the address of an own voicemail; without it `missed` takes the calls. `more` are lines of
    the plan.
    """

    key: str
    extension: int
    device: str
    number: str = ""
    mailbox: str = ""
    missed: str = ""
    mobile: str = ""
    more: tuple[str, ...] = ()


def shops() -> list[Shop]:
    """The shops, in the order of their extensions."""
    with (HERE / "shops.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table))[1:]
    return [
        Shop(key, city, number, evening, sunday, int(staff), hundred)
        for (key, city, number, evening, sunday, staff), hundred in zip(rows, SHOP_HUNDREDS, strict=True)
    ]


def departments(shop: Shop) -> list[str]:
    """The floors of a shop; the bigger ones sell animals and lunches too."""
    floors = ["planten", "sfeer", "magazijn"]
    floors += ["dieren"] if shop.staff > 25 else []
    return floors + (["horeca"] if shop.staff > 29 else [])


def draw(options: Sequence[str], *what: object) -> str:
    """One of the options, always the same one for the same post."""
    return options[zlib.crc32(" ".join(map(str, what)).encode()) % len(options)]


class People:
    """Draws names; nobody is called like anybody else in the company, also when spelled on a keypad."""

    def __init__(self) -> None:
        self.first = (HERE / "first-names.txt").read_text(encoding="utf-8").split()
        self.last = (HERE / "last-names.txt").read_text(encoding="utf-8").splitlines()
        self.taken: set[str] = set()

    def name(self, key: str) -> tuple[str, str, str]:
        """First name, infix and last name."""
        for turn in range(1000):
            first = draw(self.first, key, "first", turn)
            last, _, infix = draw(self.last, key, "last", turn).partition(", ")
            spelled = _plain(last + first)
            if spelled not in self.taken:
                self.taken.add(spelled)
                return first, infix, last
        raise ValueError("the lists of names are too short for this company")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("Ł", "L").replace("ł", "l"))
    return "".join(letter for letter in decomposed.lower() if letter.isascii() and letter.isalpha())


class Telephones:
    """Hands out telephones in the order of their labels; all handsets of a DECT base share its address."""

    def __init__(self) -> None:
        self.delivered: Counter[str] = Counter()

    def mac(self, model: str) -> str:
        """The address on the next label of this vendor."""
        vendor = model.partition("-")[0]
        self.delivered[vendor] += 1
        serial = 0x1A2C40 + self.delivered[vendor] * 7
        return f"{MAC_PREFIXES[vendor]}:{serial >> 16 & 255:02X}:{serial >> 8 & 255:02X}:{serial & 255:02X}"

    def desk(self, key: str, model: str) -> str:
        """A telephone of one's own."""
        return f"{{model: {model}, mac: {self.mac(model)}, password: !secret devices/{key}}}"


class Base:
    """A DECT base; each handset is one of its lines."""

    def __init__(self, site: str, telephones: Telephones) -> None:
        self.site, self.model, self.lines = site, draw(BASES, site, "base"), 0
        self.mac = telephones.mac(self.model)

    def handset(self) -> str:
        """The next handset."""
        self.lines += 1
        secret = f"!secret devices/{self.site}_dect"
        return f"{{model: {self.model}, mac: {self.mac}, line: {self.lines}, password: {secret}}}"


def shop_posts(shop: Shop, telephones: Telephones) -> Iterator[Post]:
    """The people of a shop: six at a desk, the others with a handset."""
    key, extension = shop.key, shop.hundred * 100 + 10
    desk, small = draw(DESKS, key, "desk"), draw(SMALL_DESKS, key, "small")
    seats = (
        ("manager", desk, "own"), ("assistent", desk, "own"), ("kantoor", small, "own"),
        ("balie_1", desk, "postvak"), ("balie_2", desk, "postvak"), ("kassa", small, "klantenservice"),
    )  # fmt: skip
    for place, (seat, model, takes) in enumerate(seats):
        name, number = f"{key}_{seat}", shop.did(place + 1)
        mailbox, missed = (f"{seat}.{key}@{MAIL}", "") if takes == "own" else ("", f"{key}_{takes}")
        yield Post(name, extension + place, telephones.desk(name, model), number, mailbox, missed)
    yield from floor_posts(shop, extension + len(seats), shop.staff - len(seats), Base(key, telephones))


def floor_posts(shop: Shop, extension: int, count: int, base: Base) -> Iterator[Post]:
    """Handsets, spread over the floors; the first on each of the two biggest has a number as well."""
    floors = departments(shop)
    numbers = {"planten_1": shop.did(8), "sfeer_1": shop.did(9)}
    for place in range(count):
        post = f"{floors[place % len(floors)]}_{place // len(floors) + 1}"
        number, missed = numbers.get(post, ""), f"{shop.key}_klantenservice"
        yield Post(f"{shop.key}_{post}", extension + place, base.handset(), number, missed=missed)


def posts_of(sizes: dict[str, int]) -> Iterator[tuple[int, str, int]]:
    """Every post of a site by its place, department and number in the department."""
    names = [(department, number) for department, size in sizes.items() for number in range(1, size + 1)]
    yield from ((place, *name) for place, name in enumerate(names))


def head_office_posts(telephones: Telephones) -> Iterator[Post]:
    """Everybody at the head office has a desk, a number and a mailbox."""
    for place, department, number in posts_of(HEAD_OFFICE):
        key = f"ho_{department}_{number}"
        yield Post(
            key, 6010 + place, telephones.desk(key, draw(DESKS, department)), f"088-5554{10 + place:03d}",
            mailbox=f"{department}{number}@{MAIL}",
            mobile=f"06-123451{number:02d}" if department == "regio" else "",
            # They buy and travel abroad.
            more=("block_outgoing: [0906, 0909]",) if department in ("directie", "inkoop") else (),
        )  # fmt: skip


def distribution_posts(telephones: Telephones) -> Iterator[Post]:
    """Planners and team leaders sit at a desk, the halls carry handsets."""
    base = Base("dc", telephones)
    for place, department, number in posts_of(DISTRIBUTION):
        key, extension = f"dc_{department}_{number}", 7010 + place
        if department in AT_A_DESK:
            desk, mailbox = telephones.desk(key, "yealink-t54w"), f"dc.{department}{number}@{MAIL}"
            yield Post(key, extension, desk, f"0344-6714{place + 1:02d}", mailbox)
        else:
            yield Post(key, extension, base.handset(), missed="dc_teamleiders")
