"""Write this chain's plan again from `shops.csv` and the two lists of names: `python generate.py [FOLDER]`.

The same input gives the same bytes. Who is drawn for a post depends on the post alone,
so a shop that comes or goes changes hardly anything elsewhere.
"""

import sys
from pathlib import Path
from typing import NamedTuple

from posts import (
    HEAD_OFFICE,
    HERE,
    MAIL,
    People,
    Post,
    Shop,
    Telephones,
    departments,
    distribution_posts,
    head_office_posts,
    shop_posts,
    shops,
)

HEADING = "# Made by generate.py from shops.csv; change it there.\n"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
SPOKEN = {
    "planten": "planten en advies",
    "sfeer": "tuinmeubelen en barbecues",
    "dieren": "de dierenafdeling",
    "horeca": "een tafel bij De Kas",
}
OFFICE_SCHEDULES = """keten:
  name: Ergens iemand aan het werk
  mon-fri: 07:00-21:30
  sat: 07:00-19:00
  sun: 09:30-18:30
kantoor:
  name: Hoofdkantoor 08:30-17:30
  mon-fri: 08:30-17:30
dc:
  name: Distributiecentrum Tiel
  mon-fri: 07:00-17:00
  sat: 08:00-12:00
"""
CHAIN_CLOSED = """keten_gesloten:
  name: Keten gesloten
  extension: 6999
  greeting: {say: "Al onze winkels zijn nu gesloten. Onze openingstijden staan op onze site."}
  record: false
  then: hang_up
"""


class Group(NamedTuple):
    """A hunt group; where everybody rings at once there are no turns."""

    key: str
    name: str
    extension: int
    members: list[str]
    overflow: str
    policy: str = "simultaneous"
    number: str = ""
    more: str = ""

    def __str__(self) -> str:
        number = f"  number: {self.number}\n" if self.number else ""
        turns = "" if self.policy == "simultaneous" else "  next_member_after: {rings: 3}\n"
        members = "".join(f"    - {member}\n" for member in self.members)
        return (
            f"{self.key}:\n  name: {quoted(self.name)}\n  extension: {self.extension}\n{number}"
            f"  policy: {self.policy}\n  members:\n{members}{turns}{self.more}"
            f"  overflow: {{to: {self.overflow}}}\n"
        )


class Menu(NamedTuple):
    """A menu by day, and one after hours that ends in the site's mailbox. `keys` are lines of the plan."""

    site: str
    name: str
    extension: int
    number: str
    hours: str
    holidays: str
    greeting: str
    keys: list[str]

    def __str__(self) -> str:
        keys = "".join(f"      {key}\n" for key in self.keys)
        return f"""{self.site}_menu:
  name: {quoted(self.name)}
  extension: {self.extension}
  number: {self.number}
  business_hours: {self.hours}
  holidays: {self.holidays}
  business_hours_menu:
    greeting: {{say: "{self.greeting}"}}
    keys:
{keys}  after_hours_menu:
    greeting: {{say: "Wij zijn nu gesloten. Blijf aan de lijn om een bericht achter te laten."}}
    keys:
      9: {{operator: {self.site}_postvak}}
"""


def quoted(text: str) -> str:
    """A name as YAML wants it: `'t Hart` and `'s-Hertogenbosch` begin with a quote."""
    return f'"{text}"' if text.startswith("'") else text


def user(post: Post, people: People) -> str:
    """A user as the plan has it."""
    first, infix, last = people.name(post.key)
    lines = [f"first_name: {first}", f"last_name: {quoted(last)}", f"extension: {post.extension}"]
    if infix:
        lines.insert(1, f"infix: {quoted(infix)}")
    if post.number:
        lines.append(f"number: {post.number}")
    lines += [*post.more, f"devices: [{post.device}]"]
    if post.mobile:
        lines.append(f"simultaneous_ring: {{numbers: [{post.mobile}], answer_confirmation: true}}")
    if post.mailbox:
        lines.append(f"voicemail: {{email: {post.mailbox}}}")
    else:
        lines.append(f"forwarding: {{missed: {post.missed}}}")
    return f"{post.key}:\n" + "".join(f"  {line}\n" for line in lines)


def shop_groups(shop: Shop, posts: list[Post]) -> str:
    """The customer desk, which ends in the shop's mailbox, and the floors, which end at the desk."""
    key, extension, desk = shop.key, shop.hundred * 100 + 1, f"{shop.key}_klantenservice"
    counter = [f"{key}_balie_1", f"{key}_balie_2", f"{key}_assistent"]
    text = str(Group(desk, f"{shop.city} service", extension, counter, f"{key}_postvak", "regular"))
    for place, department in enumerate(departments(shop), 1):
        name = f"{key}_{department}"
        members = [post.key for post in posts if post.key.startswith(f"{name}_")]
        number = shop.did(7) if department == "magazijn" else ""
        text += str(Group(name, f"{shop.city} {department}", extension + place, members, desk, number=number))
    return text


def other_groups(posts: list[Post]) -> str:
    """The groups of the head office and the distribution centre."""

    def people(prefix: str) -> list[str]:
        return [post.key for post in posts if post.key.startswith(prefix)]

    agents, engineers, wait = people("ho_klantcontact_"), people("ho_ict_")[:3], "  when_busy: wait\n"
    groups = (
        Group("ho_klantcontact", "Klantcontact", 6201, agents, "ho_postvak", "uniform", more=wait),
        Group("ho_receptie", "Receptie hoofdkantoor", 6202, people("ho_receptie_"), "ho_postvak"),
        Group("ho_servicedesk", "Servicedesk ICT", 6203, engineers, "ho_postvak", "uniform"),
        Group("dc_planning", "Planning Tiel", 7001, people("dc_planning_"), "dc_postvak"),
        Group("dc_teamleiders", "Teamleiders Tiel", 7002, people("dc_teamleider_"), "dc_postvak"),
    )
    return "".join(map(str, groups))


