"""A deployment: what it would do to one company on its platform, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from nummerplan.model.deployment.change_set import ChangeSet
from nummerplan.model.deployment.platform import LeftAlone, Operation, Registration, Site, Wanted
from nummerplan.model.deployment.tenant import Identity, Tenant, Value
from nummerplan.model.message import Message


class ManualSwitch(NamedTuple):
    """A switch that somebody set by hand: the value that the platform holds, and the plan's."""

    identity: Identity
    setting: str
    held: Value
    planned: Value


class SecretFingerprint(NamedTuple):
    """What is remembered of a secret that was written: a keyed hash of it (`digest`), never the secret.

    `reference` is what the plan called it: `{{secret users/anna/password}}`, `{{audio audio/welcome.wav}}`.

    `digest` is empty when nobody knows what the platform holds. `pending` says that a deployment began to write it and
    did not get as far as to say so.
    """

    digest: str
    reference: str
    pending: bool = False


@dataclass(frozen=True)
class Memory:
    """What earlier deployments of a company remember: objects they saw to, secrets they wrote, switches they set."""

    known: frozenset[Identity] = frozenset()
    fingerprints: Mapping[tuple[Identity, str], SecretFingerprint] = field(default_factory=dict)
    switches: Mapping[tuple[Identity, str], Value] = field(default_factory=dict)


RunState = Literal["running", "done", "failed", "undone"]
"""A run that was cut off stays `running`; one that the platform refused is `failed`."""


@dataclass(frozen=True, slots=True)
class DeploymentRun:
    """One deployment as the journal has it. `left` are the touched objects as they were read back at its end."""

    number: int
    kind: Literal["deploy", "undo"]
    state: RunState
    begun: str
    who: str
    changes: ChangeSet
    left: Tenant | None
    commands: int
    done: int


@dataclass(frozen=True)
class Deployment:
    """What deploying one plan would do. `platform` is what the platform held when it was read.

    `operations` are computed once, when the deployment is planned: they are what is shown, agreed to, saved and sent.
    `documents` is in how many documents they go out. `run` is the run that was cut off and is finished (`resume`), or
    the one whose changes are undone (`undo`). `unknown_secrets` counts secrets of existing objects of which nothing is
    remembered: they are left as they are.
    """

    site: Site
    plan: str
    """The plan's file."""
    wanted: Wanted
    platform: Tenant
    changes: ChangeSet
    operations: tuple[Operation, ...]
    documents: int
    kind: Literal["deploy", "resume", "undo", "nothing", "done"] = "deploy"
    """`nothing` is one of a saved plan that changes nothing: nobody has looked at its platform again. `done` is one of
    which everything has been done since it was saved."""
    run: DeploymentRun | None = None
    manual_switches: tuple[ManualSwitch, ...] = ()
    unknown_secrets: int = 0
    left_out: tuple[Identity, ...] = ()
    """Objects that would change too, and that nobody chose (`--only`)."""
    seconds: float | None = None
    """About how long it takes at the platform's rate; None where there is no rate."""

    @property
    def existing(self) -> int:
        """How many objects the platform holds already."""
        return len(self.platform.objects)


class Refusal(NamedTuple):
    """A command that the platform did not carry out as asked, and what it said."""

    operation: Operation
    message: str


@dataclass(frozen=True)
class DeploymentResult:
    """What came of a deployment: commands sent, what the platform objected to, and what is left to change.

    `stopped` says why it ended early, if it did. `platform` is what the platform holds as it was read back at the end.
    """

    commands: int
    done: int
    warnings: tuple[Refusal, ...] = ()
    failures: tuple[Refusal, ...] = ()
    left: ChangeSet = field(default_factory=lambda: ChangeSet(()))
    stopped: Message | None = None
    platform: Tenant | None = None

    @property
    def complete(self) -> bool:
        """Whether the platform holds what was wanted."""
        return not self.left and not self.failures and self.stopped is None


@dataclass(frozen=True)
class Drift:
    """The changes that would bring the platform back, and the switches that people set by hand, as they may.

    `registered` says of each user with a telephone which of them are registered; None when nobody asked. `left_alone`
    is what no plan can say, `newly_left` what of that no deployment has seen yet.
    """

    tenant: str
    wanted: Tenant
    platform: Tenant
    changes: ChangeSet
    manual_switches: tuple[ManualSwitch, ...] = ()
    registered: Mapping[Identity, Sequence[Registration]] | None = None
    notes: tuple[Message, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()
    newly_left: tuple[LeftAlone, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the platform is not as the plan wants it, or somebody has set what no plan can say."""
        return bool(self.changes or self.newly_left)
