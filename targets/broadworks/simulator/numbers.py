"""Telephone numbers and extensions: how they are written, and that each belongs to one at a time."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own
from nummerplan.targets.broadworks.simulator.settings import change_group_settings
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, StoredRow

_E164 = re.compile(r"\+[1-9][0-9]{5,14}")
EMERGENCY = frozenset({"112", "911", "999112"})
"""Extensions that nobody may have: whoever dials them needs help."""
DEFAULT_LENGTH = {"minExtensionLength": 2, "maxExtensionLength": 6, "defaultExtensionLength": 3}


def e164(written: str) -> str:
    """A number as it is kept: `+31-854879610` and `+31854879610` are the same."""
    number = written.replace("-", "")
    if not _E164.fullmatch(number):
        raise own(9110, f"Phone number is not in E.164 form, as +31854879610: {written}")
    return number


def shown(number: str | None, country: str) -> str | None:
    """A number as the platform writes it: a dash after the country's code."""
    if number and number.startswith(f"+{country}"):
        return f"+{country}-{number[len(country) + 1 :]}"
    return number


def many(fields: dict[str, Any]) -> list[str]:
    """The numbers of a request that names single ones and ranges."""
    found = [e164(number) for number in fields.get("phoneNumber", ())]
    for span in fields.get("dnRange", ()):
        first, last = int(e164(span["minPhoneNumber"])[1:]), int(e164(span["maxPhoneNumber"])[1:])
        if not 0 <= last - first < 10_000:
            raise own(9111, "A range of phone numbers has 1 to 10000 numbers, the lowest first.")
        found += [f"+{number}" for number in range(first, last + 1)]
    return found


def take_number(store: SimulatorStore, tenant: int, subscriber: int, number: str) -> None:
    """Let a subscriber have a number of the group that nobody has, not even they themselves."""
    row = store.one("SELECT * FROM number WHERE number = ?", number)
    if row is None or row["tenant"] != tenant:
        raise own(9112, f"Phone number is not assigned to the group: {number}")
    if row["subscriber"] is not None:
        raise own(9113, f"Phone number is already in use: {number}")
    store.run("UPDATE number SET subscriber = ? WHERE number = ?", subscriber, number)


def free_number(store: SimulatorStore, number: str | None) -> None:
    """Nobody has the number any more; the group keeps it."""
    store.run("UPDATE number SET subscriber = NULL WHERE number = ?", number)


def take_extension(
    store: SimulatorStore, tenant: int, subscriber: int, extension: str, lengths: dict[str, Any]
) -> None:
    """Let a subscriber have an extension of the group that nobody has, not even they themselves."""
    if not re.fullmatch("[0-9]+", extension):
        raise RefusalError(4910, f"Invalid extension: {extension}. An extension consists of the digits 0 to 9.")
    if extension in EMERGENCY:
        raise RefusalError(4911, f"Invalid extension: {extension} is an emergency number.")
    least, most = lengths["minExtensionLength"], lengths["maxExtensionLength"]
    if not least <= len(extension) <= most:
        raise own(
            9114, f"Extension {extension} does not have {least} to {most} digits, as the group's extensions have."
        )
    if store.one("SELECT 1 FROM extension WHERE tenant = ? AND extension = ?", tenant, extension):
        raise own(9115, f"Extension is already in use: {extension}")
    store.run("INSERT INTO extension VALUES (?, ?, ?)", tenant, extension, subscriber)


def free_extension(store: SimulatorStore, tenant: int, extension: str | None) -> None:
    """Nobody has the extension any more."""
    store.run("DELETE FROM extension WHERE tenant = ? AND extension = ?", tenant, extension)


def as_ranges(rows: Iterable[StoredRow]) -> list[tuple[StoredRow, str, str]]:
    """Rows of numbers, those that nobody has and that follow each other as one: row, first and last number."""
    found: list[tuple[StoredRow, str, str]] = []
    for row in rows:
        if found:
            first, begin, end = found[-1]
            follows = int(row["number"][1:]) == int(end[1:]) + 1 and len(row["number"]) == len(end)
            same = first["subscriber"] is None is row["subscriber"] and first["active"] == row["active"]
            if follows and same:
                found[-1] = (first, begin, row["number"])
                continue
        found.append((row, row["number"], row["number"]))
    return found


def span(begin: str, end: str, country: str) -> str:
    """How a table writes one number or a range of them."""
    texts: Sequence[str | None] = [shown(begin, country), shown(end, country)]
    return str(texts[0]) if begin == end else f"{texts[0]} - {texts[1]}"


def change_extension_length(store: SimulatorStore, tenant: int, fields: dict[str, Any]) -> None:
    """Say how many digits the extensions of a group have."""
    changed = change_group_settings(store, tenant, "extension length", DEFAULT_LENGTH, fields)
    if not changed["minExtensionLength"] <= changed["defaultExtensionLength"] <= changed["maxExtensionLength"]:
        raise own(9117, "The default extension length lies between the least and the most.")
