"""What a target gives that can be deployed to: a connection to its platform, and the operations that change it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol

from nummerplan.model.artefact import Image, Loss, Secrets, Workbench
from nummerplan.model.deployment.change_set import Change, ChangeSet
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.model.errors import ExitCode, NummerplanError
from nummerplan.model.message import Message
from nummerplan.model.plan.plan import Plan
from nummerplan.model.settings.project import PlatformTable
from nummerplan.model.source import Route


@dataclass(frozen=True, slots=True)
class Site:
    """Where a company lives: the platform's settings of the project (`[platforms.NAME]`), and the plan's `platform`.

    `settings` is the table as it stands in the project's file; the target checks it and raises `SettingError`.
    """

    name: str
    kind: str
    settings: Mapping[str, Any]
    service_provider: str
    group: str
    domain: str

    @property
    def tenant(self) -> str:
        """The company's address in one word, for journals and locks: `hosted/SP/GROUP`."""
        return f"{self.name}/{self.service_provider}/{self.group}"


@dataclass(frozen=True, slots=True)
class Defect:
    """Something in the plan that the platform would refuse: found before anything is sent."""

    route: Route
    message: Message


class LeftAlone(NamedTuple):
    """What the platform holds and no plan can say: a setting as it is there, and as a plan would have it.

    An object that is in no plan has no setting here.
    """

    identity: Identity
    setting: str
    held: Value
    usual: Value


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan wants of a platform, what it cannot have there, and what the platform would refuse.

    `left_alone` is what the platform holds and no plan can say; it is wanted as it is there.
    """

    tenant: Tenant
    losses: tuple[Loss, ...] = ()
    defects: tuple[Defect, ...] = ()
    notes: tuple[Message, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()


class Fitted(NamedTuple):
    """What is wanted in the words of what a platform holds already, and what people should know of it."""

    tenant: Tenant
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a platform would refuse of a deployment, and what this login may not ask, so that nobody looked at it."""

    defects: tuple[Defect, ...] = ()
    unchecked: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One command for the platform, without any secret in it: where one belongs, it has the secret's reference.

    `request` and `fields` are the platform's own. `together` is a number that operations share which must go out next
    to each other in one document (a number that moves from one object to another). `reversible` is False for what
    cannot be taken back by writing the old settings again.
    """

    identity: Identity
    request: str
    fields: Mapping[str, Any]
    together: int = 0
    reversible: bool = True


OperationVerdict = Literal["done", "warning", "failed", "unknown"]
"""What the platform said: done; done in part; refused; or nothing, since the connection broke before its answer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one operation; `message` is the platform's own text, with nothing secret in it."""

    verdict: OperationVerdict
    message: str = ""


class PlatformError(NummerplanError):
    """The platform cannot be reached, or does not let us in, or broke the protocol: nothing more can be sent."""

    exit_code = ExitCode.UNREADABLE


Progress = Callable[[int, int], None]
"""Told how many commands of how many are done."""


class Registration(NamedTuple):
    """A telephone that is registered: its device's name, its line (`user@domain`), and until when it says it is."""

    device: str
    line: str
    until: str = ""


class Connection(Protocol):
    """An open, logged in connection for one tenant. Every method may raise `PlatformError`."""

    def read(self, wanted: Tenant | None = None, progress: Progress | None = None) -> Tenant:
        """Everything that the platform holds of the company and a plan can describe.

        `wanted` helps to recognise objects (their keys in the plan); what it lacks is read all the same.
        """

    def read_objects(self, identities: Iterable[Identity], wanted: Tenant | None = None) -> Tenant:
        """The named objects only; those that are not there are left out."""

    def send(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Send operations in order, a document at a time, at the platform's rate; one outcome for each.

        After a document with a failed or unknown outcome nothing more is sent: the list is then shorter.
        """

    def preflight(
        self, wanted: Tenant, platform: Tenant, changes: ChangeSet, operations: Sequence[Operation]
    ) -> Preflight:
        """What the platform would refuse of changes and their operations; nothing is sent but questions."""

    def registrations(self, users: Iterable[Identity]) -> Mapping[Identity, Sequence[Registration]]:
        """Which telephones of users are registered now; a user without any has an empty sequence."""

    def documents(self, operations: Sequence[Operation]) -> list[Sequence[Operation]]:
        """The operations as they go out: what stands in one document together."""

    def seconds(self, operations: Sequence[Operation], changes: ChangeSet) -> float | None:
        """About how long the operations of changes take at the platform's rate, with all that is read before and
        after them; None where there is no rate.
        """


@dataclass(frozen=True, slots=True)
class Provisioning:
    """What a target gives that has a platform: the folder exports it as `PROVISIONING`.

    `wanted` is pure; `losses` are those of `wanted` alone, sooner. `operations` is pure too: the changes as commands,
    in the order in which numbers stay reachable: new objects first, old ones last. `connect` opens a connection
    (secrets are resolved late and never kept in a representation). `plan_of` writes a tenant as a plan, as a person
    would; `image` does so for a comparison, with the numbers of a country (two letters). `fields_json` gives the fields
    of an operation as plain data for a saved plan, with references in the place of secrets; `fields_from` reads them.
    """

    wanted: Callable[[Workbench, Site], Wanted]
    losses: Callable[[Workbench, Site], tuple[Loss, ...]]
    operations: Callable[[ChangeSet, Tenant, Site], Sequence[Operation]]
    connect: Callable[[Site, Secrets, Callable[[str], bytes]], AbstractContextManager[Connection]]
    plan_of: Callable[[Tenant, Site], Plan]
    image: Callable[[Tenant, Site, str], Image]
    fields_json: Callable[[Mapping[str, Any]], dict[str, Any]]
    fields_from: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    settings: type[PlatformTable] = PlatformTable
    """The model of `[platforms.NAME]` for this kind of platform."""
    read_only: frozenset[str] = frozenset()
    """Settings that are read for the sake of commands and that no plan has: nobody wants them."""
    own_kinds: frozenset[str] = frozenset()
    """Kinds of objects that nobody else makes there: no setting of theirs is somebody's own, to be left alone."""
    fitted: Callable[[Tenant, Tenant, date], Fitted] = lambda wanted, platform, today: Fitted(wanted)
    """What is wanted, what the platform holds, and the day: what is wanted, with everything in the platform's own form
    that means the same there. Pure. What is compared, written and remembered is what comes out."""
    needed: Callable[[Change, ChangeSet, Site], Iterable[Change]] = lambda change, changes, site: changes.changes
    """The other changes without which one cannot be made, or would lead nowhere; not what these need in their turn."""
