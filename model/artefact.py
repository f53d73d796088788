"""What a target makes: files, losses, and what it can express."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from nummerplan.model.calls.linked_plan import LinkedPlan
from nummerplan.model.message import Message
from nummerplan.model.plan.fields.field_types import Secret
from nummerplan.model.plan.plan import Plan
from nummerplan.model.settings.project import TargetTable
from nummerplan.model.source import Route


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a target: its path below the output folder (forward slashes, never absolute, no `..`) and its bytes.

    `secret` files are written with mode 0600.
    """

    path: str
    content: bytes
    secret: bool = False


class PlanEdit(NamedTuple):
    """One change of a plan as a value: what stands at `route` becomes `value`, typed as there; None takes it away.

    A list is always replaced whole: its places would be others after the first edit.
    """

    route: Route
    value: Any = None


LossEffect = Literal["calls", "settings", "harmless"]
"""Who may notice a loss: who calls or is called out to; nobody but who looks at the setting; nobody who would care."""


@dataclass(frozen=True, slots=True)
class LossKind:
    """One way in which a target falls short. Its `name` is for ever: plans accept losses by it, `explain` knows it."""

    name: str
    effect: LossEffect
    page: Message
    """What it is about, and what the plan could say instead."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a plan says and a target cannot express, or expresses otherwise than people may expect.

    `route` leads to the setting of the object. `edits` turn what the plan says into what the target does instead.
    """

    route: Route
    message: Message
    kind: LossKind | None = None
    edits: tuple[PlanEdit, ...] = ()

    @property
    def key(self) -> str:
        """The key of the object that it is about, by which a plan accepts it; the section of what has no key."""
        return str(self.route[0] if self.route[0] == "company" or len(self.route) < 2 else self.route[1])


@dataclass(frozen=True, slots=True)
class Image:
    """The plan that a platform carries out, made from the objects that it has.

    `unknown` names objects of which no plan can say what they do; `edits` say what the platform does of itself.
    """

    plan: Plan
    unknown: tuple[str, ...] = ()
    edits: tuple[PlanEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a target made of a plan. `notes` go to the summary: a phone that got the generic sheet, a file left out."""

    artefacts: tuple[Artefact, ...]
    losses: tuple[Loss, ...] = ()
    notes: tuple[Message, ...] = ()
    image: Image | None = None
    """What comes of the artefacts on a platform that can be read; only targets with one have it."""


class Secrets(Protocol):
    """Gives a secret's text, or a marked placeholder when no provider was named."""

    @property
    def revealed(self) -> bool:
        """Whether real secrets are given: files that show one are marked `secret`."""

    def __call__(self, secret: Secret | str | None, /) -> str:
        """The text to write where this secret belongs."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a target works with: the plan, its secrets, its audio and the project's settings for the target.

    `telephone_audio(path)` gives an audio file of the plan's folder as a WAV file of telephone quality: 8 kHz, mono,
    16 bit. It raises `AudioError` (a sentence for people) for a file that is missing or no audio.
    """

    linked: LinkedPlan
    secrets: Secrets
    telephone_audio: Callable[[str], bytes]
    settings: dict[str, str] = field(default_factory=dict)
    platforms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The project's tables `[platforms.NAME]`, by name, as they stand."""
    where: Callable[[Route], str] = field(default=lambda route: "", repr=False)
    """Gives the file and line of a value of the plan, for comments in artefacts: `plan.yaml:14`; empty if not known."""


@dataclass(frozen=True, slots=True)
class Target:
    """One destination: one folder in `targets/`, whose name is the target's name and whose docstring is its page.

    `render` is pure: the same workbench gives the same bytes, without the time of day in them.
    """

    name: str
    page: str
    render: Callable[[Workbench], Rendering]
    settings: type[TargetTable] | None = None
    """The model of the project's `[targets.NAME]`, if it takes settings."""
    fields: Callable[[], Mapping[str, Sequence[str]]] = dict
    """Gives the fields of the destination that hold each setting, by where it stands: `users.KEY.voicemail.email`."""
    losses: tuple[LossKind, ...] = ()
    """The kinds of losses that it has, where plans can accept them."""
    routes_calls: bool = False
    """Whether its losses say all that it does otherwise with calls, and it has no platform that could be read."""