def shop_menu(shop: Shop) -> str:
    """Plants, the other floors, and the customer desk for whoever presses nothing."""
    offered = [department for department in departments(shop) if department in SPOKEN]
    choices = " ".join(f"Voor {SPOKEN[floor]}, toets {key}." for key, floor in enumerate(offered, 1))
    keys = [f"{key}: {shop.key}_{floor}" for key, floor in enumerate(offered, 1)]
    return str(
        Menu(
            shop.key, shop.city, shop.hundred * 100, shop.did(0), f"winkel_{shop.key}", "winkels",
            f"Welkom bij De Gouden Spade in {shop.city}. {choices} Voor al het andere, blijf aan de lijn.",
            [*keys, f"9: {{operator: {shop.key}_klantenservice}}"],
        )
    )  # fmt: skip


def other_menus() -> str:
    """The company's main number, and the distribution centre's."""
    head = Menu(
        "ho", "Hoofdkantoor", 6000, "088-5554000", "kantoor", "kantoor",
        "De Gouden Spade, hoofdkantoor. Voor klanten, toets 1. Voor winkels met een storing, toets 2. "
        "Weet u wie u zoekt, toets 3. Of blijf aan de lijn.",
        ["1: ho_klantcontact", "2: ho_servicedesk", "3: dial_by_name", "9: {operator: ho_receptie}"],
    )  # fmt: skip
    distribution = Menu(
        "dc", "Distributiecentrum", 7000, "0344-671400", "dc", "winkels",
        "De Gouden Spade in Tiel. Staat u aan het dok, toets 1. Voor de planning, blijf aan de lijn.",
        ["1: dc_teamleiders", "9: {operator: dc_planning}"],
    )  # fmt: skip
    return f"{head}{distribution}"


def mailbox(site: str, name: str, extension: int, email: str) -> str:
    """Where messages for a site are left."""
    return f"""{site}_postvak:
  name: {quoted(name)}
  extension: {extension}
  greeting: {{say: "{name}. Spreek na de toon een bericht in, dan bellen wij u terug."}}
  email: {email}@{MAIL}
"""


def schedule(shop: Shop) -> str:
    """Opening hours: nine to six, one evening till nine, most Sundays."""
    late = DAYS.index(shop.evening)
    before, after = f"{DAYS[0]}-{DAYS[late - 1]}", "-".join(dict.fromkeys((DAYS[late + 1], DAYS[-1])))
    hours = {before: "09:00-18:00", shop.evening: "09:00-21:00", after: "09:00-18:00", "sun": shop.sunday}
    lines = "".join(f"  {day}: {span}\n" for day, span in hours.items() if span)
    return f"winkel_{shop.key}:\n  name: Winkel {shop.city}\n{lines}"


def mobiles() -> str:
    """Regional managers, whose desk rings their mobile too, and drivers; all with the network's mailbox."""
    text = "alert_total_eur: 750\nsubscriptions:\n"
    regions = range(1, HEAD_OFFICE["regio"] + 1)
    rows = [(f"regio_{number}", f"06-123451{number:02d}", f"Regiomanager {number}") for number in regions]
    rows += [(f"wagen_{number}", f"06-123452{number:02d}", f"Vrachtwagen {number}") for number in range(1, 9)]
    for place, (key, number, label) in enumerate(rows):
        text += f"  {key}:\n    number: {number}\n    sim: {89310410 + place * 13}\n    label: {label}\n"
        text += "    product: Zakelijk Mobiel\n    alerts: {total_eur: 40}\n    business_voicemail: true\n"
    return text


def numbers(sites: list[Shop]) -> str:
    """What the carrier assigned."""
    own = "- 088-5554000\n- 088-5554010..088-5554120\n- 0344-671400..0344-671412\n"
    return own + "".join(f"- {shop.did(0)}..{shop.did(9)}  # {shop.city}\n" for shop in sites)


def write(folder: Path) -> None:
    """All generated files, into a folder."""
    people, telephones, chain = People(), Telephones(), shops()
    sites = [(shop, list(shop_posts(shop, telephones))) for shop in chain]
    others = [*head_office_posts(telephones), *distribution_posts(telephones)]
    blocks = [(shop.city, posts) for shop, posts in sites] + [("Head office and distribution centre", others)]
    mailboxes = mailbox("ho", "Hoofdkantoor", 6998, "receptie")
    mailboxes += mailbox("dc", "Distributiecentrum", 7999, "planning")
    for shop in chain:
        mailboxes += mailbox(shop.key, f"Winkel {shop.city}", shop.hundred * 100 + 99, f"winkel.{shop.key}")
    files = {
        "numbers": numbers(chain),
        "schedules": OFFICE_SCHEDULES + "".join(map(schedule, chain)),
        "users": "".join(f"\n# {site}\n{''.join(user(p, people) for p in posts)}" for site, posts in blocks),
        "hunt-groups": "".join(shop_groups(shop, posts) for shop, posts in sites) + other_groups(others),
        "auto-attendants": "".join(map(shop_menu, chain)) + other_menus(),
        "mailboxes": CHAIN_CLOSED + mailboxes,
        "mobile": mobiles(),
    }
    for section, text in files.items():
        (folder / f"{section}.yaml").write_text(HEADING + text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
