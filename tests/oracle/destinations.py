"""What a written destination means: a key, an extension, a number of the company, or a number outside."""

from oracle.company import Company
from oracle.numbering import e164, emergency, short
from oracle.plan import Target

NOBODY = "nobody"


def destination(company: Company, value: object) -> Target | None:
    """The target of a destination as it stands in the plan; nothing where nothing is written."""
    if isinstance(value, dict):
        if "voicemail" not in value:
            return destination(company, value.get("to"))
        owner = company.users.get(str(value["voicemail"]))
        name = str(value["voicemail"])
        return Target("voicemail" if owner is not None and owner.voicemail else NOBODY, name)
    if value is None or value == "":
        return None
    return named(company, str(value))


def named(company: Company, text: str) -> Target:
    """The target of a key, an extension or a number, looked up in this order."""
    if text in company.kinds:
        mobile = company.mobiles.get(text)
        return Target(company.kinds[text], text, mobile.number if mobile else None)
    return company.extensions.get(text) or dialled_number(company, text)


def dialled_number(company: Company, text: str) -> Target:
    """Where a phone number leads, from wherever it is dialled as a destination."""
    if emergency(text, company.country):
        return Target(NOBODY, text)
    number = e164(text, company.country)
    if number is not None:
        return company.numbers.get(number) or Target("outside", number, number)
    if short(text, company.country):
        return Target("outside", text, text)
    return Target(NOBODY, text)


def from_mobile_network(company: Company, value: object) -> Target | None:
    """A destination of a mobile: a key means its number, and an extension cannot be dialled there."""
    if isinstance(value, dict):
        return (
            Target(NOBODY, str(value["voicemail"]))
            if "voicemail" in value
            else from_mobile_network(company, value.get("to"))
        )
    if value is None or value == "":
        return None
    text = str(value)
    if text in company.kinds:
        held = [target for target in company.numbers.values() if target.name == text]
        return held[0] if held else Target(NOBODY, text)
    return dialled_number(company, text)
