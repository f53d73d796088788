"""Outgoing calls: whether a colleague may dial a number, and what the other side sees."""

from dataclasses import dataclass

from oracle.company import Company
from oracle.destinations import named
from oracle.numbering import emergency
from oracle.plan import Target


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Whether the call may be made, and the number and name that are shown; nothing where they are hidden."""

    allowed: bool
    number: str | None
    name: str | None


def dialled(company: Company, text: str, person: str | None, inside: bool) -> Target:
    """What a caller reaches by dialling; a colleague cannot dial what his list of blocked numbers covers."""
    if emergency(text, company.country) and text not in company.extensions:
        return Target("outside", text, text)
    target = named(company, text)
    if inside and company.covers(own_list(company, person), target.number):
        return Target("nobody", target.number or target.name)
    return target


def own_list(company: Company, person: str | None) -> frozenset[str]:
    """The list of a user, which replaces the company's."""
    user = company.users.get(person or "")
    if user is not None and user.block_outgoing is not None:
        return user.block_outgoing
    return company.block_outgoing


def outgoing(company: Company, person: str | None, text: str) -> Outgoing:
    """What becomes of a number that a colleague dials."""
    allowed = dialled(company, text, person, inside=True).kind != "nobody"
    user = company.users.get(person or "")
    if user is not None and user.hide_caller_id:
        return Outgoing(allowed, None, None)
    own = (
        " ".join(part for part in (user.first_name, user.infix, user.last_name) if part)
        if user is not None
        else company.name
    )
    name = company.name if company.shows_company_name else own
    return Outgoing(allowed, company.shown_number(person), name)
