"""From the text of a plan to a company: objects are found first, then their settings are read."""

from oracle.clocks import Clock, Clocks
from oracle.company import Company
from oracle.destinations import destination
from oracle.numbering import e164, number_range
from oracle.plan import Mailbox, Night, Target, User
from oracle.reading.reading_clocks import read_calendar, read_schedule
from oracle.reading.reading_groups import read_attendant, read_group, read_mailbox
from oracle.reading.reading_people import read_mobile, read_user
from oracle.reading.yaml_text import Mapping, filled, mapping, read_mapping, seconds, switch, texts

SECTIONS = {"users": "user", "hunt_groups": "group", "auto_attendants": "menu", "mailboxes": "mailbox"}


def read_company(text: str) -> Company:
    """The company that the text of one plan describes."""
    return company_of(read_mapping(text))


def company_of(document: Mapping) -> Company:
    """The company that a document describes."""
    objects = {section: _objects(document, section) for section in SECTIONS}
    subscriptions = {
        key: mapping(raw) for key, raw in mapping(mapping(document.get("mobile")).get("subscriptions")).items()
    }
    company = _company(mapping(document.get("company")))
    company.clocks = Clocks(
        {key: read_schedule(mapping(raw)) for key, raw in mapping(document.get("schedules")).items()},
        {key: read_calendar(mapping(raw)) for key, raw in mapping(document.get("holidays")).items()},
    )
    company.tests = [mapping(test) for test in document.get("calls") or []]
    _index(company, document, objects, subscriptions)
    _settings(company, mapping(document.get("company")), objects, subscriptions)
    return company


def _objects(document: Mapping, section: str) -> dict[str, Mapping]:
    """The objects of one section with their defaults, without what is left to the platform."""
    defaults = mapping(mapping(document.get("defaults")).get(section))
    result = {}
    for key, raw in mapping(document.get(section)).items():
        left = texts(mapping(raw).get("unmanaged"))
        result[str(key)] = {name: value for name, value in filled(defaults, mapping(raw)).items() if name not in left}
    return result


def _company(raw: Mapping) -> Company:
    """The company's own settings that need no other object."""
    country = raw.get("country") or "NL"
    forwarding = raw.get("block_forwarding")
    return Company(
        country=country,
        time_zone=raw.get("time_zone") or "Europe/Amsterdam",
        main_number=e164(raw.get("main_number") or "", country),
        name=raw.get("name") or "",
        shows_user_number=raw.get("caller_id") == "user",
        shows_company_name=switch(raw.get("show_company_name"), False),
        ring_limit=seconds(raw.get("ring_limit"), 120),
        max_redirections=int(raw.get("max_redirections") or 5),
        block_outgoing=frozenset(texts(raw.get("block_outgoing"))),
        block_forwarding=None if forwarding is None else frozenset(texts(forwarding)),
    )


def _index(
    company: Company, document: Mapping, objects: dict[str, dict[str, Mapping]], mobiles: dict[str, Mapping]
) -> None:
    """Fills keys, numbers and extensions, and who has a voicemail, before any destination is read."""
    for text in texts(document.get("numbers")):
        ends = number_range(text, company.country)
        if ends:
            for number in range(int(ends[0]), int(ends[1]) + 1):
                company.numbers[f"+{number}"] = Target("nobody", f"+{number}")
    for section, kind in SECTIONS.items():
        for key, raw in objects[section].items():
            company.kinds[key] = kind
            if kind == "user":
                company.users[key] = User(key, voicemail=Mailbox() if "voicemail" in raw else None)
            for held in [*texts(raw.get("extension")), *texts(raw.get("number")), *texts(raw.get("extra_numbers"))]:
                _hold(company, held, Target(kind, key))
    for key, raw in mobiles.items():
        company.kinds[key] = "mobile"
        company.mobiles[key] = read_mobile(company, key, raw, with_destinations=False)
        company.numbers[company.mobiles[key].number] = Target("mobile", key, company.mobiles[key].number)


def _hold(company: Company, text: str, target: Target) -> None:
    """Gives a number or an extension to an object."""
    number = e164(text, company.country)
    if number is not None:
        company.numbers[number] = target
    else:
        company.extensions.setdefault(text, target)


def _settings(
    company: Company, raw: Mapping, objects: dict[str, dict[str, Mapping]], mobiles: dict[str, Mapping]
) -> None:
    """Reads what depends on other objects."""
    company_clock = Clock(raw.get("business_hours"), raw.get("holidays"))
    night = mapping(raw.get("night_forwarding"))
    if night:
        company.night = Night(_mode(night.get("mode"), "schedule"), destination(company, night.get("to")))
        company.night_clock = Clock(
            night.get("business_hours") or company_clock.schedule, night.get("holidays") or company_clock.holidays
        )
    for key, user in objects["users"].items():
        company.users[key] = read_user(company, key, user)
    for key, group in objects["hunt_groups"].items():
        company.groups[key] = read_group(company, key, group)
    for key, attendant in objects["auto_attendants"].items():
        company.attendants[key] = read_attendant(company, key, attendant, company_clock)
    for key, box in objects["mailboxes"].items():
        company.mailboxes[key] = read_mailbox(company, box)
    for key, mobile in mobiles.items():
        company.mobiles[key] = read_mobile(company, key, mobile, with_destinations=True)


def _mode(value: object, default: str) -> str:
    """The company's mode of night forwarding."""
    return {"true": "on", "false": "off"}.get(str(value), str(value)) if value is not None else default
