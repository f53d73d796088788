"""One command at work: its fields, the login behind it, the store, and the objects that it names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from nummerplan.targets.broadworks.simulator.documents.shape import Values
from nummerplan.targets.broadworks.simulator.fault_injection import FaultInjection
from nummerplan.targets.broadworks.simulator.login import Login
from nummerplan.targets.broadworks.simulator.refusal import group_not_found, own, unauthorized, user_not_found
from nummerplan.targets.broadworks.simulator.store import SimulatorStore, StoredRow, unpacked
from nummerplan.targets.broadworks.simulator.strangers.wrong_passwords import WrongPasswords

AnswerFields = Mapping[str, Any] | None
"""The fields of an answer by XML name; None is success."""


@dataclass(frozen=True)
class Invocation:
    """A command, read and found to be as the schema wants it."""

    request: str
    fields: Values
    login: Login
    store: SimulatorStore
    fault_injection: FaultInjection
    release: str
    wrong_passwords: WrongPasswords

    def text(self, name: str) -> str:
        """A text that the schema requires."""
        return str(self.fields[name])

    def tenant(self) -> StoredRow:
        """The group that the command names; refused unless it is this login's business."""
        if "groupExternalId" in self.fields or "deviceExternalId" in self.fields:
            raise own(9009, "external identities are not known here")
        group = str(self.fields.get("groupId", self.fields.get("GroupId", "")))
        found = self.store.one(
            "SELECT * FROM tenant WHERE service_provider = ? AND group_id = ?", self.fields["serviceProviderId"], group
        )
        if not self.login.reaches(self.fields["serviceProviderId"], found["id"] if found else 0):
            raise unauthorized()
        if found is None:
            raise group_not_found(self.fields["serviceProviderId"], group)
        return found

    def subscriber(self, kind: str = "", name: str = "userId") -> StoredRow:
        """The user, hunt group or auto attendant that the command names, of one kind or any."""
        return self.subscriber_named(self.text(name), kind)

    def subscriber_named(self, user_id: str, kind: str = "") -> StoredRow:
        """The user, hunt group or auto attendant of this id."""
        found = self.store.one(
            "SELECT subscriber.*, tenant.service_provider, tenant.group_id FROM subscriber"
            " JOIN tenant ON tenant.id = subscriber.tenant WHERE user_id = ?",
            user_id,
        )
        if found is None:
            raise user_not_found(user_id)
        if not self.login.reaches(found["service_provider"], found["tenant"]):
            raise unauthorized()
        if self.login.level == "User" and found["user_id"] != self.login.user_id:
            raise unauthorized()
        if kind and found["kind"] != kind:
            raise user_not_found(user_id)
        return found

    def group_settings(self, tenant: int) -> dict[str, Any]:
        """The settings of the group itself."""
        row = self.store.one("SELECT settings FROM tenant WHERE id = ?", tenant)
        return unpacked(row["settings"] if row else None)


CommandFunction = Callable[[Invocation], AnswerFields]


@dataclass(frozen=True)
class AnsweredCommand:
    """What is done for a request. `operator` ones are not for logins of a group; `open` ones come before a login."""

    run: CommandFunction
    operator: bool = False
    open: bool = False

    def allows(self, request: str, login: Login) -> bool:
        """Whether this login may ask for it."""
        if login.level == "User":
            # A user looks after their own settings: not after who they are, nor after what they are allowed to have.
            own_business = request.startswith("User") and not request.startswith(
                ("UserAdd", "UserDelete", "UserService")
            )
            return self.open or own_business or request.startswith("Password")
        return login.is_operator or not self.operator


_COMMANDS: dict[str, AnsweredCommand] = {}


def answers(
    *requests: str, operator: bool = False, is_open: bool = False
) -> Callable[[CommandFunction], CommandFunction]:
    """Mark a function as what is done for these requests."""

    def mark(run: CommandFunction) -> CommandFunction:
        for request in requests:
            if request in _COMMANDS:
                raise ValueError(f"{request} is answered twice")
            _COMMANDS[request] = AnsweredCommand(run, operator, is_open)
        return run

    return mark


@cache
def commands() -> Mapping[str, AnsweredCommand]:
    """Every request that is answered, by its name: the files of the folder `areas`."""
    areas = import_module("nummerplan.targets.broadworks.simulator.areas")
    for found in iter_modules(areas.__path__):
        import_module(f"{areas.__name__}.{found.name}")
    return _COMMANDS
