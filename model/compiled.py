"""What targets made of plans: files in memory, losses and notes, and all of it for programs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nummerplan.model.artefact import Artefact
from nummerplan.model.finding import LocatedRemark
from nummerplan.model.message import Message


@dataclass(frozen=True, slots=True)
class LocatedLoss(LocatedRemark):
    """A loss whose route has become a span; `name` is that by which a plan accepts it, if it has one."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class CompiledTarget:
    """What one target made of a plan: files, what it cannot express and where that stands, and notes for people.

    `has_defect` says that it does something with calls that the plan does not say and no loss explains.
    """

    target: str
    artefacts: tuple[Artefact, ...]
    losses: tuple[LocatedLoss, ...]
    notes: tuple[Message, ...]
    has_defect: bool = False

    def fields(self) -> dict[str, Any]:
        """All of it but what is in the files, of which it has the SHA-256; sentences are English."""
        return {
            "target": self.target,
            "files": [
                {"path": one.path, "sha256": sha256(one.content).hexdigest(), "secret": one.secret}
                for one in self.artefacts
            ],
            "losses": [
                {"file": loss.span.source.name, **loss.span.begin._asdict(), "message": str(loss.message)}
                | ({"name": loss.name} if loss.name else {})
                for loss in self.losses
            ],
            "notes": [str(note) for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Compiled:
    """What targets made of the plan in a file, by target, in the order in which they were asked for."""

    plan: str
    targets: tuple[CompiledTarget, ...]

    @property
    def artefacts(self) -> tuple[Artefact, ...]:
        """The files of all targets; each path is seen from its target's folder."""
        return tuple(artefact for made in self.targets for artefact in made.artefacts)

    @property
    def losses(self) -> tuple[LocatedLoss, ...]:
        """What targets cannot express, or express otherwise than people may expect."""
        return tuple(loss for made in self.targets for loss in made.losses)

    def to_json(self) -> str:
        """The same as `nummerplan compile --format json` writes."""
        return compiled_json((self,))


def compiled_json(compiled: Iterable[Compiled]) -> str:
    """What was made of some plans, for programs."""
    plans = [{"plan": one.plan, "targets": [made.fields() for made in one.targets]} for one in compiled]
    return json.dumps({"version": 1, "plans": plans}, indent=2) + "\n"
