"""What users, hunt groups and auto attendants have in common: an id, a number, an extension, a language, a password."""

from typing import Any
from zoneinfo import ZoneInfo

from nummerplan.targets.broadworks.simulator.invocation import Invocation
from nummerplan.targets.broadworks.simulator.login import digest
from nummerplan.targets.broadworks.simulator.numbers import (
    DEFAULT_LENGTH,
    e164,
    free_extension,
    free_number,
    shown,
    take_extension,
    take_number,
)
from nummerplan.targets.broadworks.simulator.refusal import RefusalError, own
from nummerplan.targets.broadworks.simulator.settings import StoredSettings, group_settings
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, StoredRow, merged, packed, unpacked

LANGUAGES = frozenset({"Dutch", "English", "French", "German"})
_APART = ("phoneNumber", "extension", "password", "newPassword", "oldPassword")
PASSWORD_LENGTH = 6
"""So many characters a password has at least, as the group's password rules say."""


def check_id(call: Invocation, tenant: int, user_id: str) -> None:
    """Refuse an id that is taken, or that has no domain of the group."""
    name, _, domain = user_id.partition("@")
    known = call.store.one("SELECT 1 FROM domain WHERE tenant = ? AND name = ?", tenant, domain)
    if not name or not known:
        raise own(9120, f"The user id needs a domain that is assigned to the group: {user_id}")
    taken = "SELECT 1 FROM subscriber WHERE user_id = ?1 UNION SELECT 1 FROM administrator WHERE user_id = ?1"
    if call.store.one(taken, user_id):
        raise RefusalError(4200, f"User already exists: {user_id}")


def add(call: Invocation, tenant: StoredRow, kind: str, user_id: str, fields: StoredSettings) -> int:
    """Add a subscriber with its settings, number and extension; gives its number in the store."""
    check_id(call, tenant["id"], user_id)
    settings = {key: value for key, value in fields.items() if key not in _APART and value is not None}
    settings.setdefault("language", "English")
    settings.setdefault("timeZone", unpacked(tenant["settings"])["timeZone"])
    _check(settings)
    made = call.store.run(
        "INSERT INTO subscriber (user_id, tenant, kind, password, settings) VALUES (?, ?, ?, ?, ?)",
        user_id,
        tenant["id"],
        kind,
        digest(allowed(fields["password"])) if fields.get("password") else None,
        packed(settings),
    )
    number_and_extension(call.store, tenant["id"], made, (None, None), fields)
    return made


def change(call: Invocation, subscriber: StoredRow, fields: StoredSettings, **whole: Any) -> None:
    """Change the settings that the fields name; nil clears. What is given `whole` takes the old one's place."""
    plain = {key: value for key, value in fields.items() if key not in _APART}
    if plain or whole:
        settings = merged(unpacked(subscriber["settings"]), plain) | whole
        _check(settings)
        call.store.run("UPDATE subscriber SET settings = ? WHERE id = ?", packed(settings), subscriber["id"])
    for name in ("password", "newPassword"):
        if name in fields:
            set_password(call, subscriber, fields[name], fields.get("oldPassword"))
    held = (subscriber["number"], subscriber["extension"])
    number_and_extension(call.store, subscriber["tenant"], subscriber["id"], held, fields)


def number_and_extension(
    store: SimulatorStore, tenant: int, subscriber: int, held: tuple[str | None, str | None], fields: StoredSettings
) -> None:
    """Let a subscriber have another number and extension, or none, where the fields say so."""
    if "phoneNumber" in fields:
        number = None if fields["phoneNumber"] is None else e164(fields["phoneNumber"])
        if number != held[0]:
            free_number(store, held[0])
            if number is not None:
                take_number(store, tenant, subscriber, number)
            store.run("UPDATE subscriber SET number = ? WHERE id = ?", number, subscriber)
    if "extension" in fields:
        extension = fields["extension"]
        if extension != held[1]:
            free_extension(store, tenant, held[1])
            if extension is not None:
                lengths = group_settings(store, tenant, "extension length", DEFAULT_LENGTH)
                take_extension(store, tenant, subscriber, extension, lengths)
            store.run("UPDATE subscriber SET extension = ? WHERE id = ?", extension, subscriber)


def read(call: Invocation, subscriber: StoredRow) -> StoredSettings:
    """The settings as an answer has them."""
    group = call.group_settings(subscriber["tenant"])
    settings = unpacked(subscriber["settings"])
    return settings | {
        "phoneNumber": shown(subscriber["number"], group["countryCode"]),
        "extension": subscriber["extension"],
        "timeZoneDisplayName": settings["timeZone"],
        "countryCode": group["countryCode"],
        "nationalPrefix": "0",
    }


def set_password(call: Invocation, subscriber: StoredRow, new: str | None, old: str | None) -> None:
    """Keep a new password; users themselves have to know the old one."""
    if (old is not None or call.login.level == "User") and digest(old or "") != subscriber["password"]:
        raise RefusalError(4962, "Invalid password")
    kept = None if new is None else digest(allowed(new))
    call.store.run("UPDATE subscriber SET password = ? WHERE id = ?", kept, subscriber["id"])
    call.wrong_passwords.forget(subscriber["user_id"])


def allowed(password: str) -> str:
    """The password, if the group's rules allow it."""
    if len(password) < PASSWORD_LENGTH:
        raise own(9122, f"The password is shorter than {PASSWORD_LENGTH} characters.")
    return password


def _check(settings: dict[str, Any]) -> None:
    if "department" in settings:
        raise own(9005, "departments are not known here")
    if settings["language"] not in LANGUAGES:
        raise own(9123, f"Language not found: {settings['language']}")
    check_time_zone(settings["timeZone"])


def check_time_zone(name: str) -> None:
    """Refuse what is not a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise own(9124, f"Time zone not found: {name}") from None
