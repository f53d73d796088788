"""What was changed between two plans, and who notices which change."""

from dataclasses import dataclass
from typing import Any, Literal

from nummerplan.model.calls.call_graph import Node

ChangeKind = Literal["setting", "new", "gone", "renamed", "order", "recording"]
"""A setting has another value; an object is new or gone; it has another key, and nothing else by that; the objects of a
section stand in another order; another recording is in a file."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that was changed.

    `section` and `key` say of which object: the key of the new plan, or of the old one for what is gone. `setting` are
    the steps to it inside of the object, and empty for a whole one. `was` and `now` are its values as the plans have
    them (None: it was not there), both with the new plan's keys. `unit` is what a number counts.
    """

    kind: ChangeKind
    section: str
    key: str = ""
    setting: tuple[str, ...] = ()
    was: Any = None
    now: Any = None
    unit: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """Changes that are one, and the entries of which callers notice them; most causes are one change.

    Callers of `entries` notice it by itself, and those of `together` only since other things were changed too. Those of
    `covered` would, were other things not changed: something else decides now what they meet. `users` are keys of the
    new plan: who calls out differently. Where `decided` is False it was too much to find out who notices which.
    """

    changes: tuple[PlanChange, ...]
    entries: tuple[Node, ...] = ()
    together: tuple[Node, ...] = ()
    covered: tuple[Node, ...] = ()
    users: tuple[str, ...] = ()
    decided: bool = True

    @property
    def noticed(self) -> tuple[Node, ...]:
        """Every entry of which callers notice it, by itself or together with others."""
        return (*self.entries, *self.together)
