"""Further numbers of a user, the fax box and the SIP login."""

from typing import Any

from nummerplan.targets.broadworks.simulator.invocation import AnswerFields, Invocation, answers
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
from nummerplan.targets.broadworks.simulator.settings import (
    StoredSettings,
    group_settings,
    keep_user_settings,
    needs_service,
    user_settings,
    without,
)
from nummerplan.targets.broadworks.simulator.store import StoredRow, merged
from nummerplan.targets.broadworks.simulator.subscribers import allowed

ALTERNATE, FAX, LOGIN = "Alternate Numbers", "Fax Messaging", "Authentication"
_NUMBER, _EXTENSION = "phoneNumber", "extension"


def _open(call: Invocation, service: str) -> tuple[StoredRow, StoredSettings]:
    user = call.subscriber()
    needs_service(call.store, user["id"], service)
    return user, user_settings(call.store, user["id"], service, {})


def _move(call: Invocation, user: StoredRow, old: StoredSettings, new: StoredSettings) -> None:
    """Free what a user had here and does not want any more, and take what is new."""
    if old.get(_NUMBER) != new.get(_NUMBER):
        free_number(call.store, old.get(_NUMBER))
        if new.get(_NUMBER):
            take_number(call.store, user["tenant"], user["id"], new[_NUMBER])
    if old.get(_EXTENSION) != new.get(_EXTENSION):
        free_extension(call.store, user["tenant"], old.get(_EXTENSION))
        if new.get(_EXTENSION):
            lengths = group_settings(call.store, user["tenant"], "extension length", DEFAULT_LENGTH)
            take_extension(call.store, user["tenant"], user["id"], new[_EXTENSION], lengths)


def _written(fields: StoredSettings) -> StoredSettings:
    number = fields.get(_NUMBER)
    return fields | ({_NUMBER: e164(number)} if number is not None else {})


@answers("UserAlternateNumbersModifyRequest")
def change_alternate(call: Invocation) -> AnswerFields:
    """Change a user's further numbers."""
    user, settings = _open(call, ALTERNATE)
    changed = dict(settings)
    for name, entry in without(call.fields, "userId").items():
        changed[name] = merged(settings.get(name, {}), _written(entry)) if isinstance(entry, dict) else entry
    entries = [name for name in call.fields if name.startswith("alternateEntry")]
    for name in entries:  # what is given up first: numbers may change places in one request
        _move(call, user, settings.get(name, {}), _shared(settings.get(name, {}), changed[name]))
    for name in entries:
        _move(call, user, _shared(settings.get(name, {}), changed[name]), changed[name])
    keep_user_settings(
        call.store, user["id"], ALTERNATE, {name: value for name, value in changed.items() if value != {}}
    )
    return None


def _shared(old: StoredSettings, new: StoredSettings) -> StoredSettings:
    return {name: old[name] for name in (_NUMBER, _EXTENSION) if name in old and old[name] == new.get(name)}


@answers("UserAlternateNumbersGetRequest17", "UserAlternateNumbersGetRequest21")
def alternate(call: Invocation) -> AnswerFields:
    """A user's further numbers."""
    user, settings = _open(call, ALTERNATE)
    return {name: _shown(call, user, value) if isinstance(value, dict) else value for name, value in settings.items()}


def _shown(call: Invocation, user: StoredRow, fields: StoredSettings) -> dict[str, Any]:
    country = call.group_settings(user["tenant"])["countryCode"]
    return fields | ({_NUMBER: shown(fields[_NUMBER], country)} if _NUMBER in fields else {})


@answers("UserFaxMessagingModifyRequest")
def change_fax(call: Invocation) -> AnswerFields:
    """Change a user's fax box."""
    user, settings = _open(call, FAX)
    fields = _written(without(call.fields, "userId"))
    if "sipAliasList" in fields:
        aliases = fields.pop("sipAliasList")
        fields["alias"] = None if aliases is None else aliases["sipAlias"]
    changed = merged(settings, fields)
    _move(call, user, settings, changed)
    keep_user_settings(call.store, user["id"], FAX, changed)
    return None


@answers("UserFaxMessagingGetRequest", "UserFaxMessagingGetRequest17sp1")
def fax(call: Invocation) -> AnswerFields:
    """A user's fax box."""
    user, settings = _open(call, FAX)
    return _shown(call, user, settings)


@answers("UserAuthenticationModifyRequest")
def change_login(call: Invocation) -> AnswerFields:
    """Change the name and password with which a telephone registers."""
    user, settings = _open(call, LOGIN)
    password = call.fields.get("newPassword", call.fields.get("password", {}).get("new"))
    if "userName" in call.fields:
        settings["userName"] = call.fields["userName"]
    if password is not None:
        settings["password"] = digest(allowed(password))
    keep_user_settings(call.store, user["id"], LOGIN, settings)
    return None


@answers("UserAuthenticationGetRequest")
def login(call: Invocation) -> AnswerFields:
    """The name with which a telephone registers."""
    return without(_open(call, LOGIN)[1], "password")
