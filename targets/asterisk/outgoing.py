"""What telephones may dial, and what calls from outside find: extensions, own numbers, emergency numbers, barring."""

from collections.abc import Iterator
from dataclasses import dataclass

from nummerplan.model.calls.linked_plan import node_of
from nummerplan.model.plan.service_numbers import access_numbers
from nummerplan.model.plan.users import User
from nummerplan.targets.asterisk.exchange import Exchange
from nummerplan.targets.asterisk.number_patterns import between


@dataclass(frozen=True)
class BarringContext:
    """A list of blocked classes: for each the expressions, and whether each must fit (1) or must not (0)."""

    context: str
    classes: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


@dataclass(frozen=True)
class Numbering:
    """All that can be dialled: extensions and own numbers with their contexts, the rest by pattern."""

    extensions: tuple[tuple[str, str], ...]
    beginnings: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    unheld: tuple[str, ...]
    emergency: tuple[str, ...]
    voicemail: tuple[str, ...]
    normalising: tuple[tuple[str, str], ...]


def numbering(exchange: Exchange) -> Numbering:
    """The extensions and numbers of the plan."""
    linked = exchange.linked
    extensions = tuple(
        (extension, exchange.context(node_of(holders[0].entity)))
        for extension, holders in linked.extensions.items()
        if extension.isascii() and extension.isdecimal() and len(extension) <= 20
    )
    held = {number: holders[0].entity for number, holders in linked.numbers.items()}
    numbers = tuple((number, exchange.context(node_of(one))) for number, one in held.items() if one.section != "mobile")
    emergency = tuple(sorted(linked.numbering.emergency_numbers()))
    known = {extension for extension, _ in extensions}
    return Numbering(
        extensions=extensions,
        beginnings=tuple(sorted({text[:size] for text in known for size in range(1, len(text))})),
        numbers=numbers,
        unheld=tuple(dict.fromkeys(_assigned(exchange, {number for number, _ in numbers}))),
        emergency=emergency,
        voicemail=tuple(sorted((access_numbers(exchange.plan.company.country) or {"1233"}) - known)),
        normalising=tuple(exchange.prefixes.normalising()),
    )


def _assigned(exchange: Exchange, held: set[str]) -> Iterator[str]:
    """Patterns of the numbers that the carrier assigned; one that somebody has is written out, and so wins."""
    for row in exchange.linked.assigned:
        if row.first and row.last and len(row.first) == len(row.last):
            yield from (one for one in between(*sorted((row.first, row.last))) if one not in held)


def barring_name(user: User, exchange: Exchange) -> str:
    """The context of what a user may not dial; empty when he may dial all."""
    own = user.block_outgoing
    return _name(own if own is not None else exchange.plan.company.block_outgoing)


def barrings(exchange: Exchange) -> Iterator[BarringContext]:
    """The lists of blocked classes that somebody has."""
    company = exchange.plan.company.block_outgoing
    lists = [
        company,
        *(user.block_outgoing for user in exchange.plan.users.values() if user.block_outgoing is not None),
    ]
    for classes in {_name(one): one for one in lists if one}.values():
        found = ((barred, tuple(exchange.prefixes.barring(barred))) for barred in dict.fromkeys(classes))
        yield BarringContext(
            _name(classes),
            tuple((barred, tuple((text, int(fits)) for text, fits in rows)) for barred, rows in found if rows),
        )


def _name(classes: object) -> str:
    names = sorted(set(classes)) if isinstance(classes, list) else []
    return f"barred-{'.'.join(names)}" if names else ""
