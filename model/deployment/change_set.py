"""What has to change on a platform so that it holds what a plan wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nummerplan.model.deployment.tenant import Identity, TenantObject, Value

Action = Literal["create", "change", "rename", "delete"]


class SettingChange(NamedTuple):
    """One setting of an object: its name, the value that the platform has and the one that it gets.

    `concealed` marks what can be written and never read: neither value is known or shown.
    """

    setting: str
    old: Value
    new: Value
    concealed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one object. `before` is None for one that is created, `after` for one that is deleted.

    A renamed object has another identity before than after, and may change otherwise too.
    """

    action: Action
    before: TenantObject | None
    after: TenantObject | None
    settings: tuple[SettingChange, ...] = ()

    @property
    def identity(self) -> Identity:
        """The object's identity when the change has been made, or before if it is deleted."""
        if self.after is not None:
            return self.after.identity
        if self.before is None:
            raise ValueError("a change is of something")
        return self.before.identity

    @property
    def written_secrets(self) -> Mapping[str, str]:
        """The secrets that are written, by setting: all references of a new object, of another those that changed."""
        concealed = {found.setting for found in self.settings if found.concealed}
        secrets = self.after.secrets if self.after is not None else {}
        return {name: one for name, one in secrets.items() if self.before is None or name in concealed}


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All changes, in the order in which they are shown; the target knows in which order they are made."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def touched(self) -> tuple[Identity, ...]:
        """The identities of all objects that change, before and after, each once."""
        both = ((change.before, change.after) for change in self.changes)
        return tuple(dict.fromkeys(found.identity for pair in both for found in pair if found))

    def count(self, action: Action) -> int:
        """How many objects are created, changed, renamed or deleted."""
        return sum(change.action == action for change in self.changes)
