"""Numbers and extensions: the group has the number, it takes calls, and nobody else holds it; an extension fits."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nummerplan.model.deployment.tenant import TenantObject
from nummerplan.model.message import Message, say
from nummerplan.targets.broadworks.client.answer_checks import table_rows, whole_number
from nummerplan.targets.broadworks.client.batched_queries import ReadSteps
from nummerplan.targets.broadworks.object_kind.change_context import called_by
from nummerplan.targets.broadworks.object_kind.phone_numbers import written_out_row
from nummerplan.targets.broadworks.preflight.preflight_context import PreflightContext

_HOLDERS = "GroupDnGetAssignmentListRequest18"
_LENGTHS = "GroupExtensionLengthGetRequest22"
_LISTS = {
    "UserGetListInGroupRequest": ("userTable", "User Id"),
    "GroupHuntGroupGetInstanceListRequest": ("huntGroupTable", "Service User Id"),
    "GroupAutoAttendantGetInstanceListRequest": ("autoAttendantTable", "Service User Id"),
}
"""Lists that say who has which extension: the request, the table and the column of the id."""


class GroupNumber(NamedTuple):
    """A number of the group: whether it takes calls, and who has it (nobody: empty)."""

    active: bool
    holder: str


def check_numbers(context: PreflightContext) -> ReadSteps[None]:
    """Ask for the numbers, and for extensions if any are given out, and compare."""
    extensions = list(_extensions(context))
    numbers, *more = yield [
        context.group_query(_HOLDERS),
        *(context.group_query(request) for request in ((_LENGTHS, *_LISTS) if extensions else ())),
    ]
    rows: list[dict[str, str]] = []
    if context.is_known(numbers, say("numbers of the group")):
        rows = table_rows(numbers, "dnTable", "Phone Numbers", "Activated", "User Id", "Extension")
        _check_numbers(context, dict(_numbers(rows)))
    if not extensions:
        return
    lengths, *lists = more
    if context.is_known(lengths, say("the lengths of extensions")):
        least, most = (whole_number(lengths, f"{end}ExtensionLength") for end in ("min", "max"))
        for found, extension in extensions:
            if not least <= len(extension) <= most:
                text = say(
                    "extension {extension} has {count} digits, and the group's extensions have {least} to {most};"
                    " take another one, or ask the operator for other lengths",
                    extension=extension,
                    count=len(extension),
                    least=least,
                    most=most,
                )
                context.refuse(found.where("extension"), text)
    holders = {row["Extension"]: row["User Id"] for row in rows if row["Extension"]}
    for (table, column), listed in zip(_LISTS.values(), lists, strict=True):
        if context.is_known(listed, say("who has which extension")):
            held = table_rows(listed, table, column, "Extension")
            holders |= {row["Extension"]: row[column] for row in held if row["Extension"]}
    _check_holders(context, extensions, holders)


def _extensions(context: PreflightContext) -> Iterator[tuple[TenantObject, str]]:
    yield from context.gains("extension")
    yield from ((found, one) for found, one in context.gains("extra_numbers") if not one.startswith("+"))


def _gained_numbers(context: PreflightContext) -> Iterator[tuple[TenantObject, str, str]]:
    """Who gets a number, the number, and the setting where it stands."""
    for setting in ("number", "extra_numbers", "main_number"):
        yield from ((found, one, setting) for found, one in context.gains(setting) if one.startswith("+"))


def _numbers(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, GroupNumber]]:
    for row in rows:
        for number in written_out_row(row["Phone Numbers"]):
            yield number, GroupNumber(row["Activated"] == "true", row["User Id"])


def _check_numbers(context: PreflightContext, known: Mapping[str, GroupNumber]) -> None:
    gained = list(_gained_numbers(context))
    for found, number, setting in gained:
        if number not in known:
            text = say("{number} is not a number of the group; ask the operator to assign it", number=number)
            context.refuse(found.where(setting), text)
        elif not known[number].active:
            context.refuse(found.where(setting), _not_activated(number))
    wanted = {number: found for found in context.wanted.objects.values() for number in _held(found)}
    for number in sorted(wanted.keys() & known.keys()):
        # Held already, and switched off since: nobody who calls it comes through.
        if known[number].holder and not known[number].active:
            context.refuse(wanted[number].where("number"), _not_activated(number))
    holders = {number: found.holder for number, found in known.items() if found.holder}
    _check_holders(context, [(found, one) for found, one, setting in gained if setting != "main_number"], holders)


def _held(found: TenantObject) -> Iterator[str]:
    for setting in ("number", "extra_numbers"):
        yield from (number for number in called_by(found, setting) if number.startswith("+"))


def _not_activated(number: str) -> Message:
    return say(
        "{number} is not activated, so that whoever calls it reaches nobody; ask the operator to activate it",
        number=number,
    )


def _check_holders(
    context: PreflightContext, gained: Iterable[tuple[TenantObject, str]], holders: Mapping[str, str]
) -> None:
    """Whoever has it and keeps it is in the way."""
    for found, address in gained:
        holder = holders.get(address)
        if holder is None or not context.keeps(holder, address):
            continue
        later = context.later.get(holder)
        if later is None or later.identity != found.identity:
            setting = "extension" if address == found.settings.get("extension") else "number"
            text = say(
                "{address} is in use on the platform by {holder}, whom the plan does not have; take another one, or"
                " let the operator free it",
                address=address,
                holder=holder,
            )
            context.refuse(found.where(setting), text)
